//! The ball comes into play again.

use super::PassOption;
use crate::{
    ball::Strike,
    event::EventKind,
    vector::Vector,
    world::{Phase, Restart, Stoppage, TEAM, World, keeper_of, men_of},
};

/// Nobody throws further, metres.
const LONGEST_THROW_M: f64 = 21.0;
/// How high a throw-in leaves the hands, metres.
const THROW_HEIGHT_M: f64 = 1.8;

impl World {
    /// The taker plays the ball.
    pub(super) fn restart(&mut self, stoppage: Stoppage) {
        let Stoppage { restart, side, taker, .. } = stoppage;
        // Since the whistle nobody can be out of breath.
        for man in &mut self.men {
            man.out_until = self.tick;
        }
        self.possession_since = self.tick;
        self.last_touch = taker;
        let place = self.turned(stoppage.place, side);
        match restart {
            Restart::Penalty => self.shoot(taker, EventKind::Penalty, false),
            Restart::Corner => self.corner(taker, place),
            Restart::FreeKick if self.field.expected_goals(place) > 0.04 => {
                self.shoot(taker, EventKind::FreeKickShot, false);
            }
            Restart::FreeKick if place.x > 20.0 => self.box_ball(taker, EventKind::FreeKick),
            Restart::FreeKick => self.resume(taker, EventKind::FreeKick, 62.0),
            Restart::KickOff => self.resume(taker, EventKind::KickOff, 28.0),
            Restart::ThrowIn => self.throw_in(taker),
            Restart::GoalKick if self.chance.happens(0.45) => {
                self.long_ball(taker, EventKind::GoalKick);
            }
            Restart::GoalKick => self.resume(taker, EventKind::GoalKick, 40.0),
        }
        debug_assert!(!matches!(self.phase, Phase::Stopped(_)), "somebody has played the ball");
    }

    /// The best pass that there is.
    fn resume(&mut self, taker: usize, kind: EventKind, longest: f64) {
        match self.best_pass(taker, longest) {
            Some(option) => self.pass(taker, kind, option),
            None => self.long_ball(taker, kind),
        }
    }

    fn throw_in(&mut self, taker: usize) {
        let side = self.men[taker].side;
        let nearest = men_of(side).filter(|man| *man != taker).min_by(|a, b| {
            let far = |man: &usize| self.men[*man].body.place.distance(self.ball.place);
            far(a).total_cmp(&far(b))
        });
        let best = self.best_pass(taker, LONGEST_THROW_M);
        let (to, place) = match (best, nearest) {
            (Some(option), _) => (option.to, option.place),
            (None, Some(to)) => {
                let way = self.men[to].body.place - self.ball.place;
                (to, self.ball.place + way.capped(LONGEST_THROW_M))
            }
            (None, None) => return,
        };
        let far = place.distance(self.ball.place);
        self.ball.height = THROW_HEIGHT_M;
        let strike = Strike::Lofted { secs: 0.55 + 0.045 * far };
        self.pass(taker, EventKind::ThrowIn, PassOption { to, place, strike, worth: 0.0 });
    }

    fn corner(&mut self, taker: usize, place: Vector) {
        if self.chance.happens(0.12) {
            self.resume(taker, EventKind::Corner, 22.0);
            return;
        }
        let side = self.men[taker].side;
        let near = place.y.signum();
        let target = self.field.goal()
            + Vector::new(-self.chance.between(5.5, 10.5), near * self.chance.between(-5.0, 4.0));
        self.cross_to(taker, EventKind::Corner, self.turned(target, side), 1.35);
    }

    /// A free kick from the side, in front of the goal.
    fn box_ball(&mut self, taker: usize, kind: EventKind) {
        let side = self.men[taker].side;
        let target = self.field.goal()
            + Vector::new(-self.chance.between(7.0, 13.0), self.chance.between(-7.0, 7.0));
        let place = self.turned(target, side);
        let secs = 0.7 + 0.035 * place.distance(self.ball.place);
        self.cross_to(taker, kind, place, secs);
    }

    /// A goal kick or free kick far up the pitch, to who is there.
    fn long_ball(&mut self, taker: usize, kind: EventKind) {
        let side = self.men[taker].side;
        let up = self.chance.between(46.0, 58.0);
        let from = self.turned(self.ball.place, side);
        let target = from + Vector::new(up, 12.0 * self.chance.normal());
        let target = self.turned(self.field.within(target, 4.0), side);
        let secs = 0.9 + 0.036 * target.distance(self.ball.place);
        self.cross_to(taker, kind, target, secs);
    }

    /// A ball through the air to the teammate who is nearest to where it comes down.
    fn cross_to(&mut self, taker: usize, kind: EventKind, place: Vector, secs: f64) {
        let side = self.men[taker].side;
        let keeper = keeper_of(side);
        let far = |man: &usize| self.men[*man].body.place.distance(place);
        let to = (keeper + 1..keeper + TEAM)
            .filter(|man| *man != taker)
            .min_by(|a, b| far(a).total_cmp(&far(b)))
            .unwrap_or(keeper);
        let strike = Strike::Lofted { secs };
        self.pass(taker, kind, PassOption { to, place, strike, worth: 0.0 });
    }
}
