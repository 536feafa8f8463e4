//! Goalkeepers: between ball and goal, further out the further the ball is.

use crate::{
    body::Aim,
    field::HALF_GOAL_M,
    vector::Vector,
    world::{Phase, World, men_of, other},
};

impl World {
    /// Where the goalkeeper goes while he does not chase the ball.
    pub(super) fn keeper_aim(&mut self, man: usize) -> Aim {
        let side = self.men[man].side;
        let limits = self.men[man].limits;
        let goal = self.field.own_goal();
        let ball = self.turned(self.ball.place, side);
        if let Phase::Flying(flight) = self.phase
            && flight.kind.is_shot()
            && self.men[flight.by].side != side
        {
            return self.dive(man);
        }
        let way = ball - goal;
        let distance = way.length();
        let mut out = if distance < 45.0 {
            (0.13 * distance).clamp(1.0, 5.5)
        } else {
            (5.5 + 0.2 * (distance - 45.0)).min(15.0)
        };
        if self.possession == side && distance < 45.0 {
            out += 2.0;
        }
        if let Phase::Carried(carry) = self.phase
            && self.men[carry.man].side != side
            && distance < 22.0
            && self.alone(carry.man, ball)
        {
            out = 0.4 * distance;
        }
        let place = goal + way.unit() * out + self.men[man].wander * 0.2;
        let place = Vector::new(place.x.max(-self.field.half_length + 0.4), place.y);
        let danger = distance < 30.0 && self.possession != side;
        self.keep_place(man, place, if danger { 0.7 * limits.top_mps } else { 3.0 })
    }

    /// Whether nobody but the goalkeeper stands between the carrier and the goal (team frame).
    fn alone(&self, carrier: usize, ball: Vector) -> bool {
        let side = other(self.men[carrier].side);
        let goal = self.field.own_goal();
        !men_of(side)
            .filter(|man| self.men[*man].slot != 0)
            .any(|man| self.seen(man, side).distance_from_stretch(ball, goal) < 3.0)
    }

    /// Goes across to where the shot will pass him.
    fn dive(&self, man: usize) -> Aim {
        let (body, limits) = (self.men[man].body, self.men[man].limits);
        let (place, velocity) = (self.ball.place, self.ball.velocity);
        let secs = (body.place.x - place.x) / velocity.x;
        let y = if secs.is_finite() && secs > 0.0 { place.y + velocity.y * secs } else { place.y };
        let y = y.clamp(-HALF_GOAL_M - 0.5, HALF_GOAL_M + 0.5);
        let place = Vector::new(body.place.x, y);
        let late = matches!(self.phase, Phase::Flying(flight) if self.tick < flight.since + 5);
        Aim { place, speed_mps: if late { 0.5 } else { limits.top_mps }, through: false }
    }
}
