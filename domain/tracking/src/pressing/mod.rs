//! Pressing: how likely the team without the ball is to reach who has it in time.
//!
//! Pressing intensity after Bekkers 2024 ("Pressing Intensity: An Intuitive Measure for Pressing in Soccer",
//! arXiv 2501.04712). A player gets to where the other will be in a second: he goes on for his reaction time,
//! turns, and runs straight there. How likely he is there in time is logistic in that time, as in Spearman's
//! pitch control; that one of several is there is one minus the product of their failures.

use std::{f64::consts::PI, ops::Range};

use football::Side;

use crate::{
    moments::Moments,
    phase::Phase,
    surface::{Moment, Mover},
};

/// Moments are looked at this many times a second.
const SAMPLES_PER_SEC: f64 = 5.0;

/// The parameters of the measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PressingModel {
    /// Seconds in which a player goes on as he did.
    pub reaction_secs: f64,
    /// How fast players run at most, m/s.
    pub fastest_mps: f64,
    /// Standard deviation of the time to intercept, seconds.
    pub sigma_secs: f64,
    /// Who needs this many seconds is in time every other time.
    pub in_time_secs: f64,
}

impl Default for PressingModel {
    /// The values of the paper's own program.
    fn default() -> Self {
        Self { reaction_secs: 0.7, fastest_mps: 12.0, sigma_secs: 0.45, in_time_secs: 1.5 }
    }
}

impl PressingModel {
    /// Seconds until `presser` is where something at `place_m` with `velocity_mps` will be in a second:
    /// reaction, the way that is left after it, and for turning his speed times the share of half a turn.
    pub fn secs_to_intercept(
        &self,
        presser: &Mover,
        place_m: [f64; 2],
        velocity_mps: [f64; 2],
    ) -> f64 {
        let (vx, vy) = (presser.vx_mps, presser.vy_mps);
        let target = [place_m[0] + velocity_mps[0], place_m[1] + velocity_mps[1]];
        let (to_x, to_y) = (target[0] - presser.x_m, target[1] - presser.y_m);
        let turn = (vx * to_y - vy * to_x).atan2(vx * to_x + vy * to_y).abs();
        let left = (to_x - vx * self.reaction_secs).hypot(to_y - vy * self.reaction_secs);
        self.reaction_secs + left / self.fastest_mps + vx.hypot(vy) * turn / PI
    }

    /// How likely somebody who needs so many seconds is in time: 0 to 1.
    pub fn probability(&self, secs: f64) -> f64 {
        let late = PI / 3.0_f64.sqrt() / self.sigma_secs * (secs - self.in_time_secs);
        1.0 / (1.0 + late.exp())
    }

    /// How hard a team presses who has the ball, 0 to 1. The ball is with whoever of the other team is nearest
    /// to it; of him and the ball, which moves with `ball_mps`, each presser goes for what he reaches sooner.
    /// `None` where nobody has it or nobody presses.
    pub fn on_ball(&self, moment: &Moment, ball_mps: [f64; 2], pressing: Side) -> Option<f64> {
        let from_ball =
            |mover: &&Mover| (mover.x_m - moment.ball_m[0]).hypot(mover.y_m - moment.ball_m[1]);
        let carrier = moment
            .movers
            .iter()
            .filter(|mover| mover.side != pressing)
            .min_by(|a, b| from_ball(a).total_cmp(&from_ball(b)))?;
        let mut pressers = moment.movers.iter().filter(|mover| mover.side == pressing).peekable();
        pressers.peek()?;
        let failing: f64 = pressers
            .map(|presser| {
                let (at, moving) = ([carrier.x_m, carrier.y_m], [carrier.vx_mps, carrier.vy_mps]);
                let to_carrier = self.secs_to_intercept(presser, at, moving);
                let to_ball = self.secs_to_intercept(presser, moment.ball_m, ball_mps);
                1.0 - self.probability(to_carrier.min(to_ball))
            })
            .product();
        Some(1.0 - failing)
    }
}

/// How hard a team pressed in some ticks of a period, while the other team had the ball in play.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pressing {
    /// Seconds that counted.
    pub secs: f64,
    /// Mean intensity on the ball, 0 to 1.
    pub intensity: f64,
    /// The share of these seconds in which it was above a half.
    pub pressed_share: f64,
}

