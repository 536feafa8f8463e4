//! Which pass is worth most: to whom, where to, along the ground or through the air.

use super::PassOption;
use crate::{
    ball::Strike,
    vector::Vector,
    world::{World, men_of, other},
};

/// Shortest and longest pass, metres.
const LENGTHS_M: std::ops::RangeInclusive<f64> = 4.0..=62.0;
/// Passes along the ground are no longer, metres.
const LONGEST_GROUND_M: f64 = 38.0;
/// How exactly a player judges what a pass is worth.
const MISJUDGED: f64 = 0.005;

/// How often a cross finds somebody, whoever stands there.
const CROSS_ARRIVES: f64 = 0.42;

/// From 0 to 1, a half at 0: an S without an exponential.
fn likely(margin: f64) -> f64 {
    0.5 * (1.0 + margin / (1.0 + margin * margin).sqrt())
}

impl World {
    /// The pass that looks best to somebody; none is longer than `longest` metres.
    pub(crate) fn best_pass(&mut self, man: usize, longest: f64) -> Option<PassOption> {
        let side = self.men[man].side;
        let line = self.offside_line(side);
        // From near the goal line short passes go through the air too: crosses.
        let up = self.seen(man, side).x > self.field.half_length - 28.0;
        let mut best: Option<PassOption> = None;
        for mate in men_of(side).filter(|mate| *mate != man) {
            // A player sees an offside of two steps and overlooks one of a foot.
            let overlooked = 0.4 + (2.5 * self.chance.normal()).max(0.0);
            if self.seen(mate, side).x > line + overlooked {
                continue;
            }
            for (place, is_through) in self.targets(mate).into_iter().flatten() {
                let length = place.distance(self.ball.place);
                if !LENGTHS_M.contains(&length) || length > longest {
                    continue;
                }
                let ground = length <= LONGEST_GROUND_M;
                let lofted = length > if up { 11.0 } else { 18.0 };
                let strikes = [
                    ground.then(|| Strike::ground(length)),
                    lofted.then(|| Strike::lofted(length)),
                ];
                for strike in strikes.into_iter().flatten() {
                    let worth = self.worth(man, mate, place, strike, is_through);
                    let worth = worth + MISJUDGED * self.chance.normal();
                    if best.is_none_or(|best| worth > best.worth) {
                        best = Some(PassOption { to: mate, place, strike, worth });
                    }
                }
            }
        }
        best
    }

    /// Where somebody can be given the ball: at his feet as he goes, and into his run.
    fn targets(&self, mate: usize) -> [Option<(Vector, bool)>; 2] {
        let (man, side) = (&self.men[mate], self.men[mate].side);
        let secs = 0.35 + 0.035 * man.body.place.distance(self.ball.place);
        let feet = man.body.place + man.body.velocity * (0.7 * secs);
        let into_run = man.run.map(|(target, _)| {
            let way = self.turned(target, side) - man.body.place;
            (man.body.place + way.capped(6.0 + 5.0 * secs), true)
        });
        [(self.field.within(feet, 0.0) == feet).then_some((feet, false)), into_run]
    }

    /// What a pass is worth: its value if it arrives, less what its loss costs, each as likely as it is.
    fn worth(
        &self,
        man: usize,
        mate: usize,
        place: Vector,
        strike: Strike,
        is_through: bool,
    ) -> f64 {
        let side = self.men[man].side;
        let mut arrives = self.arrives(mate, place, strike);
        let seen = self.turned(place, side);
        let is_lofted = matches!(strike, Strike::Lofted { .. });
        if is_lofted && self.is_cross(side, self.ball.place, place) {
            // In front of the goal a ball that is fought for is good enough.
            arrives = arrives.max(CROSS_ARRIVES);
        }
        let mut value = self.field.value(seen);
        if is_through {
            value *= 1.15;
        }
        // Back to the goalkeeper only if nothing else is to be had.
        let keeper = if self.men[mate].slot == 0 { 0.008 } else { 0.0 };
        let loss = self.field.value(-seen) * 0.9 + 0.016;
        arrives * value - (1.0 - arrives) * loss - keeper
    }

    /// Probability that a pass arrives, from who can be where when.
    fn arrives(&self, mate: usize, place: Vector, strike: Strike) -> f64 {
        const PLACES: [f64; 6] = [0.15, 0.32, 0.5, 0.68, 0.86, 1.0];
        let side = self.men[mate].side;
        let from = self.ball.place;
        let length = from.distance(place);
        let whole = strike.secs_at(length, length);
        let his = self.men[mate].body.secs_to(place, self.men[mate].limits);
        let is_lofted = matches!(strike, Strike::Lofted { .. });
        let (mut lane, mut end) = (9.0_f64, 9.0_f64);
        for opponent in men_of(other(side)) {
            let (body, limits) = (self.men[opponent].body, self.men[opponent].limits);
            let far = body.place.distance_from_stretch(from, place);
            if far > 14.0 || self.men[opponent].out_until > self.tick + 10 {
                continue;
            }
            if is_lofted {
                end = end.min(body.secs_to(place, limits) - whole.max(his));
                continue;
            }
            for share in PLACES {
                let there = from.mixed(place, share);
                let secs = strike.secs_at(length * share, length);
                // Who stands in front of the ball is passed before he has moved.
                let least = if share < 0.3 { 0.0 } else { 0.1 };
                lane = lane.min(body.secs_to(there, limits) - secs - least);
            }
        }
        if is_lofted {
            let mastered = 0.95 - 0.0035 * length;
            mastered * likely((end + 0.1) / 0.35) * likely((whole - his + 0.8) / 0.4)
        } else {
            let mastered = 0.995 - 0.002 * length;
            mastered * likely((lane + 0.12) / 0.16) * likely((whole - his + 0.7) / 0.3)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likelihood_is_a_half_at_nothing_and_grows() {
        assert!((likely(0.0) - 0.5).abs() < 1e-12);
        assert!(likely(3.0) > 0.95 && likely(-3.0) < 0.05);
    }
}
