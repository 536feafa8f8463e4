//! The pitch without players: mown in stripes, with its lines.

use football::Pitch;
use match_camera::{Camera, lines, marks};

use crate::Colour;

/// Metres of a mown stripe.
const STRIPE_M: f64 = 5.25;
/// Metres across a line (law 1: 12 cm at most).
const LINE_M: f64 = 0.12;
/// Metres across a mark on which a ball is put.
const SPOT_M: f64 = 0.3;
/// Grass around the pitch, metres.
const MARGIN_M: f64 = 5.0;

pub(crate) fn draw(camera: &Camera, pitch: Pitch) -> Vec<u8> {
    let [width, height] = camera.size_px;
    let segments = segments(pitch);
    let spots: Vec<[f64; 2]> = marks(pitch)
        .into_iter()
        .filter(|mark| mark.key.ends_with("spot") || mark.key.ends_with("penalty-mark"))
        .map(|mark| mark.place_m)
        .collect();
    let mut picture = Vec::with_capacity(width as usize * height as usize * 3);
    for row in 0..height {
        for column in 0..width {
            let pixel = [f64::from(column) + 0.5, f64::from(row) + 0.5];
            picture.extend(colour(camera, pitch, &segments, &spots, pixel));
        }
    }
    picture
}

type Segment = [[f64; 2]; 2];

fn segments(pitch: Pitch) -> Vec<Segment> {
    lines(pitch).iter().flat_map(|line| line.windows(2).map(|pair| [pair[0], pair[1]])).collect()
}

fn colour(
    camera: &Camera,
    pitch: Pitch,
    segments: &[Segment],
    spots: &[[f64; 2]],
    pixel: [f64; 2],
) -> [u8; 3] {
    let (Some(place), Some(metres)) = (camera.place(pixel), camera.metres_per_pixel(pixel)) else {
        return Colour::STAND.0;
    };
    let outside = (place[0].abs() - pitch.length_m / 2.0).max(place[1].abs() - pitch.width_m / 2.0);
    if outside > MARGIN_M {
        return Colour::SURROUND.0;
    }
    let stripe = ((place[0] + pitch.length_m / 2.0) / STRIPE_M).floor().rem_euclid(2.0) < 1.0;
    let grass = Colour::GRASS[usize::from(stripe)].0;
    let reach = LINE_M + SPOT_M + 2.0 * metres;
    let is_beside = |[a, b]: &Segment| {
        (0..2).all(|axis| {
            let (from, to) = (a[axis].min(b[axis]) - reach, a[axis].max(b[axis]) + reach);
            (from..to).contains(&place[axis])
        })
    };
    let lines: Vec<&Segment> = segments.iter().filter(|segment| is_beside(segment)).collect();
    let spots: Vec<&[f64; 2]> = spots.iter().filter(|spot| far(place, **spot) < reach).collect();
    if lines.is_empty() && spots.is_empty() {
        return grass;
    }
    // Nine points of the pixel: a line is often narrower than the ground that a pixel shows.
    let is_white = |point: [f64; 2]| {
        camera.place(point).is_some_and(|place| {
            lines.iter().any(|line| distance(place, **line) <= LINE_M / 2.0)
                || spots.iter().any(|spot| far(place, **spot) <= SPOT_M / 2.0)
        })
    };
    let points = (0..9).map(|point| {
        [(0, point % 3), (1, point / 3)].map(|(axis, part)| pixel[axis] + f64::from(part - 1) / 3.0)
    });
    let mut white = 0.0;
    points.filter(|point| is_white(*point)).for_each(|_| white += 1.0 / 9.0);
    mixed(grass, Colour::WHITE.0, white)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
fn mixed(under: [u8; 3], over: [u8; 3], part: f64) -> [u8; 3] {
    std::array::from_fn(|channel| {
        let (under, over) = (f64::from(under[channel]), f64::from(over[channel]));
        (under + (over - under) * part).round() as u8
    })
}

fn far(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// From a place to a segment, metres.
fn distance([x, y]: [f64; 2], [[ax, ay], [bx, by]]: Segment) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let square = dx * dx + dy * dy;
    let along = if square > 0.0 { ((x - ax) * dx + (y - ay) * dy) / square } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    (x - ax - along * dx).hypot(y - ay - along * dy)
}
