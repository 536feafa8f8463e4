//! What each player wants to do with his legs: a few times a second he looks around and chooses where to go.

mod block;
mod dead_ball;
mod defending;
mod keeping;
mod supporting;

use football::Side;

pub(crate) use self::block::Block;
use crate::{
    body::Aim,
    vector::Vector,
    world::{MEN, Man, Phase, World, index, men_of, other},
};

/// Ticks between two looks around.
const LOOK_TICKS: u32 = 5;
/// Ticks between two choices of whom to watch.
const MARK_TICKS: u32 = 12;
/// Slowest and fastest that somebody moves who keeps his place, m/s.
const WALK_MPS: f64 = 1.2;
const JOG_MPS: f64 = 4.2;

impl World {
    /// One tick of thought of everybody.
    pub(crate) fn think(&mut self) {
        for side in [Side::Home, Side::Away] {
            let ball = self.turned(self.ball.place, side);
            let has_ball = self.possession == side;
            self.teams[index(side)].block.follow(ball, has_ball);
            if self.tick.is_multiple_of(LOOK_TICKS) {
                self.choose_chaser(side);
            }
            if self.tick.is_multiple_of(MARK_TICKS) {
                self.choose_marks(side);
            }
        }
        for man in 0..MEN {
            let turn = self.tick + u32::try_from(man).unwrap_or_default();
            if turn.is_multiple_of(LOOK_TICKS) {
                self.drift(man);
                if self.carrier() != Some(man) {
                    let aim = self.aim_of(man);
                    self.men[man].aim = aim;
                }
            }
        }
    }

    /// Nobody stands quite where the drawing has him: he strays slowly, a metre or two.
    fn drift(&mut self, man: usize) {
        let push = Vector::new(self.chance.normal(), self.chance.normal());
        let wander = &mut self.men[man].wander;
        *wander = *wander * 0.965 + push * 0.46;
    }

    fn aim_of(&mut self, man: usize) -> Aim {
        let side = self.men[man].side;
        if let Phase::Stopped(stoppage) = self.phase {
            return self.dead_ball_aim(man, stoppage);
        }
        if self.men[man].out_until > self.tick + 5 {
            // Beaten, or on the ground: he gathers himself.
            let body = self.men[man].body;
            return Aim { place: body.place + body.velocity * 0.3, speed_mps: 1.5, through: false };
        }
        if self.team(side).chaser == Some(man) {
            return self.chase(man);
        }
        if let Phase::Flying(flight) = self.phase
            && flight.to == Some(man)
            && self.men[flight.by].side == side
        {
            return self.meet_ball(man);
        }
        if self.men[man].slot == 0 {
            return self.keeper_aim(man);
        }
        let aim = if self.possession == side { self.support(man) } else { self.defend(man) };
        self.apart(man, aim)
    }

    /// Teammates do not stand on each other's feet.
    fn apart(&self, man: usize, mut aim: Aim) -> Aim {
        const APART_M: f64 = 5.0;
        for mate in men_of(self.men[man].side).filter(|mate| *mate != man) {
            let away = aim.place - self.men[mate].body.place.mixed(self.men[mate].aim.place, 0.5);
            let distance = away.length();
            if distance < APART_M {
                aim.place += away.unit() * (0.5 * (APART_M - distance));
            }
        }
        aim.place = self.field.within(aim.place, 0.3);
        aim
    }

    /// Goes to a place of the block (team frame) as fast as it is far, no faster than `most`.
    fn keep_place(&self, man: usize, place: Vector, most: f64) -> Aim {
        let Man { side, body, work_rate, .. } = &self.men[man];
        let place = self.turned(place, *side);
        let distance = place.distance(body.place);
        if distance < 1.0 && body.velocity.length() < 1.0 {
            // He is where he should be: he stays on his toes.
            return Aim { place: body.place.mixed(place, 0.5), speed_mps: 0.6, through: false };
        }
        let speed = (WALK_MPS + 0.32 * (distance - 1.5).max(0.0)) * work_rate;
        Aim { place, speed_mps: speed.min(most), through: false }
    }

