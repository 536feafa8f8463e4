//! Expected goals (xG): how likely a shot of open play is a goal, from where it was taken and whether it was a
//! header.

use serde::{Deserialize, Serialize};

use crate::{
    logistic::{self, NotFitted},
    spadl::{Action, ActionKind, BodyPart, LENGTH_M, WIDTH_M},
};

/// From post to post, metres.
const GOAL_WIDTH_M: f64 = 7.32;

/// What the model knows of a shot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shot {
    /// From the middle of the goal.
    pub distance_m: f64,
    /// Between the lines to the two posts, radians.
    pub angle_rad: f64,
    /// With the head, or a part of the body that was not a foot.
    pub header: bool,
}

/// A logistic regression on distance, angle and header.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShotModel {
    /// Change of the logarithmic odds with each metre.
    pub distance: f64,
    /// With each radian.
    pub angle: f64,
    /// For a header.
    pub header: f64,
    /// The logarithmic odds at nought.
    pub intercept: f64,
}

impl Shot {
    /// The shot that an action is; `None` for all that are none in open play, and in a penalty shoot-out.
    pub fn of(action: &Action) -> Option<Self> {
        if action.kind != ActionKind::Shot || action.period > 4 {
            return None;
        }
        let [x, y] = action.attacking_right().start_m;
        let header = matches!(action.body_part, BodyPart::Head | BodyPart::HeadOrOther);
        Some(Self::from([x, y], header))
    }

    /// A shot from a place, by a team that attacks towards x = 105.
    pub fn from([x, y]: [f64; 2], header: bool) -> Self {
        let (dx, dy) = (LENGTH_M - x, WIDTH_M / 2.0 - y);
        let half = GOAL_WIDTH_M / 2.0;
        Self {
            distance_m: dx.hypot(dy),
            angle_rad: (GOAL_WIDTH_M * dx).atan2(dx * dx + dy * dy - half * half),
            header,
        }
    }

    fn features(self) -> [f64; 3] {
        [self.distance_m, self.angle_rad, f64::from(u8::from(self.header))]
    }
}

impl ShotModel {
    /// Fitted on the 8,451 shots of the Premier League 2017/18 (Pappalardo et al., "A public data set of
    /// spatio-temporal match events in soccer competitions", Scientific Data 6, 236, 2019), for who has no shots of
    /// his own.
    pub const ENGLAND_2017_18: Self =
        Self { distance: -0.116_04, angle: 1.317_02, header: -0.917_50, intercept: -0.827_23 };

    /// The model of the largest likelihood.
    ///
    /// # Errors
    /// There are not both goals and misses, or no best coefficients.
    pub fn fit(shots: &[Shot], goals: &[bool]) -> Result<Self, NotFitted> {
        let rows: Vec<_> = shots.iter().map(|shot| shot.features()).collect();
        let found = logistic::fit(&rows, goals)?;
        let [distance, angle, header, intercept] = found[..] else { return Err(NotFitted::NoBest) };
        Ok(Self { distance, angle, header, intercept })
    }

    /// The probability of a goal.
    pub fn probability(&self, shot: &Shot) -> f64 {
        let [distance, angle, header] = shot.features();
        logistic::logistic(
            self.distance * distance + self.angle * angle + self.header * header + self.intercept,
        )
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::{FRAC_PI_2, PI};

    use super::*;

    #[test]
    fn the_angle_is_the_one_between_the_lines_to_the_posts() {
        // Half a goal's width in front of its middle the posts are at right angles.
        let close = Shot::from([LENGTH_M - 3.66, 34.0], false);
        assert!((close.angle_rad - FRAC_PI_2).abs() < 1e-12);
        assert!((close.distance_m - 3.66).abs() < 1e-12);
        // On the line between the posts, and beside them.
        assert!((Shot::from([LENGTH_M, 34.0], false).angle_rad - PI).abs() < 1e-12);
        assert!(Shot::from([LENGTH_M, 20.0], false).angle_rad.abs() < 1e-12);
        // From elsewhere, by the angles of the two lines.
        let [x, y] = [90.0, 41.0];
        let to = |post: f64| (post - y).atan2(LENGTH_M - x);
        let expected = to(34.0 + 3.66) - to(34.0 - 3.66);
        assert!((Shot::from([x, y], false).angle_rad - expected).abs() < 1e-12);
    }

    #[test]
    fn a_goal_is_likelier_from_nearer_and_by_foot() {
        let model = ShotModel::ENGLAND_2017_18;
        let near = model.probability(&Shot::from([99.0, 34.0], false));
        let far = model.probability(&Shot::from([80.0, 34.0], false));
        let header = model.probability(&Shot::from([99.0, 34.0], true));
        assert!(near > 0.4 && far < 0.1 && header < near && header > far);
    }
}
