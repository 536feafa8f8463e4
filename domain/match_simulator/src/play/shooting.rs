//! Shots: when, where to, and what the goalkeeper makes of them.

use crate::{
    ball::Ball,
    event::{EventKind, Outcome},
    field::{CROSSBAR_M, HALF_GOAL_M},
    vector::Vector,
    world::{Carry, Flight, World, men_of, other},
};

/// Nobody shoots from where it scores less often.
const LEAST_CHANCE: f64 = 0.028;

impl World {
    /// Shoots if that is worth more than what else he could do.
    pub(super) fn consider_shot(&mut self, carry: Carry, keeping: f64) -> bool {
        let man = carry.man;
        let side = self.men[man].side;
        let me = self.turned(self.ball.place, side);
        let mut scores = self.field.expected_goals(me);
        if scores < LEAST_CHANCE {
            return false;
        }
        let goal = self.turned(self.field.goal(), side);
        for opponent in men_of(other(side)).filter(|opponent| self.men[*opponent].slot != 0) {
            let place = self.men[opponent].body.place;
            if place.distance_from_stretch(self.ball.place, goal) < 0.9 {
                scores *= 0.8;
            }
        }
        let headed = carry.height > 1.3;
        if headed {
            scores *= 0.6;
        }
        let eager = self.chance.between(0.6, 1.5);
        if scores * eager < keeping.max(0.02) {
            return false;
        }
        self.shoot(man, EventKind::Shot, headed);
        true
    }

    /// Shoots at the goal.
    pub(super) fn shoot(&mut self, man: usize, kind: EventKind, headed: bool) {
        let side = self.men[man].side;
        let goal = self.turned(self.field.goal(), side);
        let distance = self.ball.place.distance(goal);
        let (_, opponent) = self.nearest_opponent(man);
        let pressed = if opponent < 2.0 && kind == EventKind::Shot { 1.25 } else { 1.0 };
        let corner = if self.chance.happens(0.5) { 1.0 } else { -1.0 };
        let aside = corner * self.chance.between(1.2, 3.0)
            + (1.3 + 0.21 * distance) * pressed * self.chance.normal();
        let height = (self.chance.between(0.1, 1.5)
            + (0.6 + 0.1 * distance) * pressed * self.chance.normal())
        .max(0.0);
        let speed =
            if headed { self.chance.between(11.0, 16.0) } else { self.chance.between(19.0, 28.0) };
        let event = self.tell(man, kind, Outcome::OffTarget);
        self.ball.shoot(goal + Vector::new(0.0, aside), height, speed);
        self.release(man, kind, None, Some(event));
    }

    /// The goalkeeper tries to stop a shot that passes him; true if he did.
    pub(super) fn save(&mut self, keeper: usize, flight: &mut Flight, before: Ball) -> bool {
        let place = self.men[keeper].body.place;
        let distance = place.distance_from_stretch(before.place, self.ball.place);
        let secs = f64::from(self.tick - flight.since) * crate::TICK_SECS;
        let reach = 1.1 + 1.75 * ((secs - 0.22) / 0.5).clamp(0.0, 1.0);
        let passing = (self.ball.place - place).dot(self.ball.velocity) > 0.0;
        if !passing || distance > reach || self.ball.height > CROSSBAR_M + 0.3 {
            return false;
        }
        if flight.tried & (1 << keeper) != 0 {
            return false;
        }
        flight.tried |= 1 << keeper;
        let share = distance / reach;
        if !self.chance.happens(0.985 - 0.2 * share * share) {
            return false;
        }
        self.close(flight, Outcome::Saved, Some(keeper));
        self.last_touch = keeper;
        self.tell(keeper, EventKind::Save, Outcome::Complete);
        let holds = share < 0.5 && self.chance.happens(0.65);
        if holds {
            self.take(keeper, true);
        } else {
            // Turned away to the side, past the post or back into the pitch.
            let side = if self.ball.place.y < place.y { -1.0 } else { 1.0 };
            let home = -self.turned(Vector::new(1.0, 0.0), self.men[keeper].side).x;
            let aside = self.chance.between(5.0, 10.0);
            let to_post = (HALF_GOAL_M + 0.8 - side * self.ball.place.y).max(0.1) / aside;
            let to_line = (self.field.half_length - self.ball.place.x.abs()).max(0.0);
            let most = (to_line / to_post).min(7.0);
            let away = Vector::new(home * self.chance.between(-2.0, most), side * aside);
            let climb = self.chance.between(0.0, 3.0);
            self.loosen(keeper, away, climb);
            self.men[keeper].out_until = self.tick + 30;
        }
        true
    }

    /// Whether a ball at this place and height of the goal line hits the frame.
    pub(super) fn hits_frame(y: f64, height: f64) -> bool {
        let post = (y.abs() - HALF_GOAL_M - 0.06).abs() < 0.12 && height < CROSSBAR_M + 0.1;
        let bar = y.abs() < HALF_GOAL_M && (height - CROSSBAR_M - 0.06).abs() < 0.12;
        post || bar
    }
}
