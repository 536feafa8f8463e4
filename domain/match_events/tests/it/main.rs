//! What is said from events, held against the references of real matches and against small games counted by hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod small_games;
mod stats_bomb;
