//! Tracking: where players and ball were, from the files of providers, one reader each.
//!
//! A reader takes a file in pieces of any size and gives a [`football::TrackedGame`]. It never holds the file.
//!
//! Who has files and does not know whose they are asks [`recognise()`] what each is and [`GamePlan`] which game they
//! make, and reads them with one [`GameReader`].

mod clock;
mod description;
mod epts;
mod epts_meta;
mod error;
mod frame_objects;
mod game;
mod game_files;
mod hawk_eye;
mod hawk_eye_feed;
mod lines;
mod members;
mod metrica;
mod number;
mod pff;
mod plan;
mod provider;
mod recognise;
mod scattered;
mod second_spectrum;
mod signality;
mod skillcorner;
mod sportec;
mod sportec_match;
mod stats_perform;
mod tags;
mod tracab;
mod tracab_json;
mod tracab_meta;

pub use epts::EptsReader;
pub use epts_meta::{EptsMeta, read_epts_meta};
pub use error::{TrackingError, TrackingFault};
pub use game_files::GameReader;
pub use hawk_eye::{HawkEyeReader, read_hawk_eye_pitch};
pub use metrica::{MetricaReader, join_metrica};
pub use pff::PffReader;
pub use plan::{GamePlan, PlanFault, PlannedFile};
pub use provider::Provider;
pub use recognise::{LOOKED_AT, TrackingFile, recognise};
pub use second_spectrum::SecondSpectrumReader;
pub use signality::SignalityReader;
pub use skillcorner::SkillCornerReader;
pub use sportec::SportecReader;
pub use stats_perform::StatsPerformReader;
pub use tracab::TracabReader;
pub use tracab_json::TracabJsonReader;
pub use tracab_meta::{TracabMeta, TracabPeriod, read_tracab_meta};

#[cfg(test)]
mod tests;
