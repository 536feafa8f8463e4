//! The report of a match: what positions and events tell of it, each figure with what it is from.
//!
//! Small structs that a worker computes and keeps and that a page draws. Metres and seconds; places are counted in
//! the direction of the acting team's attack, x forwards and y to the left, from the centre spot. Numbers are
//! rounded to what can be read, and what is not known is `None`, never nought.

mod comparison;
mod figure;
mod heatmap;
mod inputs;
mod moment;
mod momentum;
mod on_ball;
mod pass_map;
mod physical;
mod quality;
mod replay;
mod report;
mod roster;
mod set_pieces;
mod shape;
mod shots;
mod side_by_side;
mod space;
mod substitutions;
mod timeline;

pub use comparison::{TeamFigure, TeamMeasure};
pub use heatmap::{HEAT_COLUMNS, HEAT_ROWS, HeatUnit, Heatmaps, PlayerHeat, TeamHeat};
pub use inputs::{ClockOffset, MatchInputs};
pub use moment::{Moment, PeriodLength};
pub use momentum::{MinuteThreat, Momentum};
pub use on_ball::{OnBall, PlayerOnBall};
pub use pass_map::{PassLink, PassMap, PassNode};
pub use physical::{Exertion, PlayerPhysical};
pub use quality::{Loss, LossCause, Quality, Warning};
pub use report::{MatchReport, Provenance, ReportPhase, ReportTeam, Source, VERSION};
pub use roster::ReportPlayer;
pub use set_pieces::{SetPieceKind, SetPieces};
pub use shape::{FormationShown, ShapeShown};
pub use shots::{PENALTY_XG, ShotResult, ShotShown, Shots, XgSource};
pub use side_by_side::{Beside, Lack, MeasureBeside, Need, main_formation, side_by_side};
pub use timeline::{TimelineEntry, TimelineKind};

use football::{GameEvents, TrackedGame};
use match_frames::ReplayEvent;

/// The report of a match, from its positions, its events or both.
pub fn of_match(tracking: Option<&TrackedGame>, events: Option<&GameEvents>) -> MatchReport {
    MatchInputs::of(tracking, events).report()
}

/// The events of a match on the clock of its frames, by period and clock; moved to where positions show them where
/// both are given. Players are places in the tracked game's list.
pub fn replay_events(
    tracking: Option<&TrackedGame>,
    events: Option<&GameEvents>,
) -> Vec<ReplayEvent> {
    MatchInputs::of(tracking, events).replay_events()
}

#[expect(clippy::cast_precision_loss, reason = "counts of ticks, players, passes and cells")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}
