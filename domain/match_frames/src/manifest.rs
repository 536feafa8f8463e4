//! What a replay has to know before the first frame: who plays, how long, where the chunks are and what happened.

use football::{Pitch, Side};
use serde::{Deserialize, Serialize};

/// A match as its replay knows it. Numbers of players are places in [`ReplayManifest::players`], which is the order
/// of the tracks of every [`Chunk`](crate::Chunk).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReplayManifest {
    /// Where it was played.
    pub pitch: Pitch,
    /// Ticks a second.
    pub rate_hz: f64,
    /// The name of the home team.
    pub home: String,
    /// The name of the away team.
    pub away: String,
    /// Everybody who is listed or was seen.
    pub players: Vec<ReplayPlayer>,
    /// The periods, in their order.
    pub periods: Vec<ReplayPeriod>,
    /// What happened, by period and clock; empty where no events were given.
    pub events: Vec<ReplayEvent>,
    /// What the velocities are taken with, for people: `Savitzky–Golay 3, 1.0 s`.
    pub filter: String,
}

/// What a player did in the whole match; what was not measured is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlayedInAll {
    /// Minutes on the pitch.
    pub minutes: Option<f64>,
    /// Metres.
    pub distance_m: Option<f64>,
    /// 7 m/s or faster for a second or longer.
    pub sprints: Option<u32>,
    /// Metres a second.
    pub top_mps: Option<f64>,
}

/// A player of a replay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReplayPlayer {
    /// His team.
    pub side: Side,
    /// The number on his shirt.
    pub shirt: Option<u16>,
    /// His name.
    pub name: Option<String>,
    /// Whether he keeps goal.
    pub keeper: bool,
    /// What he did in the whole match.
    #[serde(default)]
    pub in_all: PlayedInAll,
}

/// A period of a replay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReplayPeriod {
    /// 1 and 2 are the halves, 3 and 4 extra time, 5 the penalty shoot-out.
    pub number: u8,
    /// The provider's number of its first frame.
    pub first_frame: i64,
    /// How many ticks it has.
    pub ticks: u32,
    /// Whether the home team attacks towards +x; `None` where nobody can tell.
    pub home_attacks_right: Option<bool>,
    /// The share of places that were filled in between two that are known, 0 to 1.
    pub interpolated: f64,
    /// Its frames, in their order, without a hole.
    pub chunks: Vec<ReplayChunk>,
}

/// Where the frames of some seconds are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayChunk {
    /// The period's tick that is its first.
    pub first_tick: u32,
    /// How many ticks it has.
    pub ticks: u32,
    /// The address that gives its bytes, for [`decode`](crate::decode()).
    pub href: String,
}

/// Something that happened, on the clock of the frames.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReplayEvent {
    /// The period.
    pub period: u8,
    /// Seconds since its first tick.
    pub clock_secs: f64,
    /// How far the clock of the events had to be moved to get there, seconds; `None` where it was not.
    pub moved_secs: Option<f64>,
    /// The team that did it.
    pub side: Option<Side>,
    /// Who did it.
    pub player: Option<u16>,
    /// For whom it was.
    pub receiver: Option<u16>,
    /// What it is.
    pub kind: ReplayEventKind,
    /// What it is, in a few words: `Pass`, `Shot, saved`.
    pub label: String,
    /// How far the ball went, metres.
    pub length_m: Option<f64>,
    /// The probability of a goal of a shot.
    pub xg: Option<f64>,
    /// By how much the action raised its team's chance to score (xT), at most 1 either way.
    pub xt: Option<f64>,
}

/// What kind of event a marker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplayEventKind {
    /// A pass.
    Pass,
    /// A player moved with the ball.
    Carry,
    /// An attempt at goal without one.
    Shot,
    /// A goal.
    Goal,
    /// A yellow card.
    Yellow,
    /// A red card.
    Red,
    /// A substitution.
    Substitution,
    /// Something else.
    Other,
}
