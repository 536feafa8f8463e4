//! Readers of matches as providers recorded them: bytes in, domain types out.
//!
//! Pure: no files, no clock, no network. Whoever calls brings the bytes, in pieces of any size, and
//! stores what comes out.

pub mod events;
pub mod match_files;
mod objects;
#[cfg(test)]
mod public_data;
pub mod tracking;
