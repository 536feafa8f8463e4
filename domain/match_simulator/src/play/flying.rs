//! A ball on its way: who gets it, who only touches it, and whether it leaves the pitch.

use super::PATH_TICKS;
use crate::{
    ball::Ball,
    event::{EventKind, Outcome},
    field::{CROSSBAR_M, HALF_GOAL_M},
    vector::Vector,
    world::{Flight, MEN, Phase, Restart, World, keeper_of, other},
};

/// Half the ball's width and of a line: how far the middle of a ball that is out is from the line's, metres.
const OVER_LINE_M: f64 = 0.11;
/// How high players and goalkeepers reach, metres.
const HEADING_M: f64 = 2.3;
const HANDS_M: f64 = 2.7;

impl World {
    /// One tick of a ball on its way.
    pub(super) fn fly(&mut self, mut flight: Flight) {
        let before = self.ball;
        self.ball.step();
        if self.tick > self.path_from + PATH_TICKS - 50 {
            self.foresee();
        }
        self.phase = Phase::Flying(flight);
        let keeper = keeper_of(other(self.men[flight.by].side));
        if flight.kind.is_shot() && self.save(keeper, &mut flight, before) {
            return;
        }
        if self.leaves(&mut flight, before) {
            return;
        }
        let mut near: Vec<(f64, usize)> =
            (0..MEN).filter_map(|man| Some((self.reaches(man, &flight, before)?, man))).collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (_, man) in near {
            flight.tried |= 1 << man;
            if self.touches(man, &mut flight) {
                return;
            }
        }
        self.phase = Phase::Flying(flight);
    }

    /// How far the ball is from somebody who can play it now.
    fn reaches(&mut self, man: usize, flight: &Flight, before: Ball) -> Option<f64> {
        let who = &self.men[man];
        let just_played = man == flight.by && self.tick < flight.since + 20;
        if who.out_until > self.tick || just_played || flight.tried & (1 << man) != 0 {
            return None;
        }
        // A shot passes the goalkeeper in `save` or not at all.
        let mine = who.side == self.men[flight.by].side;
        if flight.kind.is_shot() && (mine || who.slot == 0) {
            return None;
        }
        let hands = who.slot == 0 && self.field.in_own_box(self.seen(man, who.side));
        if self.ball.height > if hands { HANDS_M } else { HEADING_M } {
            return None;
        }
        let wants = self.team(who.side).chaser == Some(man) || flight.to == Some(man);
        let reach = if flight.kind.is_shot() {
            1.15
        } else if hands {
            1.5
        } else if wants {
            1.0
        } else {
            0.65
        };
        let distance = who.body.place.distance_from_stretch(before.place, self.ball.place);
        let relative = self.ball.velocity - who.body.velocity;
        let comes = (who.body.place - self.ball.place).dot(relative) > 0.0;
        let still_coming = comes && distance > 0.45 && self.ball.velocity.length() < 16.0;
        (distance < reach && !still_coming).then(|| distance + 0.3 * self.chance.unit())
    }

    /// Somebody tries to get the ball; true if the ball's way has changed.
    fn touches(&mut self, man: usize, flight: &mut Flight) -> bool {
        let side = self.men[man].side;
        let mine = side == self.men[flight.by].side;
        if mine && flight.offside & (1 << man) != 0 {
            self.close(flight, Outcome::Offside, Some(man));
            self.tell(man, EventKind::Offside, Outcome::Complete);
            let place = self.men[man].body.place;
            self.stop(Restart::FreeKick, other(side), place, None);
            return true;
        }
        let speed = self.ball.velocity.length();
        let hands = self.men[man].slot == 0 && self.field.in_own_box(self.seen(man, side));
        let gets = if flight.kind.is_shot() {
            0.0
        } else if hands {
            0.94
        } else if mine {
            (1.09 - 0.009 * speed).min(0.985)
        } else {
            (0.87 - 0.03 * speed).clamp(0.2, 0.9)
        };
        if self.chance.happens(gets) {
            self.gets(man, flight, hands);
            return true;
        }
        let blocks = if mine {
            1.0
        } else if flight.kind.is_shot() {
            0.8
        } else {
            0.6
        };
        if !self.chance.happens(blocks) {
            return false;
        }
        // It jumps off him.
        if flight.kind.is_shot() {
            self.close(flight, Outcome::Blocked, Some(man));
        } else {
            self.close(flight, Outcome::Incomplete, None);
        }
        let mut across = self.ball.velocity.left() * (0.35 * self.chance.normal());
        across += self.to_touchline() * 3.0;
        let on = if flight.kind.is_shot() { [-0.1, 0.55] } else { [-0.4, 0.45] };
        let on = self.chance.between(on[0], on[1]);
        let velocity = (self.ball.velocity * on + across).capped(11.0);
        let climb = self.chance.between(0.0, 2.5);
        self.loosen(man, velocity, climb);
        true
    }

