//! Who controlled how much of the pitch, and how hard the teams pressed: from positions and velocities at some
//! moments of each second.

use football::{Side, TrackedPeriod};
use tracking::{
    direction::goalkeeper,
    motion::{Path, for_each_block},
    phase::{Phase, is_alive},
    pressing::PressingModel,
    surface::{Grid, Moment, Mover, share_of, voronoi},
};

use crate::{MatchInputs, figure, number};

/// Moments that are looked at each second.
const SAMPLES_PER_SEC: f64 = 2.0;
/// Of these, every so many one for the control of the pitch, which changes slowly and costs more.
const CONTROL_EVERY: usize = 4;
/// Columns and rows of the grid that is shared out; its cells are two metres wide.
const CELLS: [usize; 2] = [53, 34];

/// Means over the match, home first; `None` where nobody can tell.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Space {
    /// The share of the pitch that a team's players were nearest to, with the ball in play.
    pub(crate) control: [Option<f64>; 2],
    /// How likely a presser is in time at the ball, while the other team has it.
    pub(crate) pressing: [Option<f64>; 2],
    /// The share of the time in which a team had the ball in play.
    pub(crate) possession: [Option<f64>; 2],
    /// The share of the time with the ball in one of the last thirds in which it was in the one that a team attacks.
    pub(crate) tilt: [Option<f64>; 2],
}

#[derive(Default)]
struct Sums {
    control: [f64; 2],
    pressing: [f64; 2],
    pressing_moments: [f64; 2],
    possession: [f64; 2],
    thirds: [f64; 2],
}

impl Space {
    pub(crate) fn of(inputs: &MatchInputs<'_>) -> Self {
        let mut sums = Sums::default();
        for place in 0..inputs.tracking.as_deref().map_or(0, |game| game.periods.len()) {
            sums.add(inputs, place);
        }
        let pair = |parts: [f64; 2]| parts.map(|part| figure::share(part, parts[0] + parts[1]));
        Self {
            control: pair(sums.control),
            pressing: [0, 1]
                .map(|side| figure::share(sums.pressing[side], sums.pressing_moments[side])),
            possession: pair(sums.possession),
            tilt: pair(sums.thirds),
        }
    }
}

impl Sums {
    /// Adds a period.
    fn add(&mut self, inputs: &MatchInputs<'_>, place: usize) {
        let Some(game) = inputs.tracking.as_deref() else { return };
        let (period, attacks) = (&game.periods[place], inputs.attacks[place]);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "some tens of ticks a second"
        )]
        let step = (game.rate_hz / SAMPLES_PER_SEC).round().max(1.0) as usize;
        let velocities = velocities(period, game.rate_hz, step);
        let keepers = [Side::Home, Side::Away].map(|side| goalkeeper(game, period, side));
        let grid = Grid::of_cells(game.pitch, CELLS[0], CELLS[1]);
        let model = PressingModel::default();
        for (sample, tick) in (0..period.ticks.len()).step_by(step).enumerate() {
            if !is_alive(period, tick) {
                continue;
            }
            let ball_m = [period.ball.x_m[tick], period.ball.y_m[tick]].map(f64::from);
            if let Some(side) = period.ticks[tick].possession {
                self.possession[usize::from(side == Side::Away)] += 1.0;
            }
            if ball_m.iter().any(|metres| !metres.is_finite()) {
                continue;
            }
            for (side, attack) in attacks.iter().enumerate() {
                let sixth = game.pitch.length_m / 6.0;
                let forward = attack.map(|attack| attack.sign() * ball_m[0]);
                self.thirds[side] += f64::from(u8::from(forward.is_some_and(|x| x > sixth)));
            }
            let mover = |player: usize| {
                let places = &period.players[player];
                let velocity = velocities[player][sample].map(f64::from);
                let known = |speed: f64| if speed.is_finite() { speed } else { 0.0 };
                let (x_m, y_m) = (f64::from(places.x_m[tick]), f64::from(places.y_m[tick]));
                (x_m.is_finite() && y_m.is_finite()).then(|| Mover {
                    side: game.players[player].side,
                    keeps_goal: keepers.contains(&Some(player)),
                    x_m,
                    y_m,
                    vx_mps: known(velocity[0]),
                    vy_mps: known(velocity[1]),
                })
            };
            let movers = (0..period.players.len()).filter_map(mover).collect();
            let moment = Moment { pitch: game.pitch, ball_m, movers };
            for (at, side) in [Side::Home, Side::Away].into_iter().enumerate() {
                if Phase::OutOfPossession.counts(period, tick, side) {
                    let ball = ball_mps(period, tick, game.rate_hz);
                    if let Some(intensity) = model.on_ball(&moment, ball, side) {
                        self.pressing[at] += intensity;
                        self.pressing_moments[at] += 1.0;
                    }
                }
            }
            if sample % CONTROL_EVERY == 0 {
                let owners = voronoi(&moment, grid);
                for (at, side) in [Side::Home, Side::Away].into_iter().enumerate() {
                    self.control[at] += share_of(side, &owners, &moment).unwrap_or_default();
                }
            }
        }
    }
}

/// Everybody's velocities at every so many ticks, m/s. One player's are computed after the other's, and only these
/// are kept.
fn velocities(period: &TrackedPeriod, rate_hz: f64, step: usize) -> Vec<Vec<[f32; 2]>> {
    let samples = period.ticks.len().div_ceil(step);
    let of_player = |places: &football::Places| {
        let mut kept = vec![[f32::NAN; 2]; samples];
        let path = Path { x_m: &places.x_m, y_m: &places.y_m };
        for_each_block(path, rate_hz, |block| {
            let end = block.start + block.vx_mps.len();
            for tick in (block.start.next_multiple_of(step)..end).step_by(step) {
                let at = tick - block.start;
                kept[tick / step] = [block.vx_mps[at], block.vy_mps[at]];
            }
        });
        kept
    };
    period.players.iter().map(of_player).collect()
}

/// The ball's velocity from the ticks beside this one; none where it was not seen there.
fn ball_mps(period: &TrackedPeriod, tick: usize, rate_hz: f64) -> [f64; 2] {
    let ball = &period.ball;
    let (before, after) = (tick.saturating_sub(1), (tick + 1).min(ball.x_m.len() - 1));
    [&ball.x_m, &ball.y_m].map(|axis| {
        let speed = f64::from(axis[after] - axis[before]) * rate_hz / number(after - before);
        if speed.is_finite() { speed } else { 0.0 }
    })
}
