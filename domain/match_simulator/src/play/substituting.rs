//! Substitutions: at a break in play one walks off and, where he left, another runs on.

use crate::{
    body::Body,
    event::{EventKind, Outcome},
    vector::Vector,
    world::{Phase, Restart, World},
};

impl World {
    /// Calls who is to leave; true if somebody is called now.
    pub(super) fn begin_changes(&mut self) -> bool {
        let Phase::Stopped(stoppage) = self.phase else { return false };
        if matches!(stoppage.restart, Restart::Corner | Restart::Penalty) {
            return false;
        }
        let (period, tick) = (self.period, self.tick);
        let is_due = |period_of: u8, tick_of: u32| period_of == period && tick_of <= tick;
        let taker = stoppage.taker;
        let mut called = false;
        for place in (0..self.changes.len()).rev() {
            let change = self.changes[place];
            if is_due(change.period, change.tick) && change.man != taker {
                self.men[change.man].leaves_for = Some(change.comes);
                self.changes.remove(place);
                called = true;
            }
        }
        called
    }

    /// Lets come who waits at the line for somebody who has reached it; true if somebody came.
    pub(super) fn finish_changes(&mut self) -> bool {
        let line = -self.field.half_width + 0.6;
        let mut came = false;
        for man in 0..self.men.len() {
            let Some(comes) = self.men[man].leaves_for else { continue };
            if self.men[man].body.place.y > line {
                continue;
            }
            let event = self.tell(man, EventKind::Substitution, Outcome::Complete);
            self.events[event].place_m = self.men[man].body.place.pair();
            self.events[event].other = Some(comes);
            let fresh = self.roster[comes].clone();
            let who = &mut self.men[man];
            who.leaves_for = None;
            who.listed = comes;
            who.limits = fresh.limits;
            who.stray = fresh.stray;
            who.work_rate = fresh.work_rate;
            who.body = Body::at(Vector::new(0.0, -self.field.half_width + 0.1));
            came = true;
        }
        came
    }
}
