//! Pitch control by time to intercept (Spearman 2018, "Beyond Expected Goals"), in the simplified form of
//! Friends of Tracking's `LaurieOnTracking`.

use std::f64::consts::{LN_10, PI};

use football::{Pitch, Side};

use super::{Grid, Moment, Mover, Surface};

/// The model's parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpearmanModel {
    /// How fast players run, m/s.
    pub player_mps: f64,
    /// Seconds in which a player goes on as he did.
    pub reaction_secs: f64,
    /// Standard deviation of the time to intercept, seconds.
    pub sigma_secs: f64,
    /// How often a second a player at the ball brings it under control.
    pub control_per_sec: f64,
    /// The same of the goalkeeper of the team without the ball.
    pub keeper_control_per_sec: f64,
    /// How fast the ball travels, m/s.
    pub ball_mps: f64,
    /// Step of the integration, seconds.
    pub step_secs: f64,
    /// Steps after which it ends in any case.
    pub most_steps: u32,
    /// What may be left to neither team when it ends.
    pub tolerance: f64,
    /// How far behind the line an attacker still counts as onside, metres.
    pub offside_slack_m: f64,
}

impl Default for SpearmanModel {
    fn default() -> Self {
        Self {
            player_mps: 5.0,
            reaction_secs: 0.7,
            sigma_secs: 0.45,
            control_per_sec: 4.3,
            keeper_control_per_sec: 12.9,
            ball_mps: 15.0,
            step_secs: 0.04,
            most_steps: 250,
            tolerance: 0.01,
            offside_slack_m: 0.2,
        }
    }
}

impl SpearmanModel {
    /// The grid that the model is usually shown on: 50 columns of cells that are nearly square.
    pub fn grid(pitch: Pitch) -> Grid {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a pitch is some tens of cells wide"
        )]
        let rows = (50.0 * pitch.width_m / pitch.length_m) as usize;
        Grid::of_cells(pitch, 50, rows)
    }

    /// Steepness of the chance to have arrived, per second.
    fn steepness(&self) -> f64 {
        PI / (3.0_f64.sqrt() * self.sigma_secs)
    }

    /// A player later than the first by this many seconds takes no part: his chance is below a thousandth.
    fn too_late_secs(&self) -> f64 {
        3.0 * LN_10 * (1.0 / self.steepness() + 1.0 / self.control_per_sec)
    }

    /// Seconds until `mover` is at `point`: he goes on for his reaction time, then runs straight there.
    fn time_to_intercept(&self, mover: &Mover, point: [f64; 2]) -> f64 {
        let x = mover.x_m + mover.vx_mps * self.reaction_secs;
        let y = mover.y_m + mover.vy_mps * self.reaction_secs;
        self.reaction_secs + distance(point, [x, y]) / self.player_mps
    }
}

/// Whether each of the moment's players may play the ball when `attacking` has it: attackers beyond the second
/// last defender, the ball and the halfway line may not. Everybody may where the defenders' goalkeeper or a
/// second defender is not seen: then there is no line to tell by.
pub fn onside(moment: &Moment, attacking: Side, model: &SpearmanModel) -> Vec<bool> {
    let line = offside(moment, attacking);
    let is_behind = |mover: &Mover| {
        line.is_none_or(|(ahead, depth)| ahead * mover.x_m <= depth + model.offside_slack_m)
    };
    moment.movers.iter().map(|mover| mover.side != attacking || is_behind(mover)).collect()
}

/// Where along the pitch the offside line is when `attacking` has the ball, metres: at the second last defender,
/// the ball or the halfway line, whichever is nearest to the defenders' goal. `None` where there is no line to
/// tell by, as in [`onside`].
pub fn offside_line_m(moment: &Moment, attacking: Side) -> Option<f64> {
    offside(moment, attacking).map(|(ahead, depth)| ahead * depth)
}

