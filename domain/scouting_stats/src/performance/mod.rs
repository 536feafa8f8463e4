//! The performance score: one figure from 0 to 100 for what a player did in a season, with everything
//! that went into it. A description, not a prediction.

mod insight;
mod score;
mod templates;

pub use insight::{NoPerformance, PerformanceInsight, ScoredSeason};
pub use score::{BlockScore, NoScore, Part, PerformanceScore, performance_score};
pub use templates::{Block, PerformanceTemplate, Weighted};
