//! The marks of a pitch that a person can point at, and its lines.

use football::Pitch;

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Its name in addresses and files: `left-box-far-front`.
    pub key: &'static str,
    /// As people say it.
    pub name: &'static str,
    /// Where it is, metres from the centre spot.
    pub place_m: [f64; 2],
}

/// The measures, under names that fit into the list.
const BOX: [f64; 2] = Pitch::PENALTY_AREA_M;
const AREA: [f64; 2] = Pitch::GOAL_AREA_M;
const POST: f64 = Pitch::HALF_GOAL_M;
const SPOT: f64 = Pitch::PENALTY_MARK_M;
const CIRCLE: f64 = Pitch::CIRCLE_M;
/// Steps of a circle's line.
const STEPS: u16 = 48;

/// The marks. "Left" is where x is negative, "far" where y is positive: as seen by a camera at the near touchline.
pub fn marks(pitch: Pitch) -> Vec<Mark> {
    let (x, y) = (pitch.length_m / 2.0, pitch.width_m / 2.0);
    let arc_y = (CIRCLE * CIRCLE - (BOX[0] - SPOT).powi(2)).sqrt();
    let mut marks = Vec::with_capacity(37);
    let mut mark = |key, name, place_m| marks.push(Mark { key, name, place_m });
    mark("centre-spot", "Centre spot", [0.0, 0.0]);
    mark("halfway-far", "Halfway line, far touchline", [0.0, y]);
    mark("halfway-near", "Halfway line, near touchline", [0.0, -y]);
    mark("circle-far", "Centre circle, far, on the halfway line", [0.0, CIRCLE]);
    mark("circle-near", "Centre circle, near, on the halfway line", [0.0, -CIRCLE]);
    mark("circle-left", "Centre circle, left", [-CIRCLE, 0.0]);
    mark("circle-right", "Centre circle, right", [CIRCLE, 0.0]);
    mark("left-corner-far", "Left corner, far", [-x, y]);
    mark("left-corner-near", "Left corner, near", [-x, -y]);
    mark("left-box-far-back", "Left penalty area, far, on the goal line", [-x, BOX[1]]);
    mark("left-box-far-front", "Left penalty area, far, front", [-x + BOX[0], BOX[1]]);
    mark("left-box-near-front", "Left penalty area, near, front", [-x + BOX[0], -BOX[1]]);
    mark("left-box-near-back", "Left penalty area, near, on the goal line", [-x, -BOX[1]]);
    mark("left-goal-area-far-back", "Left goal area, far, on the goal line", [-x, AREA[1]]);
    mark("left-goal-area-far-front", "Left goal area, far, front", [-x + AREA[0], AREA[1]]);
    mark("left-goal-area-near-front", "Left goal area, near, front", [-x + AREA[0], -AREA[1]]);
    mark("left-goal-area-near-back", "Left goal area, near, on the goal line", [-x, -AREA[1]]);
    mark("left-post-far", "Left goal, foot of the far post", [-x, POST]);
    mark("left-post-near", "Left goal, foot of the near post", [-x, -POST]);
    mark("left-penalty-mark", "Left penalty mark", [-x + SPOT, 0.0]);
    mark("left-arc-far", "Left penalty arc, far end", [-x + BOX[0], arc_y]);
    mark("left-arc-near", "Left penalty arc, near end", [-x + BOX[0], -arc_y]);
    mark("right-corner-far", "Right corner, far", [x, y]);
    mark("right-corner-near", "Right corner, near", [x, -y]);
    mark("right-box-far-back", "Right penalty area, far, on the goal line", [x, BOX[1]]);
    mark("right-box-far-front", "Right penalty area, far, front", [x - BOX[0], BOX[1]]);
    mark("right-box-near-front", "Right penalty area, near, front", [x - BOX[0], -BOX[1]]);
    mark("right-box-near-back", "Right penalty area, near, on the goal line", [x, -BOX[1]]);
    mark("right-goal-area-far-back", "Right goal area, far, on the goal line", [x, AREA[1]]);
    mark("right-goal-area-far-front", "Right goal area, far, front", [x - AREA[0], AREA[1]]);
    mark("right-goal-area-near-front", "Right goal area, near, front", [x - AREA[0], -AREA[1]]);
    mark("right-goal-area-near-back", "Right goal area, near, on the goal line", [x, -AREA[1]]);
    mark("right-post-far", "Right goal, foot of the far post", [x, POST]);
    mark("right-post-near", "Right goal, foot of the near post", [x, -POST]);
    mark("right-penalty-mark", "Right penalty mark", [x - SPOT, 0.0]);
    mark("right-arc-far", "Right penalty arc, far end", [x - BOX[0], arc_y]);
    mark("right-arc-near", "Right penalty arc, near end", [x - BOX[0], -arc_y]);
    marks
}

/// The lines of a pitch as chains of places, close enough to be drawn through any lens.
pub fn lines(pitch: Pitch) -> Vec<Vec<[f64; 2]>> {
    let (x, y) = (pitch.length_m / 2.0, pitch.width_m / 2.0);
    let mut lines =
        vec![outline(pitch), chain(&[[0.0, -y], [0.0, y]]), circle([0.0, 0.0], |_| true)];
    for end in [-1.0, 1.0] {
        for [depth, half] in [BOX, AREA] {
            let (line, front) = (end * x, end * (x - depth));
            lines.push(chain(&[[line, -half], [front, -half], [front, half], [line, half]]));
        }
        let front = x - BOX[0];
        lines.push(circle([end * (x - SPOT), 0.0], |place| place[0] * end <= front));
    }
    lines
}

/// The four sides, closed.
fn outline(pitch: Pitch) -> Vec<[f64; 2]> {
    let (x, y) = (pitch.length_m / 2.0, pitch.width_m / 2.0);
    chain(&[[-x, -y], [x, -y], [x, y], [-x, y], [-x, -y]])
}

/// A place every two metres or so.
fn chain(corners: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut places = Vec::new();
    for pair in corners.windows(2) {
        let [[ax, ay], [bx, by]] = [pair[0], pair[1]];
        let steps = ((bx - ax).hypot(by - ay) / 2.0).ceil().max(1.0);
        let mut step = 0.0;
        while step < steps {
            let part = step / steps;
            places.push([ax + (bx - ax) * part, ay + (by - ay) * part]);
            step += 1.0;
        }
    }
    places.extend(corners.last());
    places
}

/// The part of a circle that is wanted, which is one piece and does not begin at the circle's far right.
fn circle(middle: [f64; 2], is_wanted: impl Fn([f64; 2]) -> bool) -> Vec<[f64; 2]> {
    let place = |step: u16| {
        let angle = f64::from(step) / f64::from(STEPS) * std::f64::consts::TAU;
        [middle[0] + CIRCLE * angle.cos(), middle[1] + CIRCLE * angle.sin()]
    };
    // The left arc crosses the beginning of the circle: it is begun where it is not.
    let first = (0..=STEPS).find(|step| !is_wanted(place(*step))).unwrap_or(0);
    (first..=first + STEPS).map(place).filter(|place| is_wanted(*place)).collect()
}
