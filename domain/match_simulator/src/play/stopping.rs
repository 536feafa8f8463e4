//! From the whistle to the restart: who takes it, how long it lasts, and how the ball gets there.

use football::Side;

use crate::{
    TICK_SECS,
    vector::Vector,
    world::{Phase, Restart, Stoppage, World, keeper_of, men_of, ticks},
};

/// How long the ball runs on after the whistle, in seconds, before somebody fetches it.
const RUNS_ON_SECS: f64 = 1.8;
/// How fast it is brought back, m/s.
const FETCHED_MPS: f64 = 7.0;
/// The longest wait for a taker, in seconds.
const LONGEST_SECS: f64 = 75.0;

impl World {
    /// The whistle.
    pub(crate) fn stop(
        &mut self,
        restart: Restart,
        side: Side,
        place: Vector,
        scorer: Option<usize>,
    ) {
        let [least, most] = match restart {
            Restart::KickOff => [42.0, 56.0],
            Restart::ThrowIn => [7.0, 16.0],
            Restart::GoalKick => [17.0, 32.0],
            Restart::Corner => [23.0, 37.0],
            Restart::FreeKick => [14.0, 36.0],
            Restart::Penalty => [45.0, 65.0],
        };
        let secs = self.chance.between(least, most);
        let taker = self.taker(restart, side, place);
        if self.possession != side {
            self.possession = side;
            self.possession_since = self.tick;
        }
        for man in &mut self.men {
            man.run = None;
        }
        let ready_at = self.tick + ticks(secs);
        let since = self.tick;
        self.phase =
            Phase::Stopped(Stoppage { restart, side, place, since, ready_at, taker, scorer });
    }

    fn taker(&self, restart: Restart, side: Side, place: Vector) -> usize {
        let keeper = keeper_of(side);
        let deep = self.turned(place, side).x < -self.field.half_length + 14.0;
        let slots = match restart {
            Restart::GoalKick => return keeper,
            Restart::FreeKick if deep => return keeper,
            Restart::KickOff | Restart::Penalty => return keeper + 9,
            Restart::Corner => 5..9,
            Restart::ThrowIn => 1..9,
            Restart::FreeKick => 1..11,
        };
        let distance = |man: &usize| {
            let far = self.men[*man].body.place.distance(place);
            // Throw-ins are for who plays on the side.
            let middle = self.slot(*man).with_ball[1].abs() < 0.6;
            if restart == Restart::ThrowIn && middle { far + 12.0 } else { far }
        };
        men_of(side)
            .filter(|man| slots.contains(&self.men[*man].slot))
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
            .unwrap_or(keeper)
    }

    /// One tick of waiting.
    pub(super) fn wait(&mut self, mut stoppage: Stoppage) {
        self.dead_ball(stoppage);
        if self.begin_changes() || self.finish_changes() {
            stoppage.ready_at = stoppage.ready_at.max(self.tick + ticks(8.0));
            self.phase = Phase::Stopped(stoppage);
        }
        let waits = self.men.iter().any(|man| man.leaves_for.is_some());
        let taker = &self.men[stoppage.taker].body;
        let there = taker.place.distance(stoppage.place) < 1.3;
        let ball_there = self.ball.place.distance(stoppage.place) < 0.2;
        let too_long = self.tick > stoppage.since + ticks(LONGEST_SECS);
        if self.tick >= stoppage.ready_at && ((there && ball_there && !waits) || too_long) {
            self.ball.place = stoppage.place;
            self.ball.velocity = Vector::default();
            self.ball.height = 0.0;
            self.restart(stoppage);
        }
    }

    /// The ball runs out, then it is brought to where it is needed.
    fn dead_ball(&mut self, stoppage: Stoppage) {
        let ball = &mut self.ball;
        let in_net = stoppage.scorer.is_some();
        let wanted = if self.tick < stoppage.since + ticks(RUNS_ON_SECS) {
            ball.velocity * if in_net { 0.8 } else { 0.93 }
        } else {
            let way = stoppage.place - ball.place;
            let speed = FETCHED_MPS.min(1.6 * way.length());
            ball.velocity.mixed(way.unit() * speed, 0.12)
        };
        ball.velocity = wanted;
        ball.place += wanted * TICK_SECS;
        ball.climb -= 9.81 * TICK_SECS;
        ball.height = (ball.height + ball.climb * TICK_SECS).max(0.0);
        if ball.height <= 0.0 {
            ball.climb = 0.0;
        }
        // Boards and net end its way.
        let behind = if in_net { 1.8 } else { 4.5 };
        let (length, width) = (self.field.half_length + behind, self.field.half_width + 3.5);
        ball.place.x = ball.place.x.clamp(-length, length);
        ball.place.y = ball.place.y.clamp(-width, width);
    }
}
