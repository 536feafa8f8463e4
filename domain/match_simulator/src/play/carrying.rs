//! With the ball at his feet, or in the goalkeeper's hands: run with it, pass, shoot or clear.

use football::Side;

use super::PassOption;
use crate::{
    TICK_SECS,
    ball::Strike,
    body::Aim,
    event::{EventKind, Outcome},
    vector::Vector,
    world::{Carry, Phase, World, men_of, other, ticks},
};

/// Ticks between two decisions of who has the ball.
const DECISION_TICKS: u32 = 5;
/// A run with the ball is told from this length, metres.
const TOLD_CARRY_M: f64 = 3.0;
/// A ball that is further from his feet than this, in metres, is no longer his.
const LEFT_BEHIND_M: f64 = 2.0;
/// By how much a pass has to be better than keeping the ball, at first; and how much less each second.
const CALM: f64 = 0.0165;
const IMPATIENCE: f64 = 0.006;

impl World {
    /// Somebody gets the ball.
    pub(crate) fn take(&mut self, man: usize, in_hands: bool) {
        let side = self.men[man].side;
        if self.possession != side {
            self.possession = side;
            self.possession_since = self.tick;
            for opponent in men_of(other(side)) {
                self.men[opponent].run = None;
            }
        }
        self.men[man].run = None;
        self.men[man].out_until = self.tick;
        self.last_touch = man;
        let (_, opponent) = self.nearest_opponent(man);
        let control = if in_hands {
            self.chance.between(3.0, 6.0)
        } else if self.ball.height > 1.3 {
            0.0
        } else if opponent < 3.0 {
            self.chance.between(0.3, 0.8)
        } else {
            self.chance.between(0.8, 1.9)
        };
        let carry = Carry {
            man,
            since: self.tick,
            decides_at: self.tick + ticks(control),
            in_hands,
            from: self.ball.place,
            height: self.ball.height,
        };
        self.phase = Phase::Carried(carry);
        for side in 0..2 {
            self.teams[side].chaser = None;
        }
        let body = self.men[man].body;
        // He takes it on in the way that he goes.
        let ahead = self.turned(Vector::new(2.0, 0.0), self.men[man].side);
        let place = body.place + body.velocity * 0.6 + ahead;
        let speed_mps = body.velocity.length().clamp(1.5, 4.5);
        self.men[man].aim = Aim { place: self.field.within(place, 1.0), speed_mps, through: false };
    }

    /// One tick with the ball.
    pub(super) fn carry(&mut self, mut carry: Carry) {
        let man = carry.man;
        self.follow_with_ball(carry);
        if self.men[man].body.place.distance(self.ball.place) > LEFT_BEHIND_M {
            // He has run out of the pitch and left it behind.
            self.loosen(man, Vector::default(), 0.0);
            return;
        }
        if !carry.in_hands && self.contest(carry) {
            return;
        }
        if self.tick < carry.decides_at {
            return;
        }
        carry.decides_at = self.tick + DECISION_TICKS;
        self.phase = Phase::Carried(carry);
        let held = f64::from(self.tick - carry.since) * TICK_SECS;
        let keeping = if carry.in_hands { -1.0 } else { self.run_with_ball(man) };
        if !carry.in_hands && self.consider_shot(carry, keeping) {
            return;
        }
        if carry.height > 1.3 && self.head_away(carry) {
            return;
        }
        let best = self.best_pass(man, 100.0);
        if !carry.in_hands && self.in_trouble(man, best) {
            self.clear(carry);
            return;
        }
        let calm = CALM - IMPATIENCE * held;
        match best {
            Some(option) if option.worth > keeping + calm => {
                self.tell_carry(carry);
                let is_cross = self.is_cross(self.men[man].side, self.ball.place, option.place);
                let kind = if is_cross { EventKind::Cross } else { EventKind::Pass };
                self.pass(man, kind, option);
            }
            _ if carry.in_hands => self.clear(carry),
            _ => {}
        }
    }

    /// Whether somebody is pressed near his own goal and has no good pass.
    fn in_trouble(&self, man: usize, best: Option<PassOption>) -> bool {
        const GOOD: f64 = 0.01;
        let (_, opponent) = self.nearest_opponent(man);
        let me = self.seen(man, self.men[man].side);
        let near = me.x < -0.35 * self.field.half_length;
        near && opponent < 2.6 && best.is_none_or(|option| option.worth < GOOD)
    }

    /// A pass from the side of the last third in front of the goal is a cross.
    pub(super) fn is_cross(&self, side: Side, from: Vector, to: Vector) -> bool {
        let (from, to) = (self.turned(from, side), self.turned(to, side));
        let length = self.field.half_length;
        let wide = from.y.abs() > 14.0 && from.x > length - 30.0;
        let before_goal = to.x > length - 16.5 && to.y.abs() < 14.0;
        wide && before_goal && from.distance(to) > 8.0
    }

