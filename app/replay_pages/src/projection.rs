//! Where a place of the pitch is on the canvas, and back.

use football::Pitch;
use match_replay::Standing;

/// What is left beside the goal lines for the goals, and beside the touchlines for who throws in, metres.
const MARGINS_M: [f64; 2] = [2.6, 1.4];
/// The width of a canvas from which markers are as on a wide screen, pixels.
const WIDE_PX: f64 = 600.0;
/// How far from a player's middle a press still means him, pixels: half of what a finger needs.
const REACH_PX: f64 = 22.0;

/// A pitch on a canvas: one scale, y upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Projection {
    pub(crate) pitch: Pitch,
    /// Width and height of the canvas, pixels of the page.
    pub(crate) size_px: [f64; 2],
    /// Pixels of a metre.
    pub(crate) scale: f64,
    /// The pitch is turned by half, so that the home team attacks to the right.
    pub(crate) turned: bool,
}

impl Projection {
    /// The pitch as large as the canvas allows, in its middle.
    pub(crate) fn fitting(pitch: Pitch, size_px: [f64; 2], turned: bool) -> Self {
        let along = size_px[0] / (pitch.length_m + 2.0 * MARGINS_M[0]);
        let across = size_px[1] / (pitch.width_m + 2.0 * MARGINS_M[1]);
        Self { pitch, size_px, scale: along.min(across).max(0.01), turned }
    }

    fn sign(&self) -> f64 {
        if self.turned { -self.scale } else { self.scale }
    }

    /// The pixel of a place.
    pub(crate) fn px(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [width, height] = self.size_px;
        [width / 2.0 + self.sign() * x, height / 2.0 - self.sign() * y]
    }

    /// The place of a pixel, metres, on the pitch or just beside it.
    pub(crate) fn place_m(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [width, height] = self.size_px;
        let limit = |metres: f64, size_m: f64, margin_m: f64| {
            let most = size_m / 2.0 + margin_m;
            metres.clamp(-most, most)
        };
        [
            limit((x - width / 2.0) / self.sign(), self.pitch.length_m, MARGINS_M[0]),
            limit((height / 2.0 - y) / self.sign(), self.pitch.width_m, MARGINS_M[1]),
        ]
    }

    /// Half of a player's marker, pixels: 1.5 m, or 2.5 m where the canvas is narrow.
    pub(crate) fn marker_px(&self) -> f64 {
        let metres = if self.size_px[0] < WIDE_PX { 2.5 } else { 1.5 };
        (metres * self.scale).clamp(7.0, 13.0)
    }

    /// The player whose marker is nearest to a pixel, within reach.
    pub(crate) fn player_at(&self, players: &[Standing], at: [f64; 2]) -> Option<usize> {
        let away = |of: &Standing| {
            let [x, y] = self.px(of.place_m);
            (x - at[0]).hypot(y - at[1])
        };
        players
            .iter()
            .map(|of| (of.player, away(of)))
            .filter(|(_, away)| *away <= REACH_PX)
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(player, _)| player)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these numbers are exact in a float")]

    use football::Side;

    use super::*;

    fn projection(turned: bool) -> Projection {
        Projection::fitting(Pitch::STANDARD, [1102.0, 800.0], turned)
    }

    #[test]
    fn one_scale_holds_both_ways_and_the_left_touchline_is_above() {
        let projection = projection(false);
        assert!((projection.scale - 10.0).abs() < 1e-9);
        assert_eq!(projection.px([0.0, 0.0]), [551.0, 400.0]);
        assert_eq!(projection.px([52.5, 34.0]).map(f64::round), [1076.0, 60.0]);
    }

    #[test]
    fn a_turned_pitch_is_the_same_the_other_way_round() {
        let turned = projection(true);
        assert_eq!(turned.px([52.5, 34.0]), projection(false).px([-52.5, -34.0]));
        for projection in [turned, projection(false)] {
            let [x, y] = projection.place_m(projection.px([12.25, -7.5]));
            assert!((x - 12.25).abs() < 1e-9 && (y + 7.5).abs() < 1e-9);
        }
        // Not further off than the net of a goal.
        assert_eq!(turned.place_m([-900.0, 400.0])[0], 52.5 + MARGINS_M[0]);
    }

    #[test]
    fn a_press_means_the_nearest_within_reach() {
        let standing = |player, place_m| Standing {
            player,
            side: Side::Home,
            keeps_goal: false,
            place_m,
            velocity_mps: None,
            is_interpolated: false,
        };
        let players = [standing(4, [0.0, 0.0]), standing(7, [1.5, 0.0])];
        let projection = projection(false);
        let at = |place| projection.player_at(&players, projection.px(place));
        assert_eq!((at([0.2, 0.0]), at([1.0, 0.0]), at([4.5, 0.0])), (Some(4), Some(7), None));
    }

    #[test]
    fn markers_are_larger_on_the_pitch_of_a_phone() {
        let phone = Projection::fitting(Pitch::STANDARD, [390.0, 260.0], false);
        assert!((8.0..9.0).contains(&phone.marker_px()), "{}", phone.marker_px());
    }
}
