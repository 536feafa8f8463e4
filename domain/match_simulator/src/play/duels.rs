//! One against one: tackles, balls that break loose, fouls, and opponents who are beaten.

use crate::{
    TICK_SECS,
    event::{EventKind, Outcome},
    vector::Vector,
    world::{Carry, Restart, World, ticks},
};

/// How near a defender must be to the ball to try to win it, metres.
const REACH_M: f64 = 1.35;
/// Attempts a second of who is that near.
const ATTEMPTS_A_SEC: f64 = 1.6;
/// What comes of an attempt: won, loose, a foul; else the defender is beaten.
const WON: f64 = 0.3;
const LOOSE: f64 = 0.26;
const FOUL: f64 = 0.24;

impl World {
    /// A defender who is near enough may try; true if the carrier no longer has the ball.
    pub(super) fn contest(&mut self, carry: Carry) -> bool {
        let man = carry.man;
        let (opponent, _) = self.nearest_opponent(man);
        let distance = self.men[opponent].body.place.distance(self.ball.place);
        let just_got = self.tick < carry.since + 8;
        if distance > REACH_M || just_got || !self.chance.happens(ATTEMPTS_A_SEC * TICK_SECS) {
            return false;
        }
        let side = self.men[opponent].side;
        let in_box = self.field.in_own_box(self.seen(opponent, side));
        let foul = if in_box { FOUL / 5.0 } else { FOUL };
        let luck = self.chance.unit();
        let event = self.tell(opponent, EventKind::Tackle, Outcome::Incomplete);
        self.events[event].other = Some(self.men[man].listed);
        if luck < WON {
            self.events[event].outcome = Outcome::Complete;
            self.take(opponent, false);
            self.men[man].out_until = self.tick + ticks(0.7);
            return true;
        }
        if luck < WON + LOOSE {
            let way = Vector::new(self.chance.normal(), self.chance.normal());
            let way = (way + self.to_touchline() * 1.5).unit();
            let speed = self.chance.between(4.0, 10.0);
            self.loosen(opponent, way * speed, 0.0);
            self.men[man].out_until = self.tick + ticks(0.4);
            return true;
        }
        if luck < WON + LOOSE + foul {
            self.foul(opponent, man, event, in_box);
            return true;
        }
        self.men[opponent].out_until = self.tick + ticks(0.9);
        false
    }

    /// Towards the touchline, near it: there most loose balls go out.
    pub(super) fn to_touchline(&self) -> Vector {
        let near = self.ball.place.y.abs() > self.field.half_width - 13.0;
        Vector::new(0.0, if near { self.ball.place.y.signum() } else { 0.0 })
    }

    fn foul(&mut self, by: usize, on: usize, event: usize, in_box: bool) {
        self.events[event].kind = EventKind::Foul;
        self.events[event].outcome = Outcome::Complete;
        let side = self.men[on].side;
        let mut place = self.field.within(self.ball.place, 0.5);
        let mut restart = Restart::FreeKick;
        if in_box {
            let spot = Vector::new(self.field.half_length - 11.0, 0.0);
            place = self.turned(spot, side);
            restart = Restart::Penalty;
        }
        for man in [by, on] {
            self.men[man].out_until = self.tick + ticks(2.5);
        }
        self.stop(restart, side, place, None);
    }
}
