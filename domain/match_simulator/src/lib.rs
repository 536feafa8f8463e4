//! A match that never was: two invented teams, simulated tick by tick from a seed.
//!
//! It gives positions as a [`football::TrackedGame`], what happened as a list of [`SimulatedEvent`]s, and beside
//! them the exact truth that both were made from. Metres and seconds, origin at the centre spot, x along the
//! pitch, y towards the left touchline of a team that attacks towards +x. Teams change ends at half-time.

mod ball;
mod body;
mod chance;
mod event;
mod field;
mod flaws;
mod formation;
pub mod formats;
mod mind;
mod plan;
mod play;
mod record;
mod simulation;
mod squad;
mod told;
mod truth;
mod vector;
mod world;

pub use event::{EventKind, Outcome, SimulatedEvent};
pub use formation::Formation;
pub use plan::{Flaws, LONGEST_HALF_SECS, MOST_SUBSTITUTIONS, MatchPlan, PlanError, TeamPlan};
pub use simulation::{SimulatedMatch, simulate};
pub use truth::{PlayerTruth, StayTruth, Truth};

/// Ticks a second of every simulated match.
pub const RATE_HZ: u32 = 25;
/// Seconds of a tick.
pub(crate) const TICK_SECS: f64 = 0.04;