/// How hard `side` pressed in `ticks`; `None` where the other team did not have the ball in play.
pub fn pressing(
    moments: &Moments<'_>,
    ticks: Range<usize>,
    side: Side,
    model: &PressingModel,
) -> Option<Pressing> {
    let (sampled, step_secs) = moments.sampled(ticks, SAMPLES_PER_SEC);
    let (mut count, mut sum, mut pressed) = (0.0, 0.0, 0.0);
    for tick in sampled {
        if !Phase::OutOfPossession.counts(moments.period(), tick, side) {
            continue;
        }
        let Some((moment, _)) = moments.at(tick) else { continue };
        let Some(intensity) = model.on_ball(&moment, ball_mps(moments, tick), side) else {
            continue;
        };
        count += 1.0;
        sum += intensity;
        pressed += if intensity > 0.5 { 1.0 } else { 0.0 };
    }
    (count > 0.0).then(|| Pressing {
        secs: count * step_secs,
        intensity: sum / count,
        pressed_share: pressed / count,
    })
}

/// The ball's velocity, m/s, from the ticks beside this one; none where it was not seen there.
fn ball_mps(moments: &Moments<'_>, tick: usize) -> [f64; 2] {
    let ball = &moments.period().ball;
    let (before, after) = (tick.saturating_sub(1), (tick + 1).min(ball.x_m.len() - 1));
    let secs = crate::number(after - before) / moments.game().rate_hz;
    [&ball.x_m, &ball.y_m].map(|axis| {
        let speed = f64::from(axis[after] - axis[before]) / secs;
        if speed.is_finite() { speed } else { 0.0 }
    })
}

#[cfg(test)]
mod tests {
    use football::Pitch;

    use super::*;
    use crate::game_of;

    fn mover(side: Side, x_m: f64, vx_mps: f64) -> Mover {
        Mover { side, keeps_goal: false, x_m, y_m: 0.0, vx_mps, vy_mps: 0.0 }
    }

    #[test]
    fn time_to_intercept_is_reaction_the_way_left_and_the_turn() {
        let model = PressingModel::default();
        let secs =
            |vx, place| model.secs_to_intercept(&mover(Side::Away, 0.0, vx), place, [0.0; 2]);
        // Standing: 0.7 s and 12 m at 12 m/s.
        assert!((secs(0.0, [12.0, 0.0]) - 1.7).abs() < 1e-12);
        // Running there at 5 m/s: 3.5 m are behind him after 0.7 s.
        assert!((secs(5.0, [12.0, 0.0]) - (0.7 + 8.5 / 12.0)).abs() < 1e-12);
        // Running away: 15.5 m and half a turn at 5 m/s.
        assert!((secs(-5.0, [12.0, 0.0]) - (0.7 + 15.5 / 12.0 + 5.0)).abs() < 1e-12);
        assert!((model.probability(1.5) - 0.5).abs() < 1e-12);
        // At a standard deviation later it is 1 / (1 + exp(π / √3)).
        assert!((model.probability(1.95) - 0.140_178).abs() < 1e-5);
    }

    #[test]
    fn two_who_press_are_one_minus_both_failing_and_more_than_one() {
        let model = PressingModel::default();
        let moment = |pressers: &[f64]| Moment {
            pitch: Pitch::STANDARD,
            ball_m: [0.0, 0.0],
            movers: pressers
                .iter()
                .map(|x| mover(Side::Away, *x, 0.0))
                .chain([mover(Side::Home, 0.0, 0.0), mover(Side::Home, 30.0, 0.0)])
                .collect(),
        };
        let on_ball = |pressers: &[f64]| model.on_ball(&moment(pressers), [0.0; 2], Side::Away);
        let (one, two) = (on_ball(&[9.6]).unwrap(), on_ball(&[9.6, -9.6]).unwrap());
        assert!((one - 0.5).abs() < 1e-12 && (two - 0.75).abs() < 1e-12, "{one} {two}");
        assert_eq!(on_ball(&[]), None);
        assert_eq!(
            model.on_ball(&moment(&[1.0]), [0.0; 2], Side::Home).map(|p| p > 0.9),
            Some(true)
        );
    }

    #[test]
    fn a_team_presses_only_while_the_other_has_the_ball() {
        // Home has the ball at the centre spot, an away player stands 9.6 m from it and from who has it.
        let mut game = game_of(25.0, vec![vec![0.0; 100], vec![9.6; 100]]);
        game.players[1].side = Side::Away;
        let moments = Moments::of(&game, &game.periods[0]);
        let of = |side| pressing(&moments, 0..100, side, &PressingModel::default());
        let away = of(Side::Away).unwrap();
        assert!((away.intensity - 0.5).abs() < 1e-6 && (away.secs - 4.0).abs() < 1e-9, "{away:?}");
        assert_eq!(of(Side::Home), None);
    }
}