/// The sign of the way towards the goal that is attacked, and how far along it the line is.
fn offside(moment: &Moment, attacking: Side) -> Option<(f64, f64)> {
    let defenders = || moment.movers.iter().filter(move |mover| mover.side != attacking);
    let ahead = defenders().find(|mover| mover.keeps_goal)?.x_m.signum();
    let mut depths: Vec<f64> = defenders().map(|mover| ahead * mover.x_m).collect();
    depths.sort_by(|a, b| b.total_cmp(a));
    let second = *depths.get(1)?;
    Some((ahead, second.max(ahead * moment.ball_m[0]).max(0.0)))
}

/// The chance that `attacking` brings a ball under control that is played to each point: 0 to 1.
pub fn spearman_control(
    moment: &Moment,
    attacking: Side,
    grid: Grid,
    model: &SpearmanModel,
) -> Surface {
    let onside = onside(moment, attacking, model);
    let part = |attacks: bool| -> Vec<Mover> {
        let all = moment.movers.iter().zip(&onside);
        all.filter(|(mover, onside)| **onside && (mover.side == attacking) == attacks)
            .map(|(mover, _)| *mover)
            .collect()
    };
    let (attackers, defenders) = (part(true), part(false));
    let rate = |mover: &Mover| {
        let keeps = mover.keeps_goal && mover.side != attacking;
        if keeps { model.keeper_control_per_sec } else { model.control_per_sec }
    };
    let mut runners = [Runners::default(), Runners::default()];
    Surface::of(grid, |point| {
        for (runners, movers) in runners.iter_mut().zip([&attackers, &defenders]) {
            runners.set(
                movers.iter().map(|mover| (model.time_to_intercept(mover, point), rate(mover))),
            );
        }
        at_point(&mut runners, distance(point, moment.ball_m) / model.ball_mps, model)
    })
}

/// A team's players on the way to one point.
#[derive(Default)]
struct Runners {
    /// When each arrives, seconds, and how fast he brings the ball under control.
    all: Vec<(f64, f64)>,
    /// When the first arrives.
    first_secs: f64,
    /// Of those that take part: how far from having arrived (`exp(-k (T - τ))`), and the rate of control.
    late: Vec<(f64, f64)>,
}

impl Runners {
    fn set(&mut self, players: impl Iterator<Item = (f64, f64)>) {
        self.all.clear();
        self.all.extend(players);
        self.first_secs = self.all.iter().map(|(secs, _)| *secs).fold(f64::INFINITY, f64::min);
    }

    fn start(&mut self, at_secs: f64, model: &SpearmanModel) {
        let last = self.first_secs + model.too_late_secs();
        let steepness = model.steepness();
        self.late.clear();
        self.late.extend(
            self.all
                .iter()
                .filter(|(secs, _)| *secs < last)
                .map(|(secs, rate)| ((steepness * (secs - at_secs)).exp(), *rate)),
        );
    }

    /// What the team brings under control in a second, and a step later.
    fn step(&mut self, decay: f64) -> f64 {
        let mut rate_now = 0.0;
        for (late, rate) in &mut self.late {
            rate_now += *rate / (1.0 + *late);
            *late *= decay;
        }
        rate_now
    }
}

/// The attackers' chance at one point that the ball reaches after `ball_secs`.
fn at_point(
    [attackers, defenders]: &mut [Runners; 2],
    ball_secs: f64,
    model: &SpearmanModel,
) -> f64 {
    let too_late = model.too_late_secs();
    if attackers.first_secs - ball_secs.max(defenders.first_secs) >= too_late {
        return 0.0;
    }
    if defenders.first_secs - ball_secs.max(attackers.first_secs) >= too_late {
        return 1.0;
    }
    attackers.start(ball_secs, model);
    defenders.start(ball_secs, model);
    // The chance to have arrived is logistic in time, so a step multiplies its odds by a constant.
    let decay = (-model.steepness() * model.step_secs).exp();
    let (mut ours, mut both) = (0.0, 0.0);
    for _ in 0..model.most_steps {
        let free = (1.0 - both) * model.step_secs;
        let (attack, defence) = (attackers.step(decay), defenders.step(decay));
        ours += free * attack;
        both += free * (attack + defence);
        if 1.0 - both <= model.tolerance {
            break;
        }
    }
    ours
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    // Not `hypot`, whose care with overflow costs ten times as much.
    let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
    (dx * dx + dy * dy).sqrt()
}
