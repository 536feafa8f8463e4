//! The lines of the pitch, in metres, for the canvas and for the drawing that stands there before it.

use football::Pitch;

/// Half of a goal's width, metres.
const HALF_GOAL_M: f64 = Pitch::HALF_GOAL_M;
/// How deep a goal is drawn, metres.
const GOAL_DEPTH_M: f64 = 2.0;
/// Penalty area and goal area: from the goal line, and half across.
const AREAS_M: [[f64; 2]; 2] = [Pitch::PENALTY_AREA_M, Pitch::GOAL_AREA_M];
/// The penalty spot from the goal line.
const SPOT_M: f64 = Pitch::PENALTY_MARK_M;
/// The circle, and the arc at the penalty area.
const CIRCLE_M: f64 = Pitch::CIRCLE_M;
/// The quarter circle at a corner.
const CORNER_M: f64 = 1.0;

/// A line of the pitch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum PitchLine {
    /// From the first corner to the second, along the lines of the pitch.
    Box([f64; 2], [f64; 2]),
    /// Straight.
    Straight([f64; 2], [f64; 2]),
    /// Middle, radius, and the angles from and to, radians against the clock.
    Arc([f64; 2], f64, [f64; 2]),
    /// A spot.
    Spot([f64; 2]),
}

/// All lines of a pitch, metres from the centre spot.
pub(crate) fn lines(pitch: Pitch) -> Vec<PitchLine> {
    use std::f64::consts::{FRAC_PI_2, PI};

    let [x, y] = [pitch.length_m / 2.0, pitch.width_m / 2.0];
    let mut lines = vec![
        PitchLine::Box([-x, -y], [x, y]),
        PitchLine::Straight([0.0, -y], [0.0, y]),
        PitchLine::Arc([0.0, 0.0], CIRCLE_M, [0.0, 2.0 * PI]),
        PitchLine::Spot([0.0, 0.0]),
    ];
    // Where the arc leaves the penalty area.
    let half_arc = ((AREAS_M[0][0] - SPOT_M) / CIRCLE_M).acos();
    for end in [-1.0, 1.0] {
        for [depth, half] in AREAS_M {
            lines.push(PitchLine::Box([end * x, -half], [end * (x - depth), half]));
        }
        lines
            .push(PitchLine::Box([end * x, -HALF_GOAL_M], [end * (x + GOAL_DEPTH_M), HALF_GOAL_M]));
        let spot = [end * (x - SPOT_M), 0.0];
        lines.push(PitchLine::Spot(spot));
        let inwards = if end < 0.0 { 0.0 } else { PI };
        lines.push(PitchLine::Arc(spot, CIRCLE_M, [inwards - half_arc, inwards + half_arc]));
        for side in [-1.0, 1.0] {
            let from = match (end < 0.0, side < 0.0) {
                (true, true) => 0.0,
                (false, true) => FRAC_PI_2,
                (false, false) => PI,
                (true, false) => 3.0 * FRAC_PI_2,
            };
            lines.push(PitchLine::Arc([end * x, side * y], CORNER_M, [from, from + FRAC_PI_2]));
        }
    }
    lines
}

/// The same as the path of an SVG whose unit is a metre, y downwards.
pub(crate) fn svg_path(pitch: Pitch) -> String {
    use std::fmt::Write as _;

    let mut path = String::new();
    for line in lines(pitch) {
        // Writing into a string does not fail.
        let _ = match line {
            PitchLine::Box([ax, ay], [bx, by]) => write!(path, "M{ax} {ay}H{bx}V{by}H{ax}Z"),
            PitchLine::Straight([ax, ay], [bx, by]) => write!(path, "M{ax} {ay}L{bx} {by}"),
            PitchLine::Spot([x, y]) => {
                write!(path, "M{} {y}a.2 .2 0 1 0 .4 0a.2 .2 0 1 0-.4 0", x - 0.2)
            }
            PitchLine::Arc([x, y], radius, [from, to]) => {
                // In two halves, so that a circle is one too.
                let point = |angle: f64| [x + radius * angle.cos(), -(y + radius * angle.sin())];
                let [[ax, ay], [bx, by], [cx, cy]] = [from, f64::midpoint(from, to), to].map(point);
                write!(
                    path,
                    "M{ax:.3} {ay:.3}A{radius} {radius} 0 0 0 {bx:.3} {by:.3}A{radius} {radius} 0 0 0 {cx:.3} {cy:.3}"
                )
            }
        };
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_have_the_same_lines_and_arcs_begin_at_the_penalty_area() {
        let lines = lines(Pitch::STANDARD);
        assert_eq!(lines.len(), 4 + 2 * (2 + 1 + 1 + 1 + 2));
        for line in &lines {
            if let PitchLine::Arc([x, y], radius, angles) = line
                && (x.abs() - 41.5).abs() < 1e-9
            {
                for angle in angles {
                    let end = [x + radius * angle.cos(), y + radius * angle.sin()];
                    // The penalty area ends 16.5 m from the goal line.
                    assert!((end[0].abs() - 36.0).abs() < 1e-9, "{end:?}");
                }
            }
        }
    }

    #[test]
    fn corners_are_rounded_within_the_pitch() {
        for line in lines(Pitch::STANDARD) {
            if let PitchLine::Arc([x, y], CORNER_M, [from, to]) = line {
                let middle = f64::midpoint(from, to);
                let [x, y] = [x + middle.cos(), y + middle.sin()];
                assert!(x.abs() < 52.5 && y.abs() < 34.0, "{x} {y}");
            }
        }
        assert!(svg_path(Pitch::STANDARD).starts_with("M-52.5 -34H52.5V34H-52.5ZM0 -34L0 34"));
    }
}
