//! How little an event fits a tick.

use std::f64::consts::PI;

use football::{TrackedGame, TrackedPeriod};

use super::{Event, EventKind, ball::Ball};
use crate::{
    direction::{Attack, attack_of},
    phase::is_alive,
};

/// Costs are logistic in what they judge: how steep, and where they are a half. The constants are databallpy's.
#[derive(Clone, Copy)]
struct Logistic {
    steepness: f64,
    middle: f64,
}

/// Seconds between the event's clock and the tick.
const TIME: Logistic = Logistic { steepness: 1.0, middle: 5.0 };
/// Metres from the ball to where the event was.
const PLACE: Logistic = Logistic { steepness: 5.0, middle: 6.0 };
/// Metres from the ball to the acting player.
const PLAYER: Logistic = Logistic { steepness: 5.0, middle: 2.5 };
/// The ball's acceleration, m/s²: less of it costs more.
const HIT: Logistic = Logistic { steepness: -0.2, middle: 25.0 };
/// By how much the ball gets away from the player, m/s: less costs more. databallpy has -8 for each frame, which
/// at its 25 frames a second is this.
const LEAVES: Logistic = Logistic { steepness: -8.0 / 25.0, middle: 0.0 };
/// The angle between the ball's way and the goal, radians.
const AIM: Logistic = Logistic { steepness: 6.0, middle: 0.2 * PI };

impl Logistic {
    fn at(self, value: f64) -> f64 {
        1.0 / (1.0 + (-self.steepness * (value - self.middle)).exp())
    }
}

/// What the costs of a period's events are computed from.
pub(super) struct Costs<'a> {
    pub(super) period: &'a TrackedPeriod,
    game: &'a TrackedGame,
    ball: &'a Ball,
    /// Which way each team attacks, home first; `None` where that is not known.
    attacks: [Option<Attack>; 2],
}

impl<'a> Costs<'a> {
    pub(super) fn of(game: &'a TrackedGame, period: &'a TrackedPeriod, ball: &'a Ball) -> Self {
        use football::Side::{Away, Home};
        let attacks = [Home, Away].map(|side| attack_of(game, period, side));
        Self { period, game, ball, attacks }
    }

    /// Seconds from the period's first tick.
    pub(super) fn secs(&self, tick: usize) -> f64 {
        crate::number(tick) / self.game.rate_hz
    }

    /// The ticks from `earliest` to `latest`, both in seconds, as far as there are any.
    pub(super) fn ticks(&self, earliest: f64, latest: f64) -> std::ops::Range<usize> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whatever is outside of the period ends at its ends"
        )]
        let tick = |secs: f64| (secs * self.game.rate_hz).ceil().max(0.0) as usize;
        let end = self.period.ticks.len();
        tick(earliest).min(end)..tick(latest).saturating_add(1).min(end)
    }

    /// How little `event` fits the tick, 0 to 1: the mean of what is known. `None` where the ball is not in play
    /// or not seen.
    pub(super) fn at(&self, event: &Event, tick: usize, shift_secs: f64) -> Option<f64> {
        let [x, y] = self.ball.place_m[tick];
        if x.is_nan() || y.is_nan() || !is_alive(self.period, tick) {
            return None;
        }
        let away = (self.secs(tick) - event.clock_secs - shift_secs).abs();
        let from_place = (x - event.place_m[0]).hypot(y - event.place_m[1]);
        let from_player = self.ball_to_player_m(event, tick);
        let mut mean = Mean::default();
        mean.add(TIME.at(away));
        mean.add(PLACE.at(from_place));
        mean.add(PLAYER.at(from_player));
        if event.kind != EventKind::Dribble {
            mean.add(HIT.at(self.ball.acceleration_mps2[tick]));
            mean.add(LEAVES.at(self.leaving_mps(event, tick)));
        }
        if event.kind == EventKind::Shot {
            mean.add(AIM.at(self.aim(event, tick)));
        }
        Some(mean.value())
    }

    fn ball_to_player_m(&self, event: &Event, tick: usize) -> f64 {
        let player = &self.period.players[event.player];
        let [x, y] = self.ball.place_m[tick];
        (x - f64::from(player.x_m[tick])).hypot(y - f64::from(player.y_m[tick]))
    }

    /// How fast the ball gets away from the player.
    fn leaving_mps(&self, event: &Event, tick: usize) -> f64 {
        let (before, after) = (tick.saturating_sub(1), (tick + 1).min(self.period.ticks.len() - 1));
        let further = self.ball_to_player_m(event, after) - self.ball_to_player_m(event, before);
        further * self.game.rate_hz / crate::number(after - before)
    }

    /// The angle between the ball's way and the goal that the player's team attacks, radians; NaN where one of
    /// the two is not known.
    fn aim(&self, event: &Event, tick: usize) -> f64 {
        let side = usize::from(self.game.players[event.player].side == football::Side::Away);
        let goal_x = self.attacks[side]
            .map_or(f64::NAN, |attack| attack.sign() * self.game.pitch.length_m / 2.0);
        let ([x, y], [vx, vy]) = (self.ball.place_m[tick], self.ball.velocity_mps[tick]);
        let (to_x, to_y) = (goal_x - x, -y);
        (vx * to_y - vy * to_x).atan2(vx * to_x + vy * to_y).abs()
    }
}

/// A mean of what is known.
#[derive(Default)]
struct Mean {
    sum: f64,
    known: f64,
}

impl Mean {
    fn add(&mut self, value: f64) {
        if !value.is_nan() {
            self.sum += value;
            self.known += 1.0;
        }
    }

    fn value(&self) -> f64 {
        if self.known > 0.0 { self.sum / self.known } else { 1.0 }
    }
}
