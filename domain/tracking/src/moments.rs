//! A period, moment by moment: who was where, and how fast.

use football::{Side, TrackedGame, TrackedPeriod};

use crate::{
    direction::goalkeeper,
    motion::{Motion, Path, motion},
    surface::{Moment, Mover},
};

/// A period with everybody's velocities, to take moments from.
#[derive(Clone, Debug)]
pub struct Moments<'a> {
    game: &'a TrackedGame,
    period: &'a TrackedPeriod,
    /// How each of the game's players moved, in the game's order.
    motions: Vec<Motion>,
    keepers: [Option<usize>; 2],
}

impl<'a> Moments<'a> {
    /// Computes the velocities of everybody; some 16 bytes for each player and tick.
    pub fn of(game: &'a TrackedGame, period: &'a TrackedPeriod) -> Self {
        let of_player = |places: &football::Places| {
            motion(Path { x_m: &places.x_m, y_m: &places.y_m }, game.rate_hz)
        };
        Self {
            game,
            period,
            motions: period.players.iter().map(of_player).collect(),
            keepers: [Side::Home, Side::Away].map(|side| goalkeeper(game, period, side)),
        }
    }

    /// The period.
    pub fn period(&self) -> &'a TrackedPeriod {
        self.period
    }

    /// The game.
    pub fn game(&self) -> &'a TrackedGame {
        self.game
    }

    /// How one of the game's players moved.
    pub fn motion(&self, player: usize) -> &Motion {
        &self.motions[player]
    }

    /// The moment at `tick`, and which of the game's players its movers are. Who was not seen is not in it; a
    /// velocity that is not known is taken as standing. `None` where the ball was not seen.
    pub fn at(&self, tick: usize) -> Option<(Moment, Vec<usize>)> {
        let ball_m = [self.period.ball.x_m[tick], self.period.ball.y_m[tick]].map(f64::from);
        if ball_m.iter().any(|metres| metres.is_nan()) {
            return None;
        }
        let known = |value: f32| if value.is_nan() { 0.0 } else { f64::from(value) };
        let (players, movers) = self
            .period
            .players
            .iter()
            .enumerate()
            .filter(|(_, places)| !places.x_m[tick].is_nan() && !places.y_m[tick].is_nan())
            .map(|(player, places)| {
                let motion = &self.motions[player];
                let mover = Mover {
                    side: self.game.players[player].side,
                    keeps_goal: self.keepers.contains(&Some(player)),
                    x_m: places.x_m[tick].into(),
                    y_m: places.y_m[tick].into(),
                    vx_mps: known(motion.vx_mps[tick]),
                    vy_mps: known(motion.vy_mps[tick]),
                };
                (player, mover)
            })
            .unzip();
        Some((Moment { pitch: self.game.pitch, ball_m, movers }, players))
    }

    /// The ticks of a range, so many a second, or all of them where there are fewer; and the seconds from one to
    /// the next.
    pub fn sampled(
        &self,
        ticks: std::ops::Range<usize>,
        per_sec: f64,
    ) -> (impl Iterator<Item = usize>, f64) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "some tens of ticks a second"
        )]
        let step = (self.game.rate_hz / per_sec).round().max(1.0) as usize;
        let end = ticks.end.min(self.period.ticks.len());
        ((ticks.start..end).step_by(step), crate::number(step) / self.game.rate_hz)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game_of;

    #[test]
    fn a_moment_has_who_was_seen_with_velocities_and_none_without_the_ball() {
        let running: Vec<f32> = (0..100_u8).map(|tick| f32::from(tick) * 0.2).collect();
        let mut game = game_of(25.0, vec![vec![-50.0; 100], vec![f32::NAN; 100], running]);
        game.periods[0].ball.x_m[30] = f32::NAN;
        let moments = Moments::of(&game, &game.periods[0]);

        let (moment, players) = moments.at(50).unwrap();
        assert_eq!(players, [0, 2]);
        assert!(moment.movers[0].keeps_goal && !moment.movers[1].keeps_goal);
        assert!((moment.movers[1].vx_mps - 5.0).abs() < 1e-3, "{moment:?}");
        assert_eq!(moments.at(30), None);
        let (ticks, secs) = moments.sampled(10..60, 1.0);
        assert_eq!((ticks.collect::<Vec<_>>(), secs), (vec![10, 35], 1.0));
    }
}
