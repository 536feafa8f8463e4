//! What a player did in matches whose positions or events are held: sums, per 90 minutes, and where he stands.
//!
//! Figures of different grounds are never added up nor ranked together: a camera beside the pitch and a broadcast see
//! different distances, and the chances of a provider are not those of our model.

mod figure;
mod standing;

pub use figure::{Ground, PlayedFigure, PlayedGame, PlayedMeasure, PlayedSum, sums};
pub use standing::{LEAST_PLAYED_MINUTES, NotRanked, PlayedPeer, PlayedStanding, standings};
