//! Without the ball: one presses, one covers, the others hold their lines and watch who is near.

use football::Side;

use crate::{
    body::Aim,
    vector::Vector,
    world::{Phase, World, index, men_of, other},
};

/// As far from his place in the block a defender looks for somebody to watch, metres.
const WATCH_M: f64 = 10.0;
/// Who presses is changed for somebody who is there so much sooner, in seconds.
const CHANGE_SECS: f64 = 0.45;

impl World {
    /// Who presses the carrier.
    pub(super) fn choose_presser(&self, side: Side, carrier: usize) -> Option<usize> {
        let place = self.men[carrier].body.place;
        let seen = self.turned(place, side);
        let current = self.team(side).chaser;
        let secs = |man: usize| {
            let goal_side = self.seen(man, side).x < seen.x + 1.0;
            let behind = if goal_side { 0.0 } else { 0.5 };
            let held = if current == Some(man) { CHANGE_SECS } else { 0.0 };
            self.men[man].body.secs_to(place, self.men[man].limits) + behind - held
        };
        let keeper_helps =
            self.field.in_own_box(seen) && seen.distance(self.field.own_goal()) < 11.0;
        men_of(side)
            .filter(|man| self.men[*man].slot != 0 || keeper_helps)
            .filter(|man| self.men[*man].out_until <= self.tick)
            .min_by(|a, b| secs(*a).total_cmp(&secs(*b)))
    }

    /// Each defender's man: the most dangerous opponents first, each by the nearest who is free.
    pub(super) fn choose_marks(&mut self, side: Side) {
        for man in men_of(side) {
            self.men[man].mark = None;
        }
        if self.possession == side {
            return;
        }
        let goal = self.field.own_goal();
        let mut dangers: Vec<(f64, usize)> = men_of(other(side))
            .filter(|opponent| self.men[*opponent].slot != 0)
            .map(|opponent| (self.seen(opponent, side).distance(goal), opponent))
            .collect();
        dangers.sort_by(|a, b| a.0.total_cmp(&b.0));
        let limit = self.field.half_length;
        for (_, opponent) in dangers {
            let place = self.seen(opponent, side);
            let free = men_of(side)
                .filter(|man| self.men[*man].slot != 0 && self.men[*man].mark.is_none())
                .map(|man| {
                    let anchor = self.team(side).block.anchor(self.slot(man), self.field, limit);
                    (anchor.distance(place), man)
                })
                .filter(|(distance, _)| *distance < WATCH_M)
                .min_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, man)) = free {
                self.men[man].mark = Some(opponent);
            }
        }
    }

    /// Runs at the carrier and slows down in front of him, between him and the goal.
    pub(super) fn press(&self, man: usize, carrier: usize) -> Aim {
        let side = self.men[man].side;
        let (body, limits) = (self.men[man].body, self.men[man].limits);
        let his = self.men[carrier].body;
        let ball = self.turned(self.ball.place, side);
        let to_goal = (self.turned(self.field.own_goal(), side) - his.place).unit();
        // High up he only closes the way; near the goal he goes for the ball.
        let away = if ball.x > self.team(side).press_from { 4.5 } else { 0.7 };
        let ahead = his.place + his.velocity * 0.35;
        let place = ahead.mixed(self.ball.place, 0.4) + to_goal * away;
        let distance = place.distance(body.place);
        let hurry = if away > 1.0 { 4.6 } else { 0.92 * limits.top_mps };
        let behind = self.seen(man, side).x > ball.x + 0.5;
        let hurry = if behind { 0.95 * limits.top_mps } else { hurry };
        let speed = (his.velocity.length() + 1.0 + 0.8 * distance).min(hurry);
        Aim { place, speed_mps: speed, through: false }
    }

    /// Holds his place in the line, or watches his man, or covers who presses.
    pub(super) fn defend(&mut self, man: usize) -> Aim {
        let side = self.men[man].side;
        let field = self.field;
        let ball = self.turned(self.ball.place, side);
        let me = self.seen(man, side);
        let slot = self.slot(man);
        let block = self.team(side).block;
        let mut place = block.anchor(slot, field, field.half_length) + self.men[man].wander * 0.7;
        if slot.is_back() {
            place.x = block.line(field) + 0.6 * self.men[man].wander.x;
        }
        let to_goal = ball.distance(field.own_goal());
        if let Some(mark) = self.men[man].mark {
            let his = self.seen(mark, side) + self.turned(self.men[mark].body.velocity, side) * 0.4;
            let goal_side = his + (field.own_goal() - his).unit() * 1.6 + (ball - his).unit() * 0.5;
            let close = ((52.0 - to_goal) / 30.0).clamp(0.25, 0.85);
            let watched = place.mixed(goal_side, close);
            // Far from goal the last line stays a line; a runner is followed.
            let follows = to_goal < 26.0 || his.x < place.x;
            let x = if slot.is_back() && !follows { place.x } else { watched.x };
            place = Vector::new(x, watched.y);
        }
        if let Some(covered) = self.covers(man, ball) {
            place = place.mixed(covered, 0.6);
        }
        let place = field.within(place, 1.0);
        // Who is on the wrong side of the ball runs back, the harder the nearer the ball is to the goal.
        let late = me.x - place.x;
        let limits = self.men[man].limits;
        let most = if late > 4.0 && (ball.x < 18.0 || self.possession_secs() < 5.0) {
            let danger = if ball.x < me.x + 12.0 && to_goal < 62.0 { 0.94 } else { 0.7 };
            danger * limits.top_mps
        } else if to_goal < 32.0 {
            6.2
        } else {
            4.8
        };
        let mut aim = self.keep_place(man, place, most);
        if late > 3.0 && slot.is_back() {
            // The last line drops together, and at once.
            aim.speed_mps = (2.5 + 0.8 * late).min(0.94 * limits.top_mps);
        } else if late > 4.0 {
            aim.speed_mps = (aim.speed_mps * 1.35).min(most);
        }
        self.follow_runner(man, aim)
    }

    /// An opponent who runs past is run after, as fast as it takes.
    fn follow_runner(&self, man: usize, mut aim: Aim) -> Aim {
        let side = self.men[man].side;
        if let Some(mark) = self.men[man].mark {
            let velocity = self.turned(self.men[mark].body.velocity, side);
            let (his, mine) = (self.seen(mark, side), self.seen(man, side));
            if velocity.x < -4.5 && his.x < mine.x + 5.0 && his.distance(mine) < 14.0 {
                let limits = self.men[man].limits;
                aim.speed_mps = (velocity.length() * 1.06).min(limits.top_mps);
                let place = his + velocity * 0.9 + Vector::new(-1.5, 0.0);
                aim.place = self.turned(self.field.within(place, 0.5), side);
            }
        }
        aim
    }

    /// The second nearest to the carrier stands behind who presses him.
    fn covers(&self, man: usize, ball: Vector) -> Option<Vector> {
        let side = self.men[man].side;
        let Phase::Carried(carry) = self.phase else { return None };
        let chaser = self.teams[index(side)].chaser?;
        let carrier = self.seen(carry.man, side);
        if ball.x > 10.0 {
            return None;
        }
        let mine = self.seen(man, side).distance(carrier);
        let nearer = men_of(side)
            .filter(|mate| *mate != chaser && *mate != man && self.men[*mate].slot != 0)
            .any(|mate| self.seen(mate, side).distance(carrier) < mine);
        let covered = carrier + (self.field.own_goal() - carrier).unit() * 6.0;
        (!nearer && mine < 16.0).then_some(covered)
    }
}
