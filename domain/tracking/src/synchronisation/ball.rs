//! How the ball moved: its own filter, since it is hit.

use football::TrackedPeriod;

use crate::motion::{differences, order_2_of_7};

/// No ball is faster, m/s.
const FASTEST_MPS: f64 = 50.0;
/// No ball is hit harder, m/s².
const HARDEST_MPS2: f64 = 150.0;

/// The ball, tick by tick; NaN where it was not seen.
pub(super) struct Ball {
    /// Metres along and across the pitch.
    pub(super) place_m: Vec<[f64; 2]>,
    /// Velocity along and across the pitch, m/s.
    pub(super) velocity_mps: Vec<[f64; 2]>,
    /// The size of its acceleration, m/s².
    pub(super) acceleration_mps2: Vec<f64>,
}

impl Ball {
    /// Central differences, capped, and for the acceleration a filter of order 2 over 7 places, as databallpy
    /// has it; never across ticks at which the ball was not seen.
    pub(super) fn of(period: &TrackedPeriod, rate_hz: f64) -> Self {
        let ticks = period.ticks.len();
        let unknown = [f64::NAN; 2];
        let mut ball = Self {
            place_m: (0..ticks)
                .map(|tick| [period.ball.x_m[tick], period.ball.y_m[tick]].map(f64::from))
                .collect(),
            velocity_mps: vec![unknown; ticks],
            acceleration_mps2: vec![f64::NAN; ticks],
        };
        let mut start = 0;
        while start < ticks {
            let is_seen = |tick: &usize| !ball.place_m[*tick].iter().any(|metres| metres.is_nan());
            let end = (start..ticks).find(|tick| !is_seen(tick)).unwrap_or(ticks);
            if end - start >= 2 {
                ball.differentiate(start, end, rate_hz);
            }
            start = end + 1;
        }
        ball
    }

    fn differentiate(&mut self, start: usize, end: usize, rate_hz: f64) {
        let axis = |axis: usize| -> Vec<f64> {
            self.place_m[start..end].iter().map(|place| place[axis]).collect()
        };
        let [mut vx, mut vy] = [axis(0), axis(1)].map(|places| differences(&places, rate_hz));
        cap(&mut vx, &mut vy, FASTEST_MPS);
        let [mut ax, mut ay] = [&vx, &vy].map(|velocities| differences(velocities, rate_hz));
        cap(&mut ax, &mut ay, HARDEST_MPS2);
        if end - start >= 7 {
            [ax, ay] = [order_2_of_7(&ax), order_2_of_7(&ay)];
        }
        for (at, tick) in (start..end).enumerate() {
            self.velocity_mps[tick] = [vx[at], vy[at]];
            self.acceleration_mps2[tick] = ax[at].hypot(ay[at]);
        }
    }
}

/// Shortens vectors that are longer than `most`.
fn cap(x: &mut [f64], y: &mut [f64], most: f64) {
    for (x, y) in x.iter_mut().zip(y) {
        let size = x.hypot(*y);
        if size > most {
            *x *= most / size;
            *y *= most / size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game_of;

    #[test]
    fn a_ball_at_a_steady_pull_has_that_acceleration_and_none_across_a_gap() {
        let mut game = game_of(25.0, vec![vec![0.0; 60]]);
        let period = &mut game.periods[0];
        for tick in 0..60_u16 {
            let secs = f32::from(tick) / 25.0;
            period.ball.x_m[usize::from(tick)] = 10.0 * secs - 2.0 * secs * secs;
        }
        period.ball.x_m[30] = f32::NAN;
        let ball = Ball::of(period, 25.0);

        for tick in (5..25).chain(36..55) {
            assert!((ball.acceleration_mps2[tick] - 4.0).abs() < 0.05, "{tick}");
            let secs = crate::number(tick) / 25.0;
            assert!((ball.velocity_mps[tick][0] - (10.0 - 4.0 * secs)).abs() < 1e-3, "{tick}");
        }
        assert!(ball.acceleration_mps2[30].is_nan());
    }
}
