//! A match as cameras saw it: where everybody was, tick by tick.
//!
//! `match` is a keyword, so a match is a game here.

use serde::{Deserialize, Serialize};

/// A pitch, in metres.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pitch {
    /// From goal line to goal line.
    pub length_m: f64,
    /// From touchline to touchline.
    pub width_m: f64,
}

impl Pitch {
    /// The size that most competitions ask for: 105 by 68.
    pub const STANDARD: Self = Self { length_m: 105.0, width_m: 68.0 };

    // What every pitch has (Laws of the Game 2025/26, law 1), metres.

    /// From the middle of a goal to a post.
    pub const HALF_GOAL_M: f64 = 3.66;
    /// How deep the penalty area is from the goal line, and half of how wide.
    pub const PENALTY_AREA_M: [f64; 2] = [16.5, 20.16];
    /// The same of the goal area.
    pub const GOAL_AREA_M: [f64; 2] = [5.5, 9.16];
    /// From the goal line to the penalty mark.
    pub const PENALTY_MARK_M: f64 = 11.0;
    /// The radius of the centre circle and of the penalty arc, which is how far opponents stay away.
    pub const CIRCLE_M: f64 = 9.15;
}

/// One of the two teams of a game.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The home team.
    Home,
    /// The away team.
    Away,
}

impl Side {
    /// The other team.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Home => Self::Away,
            Self::Away => Self::Home,
        }
    }
}

/// A game's positions. Metres, origin at the centre spot, x along the pitch, y towards the left touchline of a
/// team that attacks towards +x. Directions are the provider's: teams change ends.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackedGame {
    /// Where it was played.
    pub pitch: Pitch,
    /// Ticks a second.
    pub rate_hz: f64,
    /// Everybody who is listed or was seen.
    pub players: Vec<TrackedPlayer>,
    /// Its periods, in their order.
    pub periods: Vec<TrackedPeriod>,
    /// Places of people whom the provider saw and did not name; they are kept nowhere else.
    pub nameless_places: usize,
}

/// A player of a tracked game, as the provider knows him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackedPlayer {
    /// His team.
    pub side: Side,
    /// The number on his shirt.
    pub shirt: Option<u16>,
    /// His id at the provider.
    pub provider_id: Option<String>,
    /// His name.
    pub name: Option<String>,
}

/// A period, with a place for each tick from its first recorded frame to its last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackedPeriod {
    /// 1 and 2 are the halves, 3 and 4 extra time, 5 the penalty shoot-out.
    pub number: u8,
    /// The provider's number of the first frame.
    pub first_frame: i64,
    /// What is known of each tick.
    pub ticks: Vec<Tick>,
    /// Where each player of the game was, in the game's order.
    pub players: Vec<Places>,
    /// Where the ball was.
    pub ball: Places,
    /// How high the ball was, metres; NaN where it is not known.
    pub ball_height_m: Vec<f32>,
}

/// What is known of a tick besides places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tick {
    /// Whether the file has a frame for it.
    pub recorded: bool,
    /// Whether the ball was in play; `None` where the provider does not say.
    pub alive: Option<bool>,
    /// Who had the ball, as the provider says.
    pub possession: Option<Side>,
}

/// A place for each tick of a period, metres; NaN where it is not known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// Along the pitch.
    pub x_m: Vec<f32>,
    /// Across it.
    pub y_m: Vec<f32>,
}

impl Places {
    /// How many of the places are known.
    pub fn known(&self) -> usize {
        self.x_m.iter().filter(|x| !x.is_nan()).count()
    }
}

impl TrackedGame {
    /// Frames that the file had.
    pub fn frames(&self) -> usize {
        self.periods.iter().map(TrackedPeriod::frames).sum()
    }
}

impl TrackedPeriod {
    /// Frames of the period that the file had.
    pub fn frames(&self) -> usize {
        self.ticks.iter().filter(|tick| tick.recorded).count()
    }
}
