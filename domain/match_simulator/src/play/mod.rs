//! What happens to the ball, tick by tick: carried, on its way, or dead.

mod carrying;
mod duels;
mod flying;
mod passing;
mod restarting;
mod shooting;
mod stopping;
mod substituting;

use crate::{
    ball::Strike,
    event::{EventKind, Outcome},
    vector::Vector,
    world::{Flight, Phase, World, index, men_of, other},
};

/// How far ahead the way of a ball is worked out, in ticks: six seconds.
const PATH_TICKS: u32 = 150;

/// A pass that somebody could play.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PassOption {
    pub(crate) to: usize,
    /// Where the ball is to arrive.
    pub(crate) place: Vector,
    pub(crate) strike: Strike,
    /// What it is worth: its value if it arrives, less what its loss would cost.
    pub(crate) worth: f64,
}

impl World {
    /// One tick of play.
    pub(crate) fn play(&mut self) {
        match self.phase {
            Phase::Carried(carry) => self.carry(carry),
            Phase::Flying(flight) => self.fly(flight),
            Phase::Stopped(stoppage) => self.wait(stoppage),
        }
    }

    /// Plays the ball towards a place, as well as this player does.
    pub(crate) fn pass(&mut self, man: usize, kind: EventKind, option: PassOption) {
        let way = option.place - self.ball.place;
        let length = way.length();
        let (_, opponent) = self.nearest_opponent(man);
        let pressed = if opponent < 2.5 { 1.6 } else { 1.0 };
        let stray = match option.strike {
            Strike::Ground { .. } => 0.032,
            Strike::Lofted { .. } => 0.062,
        } * self.men[man].stray
            * pressed
            * length;
        let aside = way.unit().left() * (stray * self.chance.normal());
        let along = way.unit() * (0.9 * stray * self.chance.normal());
        let event = self.tell(man, kind, Outcome::Incomplete);
        self.ball.strike(option.place + aside + along, option.strike);
        self.release(man, kind, Some(option.to), Some(event));
    }

    /// The ball has left somebody's foot.
    pub(crate) fn release(
        &mut self,
        man: usize,
        kind: EventKind,
        to: Option<usize>,
        event: Option<usize>,
    ) {
        let side = self.men[man].side;
        // Nobody is offside from a throw-in, a goal kick or a corner.
        let judged = !matches!(kind, EventKind::ThrowIn | EventKind::GoalKick | EventKind::Corner);
        let mut offside = 0;
        if judged {
            let line = self.offside_line(side) + 0.05;
            for mate in men_of(side).filter(|mate| *mate != man) {
                if self.seen(mate, side).x > line {
                    offside |= 1 << mate;
                }
            }
        }
        self.men[man].out_until = self.tick + 12;
        self.last_touch = man;
        let since = self.tick;
        self.phase = Phase::Flying(Flight { by: man, kind, since, to, event, offside, tried: 0 });
        self.foresee();
        self.teams[index(other(side))].chaser = None;
        self.teams[index(side)].chaser = None;
    }

    /// Works out which way the ball will take if nobody touches it.
    pub(crate) fn foresee(&mut self) {
        self.path.clear();
        self.path_from = self.tick;
        let mut ball = self.ball;
        for _ in 0..PATH_TICKS {
            self.path.push((ball.place, ball.height));
            let out = self.field.within(ball.place, -2.0) != ball.place;
            if out {
                break;
            }
            ball.step();
        }
    }

    /// The ball breaks loose, with a speed.
    pub(crate) fn loosen(&mut self, by: usize, velocity: Vector, climb: f64) {
        self.ball.velocity = velocity;
        self.ball.climb = climb;
        self.release(by, EventKind::Tackle, None, None);
    }
}
