//! Runs off the ball.
//!
//! A run is a stretch of [`LEAST_SECS`] or more in which a player goes at [`LEAST_MPS`] or faster, gets
//! [`LEAST_M`] or further from its start to its end, and is never within [`OFF_BALL_M`] of the ball, while his
//! team has it in play. His goalkeeper makes none.

use std::{f64::consts::PI, ops::Range};

use football::Side;

use crate::{
    direction::{Attack, attack_of, goalkeeper},
    moments::Moments,
    phase::Phase,
    space::areas_m2,
};

/// The speed of a run, m/s: 18 km/h, above jogging and running at ease.
pub const LEAST_MPS: f32 = 5.0;
/// How long it lasts at least, seconds.
pub const LEAST_SECS: f64 = 1.0;
/// How far it goes at least, metres as the crow flies.
pub const LEAST_M: f64 = 5.0;
/// Nearer to the ball than this, metres, a player is on it.
pub const OFF_BALL_M: f32 = 3.0;

/// Where a run goes, by the straight line from its start to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunDirection {
    /// Within 45 degrees of the way to the opponents' goal line.
    Forward,
    /// Within 45 degrees of the way to the own goal line.
    Backward,
    /// Towards a touchline.
    Across,
}

/// A run off the ball. Metres in the direction of the attack and to the left, from the centre spot.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Who ran: a place among the game's players.
    pub player: usize,
    /// The period's number.
    pub period: u8,
    /// The period's ticks.
    pub ticks: Range<usize>,
    /// Where it began.
    pub start_m: [f64; 2],
    /// Where it ended.
    pub end_m: [f64; 2],
    /// How far he ran, metres, bends included.
    pub distance_m: f64,
    /// His highest speed, m/s.
    pub top_speed_mps: f64,
    /// Where it went.
    pub direction: RunDirection,
    /// By how much the part of the pitch grew that he was nearest to, square metres; below 0 it shrank. `None`
    /// where the ball was not seen at one of the ends.
    pub gained_m2: Option<f64>,
}

impl Run {
    /// Whether it gained space.
    pub fn gained_space(&self) -> bool {
        self.gained_m2.is_some_and(|gained| gained > 0.0)
    }
}

/// The runs of both teams in a period, by player and time. None of a team whose direction is not known.
pub fn runs(moments: &Moments<'_>) -> Vec<Run> {
    let (game, period) = (moments.game(), moments.period());
    let mut found = Vec::new();
    for side in [Side::Home, Side::Away] {
        let Some(attack) = attack_of(game, period, side) else { continue };
        let keeper = goalkeeper(game, period, side);
        let is_of_side =
            |player: &usize| game.players[*player].side == side && Some(*player) != keeper;
        let counts: Vec<bool> = (0..period.ticks.len())
            .map(|tick| Phase::InPossession.counts(period, tick, side))
            .collect();
        for player in (0..game.players.len()).filter(is_of_side) {
            for ticks in stretches(moments, player, &counts) {
                found.extend(run(moments, player, ticks, attack));
            }
        }
    }
    found
}

/// The ticks in which a player is fast and off the ball, stretch by stretch.
fn stretches(moments: &Moments<'_>, player: usize, counts: &[bool]) -> Vec<Range<usize>> {
    let period = moments.period();
    let (places, motion) = (&period.players[player], moments.motion(player));
    let runs = |tick: usize| {
        let (dx, dy) =
            (places.x_m[tick] - period.ball.x_m[tick], places.y_m[tick] - period.ball.y_m[tick]);
        // Where one of the two was not seen, he is not known to be on the ball.
        let on_ball = dx * dx + dy * dy <= OFF_BALL_M * OFF_BALL_M;
        counts[tick] && motion.speed_mps(tick) >= LEAST_MPS && !on_ball
    };
    let mut found = Vec::new();
    let mut start = None;
    for tick in 0..=counts.len() {
        match (start, tick < counts.len() && runs(tick)) {
            (None, true) => start = Some(tick),
            (Some(from), false) => {
                found.push(from..tick);
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn run(moments: &Moments<'_>, player: usize, ticks: Range<usize>, attack: Attack) -> Option<Run> {
    let (game, period) = (moments.game(), moments.period());
    if crate::number(ticks.len()) / game.rate_hz < LEAST_SECS {
        return None;
    }
    // A place that was bridged has a speed but is not known: the run has the known ones.
    let places = &period.players[player];
    let is_known = |tick: &usize| !places.x_m[*tick].is_nan() && !places.y_m[*tick].is_nan();
    let (first, last) = (ticks.clone().find(is_known)?, ticks.clone().rev().find(is_known)?);
    let place = |tick: usize| {
        [places.x_m[tick], places.y_m[tick]].map(|metres| attack.sign() * f64::from(metres))
    };
    let (start_m, end_m) = (place(first), place(last));
    let (forward, left) = (end_m[0] - start_m[0], end_m[1] - start_m[1]);
    if forward.hypot(left) < LEAST_M {
        return None;
    }
    let speeds = ticks.clone().map(|tick| f64::from(moments.motion(player).speed_mps(tick)));
    let area = |tick: usize| {
        let (moment, players) = moments.at(tick)?;
        let at = players.iter().position(|of| *of == player)?;
        areas_m2(game, &moment).get(at).copied()
    };
    Some(Run {
        player,
        period: period.number,
        start_m,
        end_m,
        distance_m: speeds.clone().sum::<f64>() / game.rate_hz,
        top_speed_mps: speeds.fold(0.0, f64::max),
        direction: direction(forward, left),
        gained_m2: area(last).zip(area(first)).map(|(end, start)| end - start),
        ticks,
    })
}

fn direction(forward: f64, left: f64) -> RunDirection {
    let angle = left.abs().atan2(forward);
    if angle <= PI / 4.0 {
        RunDirection::Forward
    } else if angle >= 3.0 * PI / 4.0 {
        RunDirection::Backward
    } else {
        RunDirection::Across
    }
}

#[cfg(test)]
mod tests;
