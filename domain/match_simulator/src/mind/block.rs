//! The block of a team: how high its lines stand, how far they are apart, and how it shifts with the ball.

use crate::{TICK_SECS, field::Field, formation::Slot, vector::Vector};

/// How fast a team follows the ball as a block, and how fast it opens and closes, in seconds.
const FOLLOWING_SECS: f64 = 1.15;
const OPENING_SECS: f64 = 3.0;

/// The block of a team, in its own frame.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Block {
    /// Where the team has the ball in mind: it follows with a delay.
    ball: Vector,
    /// From 0, closed without the ball, to 1, open with it.
    open: f64,
}

impl Block {
    /// One tick further.
    pub(crate) fn follow(&mut self, ball: Vector, has_ball: bool) {
        self.ball += (ball - self.ball) * (TICK_SECS / FOLLOWING_SECS);
        let aim = if has_ball { 1.0 } else { 0.0 };
        self.open += (aim - self.open) * (TICK_SECS / OPENING_SECS);
    }

    /// How far up the last line stands, metres from the middle. Without the ball it drops early.
    pub(crate) fn line(&self, field: Field) -> f64 {
        let with = 0.54 * self.ball.x - 17.0;
        let without = (0.56 * self.ball.x - 21.5).max(-field.half_length + 7.5);
        (without + (with - without) * self.open).clamp(-field.half_length + 6.0, 3.0)
    }

    /// Where a slot of the formation is now. `limit` is how far up anybody may stand.
    pub(crate) fn anchor(&self, slot: &Slot, field: Field, limit: f64) -> Vector {
        let mixed = |without: f64, with: f64| without + (with - without) * self.open;
        let line = self.line(field);
        let front = (line + mixed(30.0, 40.0)).min(limit).max(line + 14.0);
        let depth = mixed(slot.without_ball[0], slot.with_ball[0]);
        let width = mixed(slot.without_ball[1], slot.with_ball[1]);
        let half_width = mixed(22.0, 30.0);
        let shift = self.ball.y * mixed(0.42, 0.16);
        let place = Vector::new(line + (front - line) * depth, shift + half_width * width);
        field.within(place, 1.5)
    }
}

#[cfg(test)]
mod tests {
    use football::Pitch;

    use super::*;
    use crate::formation::Formation;

    fn settled(ball: Vector, has_ball: bool) -> Block {
        let mut block = Block::default();
        for _ in 0..1000 {
            block.follow(ball, has_ball);
        }
        block
    }

    #[test]
    fn a_team_is_wide_and_high_with_the_ball_and_narrow_and_deep_without() {
        let field = Field::of(Pitch::STANDARD);
        let spread = |has_ball| {
            let block = settled(Vector::new(5.0, 0.0), has_ball);
            let [left, right] =
                [1, 4].map(|slot| block.anchor(&Formation::F442.slots()[slot], field, 40.0).y);
            (left - right, block.line(field))
        };
        let ((with, high), (without, deep)) = (spread(true), spread(false));
        assert!(with > 48.0 && without < 34.0, "{with} {without}");
        assert!(high > deep + 3.0, "{high} {deep}");
    }

    #[test]
    fn the_back_four_stand_in_a_line_without_the_ball() {
        let field = Field::of(Pitch::STANDARD);
        let block = settled(Vector::new(-10.0, 20.0), false);
        let backs: Vec<f64> = (1..5)
            .map(|slot| block.anchor(&Formation::F433.slots()[slot], field, 40.0).x)
            .collect();
        assert!(backs.iter().all(|x| (x - backs[0]).abs() < 1.0), "{backs:?}");
    }
}
