//! With the ball: players open up, offer themselves where the ball can reach them, and run behind the line.

use crate::{
    body::Aim,
    vector::Vector,
    world::{Phase, World, men_of, other, ticks},
};

/// Looks around between two choices of where to offer oneself, on average.
const LOOKS_A_CHOICE: f64 = 7.0;

impl World {
    /// Where somebody goes whose team has the ball.
    pub(super) fn support(&mut self, man: usize) -> Aim {
        let side = self.men[man].side;
        let line = self.offside_line(side);
        if let Some(aim) = self.run_on(man, line) {
            return aim;
        }
        let slot = self.slot(man);
        let anchor = self.team(side).block.anchor(slot, self.field, line - 0.8);
        if self.chance.happens(1.0 / LOOKS_A_CHOICE) {
            self.men[man].offer = self.best_offer(man, anchor);
        }
        let mut place = anchor + self.men[man].offer + self.men[man].wander;
        // Nobody waits in an offside position.
        place.x = place.x.min(line - 0.6);
        let place = self.field.within(place, 1.0);
        self.consider_run(man, line);
        let me = self.seen(man, side);
        let won = self.possession_secs() < 6.0;
        let ahead = place.x - me.x;
        let most = if won && ahead > 8.0 && !slot.is_back() { 6.6 } else { super::JOG_MPS + 0.4 };
        let most = if me.x > line { 5.0 } else { most };
        self.keep_place(man, place, most)
    }

    /// A step away from the opponents, into a lane that the ball can take.
    fn best_offer(&mut self, man: usize, anchor: Vector) -> Vector {
        const STEPS: [[f64; 2]; 8] = [
            [0.0, 0.0],
            [5.0, 0.0],
            [-5.0, 0.0],
            [0.0, 5.0],
            [0.0, -5.0],
            [3.5, 3.5],
            [-3.5, -3.5],
            [-6.0, 3.0],
        ];
        let side = self.men[man].side;
        let ball = self.turned(self.ball.place, side);
        let reach = if self.slot(man).is_back() { 0.5 } else { 1.0 };
        let (mut best, mut most) = (Vector::default(), f64::MIN);
        for [x, y] in STEPS {
            let step = Vector::new(x, y) * (reach * self.chance.between(0.6, 1.3));
            let place = anchor + step;
            let (mut free, mut lane) = (9.0_f64, 4.0_f64);
            for opponent in men_of(other(side)) {
                let his = self.seen(opponent, side);
                free = free.min(his.distance(place));
                lane = lane.min(his.distance_from_stretch(ball, place));
            }
            let far = (ball.distance(place) - 24.0).max(0.0);
            let score = free + 1.4 * lane - 0.35 * step.length() - 0.12 * far;
            if score > most {
                (best, most) = (step, score);
            }
        }
        best
    }

    /// Goes on with a run, along the line until the ball is played.
    fn run_on(&mut self, man: usize, line: f64) -> Option<Aim> {
        let (target, until) = self.men[man].run?;
        let side = self.men[man].side;
        let me = self.seen(man, side);
        let mine = matches!(self.phase, Phase::Flying(flight) if flight.to == Some(man));
        let over = self.tick > until || me.distance(target) < 1.5 || (me.x > line + 1.6 && !mine);
        if over {
            self.men[man].run = None;
            return None;
        }
        let limits = self.men[man].limits;
        let mut place = target;
        // Close to the line he bends his run along it.
        if !mine && target.x > line && me.x > line - 1.2 {
            place = Vector::new(line - 0.3, me.y + 8.0 * (target.y - me.y).signum());
        }
        let place = self.turned(self.field.within(place, 1.0), side);
        Some(Aim { place, speed_mps: 0.95 * limits.top_mps, through: true })
    }

    /// Now and then somebody runs behind the last line, or down the side, while a teammate can see him.
    fn consider_run(&mut self, man: usize, line: f64) {
        let side = self.men[man].side;
        let Some(carrier) = self.carrier() else { return };
        let (me, slot) = (self.seen(man, side), self.slot(man));
        let ball = self.turned(self.ball.place, side);
        let is_wide = slot.with_ball[1].abs() > 0.55;
        // Runs a second of somebody who may run now.
        let often = if slot.is_front() {
            0.07
        } else if slot.is_back() && is_wide {
            0.03
        } else if slot.is_back() {
            0.002
        } else {
            0.035
        };
        let counter = if self.possession_secs() < 5.0 { 3.0 } else { 1.0 };
        let (_, pressed) = self.nearest_opponent(carrier);
        let near = (-2.0..30.0).contains(&(line - me.x));
        let sees = ball.x > -32.0 && ball.distance(me) < 45.0 && pressed > 2.5;
        if !near || !sees || !self.chance.happens(often * counter * 0.2) {
            return;
        }
        let deep = (line + self.chance.between(6.0, 16.0)).min(self.field.half_length - 5.0);
        let inside = if is_wide && slot.is_back() { 1.05 } else { 0.6 };
        let y = me.y * inside + self.chance.normal() * 3.0;
        let target = self.field.within(Vector::new(deep.max(me.x + 9.0), y), 2.5);
        self.men[man].run = Some((target, self.tick + ticks(self.chance.between(2.2, 4.2))));
    }
}
