//! Jobs about matches.

mod computed;
mod figures;
mod files;
mod frames;
mod import_match;

pub(crate) use computed::ComputedMatch;
pub use files::{MatchFilesError, ReadMatch, preview, read_match};
pub(super) use import_match::import_match;
