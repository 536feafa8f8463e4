//! Jobs about matches.

mod figures;
mod files;
mod frames;
mod import_match;

pub(crate) use figures::new_match;
pub use files::{preview, read_match};
pub use frames::{FramesFile, write_frames_of};
pub(super) use import_match::import_match;