    /// Tells how far somebody has run with the ball.
    fn tell_carry(&mut self, carry: Carry) {
        if carry.from.distance(self.ball.place) < TOLD_CARRY_M {
            return;
        }
        let event = self.tell(carry.man, EventKind::Carry, Outcome::Complete);
        let end = self.ball.place.pair();
        let event = &mut self.events[event];
        event.frame = self.first_frame + i64::from(carry.since);
        event.clock_secs = f64::from(carry.since) * TICK_SECS;
        event.place_m = carry.from.pair();
        event.end_m = Some(end);
    }

    /// The ball runs ahead of his feet, further the faster he is, from touch to touch.
    fn follow_with_ball(&mut self, carry: Carry) {
        const TOUCH_TICKS: u32 = 16;
        let (body, aim) = (self.men[carry.man].body, self.men[carry.man].aim);
        let speed = body.velocity.length();
        let heading = if speed > 0.6 { body.velocity } else { aim.place - body.place }.unit();
        let beat = f64::from((self.tick - carry.since) % TOUCH_TICKS) / f64::from(TOUCH_TICKS);
        let swing = 4.0 * beat * (1.0 - beat);
        let ahead = if carry.in_hands { 0.3 } else { 0.45 + 0.1 * speed * swing };
        let wanted = self.field.within(body.place + heading * ahead, 0.1);
        let before = self.ball.place;
        self.ball.place = before.mixed(wanted, 0.3);
        self.ball.velocity = (self.ball.place - before) * (1.0 / TICK_SECS);
        let height = if carry.in_hands { 1.1 } else { 0.0 };
        self.ball.height += (height - self.ball.height) * 0.15;
        self.ball.climb = 0.0;
    }

    /// Chooses where to run with the ball, and says what it is worth.
    fn run_with_ball(&mut self, man: usize) -> f64 {
        const WAYS: [[f64; 2]; 7] = [
            [1.0, 0.0],
            [0.8, 0.6],
            [0.8, -0.6],
            [0.1, 1.0],
            [0.1, -1.0],
            [-0.8, 0.6],
            [-0.8, -0.6],
        ];
        let side = self.men[man].side;
        let me = self.seen(man, side);
        let (mut best, mut place, mut room) = (f64::MIN, me, 0.0);
        for [x, y] in WAYS {
            let ahead = me + Vector::new(x, y) * 6.0;
            if self.field.within(ahead, 1.0) != ahead {
                continue;
            }
            let free = men_of(other(side))
                .filter(|opponent| self.men[*opponent].out_until <= self.tick)
                .map(|opponent| {
                    let velocity = self.turned(self.men[opponent].body.velocity, side);
                    let his = self.seen(opponent, side) + velocity * 0.4;
                    his.distance_from_stretch(me, ahead)
                })
                .fold(12.0, f64::min);
            let keep = (free / (free + 0.55)).min(1.0);
            let loss = self.field.value(-me) * 0.9 + 0.012;
            let worth = keep * self.field.value(ahead) - (1.0 - keep) * loss;
            if worth > best {
                (best, place, room) = (worth, ahead, free);
            }
        }
        if best <= f64::MIN {
            // Nowhere to run: he turns back into the pitch.
            let place = self.turned(self.field.within(me, 3.0), side);
            self.men[man].aim = Aim { place, speed_mps: 3.0, through: false };
            return 0.0;
        }
        let limits = self.men[man].limits;
        let speed = (2.2 + 0.55 * room).min(0.78 * limits.top_mps);
        let place = self.turned(place, side);
        self.men[man].aim = Aim { place, speed_mps: speed, through: true };
        best
    }

    /// A defender near his goal heads a high ball away.
    fn head_away(&mut self, carry: Carry) -> bool {
        let me = self.seen(carry.man, self.men[carry.man].side);
        if me.x > -self.field.half_length + 22.0 {
            return false;
        }
        self.clear(carry);
        true
    }

    /// Hits the ball away, up the pitch.
    fn clear(&mut self, carry: Carry) {
        let man = carry.man;
        let side = self.men[man].side;
        self.tell_carry(carry);
        let headed = carry.height > 1.3;
        let far = if headed { 16.0 } else { self.chance.between(32.0, 50.0) };
        let me = self.seen(man, side);
        let to = me + Vector::new(far, 0.45 * far * self.chance.normal());
        let to = self.field.within(to, if self.chance.happens(0.35) { -6.0 } else { 3.0 });
        let to = if self.behind_is_safer(me) {
            let post = if me.y < 0.0 { -8.0 } else { 8.0 };
            Vector::new(-self.field.half_length - 3.0, me.y + post)
        } else {
            to
        };
        let strike = Strike::lofted(to.distance(me));
        self.ball.strike(self.turned(to, side), strike);
        let event = self.tell(man, EventKind::Clearance, Outcome::Incomplete);
        self.release(man, EventKind::Clearance, None, Some(event));
    }

    /// Whether somebody beside his own goal puts the ball behind it (team frame).
    fn behind_is_safer(&mut self, me: Vector) -> bool {
        let near = me.x < -self.field.half_length + 10.0;
        near && self.chance.happens(0.5)
    }
}
