//! While the ball is dead: to the places of kick-off, corner, free kick, throw-in and goal kick, off the pitch
//! at a substitution, and together after a goal.

use crate::{
    body::Aim,
    field::{BOX_DEPTH_M, FREE_KICK_M, HALF_BOX_M},
    vector::Vector,
    world::{Restart, Stoppage, TEAM, World, ticks},
};

/// Where attackers wait for a corner, in their frame: metres from the goal line and from the middle towards
/// the corner. Slots 2 and 3 (centre-backs) come up, two others stay behind.
const CORNER_ATTACK: [[f64; 2]; 8] = [
    [6.0, -3.5],
    [7.0, 3.0],
    [10.5, 0.0],
    [11.5, 6.0],
    [9.0, -7.5],
    [4.0, 1.0],
    [18.0, 2.0],
    [19.0, 13.0],
];
/// Where defenders wait for a corner, likewise.
const CORNER_DEFENCE: [[f64; 2]; 10] = [
    [1.0, 3.4],
    [5.0, 4.5],
    [5.0, 1.5],
    [5.0, -1.5],
    [5.2, -5.0],
    [9.5, 1.0],
    [9.5, 5.0],
    [9.5, -4.0],
    [16.0, 5.0],
    [30.0, 2.0],
];

/// Where those who come to the scorer stop, slot by slot: metres from him, so that nobody runs into another.
const AROUND: [[f64; 2]; TEAM] = [
    [0.0, 0.0],
    [-2.4, 1.0],
    [0.0, 0.0],
    [0.0, 0.0],
    [-1.0, -2.4],
    [-1.6, 0.2],
    [-0.4, 1.6],
    [-0.3, -1.5],
    [-2.2, -1.4],
    [-1.5, 2.1],
    [1.3, 0.4],
];

impl World {
    /// Where somebody goes while the ball is dead.
    pub(super) fn dead_ball_aim(&mut self, man: usize, stoppage: Stoppage) -> Aim {
        if self.men[man].leaves_for.is_some() {
            let edge =
                Vector::new(self.men[man].body.place.x.clamp(-2.0, 2.0), -self.field.half_width);
            return Aim { place: edge, speed_mps: 4.4, through: true };
        }
        if let Some(aim) = self.celebrate(man, stoppage) {
            return aim;
        }
        let side = self.men[man].side;
        if stoppage.taker == man {
            let place = self.turned(self.taking_place(stoppage), side);
            return self.keep_place(man, place, 4.4);
        }
        // For a moment after the whistle everybody goes on as he was.
        let wait = ticks(0.4) + u32::try_from(man % 7).unwrap_or_default() * 3;
        if self.tick < stoppage.since + wait {
            let body = self.men[man].body;
            return Aim { place: body.place + body.velocity * 0.4, speed_mps: 1.2, through: false };
        }
        let place = match stoppage.restart {
            Restart::KickOff => self.kick_off_place(man),
            Restart::Corner => self.corner_place(man, stoppage),
            Restart::GoalKick => self.goal_kick_place(man, stoppage),
            Restart::Penalty => self.penalty_place(man, stoppage),
            Restart::FreeKick | Restart::ThrowIn => self.open_place(man, stoppage),
        };
        let place = self.kept_away(man, place, stoppage);
        let most = if self.tick > stoppage.since + ticks(20.0) { 3.8 } else { 2.9 };
        let aim = self.keep_place(man, self.field.within(place, 0.8), most);
        if stoppage.restart == Restart::Corner { aim } else { self.apart(man, aim) }
    }

    /// Behind the ball, out of the pitch at a throw-in.
    fn taking_place(&self, stoppage: Stoppage) -> Vector {
        let place = stoppage.place;
        match stoppage.restart {
            Restart::ThrowIn => Vector::new(place.x, place.y + 0.4 * place.y.signum()),
            Restart::KickOff => place,
            _ => place + (place - self.turned(self.field.goal(), stoppage.side)).unit() * 0.7,
        }
    }

    /// After a goal the scorer turns away to the corner and some come to him.
    fn celebrate(&self, man: usize, stoppage: Stoppage) -> Option<Aim> {
        let scorer = stoppage.scorer?;
        let since = self.tick - stoppage.since;
        if self.men[man].side != self.men[scorer].side || since > ticks(19.0) {
            return None;
        }
        let side = self.men[scorer].side;
        let slot = self.men[man].slot;
        if man == scorer {
            let y = if self.seen(man, side).y < 0.0 { -1.0 } else { 1.0 };
            let corner =
                Vector::new(self.field.half_length - 5.0, y * (self.field.half_width - 4.0));
            let place = self.turned(corner, side);
            return Some(Aim { place, speed_mps: 5.2, through: false });
        }
        let comes = slot >= 5 || slot == 1 || slot == 4;
        if !comes || since < ticks(0.6) {
            return None;
        }
        let [x, y] = AROUND[slot];
        let place = self.men[scorer].body.place + self.turned(Vector::new(x, y), side);
        Some(Aim { place, speed_mps: 5.0, through: false })
    }

