//! The pitch with its markings, in metres, for everything that is drawn on one.

use std::fmt::Write as _;

use football::Pitch;
use leptos::prelude::*;

/// Units of the drawing for a metre. A pitch of 105 m is drawn 357 wide: as large as it is shown in a panel, so that
/// words keep their size.
const UNITS_PER_M: f64 = 3.4;
/// Room round the pitch for goals and lines, units.
const MARGIN: f64 = 9.0;

/// From goal line to the far line of the penalty area, metres; and its width.
const PENALTY_AREA_M: [f64; 2] = [Pitch::PENALTY_AREA_M[0], 2.0 * Pitch::PENALTY_AREA_M[1]];
/// The same of the goal area.
const GOAL_AREA_M: [f64; 2] = [Pitch::GOAL_AREA_M[0], 2.0 * Pitch::GOAL_AREA_M[1]];
/// The radius of the centre circle and of the arc before the penalty area, metres.
const CIRCLE_M: f64 = Pitch::CIRCLE_M;
/// From the goal line to the penalty spot, metres.
const SPOT_M: f64 = Pitch::PENALTY_MARK_M;
/// From post to post, metres; and how deep a goal is drawn.
const GOAL_M: [f64; 2] = [2.0 * Pitch::HALF_GOAL_M, 2.0];

/// Where places of a pitch are in its drawing. Metres from the centre spot, x to the right, y upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PitchScale {
    pitch: Pitch,
}

impl PitchScale {
    /// The scale of a pitch.
    pub const fn of(pitch: Pitch) -> Self {
        Self { pitch }
    }

    /// How far to the right a place is drawn.
    pub fn x(self, x_m: f64) -> f64 {
        tenth((x_m + self.pitch.length_m / 2.0) * UNITS_PER_M + MARGIN)
    }

    /// How far down it is drawn.
    pub fn y(self, y_m: f64) -> f64 {
        tenth((self.pitch.width_m / 2.0 - y_m) * UNITS_PER_M + MARGIN)
    }

    /// A length in the drawing.
    pub fn length(self, metres: f64) -> f64 {
        tenth(metres * UNITS_PER_M)
    }

    /// The whole drawing, as SVG has it.
    pub fn view_box(self) -> String {
        let [width, height] = [self.pitch.length_m, self.pitch.width_m]
            .map(|metres| tenth(metres * UNITS_PER_M + 2.0 * MARGIN));
        format!("0 0 {width} {height}")
    }

    /// All straight and bent lines as one path: borders, halfway line, both areas, arcs and goals.
    fn lines(self) -> String {
        let Pitch { length_m, width_m } = self.pitch;
        let (half_length, half_width) = (length_m / 2.0, width_m / 2.0);
        let mut path = self.rectangle([-half_length, half_length], half_width);
        // Writing to a string cannot fail.
        let _ = write!(path, "M{} {}V{}", self.x(0.0), self.y(half_width), self.y(-half_width));
        // The arc is what of the circle round the spot is outside of the area.
        let off = PENALTY_AREA_M[0] - SPOT_M;
        let reach = (CIRCLE_M * CIRCLE_M - off * off).sqrt();
        for end in [-1.0, 1.0] {
            let line = end * half_length;
            for [depth, width] in [PENALTY_AREA_M, GOAL_AREA_M] {
                path.push_str(&self.rectangle([line, line - end * depth], width / 2.0));
            }
            path.push_str(&self.rectangle([line, line + end * GOAL_M[1]], GOAL_M[0] / 2.0));
            let (x, radius) = (self.x(line - end * PENALTY_AREA_M[0]), self.length(CIRCLE_M));
            let sweep = u8::from(end < 0.0);
            let (upper, lower) = (self.y(reach), self.y(-reach));
            let _ = write!(path, "M{x} {upper}A{radius} {radius} 0 0 {sweep} {x} {lower}");
        }
        path
    }

    fn rectangle(self, [from, to]: [f64; 2], half_width: f64) -> String {
        let (x, y) = (self.x(from), self.y(half_width));
        format!("M{x} {y}H{}V{}H{x}Z", self.x(to), self.y(-half_width))
    }
}

/// Whole tenths: finer than any screen.
fn tenth(units: f64) -> f64 {
    (units * 10.0).round() / 10.0
}

/// A pitch, and on it what `children` draw with the same [`PitchScale`].
#[component]
pub fn PitchDrawing(
    /// The pitch.
    pitch: Pitch,
    /// What the drawing says, in a sentence.
    #[prop(into)]
    summary: String,
    /// SVG on top.
    children: Children,
) -> impl IntoView {
    let scale = PitchScale::of(pitch);
    let Pitch { length_m, width_m } = pitch;
    let spots = [0.0, SPOT_M - length_m / 2.0, length_m / 2.0 - SPOT_M]
        .map(|x_m| view! { <circle class="spot" cx=scale.x(x_m) cy=scale.y(0.0) r="1.2"></circle> })
        .collect_view();
    view! {
        <svg class="pitch" viewBox=scale.view_box() role="img" aria-label=summary>
            <rect
                class="grass"
                x=scale.x(-length_m / 2.0)
                y=scale.y(width_m / 2.0)
                width=scale.length(length_m)
                height=scale.length(width_m)
            ></rect>
            <path class="lines" d=scale.lines()></path>
            <circle class="lines" cx=scale.x(0.0) cy=scale.y(0.0) r=scale.length(CIRCLE_M)></circle>
            {spots}
            {children()}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: PitchScale = PitchScale::of(Pitch::STANDARD);

    #[test]
    fn the_centre_is_in_the_middle_and_left_is_up() {
        assert_eq!(SCALE.view_box(), "0 0 375 249.2");
        assert_eq!((SCALE.x(0.0), SCALE.y(0.0)), (187.5, 124.6));
        assert!(SCALE.x(10.0) > SCALE.x(0.0) && SCALE.y(10.0) < SCALE.y(0.0));
        assert_eq!((SCALE.x(-52.5), SCALE.y(34.0)), (9.0, 9.0));
    }

    #[test]
    fn markings_stand_where_the_laws_have_them() {
        let lines = SCALE.lines();
        // Borders; the left penalty area, 16.5 m deep and 40.32 m wide; the right goal.
        assert!(lines.starts_with("M9 9H366V240.2H9Z"));
        assert!(lines.contains("M9 56.1H65.1V193.1H9Z"), "{lines}");
        assert!(lines.contains("M366 112.2H372.8V137H366Z"), "{lines}");
        // The arc leaves the line of the area 7.31 m from its middle.
        assert!(lines.contains("M65.1 99.7A31.1 31.1 0 0 1 65.1 149.5"), "{lines}");
    }
}
