//! The report as a whole.

use football::{Pitch, Side};
use serde::{Deserialize, Serialize};

use crate::{
    ClockOffset, FormationShown, Heatmaps, Momentum, PassMap, PeriodLength, PlayerPhysical,
    Quality, ReportPlayer, SetPieces, ShapeShown, Shots, TeamFigure, TimelineEntry,
};

/// The version of the shape of [`MatchReport`] and of how its figures are computed. A report of another version is
/// computed again.
pub const VERSION: u16 = 1;

/// What is told of a match. Numbers of players are places in [`MatchReport::players`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchReport {
    /// [`VERSION`] when it was computed.
    pub version: u16,
    /// The positions that it is from.
    pub positions: Option<Source>,
    /// The events that it is from.
    pub events: Option<Source>,
    /// The teams, home first.
    pub teams: [ReportTeam; 2],
    /// Everybody who is listed or was seen; who was tracked stands first, in the order of the tracking.
    pub players: Vec<ReportPlayer>,
    /// The periods without the penalty shoot-out.
    pub periods: Vec<PeriodLength>,
    /// Goals of home and away by the events, without the shoot-out.
    pub score: Option<[u16; 2]>,
    /// Goals, cards and substitutions, by the clock; from the events. Without them, the substitutions that positions
    /// show.
    pub timeline: Vec<TimelineEntry>,
    /// Shots, with what their chances added up to.
    pub shots: Option<Shots>,
    /// Who passed to whom, home first; from the events.
    pub passes: Option<[PassMap; 2]>,
    /// Threat by minute; from the events.
    pub momentum: Option<Momentum>,
    /// What players ran; from the positions.
    pub physical: Vec<PlayerPhysical>,
    /// In which formation the teams stood, stretch by stretch; from the positions.
    pub formations: Vec<FormationShown>,
    /// How long, wide and high the teams stood, period by period; from the positions.
    pub shapes: Vec<ShapeShown>,
    /// Where players were.
    pub heatmaps: Option<Heatmaps>,
    /// Set pieces with what came of them; from the events.
    pub set_pieces: Vec<SetPieces>,
    /// What is compared between the teams.
    pub comparison: Vec<TeamFigure>,
    /// How far the positions can be trusted.
    pub quality: Option<Quality>,
    /// How far the clock of the events was from that of the positions, period by period.
    pub offsets: Vec<ClockOffset>,
}

/// What a figure is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// Computed from positions.
    Positions,
    /// Computed from events.
    Events,
    /// The provider's own figure.
    Provider,
}

/// What was given: positions or events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The pitch that places are on.
    pub pitch: Pitch,
    /// Ticks a second; `None` of events.
    pub rate_hz: Option<f64>,
    /// Frames of positions, or events.
    pub count: u64,
    /// What velocities are taken with, for people: `Savitzky–Golay 3, 1.0 s`; `None` of events.
    pub filter: Option<String>,
}

/// A team of the match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportTeam {
    /// Its name; `None` where only positions are given: they have none.
    pub name: Option<String>,
    /// The formation at the start as the provider of events names it: `4-4-2`.
    pub told_formation: Option<String>,
}

/// When a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportPhase {
    /// While the ball is in play.
    All,
    /// While the team has it.
    InPossession,
    /// While the other team has it.
    OutOfPossession,
}

impl MatchReport {
    /// A team's name, or what stands for it.
    pub fn team_name(&self, side: Side) -> &str {
        let place = usize::from(side == Side::Away);
        let nameless = ["Home", "Away"][place];
        self.teams[place].name.as_deref().unwrap_or(nameless)
    }

    /// A player of the report.
    pub fn player(&self, place: u16) -> Option<&ReportPlayer> {
        self.players.get(usize::from(place))
    }

    /// Seconds of the match, breaks left out.
    pub fn secs(&self) -> f64 {
        self.periods.iter().map(|period| period.secs).sum()
    }
}