    /// In the own half, as the formation stands.
    pub(crate) fn kick_off_place(&self, man: usize) -> Vector {
        let slot = self.slot(man);
        let field = self.field;
        if self.men[man].slot == 0 {
            return field.own_goal() + Vector::new(6.0, 0.0);
        }
        let back = -0.58 * field.half_length;
        let depth = f64::midpoint(slot.with_ball[0], slot.without_ball[0]);
        let width = slot.without_ball[1];
        Vector::new(back + (-1.2 - back) * depth, width * 0.78 * field.half_width)
    }

    /// As in open play, but with the ball where it will be.
    fn open_place(&mut self, man: usize, stoppage: Stoppage) -> Vector {
        let side = self.men[man].side;
        if self.men[man].slot == 0 {
            let goal = self.field.own_goal();
            let way = self.turned(stoppage.place, side) - goal;
            return goal + way.unit() * (0.13 * way.length()).clamp(1.2, 12.0);
        }
        let limit = if stoppage.side == side { self.offside_line(side) - 0.8 } else { 60.0 };
        let slot = self.slot(man);
        let mut place = self.team(side).block.anchor(slot, self.field, limit);
        place += self.men[man].wander;
        if stoppage.restart == Restart::ThrowIn {
            // Those on this side come closer.
            let ball = self.turned(stoppage.place, side);
            let distance = place.distance(ball);
            if distance < 30.0 && !slot.is_back() {
                place = place.mixed(ball, 0.35);
            }
        }
        place
    }

    fn goal_kick_place(&mut self, man: usize, stoppage: Stoppage) -> Vector {
        let side = self.men[man].side;
        let slot = self.slot(man);
        if stoppage.side != side {
            return self.open_place(man, stoppage);
        }
        let place = self.open_place(man, stoppage);
        // Centre-backs open up beside the box.
        if slot.is_back() && slot.with_ball[1].abs() < 0.6 {
            let y = slot.with_ball[1].signum() * if slot.with_ball[1] == 0.0 { 0.0 } else { 17.0 };
            return Vector::new(-self.field.half_length + 11.0, y);
        }
        place
    }

    fn corner_place(&self, man: usize, stoppage: Stoppage) -> Vector {
        let side = self.men[man].side;
        let slot = self.men[man].slot;
        let corner = self.turned(stoppage.place, side).y.signum();
        let sway = self.men[man].wander * 0.4;
        if side != stoppage.side {
            if slot == 0 {
                return self.field.own_goal() + Vector::new(1.2, -0.8 * corner);
            }
            let [x, y] = CORNER_DEFENCE[slot - 1];
            return self.field.own_goal() + Vector::new(x, y * corner) + sway;
        }
        match slot {
            0 => Vector::new(-self.field.half_length + 17.0, 0.0),
            1 => Vector::new(2.0, 9.0),
            4 => Vector::new(0.0, -9.0),
            _ => {
                let place = [2, 3, 5, 6, 7, 8, 9, 10].iter().position(|known| *known == slot);
                let [x, y] = CORNER_ATTACK[place.unwrap_or_default()];
                self.field.goal() + Vector::new(-x, y * corner) + sway
            }
        }
    }

    fn penalty_place(&mut self, man: usize, stoppage: Stoppage) -> Vector {
        let side = self.men[man].side;
        let attacks = side == stoppage.side;
        if self.men[man].slot == 0 {
            let out = if attacks { 16.0 } else { 0.2 };
            return self.field.own_goal() + Vector::new(out, 0.0);
        }
        let mut place = self.open_place(man, stoppage);
        let edge = self.field.half_length - BOX_DEPTH_M - 1.5;
        // Behind the ball and outside of the box and its arc.
        if attacks {
            place.x = place.x.min(edge - place.y.abs().min(4.0) * 0.2 - 3.0);
        } else {
            place.x = place.x.max(-edge + 3.0);
        }
        place
    }

    /// Opponents keep their distance; at a goal kick they stay out of the box.
    pub(crate) fn kept_away(&self, man: usize, place: Vector, stoppage: Stoppage) -> Vector {
        let side = self.men[man].side;
        if side == stoppage.side {
            return place;
        }
        let ball = self.turned(stoppage.place, side);
        let least = if stoppage.restart == Restart::ThrowIn { 2.5 } else { FREE_KICK_M + 0.4 };
        let way = place - ball;
        let mut place = if way.length() < least {
            let towards = (self.field.own_goal() - ball).unit();
            let along =
                if way.length() < 0.5 { towards } else { way.unit().mixed(towards, 0.3).unit() };
            ball + along * least
        } else {
            place
        };
        if stoppage.restart == Restart::KickOff {
            place.x = place.x.min(-0.8);
        }
        let in_box = place.x > self.field.half_length - BOX_DEPTH_M && place.y.abs() < HALF_BOX_M;
        if stoppage.restart == Restart::GoalKick && in_box {
            place.x = self.field.half_length - BOX_DEPTH_M - 0.5;
        }
        place
    }
}
