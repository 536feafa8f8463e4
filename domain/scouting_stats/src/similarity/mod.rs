//! Who plays like whom, and why: the angle between two players' z-scores, and what each metric adds.

mod index;
mod likeness;
mod retrieval;
mod weights;

pub use index::{SimilarPlayer, SimilarityIndex};
pub use likeness::{Likeness, LikenessReason, likeness};
pub use retrieval::{Retrieval, retrieval};
pub use weights::{Weighing, Weights};