    /// Somebody has the ball now.
    fn gets(&mut self, man: usize, flight: &mut Flight, hands: bool) {
        let side = self.men[man].side;
        let mine = side == self.men[flight.by].side;
        let was_pass = flight.kind.is_pass() && flight.event.is_some();
        if mine && was_pass && man != flight.by {
            self.close(flight, Outcome::Complete, Some(man));
        } else {
            let outcome = if flight.kind == EventKind::Clearance && mine {
                Outcome::Complete
            } else {
                Outcome::Incomplete
            };
            self.close(flight, outcome, None);
            let kind =
                if was_pass && !mine { EventKind::Interception } else { EventKind::Recovery };
            self.tell(man, kind, Outcome::Complete);
        }
        // A teammate's pass is not taken with the hands.
        self.take(man, hands && !(mine && was_pass));
    }

    /// Whether the ball has left the pitch, or come back from the frame of the goal.
    fn leaves(&mut self, flight: &mut Flight, before: Ball) -> bool {
        let place = self.ball.place;
        let (length, width) = (self.field.half_length, self.field.half_width);
        if place.x.abs() > length {
            let gone = (place.x.abs() - length) / (place.x - before.place.x).abs().max(1e-9);
            let y = place.y + (before.place.y - place.y) * gone;
            let height = self.ball.height + (before.height - self.ball.height) * gone;
            // What would roll in without a shot is kept out on the line.
            let in_goal = y.abs() < HALF_GOAL_M && height < CROSSBAR_M && !flight.kind.is_shot();
            if (in_goal || Self::hits_frame(y, height)) && before.place.x.abs() <= length {
                self.comes_back(flight, before);
                return true;
            }
            if place.x.abs() > length + OVER_LINE_M {
                self.over_goal_line(flight, y, height);
                return true;
            }
        }
        if place.y.abs() > width + OVER_LINE_M {
            let side = other(self.men[self.last_touch].side);
            self.close(flight, Outcome::Incomplete, None);
            let x = place.x.clamp(-length + 0.5, length - 0.5);
            self.stop(Restart::ThrowIn, side, Vector::new(x, width * place.y.signum()), None);
            return true;
        }
        false
    }

    fn comes_back(&mut self, flight: &mut Flight, before: Ball) {
        let outcome = if flight.kind.is_shot() { Outcome::Woodwork } else { Outcome::Incomplete };
        self.close(flight, outcome, None);
        let by = flight.by;
        let speed = self.ball.velocity;
        self.ball.place = before.place;
        let aside = speed.y * 0.4 + 2.0 * self.chance.normal();
        self.loosen(by, Vector::new(-0.45 * speed.x, aside), 0.5);
    }

    /// A goal, a corner or a goal kick.
    fn over_goal_line(&mut self, flight: &mut Flight, y: f64, height: f64) {
        let end = self.ball.place.x.signum();
        let attack = if self.teams[0].attack * end > 0.0 {
            football::Side::Home
        } else {
            football::Side::Away
        };
        let in_goal = y.abs() < HALF_GOAL_M && height < CROSSBAR_M;
        let by_attack = self.men[self.last_touch].side == attack;
        if in_goal && flight.kind.is_shot() && self.men[flight.by].side == attack {
            self.close(flight, Outcome::Goal, None);
            let scorer = flight.by;
            self.stop(Restart::KickOff, other(attack), Vector::default(), Some(scorer));
            return;
        }
        self.close(
            flight,
            if flight.kind.is_shot() { Outcome::OffTarget } else { Outcome::Incomplete },
            None,
        );
        let length = self.field.half_length;
        if by_attack {
            let place = Vector::new(end * (length - 5.5), 6.0 * if y < 0.0 { -1.0 } else { 1.0 });
            self.stop(Restart::GoalKick, other(attack), place, None);
        } else {
            let corner = Vector::new(length - 0.4, self.field.half_width - 0.4);
            let place = Vector::new(end * corner.x, corner.y * if y < 0.0 { -1.0 } else { 1.0 });
            self.stop(Restart::Corner, attack, place, None);
        }
    }
}
