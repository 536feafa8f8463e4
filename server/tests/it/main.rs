//! The server as people and programs meet it: one file a feature, each test with a server and a
//! database of its own.

mod access_tokens;
mod jobs;
mod not_found;
mod players;
mod sessions;
#[expect(dead_code, reason = "the harness offers more than the present tests use")]
mod test_app;

#[expect(
    unused_imports,
    reason = "a feature's tests name the answer only where they pass it on"
)]
pub(crate) use test_app::Answer;
pub(crate) use test_app::{Client, TestApp};
