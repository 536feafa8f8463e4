//! The lines of the pitch, as a team sees them: the own goal is at -x and the left touchline at +y.

use football::Pitch;

use crate::vector::Vector;

/// Half the width of a goal between its posts, metres.
pub(crate) const HALF_GOAL_M: f64 = Pitch::HALF_GOAL_M;
/// The underside of the crossbar, metres.
pub(crate) const CROSSBAR_M: f64 = 2.44;
/// How far the penalty area reaches into the pitch and to each side of its middle, metres.
pub(crate) const BOX_DEPTH_M: f64 = Pitch::PENALTY_AREA_M[0];
pub(crate) const HALF_BOX_M: f64 = Pitch::PENALTY_AREA_M[1];
/// How far opponents stay away from a free kick, a corner or a kick-off, metres.
pub(crate) const FREE_KICK_M: f64 = Pitch::CIRCLE_M;

/// A pitch, from its middle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) half_length: f64,
    pub(crate) half_width: f64,
}

impl Field {
    pub(crate) fn of(pitch: Pitch) -> Self {
        Self { half_length: pitch.length_m / 2.0, half_width: pitch.width_m / 2.0 }
    }

    /// The middle of the goal that a team attacks.
    pub(crate) fn goal(self) -> Vector {
        Vector::new(self.half_length, 0.0)
    }

    /// The middle of the goal that a team defends.
    pub(crate) fn own_goal(self) -> Vector {
        Vector::new(-self.half_length, 0.0)
    }

    /// The nearest place on the pitch, so far from its lines.
    pub(crate) fn within(self, place: Vector, margin: f64) -> Vector {
        let (x, y) = (self.half_length - margin, self.half_width - margin);
        Vector::new(place.x.clamp(-x, x), place.y.clamp(-y, y))
    }

    /// Whether a place is in the own penalty area.
    pub(crate) fn in_own_box(self, place: Vector) -> bool {
        place.x < -self.half_length + BOX_DEPTH_M && place.y.abs() < HALF_BOX_M
    }

    /// What a ball of one's own is worth at a place: near the goal it is near to scoring, and up the pitch a
    /// little better than back.
    pub(crate) fn value(self, place: Vector) -> f64 {
        let to_goal = self.goal() - place;
        let near = 0.32 / (1.0 + to_goal.dot(to_goal) / 196.0);
        // From beside the goal hardly anything can be done but pass.
        let wide = if place.x > self.half_length - 12.0 { place.y.abs() / 60.0 } else { 0.0 };
        near * (1.0 - wide) + 0.0005 * (place.x + self.half_length)
    }

    /// Probability that a shot from here scores: by how wide the goal looks.
    pub(crate) fn expected_goals(self, place: Vector) -> f64 {
        let to_goal = self.goal() - place;
        let looks = 2.0 * HALF_GOAL_M * to_goal.x.max(0.0) / to_goal.dot(to_goal).max(1.0);
        let cube = looks * looks * looks;
        0.6 * cube / (cube + 0.35)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shot_is_worth_less_from_afar_and_from_the_side() {
        let field = Field::of(Pitch::STANDARD);
        let from = |x: f64, y: f64| field.expected_goals(Vector::new(52.5 - x, y));
        assert!(from(6.0, 0.0) > 0.4 && from(11.0, 0.0) > 0.2 && from(11.0, 0.0) < 0.33);
        assert!(from(25.0, 0.0) < 0.06 && from(8.0, 14.0) < from(8.0, 0.0) / 3.0);
        assert!(field.value(Vector::new(40.0, 0.0)) > field.value(Vector::new(0.0, 0.0)));
    }
}
