//! A match played again in the browser: players on a canvas with who controls which part of the pitch, a timeline of
//! what happened, and the figures of the moment beside it.
//!
//! What can be told without a browser is in `match_replay` and in the modules here that name no element: geometry,
//! words, addresses. The rest draws it, fetches frames around the playhead and listens to keys and pointers.

// A page's type is as deep as its markup; release builds look into all of it.
#![recursion_limit = "512"]
#![expect(
    unreachable_pub,
    reason = "the component macro makes a public props type for each component, private ones too"
)]

mod address;
mod canvas;
mod clip;
mod driving;
mod engine;
mod fetching;
mod keys;
mod layers;
mod legend;
mod page;
mod panel;
mod projection;
mod replay;
mod sketching;
mod stage;
mod state;
mod timeline;
mod toolbar;
mod transport;
mod words;

pub use match_replay::{ClipDraft, Drawing};
pub use page::ReplayPage;
pub use replay::Replay;
