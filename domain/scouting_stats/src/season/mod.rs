//! A season of many players by many metrics: where each stands among his peers, how far from their
//! mean, and how much of it lasts into the next season.

mod peers;
mod percentiles;
mod profile;
mod ranked;
mod stability;
mod table;
mod z_scores;

#[cfg(test)]
pub(crate) mod examples;

pub use peers::{PeerRule, Spread, Spreads};
pub use percentiles::Percentiles;
pub use profile::{MetricStanding, profile};
pub use ranked::RankedTable;
pub use stability::{LEAST_PAIRS, Stability, stability, stability_within_positions};
pub use table::{MetricTable, TablePlayer};
pub use z_scores::{Z_LIMIT, ZScores};

pub(crate) use table::group_place;
