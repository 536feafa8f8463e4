//! A ball that nobody has: it rolls, flies and bounces.

use crate::{TICK_SECS, vector::Vector};

/// Gravity, m/s².
const GRAVITY_MPS2: f64 = 9.81;
/// How much grass slows a rolling ball, m/s².
pub(crate) const ROLLING_MPS2: f64 = 2.2;
/// Shares of its speed that a bounce leaves: upwards and along.
const BOUNCE_UP: f64 = 0.5;
const BOUNCE_ALONG: f64 = 0.72;
/// A ball that falls slower than this, in m/s, rolls.
const LEAST_BOUNCE_MPS: f64 = 1.6;

/// The ball.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ball {
    pub(crate) place: Vector,
    pub(crate) velocity: Vector,
    /// Metres above the grass.
    pub(crate) height: f64,
    /// Upwards, m/s.
    pub(crate) climb: f64,
}

/// How a ball is played.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Strike {
    /// Along the ground, so that it has this speed where it is to arrive, m/s.
    Ground { arrival_mps: f64 },
    /// Through the air: it comes down where it is to arrive after so many seconds.
    Lofted { secs: f64 },
}

impl Strike {
    /// How a pass of this length is played along the ground: the longer, the harder.
    pub(crate) fn ground(distance_m: f64) -> Self {
        Self::Ground { arrival_mps: (4.5 + 0.22 * distance_m).min(10.0) }
    }

    /// How a pass of this length is played through the air.
    pub(crate) fn lofted(distance_m: f64) -> Self {
        Self::Lofted { secs: 0.75 + 0.037 * distance_m }
    }

    /// Speed along the ground at the start, m/s, over this distance.
    fn first_mps(self, distance_m: f64) -> f64 {
        match self {
            Self::Ground { arrival_mps } => {
                (arrival_mps * arrival_mps + 2.0 * ROLLING_MPS2 * distance_m).sqrt()
            }
            Self::Lofted { secs } => distance_m / secs,
        }
    }

    /// Seconds until the ball has gone this far of a pass of `distance_m`.
    pub(crate) fn secs_at(self, way_m: f64, distance_m: f64) -> f64 {
        let first = self.first_mps(distance_m);
        match self {
            Self::Ground { .. } => {
                let left = (first * first - 2.0 * ROLLING_MPS2 * way_m).max(0.0).sqrt();
                (first - left) / ROLLING_MPS2
            }
            Self::Lofted { .. } => way_m / first.max(1e-9),
        }
    }
}

impl Ball {
    /// Plays the ball from where it is towards a place.
    pub(crate) fn strike(&mut self, to: Vector, strike: Strike) {
        let way = to - self.place;
        self.velocity = way.unit() * strike.first_mps(way.length());
        self.climb = match strike {
            Strike::Ground { .. } => 0.0,
            Strike::Lofted { secs } => GRAVITY_MPS2 * secs / 2.0 - self.height / secs,
        };
        if self.climb <= 0.0 {
            self.height = 0.0;
        }
    }

    /// Shoots at a place on the goal line, at a height, with a speed along the ground in m/s.
    pub(crate) fn shoot(&mut self, to: Vector, height: f64, speed_mps: f64) {
        let way = to - self.place;
        // From the goal line itself it would have to rise straight up.
        let secs = (way.length() / speed_mps).max(0.2);
        self.velocity = way.unit() * speed_mps;
        self.climb = (height - self.height) / secs + GRAVITY_MPS2 * secs / 2.0;
        if self.climb <= 0.2 {
            self.climb = 0.0;
            self.height = 0.0;
        }
    }

    /// One tick further.
    pub(crate) fn step(&mut self) {
        self.place += self.velocity * TICK_SECS;
        if self.height > 0.0 || self.climb > 0.0 {
            self.climb -= GRAVITY_MPS2 * TICK_SECS;
            self.height += self.climb * TICK_SECS;
            if self.height <= 0.0 {
                self.height = 0.0;
                let bounces = self.climb < -LEAST_BOUNCE_MPS;
                self.climb = if bounces { -self.climb * BOUNCE_UP } else { 0.0 };
                self.velocity = self.velocity * BOUNCE_ALONG;
            }
        } else {
            let speed = self.velocity.length();
            self.velocity = self.velocity.capped((speed - ROLLING_MPS2 * TICK_SECS).max(0.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_along_the_ground_arrives_when_it_should_at_the_speed_it_should() {
        let strike = Strike::Ground { arrival_mps: 6.0 };
        let mut ball = Ball::default();
        ball.strike(Vector::new(20.0, 0.0), strike);
        let mut secs = 0.0;
        while ball.place.x < 20.0 {
            ball.step();
            secs += TICK_SECS;
        }
        assert!((secs - strike.secs_at(20.0, 20.0)).abs() < 0.06, "{secs}");
        assert!((ball.velocity.x - 6.0).abs() < 0.2, "{ball:?}");
    }

    #[test]
    fn a_lofted_pass_comes_down_where_it_should_and_bounces_lower() {
        let mut ball = Ball::default();
        ball.strike(Vector::new(40.0, 0.0), Strike::Lofted { secs: 2.0 });
        let mut top: f64 = 0.0;
        while top < 0.1
            || ball.climb <= 0.0 && ball.height > 0.0
            || ball.climb > 0.0 && ball.place.x < 38.0
        {
            ball.step();
            top = top.max(ball.height);
        }
        // g t² / 8.
        assert!((top - 4.905).abs() < 0.25, "{top}");
        assert!((ball.place.x - 40.0).abs() < 1.0, "{ball:?}");
        assert!(ball.climb > 3.0 && ball.climb < 6.0, "{ball:?}");
    }
}
