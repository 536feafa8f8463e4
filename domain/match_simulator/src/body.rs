//! How a player gets from where he is to where he wants to be: bounded in speed and acceleration, and smooth.

use crate::{TICK_SECS, vector::Vector};

/// How long a player takes to turn a wish into a speed, in seconds.
const WISH_SECS: f64 = 0.3;
/// How long his muscles take to follow, in seconds: what keeps acceleration from jumping.
const MUSCLE_SECS: f64 = 0.12;
/// How hard he brakes before he arrives, m/s².
const BRAKING_MPS2: f64 = 2.5;
/// How much of his acceleration a player has lost at his top speed.
const LOST_AT_TOP: f64 = 0.6;

/// A player's body.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Body {
    pub(crate) place: Vector,
    pub(crate) velocity: Vector,
    acceleration: Vector,
}

/// What a body can do at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// m/s
    pub(crate) top_mps: f64,
    /// m/s²
    pub(crate) acceleration_mps2: f64,
}

/// Where to, and how fast.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Aim {
    pub(crate) place: Vector,
    /// The fastest that he wants to go, m/s.
    pub(crate) speed_mps: f64,
    /// Runs through the place instead of stopping there.
    pub(crate) through: bool,
}

impl Body {
    /// Standing.
    pub(crate) fn at(place: Vector) -> Self {
        Self { place, ..Self::default() }
    }

    /// One tick further.
    pub(crate) fn step(&mut self, aim: Aim, limits: Limits) {
        let way = aim.place - self.place;
        let distance = way.length();
        let wanted = if aim.through {
            aim.speed_mps
        } else {
            aim.speed_mps.min((2.0 * BRAKING_MPS2 * distance).sqrt()).min(distance * 1.6)
        };
        let demand = (way.unit() * wanted - self.velocity) * (1.0 / WISH_SECS);
        let speed = self.velocity.length();
        let faster = demand.dot(self.velocity) > 0.0;
        let lost = if faster { LOST_AT_TOP * speed / limits.top_mps } else { 0.0 };
        let demand = demand.capped(limits.acceleration_mps2 * (1.0 - lost).max(0.2));
        self.acceleration += (demand - self.acceleration) * (TICK_SECS / MUSCLE_SECS);
        let before = self.velocity;
        self.velocity = (before + self.acceleration * TICK_SECS).capped(limits.top_mps);
        self.acceleration = (self.velocity - before) * (1.0 / TICK_SECS);
        self.place += self.velocity * TICK_SECS;
    }

    /// Seconds until he can be at a place, as a player judges it: he goes on for a moment, then runs.
    pub(crate) fn secs_to(&self, place: Vector, limits: Limits) -> f64 {
        const REACTION_SECS: f64 = 0.2;
        let way = place - (self.place + self.velocity * REACTION_SECS);
        let distance = (way.length() - 0.7).max(0.0);
        let running = self.velocity.dot(way.unit()) / limits.top_mps;
        REACTION_SECS
            + distance / (0.85 * limits.top_mps)
            + 0.45 * (1.0 - running) * distance.min(3.0) / 3.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIMITS: Limits = Limits { top_mps: 9.0, acceleration_mps2: 4.8 };

    proptest! {
        #[test]
        fn whatever_he_wants_he_keeps_within_his_limits(
            aims in prop::collection::vec((-60.0..60.0, -40.0..40.0, 0.0..12.0, any::<bool>()), 1..8),
        ) {
            let mut body = Body::default();
            for (x, y, speed_mps, through) in aims {
                let aim = Aim { place: Vector::new(x, y), speed_mps, through };
                for _ in 0..40 {
                    let before = body;
                    body.step(aim, LIMITS);
                    let change = (body.velocity - before.velocity).length() / TICK_SECS;
                    prop_assert!(body.velocity.length() <= LIMITS.top_mps + 1e-9);
                    prop_assert!(change <= LIMITS.acceleration_mps2 + 1e-9, "{change}");
                }
            }
        }

        #[test]
        fn he_arrives_and_stands(x in -30.0..30.0, y in -30.0..30.0) {
            let mut body = Body::default();
            let aim = Aim { place: Vector::new(x, y), speed_mps: 6.0, through: false };
            for _ in 0..400 {
                body.step(aim, LIMITS);
            }
            prop_assert!(body.place.distance(aim.place) < 0.05 && body.velocity.length() < 0.1);
        }
    }
}
