//! Actions and their values, held against the outputs of other programs on public matches and against the scores of
//! these.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod data;
mod goals;
mod spadl;
mod threat;
mod vaep;
