//! Pitch control by areas of influence (Fernández and Bornn 2018, "Wide Open Spaces"), with the constants of
//! databallpy.

use football::Side;

use super::{Grid, Moment, Mover, Surface};

/// Speed at which an area of influence is longest, m/s.
const FASTEST_MPS: f64 = 13.0;

/// How much more of each point is the home team's than the away team's: 0 to 1, and 0.5 where nobody has any.
///
/// A player's influence is a bell around where he will be in half a second, stretched along his run, wider the
/// further he is from the ball, 1 at its highest point of the grid.
pub fn gaussian_control(moment: &Moment, grid: Grid) -> Surface {
    let mut home_more = vec![0.0; grid.columns * grid.rows];
    let mut influence = vec![0.0; home_more.len()];
    for mover in &moment.movers {
        let bell = Bell::of(mover, moment.ball_m);
        for (value, point) in influence.iter_mut().zip(grid.points_m()) {
            *value = bell.at(point);
        }
        let highest = influence.iter().copied().fold(0.0, f64::max);
        if highest > 0.0 {
            let share = if mover.side == Side::Home { 1.0 } else { -1.0 } / highest;
            for (sum, value) in home_more.iter_mut().zip(&influence) {
                *sum += share * value;
            }
        }
    }
    Surface {
        grid,
        values: home_more.into_iter().map(|more| 1.0 / (1.0 + (-more).exp())).collect(),
    }
}

/// A normal distribution over the pitch, up to its factor.
struct Bell {
    middle_m: [f64; 2],
    /// The inverse of its covariance: along x, across both, along y.
    inverse: [f64; 3],
}

impl Bell {
    fn of(mover: &Mover, ball_m: [f64; 2]) -> Self {
        let from_ball = (mover.x_m - ball_m[0]).hypot(mover.y_m - ball_m[1]);
        let radius = (4.0 + from_ball.powi(3) / 972.0).min(10.0);
        let speed = mover.vx_mps.hypot(mover.vy_mps);
        let stretch = (speed.min(FASTEST_MPS) / FASTEST_MPS).powi(2);
        // Standard deviations along and across the run.
        let along = radius * (1.0 + stretch);
        let across = (radius * (1.0 - stretch)).max(0.001);
        let (sin, cos) = mover.vy_mps.atan2(mover.vx_mps).sin_cos();
        let (along, across) = (1.0 / (along * along), 1.0 / (across * across));
        Self {
            middle_m: [mover.x_m + mover.vx_mps / 2.0, mover.y_m + mover.vy_mps / 2.0],
            inverse: [
                cos * cos * along + sin * sin * across,
                sin * cos * (along - across),
                sin * sin * along + cos * cos * across,
            ],
        }
    }

    fn at(&self, point: [f64; 2]) -> f64 {
        let [dx, dy] = [point[0] - self.middle_m[0], point[1] - self.middle_m[1]];
        let [xx, xy, yy] = self.inverse;
        (-0.5 * (xx * dx * dx + 2.0 * xy * dx * dy + yy * dy * dy)).exp()
    }
}
