//! Tracking: where players and ball were, from the files of providers, one reader each.
//!
//! A reader takes a file in pieces of any size and gives a [`football::TrackedGame`]. It never holds the file.

mod error;
mod game;
mod lines;
mod metrica;
mod number;
mod objects;
mod skillcorner;
mod tracab;
mod tracab_meta;

pub use error::{TrackingError, TrackingFault};
pub use metrica::{MetricaReader, join_metrica};
pub use skillcorner::SkillCornerReader;
pub use tracab::TracabReader;
pub use tracab_meta::{TracabMeta, TracabPeriod, read_tracab_meta};

#[cfg(test)]
mod tests;
