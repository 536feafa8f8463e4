//! People, as upright figures.

use match_camera::{Camera, Pose};

use crate::{Canvas, Colour};

/// What somebody wears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kit {
    /// Shirt, with its sleeves.
    pub shirt: Colour,
    /// Shorts.
    pub shorts: Colour,
    /// Socks.
    pub socks: Colour,
}

/// Somebody on the pitch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Between his feet, metres from the centre spot.
    pub place_m: [f64; 2],
    /// How tall he is, metres.
    pub height_m: f64,
    /// How far apart his feet are, as a part of his height: somebody who runs changes it all the time.
    pub stride: f64,
    /// What he wears.
    pub kit: Kit,
}

/// Shoulders from above, metres from one to the middle.
const SHOULDER_M: f64 = 0.26;
const HEAD_M: f64 = 0.11;

pub(crate) fn draw(canvas: &mut Canvas<'_>, camera: &Camera, pose: Option<&Pose>, figure: &Figure) {
    let Some(foot) = camera.pixel(figure.place_m) else { return };
    match pose.and_then(|pose| camera.pixel_above(pose, figure.place_m, figure.height_m)) {
        Some(head) => draw_upright(canvas, foot, head, figure),
        None => draw_from_above(canvas, camera, foot, figure),
    }
}

/// From the feet to the crown of the head; every width is a part of the height.
fn draw_upright(canvas: &mut Canvas<'_>, foot: [f64; 2], head: [f64; 2], figure: &Figure) {
    let up = [head[0] - foot[0], head[1] - foot[1]];
    let square = up[0] * up[0] + up[1] * up[1];
    if square <= 0.0 {
        return;
    }
    let reach = square.sqrt() * figure.stride.max(0.3);
    let corner = |pick: fn(f64, f64) -> f64, sign: f64| {
        [0, 1].map(|axis| pick(foot[axis], head[axis]) + sign * reach)
    };
    canvas.paint(corner(f64::min, -1.0), corner(f64::max, 1.0), |[x, y]| {
        let (dx, dy) = (x - foot[0], y - foot[1]);
        let high = (dx * up[0] + dy * up[1]) / square;
        let aside = (dx * -up[1] + dy * up[0]) / square;
        part_at(high, aside, figure)
    });
}

/// What is seen of an upright figure at a part of its height, and so far from its axis.
fn part_at(high: f64, aside: f64, figure: &Figure) -> Option<Colour> {
    let kit = &figure.kit;
    let is_leg = |high: f64| {
        // Legs run together at the hip.
        let spread = figure.stride / 2.0 * (1.0 - high / 0.5);
        ((aside.abs() - spread.max(0.03)).abs()) <= 0.035
    };
    match high {
        high if (0.0..0.26).contains(&high) => is_leg(high).then_some(kit.socks),
        high if (0.26..0.36).contains(&high) => is_leg(high).then_some(Colour::SKIN),
        high if (0.36..0.5).contains(&high) => (aside.abs() <= 0.1).then_some(kit.shorts),
        high if (0.5..0.83).contains(&high) => (aside.abs() <= 0.135).then_some(kit.shirt),
        high if (0.83..=1.0).contains(&high) => {
            ((high - 0.92).hypot(aside) <= 0.075).then_some(Colour::SKIN)
        }
        _ => None,
    }
}

/// Shoulders and a head, which is all that a camera straight above sees.
fn draw_from_above(canvas: &mut Canvas<'_>, camera: &Camera, at: [f64; 2], figure: &Figure) {
    let Some(metres) = camera.finest_metres_per_pixel(at) else { return };
    let [shoulder, head] = [SHOULDER_M, HEAD_M].map(|part| part / metres);
    canvas.paint(
        [at[0] - shoulder, at[1] - shoulder],
        [at[0] + shoulder, at[1] + shoulder],
        |[x, y]| match (x - at[0]).hypot(y - at[1]) {
            far if far <= head => Some(Colour::SKIN),
            far if far <= shoulder => Some(figure.kit.shirt),
            _ => None,
        },
    );
}
