//! Frames of a match for the browser: chunks of some seconds that are read on their own, so that a replay
//! begins, and goes to any instant, without the rest of the match.
//!
//! A chunk holds whole centimetres. Each coordinate of each object is written as the differences that are
//! smaller, of first or second order, in as few bytes as they need; what is left is for the compression of the
//! connection (decision 94).

mod chunk;
mod decode;
mod encode;
mod manifest;
mod wire;

pub use chunk::{Chunk, Track};
pub use decode::{ChunkError, decode};
pub use encode::encode;
pub use manifest::{
    PlayedInAll, ReplayChunk, ReplayEvent, ReplayEventKind, ReplayManifest, ReplayPeriod,
    ReplayPlayer,
};

#[cfg(test)]
mod tests;
