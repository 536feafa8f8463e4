//! The exact figures of a simulated match, from its places before any flaw.

use std::ops::Range;

use football::Position;

use crate::{RATE_HZ, formation::Formation};

/// A sprint of the truth is a run at this speed or above, m/s, ...
const SPRINT_MPS: f64 = 7.0;
/// ... for a second or more.
const SPRINT_TICKS: u32 = RATE_HZ;

/// What was really so.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// What each team played, home first.
    pub formations: [Formation; 2],
    /// What each player did, in the game's order. Who stayed on the bench has no stay.
    pub players: Vec<PlayerTruth>,
}

/// What a player really did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlayerTruth {
    /// His stays on the pitch: one for each period in which he played.
    pub stays: Vec<StayTruth>,
}

/// A player's stay on the pitch: from the start of a period or his coming to its end or his leaving.
#[derive(Clone, Debug, PartialEq)]
pub struct StayTruth {
    /// The period's number.
    pub period: u8,
    /// Its ticks on the pitch, counted from the first of the period.
    pub ticks: Range<usize>,
    /// What his team played.
    pub formation: Formation,
    /// Where he played in it.
    pub position: Position,
    /// Metres covered: the length of the way from place to place.
    pub distance_m: f64,
    /// The fastest step, m/s.
    pub top_speed_mps: f64,
    /// Runs at 7 m/s or above for a second or more.
    pub sprints: u32,
    /// Ticks of the run at sprinting speed that is under way.
    sprinting: u32,
}

impl StayTruth {
    pub(crate) fn begun(period: u8, tick: usize, formation: Formation, position: Position) -> Self {
        Self {
            period,
            ticks: tick..tick + 1,
            formation,
            position,
            distance_m: 0.0,
            top_speed_mps: 0.0,
            sprints: 0,
            sprinting: 0,
        }
    }
}

impl PlayerTruth {
    /// A step further, of so many metres, at a tick.
    pub(crate) fn go_on(&mut self, step_m: f64, tick: usize) {
        let Some(stay) = self.stays.last_mut() else { return };
        let speed = step_m * f64::from(RATE_HZ);
        stay.ticks.end = tick + 1;
        stay.distance_m += step_m;
        stay.top_speed_mps = stay.top_speed_mps.max(speed);
        if speed >= SPRINT_MPS {
            stay.sprinting += 1;
            // Counted as soon as it has lasted long enough.
            stay.sprints += u32::from(stay.sprinting == SPRINT_TICKS);
        } else {
            stay.sprinting = 0;
        }
    }

    /// Metres covered in the whole match.
    pub fn distance_m(&self) -> f64 {
        self.stays.iter().map(|stay| stay.distance_m).sum()
    }

    /// The highest speed of the match, m/s; 0 of who did not play.
    pub fn top_speed_mps(&self) -> f64 {
        self.stays.iter().map(|stay| stay.top_speed_mps).fold(0.0, f64::max)
    }

    /// Sprints of the match.
    pub fn sprints(&self) -> u32 {
        self.stays.iter().map(|stay| stay.sprints).sum()
    }

    /// Ticks on the pitch.
    pub fn ticks(&self) -> usize {
        self.stays.iter().map(|stay| stay.ticks.len()).sum()
    }

    /// Minutes on the pitch.
    pub fn minutes(&self) -> f64 {
        f64::from(u32::try_from(self.ticks()).unwrap_or(u32::MAX)) / f64::from(60 * RATE_HZ)
    }
}