    /// Seconds until somebody has a ball that flies, and where he gets it; `None` if he cannot.
    pub(crate) fn meeting(&self, man: usize) -> Option<(f64, Vector)> {
        let Man { body, limits, side, slot, .. } = &self.men[man];
        let keeps = *slot == 0;
        let gone = usize::try_from(self.tick - self.path_from).unwrap_or_default();
        for (ahead, (place, height)) in self.path.iter().enumerate().skip(gone).step_by(2) {
            let hands = keeps && self.field.in_own_box(self.turned(*place, *side));
            if *height > if hands { 2.6 } else { 1.9 } {
                continue;
            }
            let secs =
                f64::from(u32::try_from(ahead - gone).unwrap_or_default()) * crate::TICK_SECS;
            if body.secs_to(*place, *limits) <= secs {
                return Some((secs, *place));
            }
        }
        None
    }

    /// Who of a team goes for the ball: who is there first if it flies, else who is nearest to its carrier.
    fn choose_chaser(&mut self, side: Side) {
        let chosen = match self.phase {
            Phase::Stopped(_) => None,
            Phase::Carried(carry) if self.men[carry.man].side == side => None,
            Phase::Carried(carry) if carry.in_hands => None,
            Phase::Carried(carry) => self.choose_presser(side, carry.man),
            Phase::Flying(flight) => {
                let mine = self.men[flight.by].side == side;
                let may = |man: &usize| {
                    self.men[*man].out_until <= self.tick && flight.offside & (1 << *man) == 0
                };
                let soonest = men_of(side)
                    .filter(may)
                    .filter_map(|man| {
                        let (secs, _) = self.meeting(man)?;
                        // The keeper leaves the ball to others unless it is his.
                        let late = if self.men[man].slot == 0 { 0.4 } else { 0.0 };
                        let wanted = if mine && flight.to == Some(man) { -0.5 } else { 0.0 };
                        Some((man, secs + late + wanted))
                    })
                    .min_by(|a, b| a.1.total_cmp(&b.1));
                // A ball that nobody can catch is run after by who is nearest to where it ends.
                let end = self.path.last().map_or(self.ball.place, |(place, _)| *place);
                let far = |man: &usize| self.men[*man].body.place.distance(end);
                let nearest = men_of(side)
                    .filter(|man| may(man) && self.men[*man].slot != 0)
                    .min_by(|a, b| far(a).total_cmp(&far(b)));
                soonest.map(|(man, _)| man).or(nearest)
            }
        };
        self.teams[index(side)].chaser = chosen;
    }

    /// Runs for the ball, or at who has it.
    fn chase(&self, man: usize) -> Aim {
        match self.phase {
            Phase::Carried(carry) => self.press(man, carry.man),
            _ => self.meet_ball(man),
        }
    }

    /// Runs to where he gets the ball, no faster than he must.
    fn meet_ball(&self, man: usize) -> Aim {
        let Man { body, limits, .. } = &self.men[man];
        let rushed = men_of(other(self.men[man].side))
            .any(|opponent| self.men[opponent].body.place.distance(body.place) < 9.0);
        let Some((secs, place)) = self.meeting(man) else {
            let ahead = self.ball.place + self.ball.velocity * 0.8;
            let place = self.field.within(ahead, -0.5);
            return Aim { place, speed_mps: 0.85 * limits.top_mps, through: false };
        };
        let needed = place.distance(body.place) / (secs - 0.15).max(0.2);
        // Somebody else wants it too: he does not wait for it.
        let speed = if rushed { needed.max(0.9 * limits.top_mps) } else { needed + 0.8 };
        let speed = speed.min(limits.top_mps);
        Aim { place, speed_mps: speed, through: rushed && speed > 5.0 }
    }
}
