//! People among the pieces that differ from the pitch.

use crate::{
    Picture,
    background::Differing,
    ground::{Ground, PERSON_M},
    pieces::{Piece, pieces},
};

/// How high the middle of somebody's pixels is, of his height.
const MIDDLE: f64 = 0.523;
/// Less than this part of a person is none.
const LEAST_PART: f64 = 0.3;
/// Of whose height less is seen is nobody, but a ball, or a part of somebody.
const LEAST_HEIGHT: f64 = 0.7;
/// More than this is more than one.
const MORE_THAN_ONE: f64 = 1.6;
/// More people than this are not told apart.
const MOST_TOGETHER: usize = 8;
/// Looks at who is nearest, when people are told apart.
const ROUNDS: usize = 10;
/// How large people may be beside what they would be; who draws them from above draws them larger.
const TYPICAL: std::ops::Range<f64> = 0.5..2.0;
const TYPICAL_FROM_ABOVE: std::ops::Range<f64> = 0.5..20.0;
/// Pieces that tell how large people are.
const ENOUGH: usize = 12;
/// Steps towards the feet.
const STEPS: usize = 4;
/// No place is known better than this, metres: people are not points.
const LEAST_SPREAD_M: f64 = 0.1;
/// Times that somebody's place is less certain who stands in a crowd.
const CROWDED: f64 = 3.0;
/// Which part of the height shows the shirt.
const SHIRT: [f64; 2] = [0.55, 0.8];

/// Somebody in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detection {
    /// Where he stands, metres from the centre spot.
    pub place_m: [f64; 2],
    /// Standard deviation of it on each axis, metres.
    pub spread_m: f64,
    /// Left, top, right and bottom of what shows him, pixels.
    pub box_px: [f64; 4],
    /// Red, green and blue of his shirt, 0 to 255.
    pub shirt: [f64; 3],
    /// How much what is there is what a person would be, 0 to 1.
    pub confidence: f64,
}

pub(crate) fn find(ground: &Ground, differing: Differing, picture: Picture<'_>) -> Vec<Detection> {
    let mut found = Vec::new();
    for piece in pieces(&differing, ground.size_px[0]) {
        let Some(most) = count(ground, &piece) else { continue };
        // Some are larger than others: as many as all look like people.
        for people in (1..=most).rev() {
            let parts = apart(ground, &piece, people);
            let told: Vec<Option<Detection>> =
                parts.iter().map(|part| detection(ground, part, people, picture)).collect();
            if people == 1 || told.iter().all(Option::is_some) {
                found.extend(told.into_iter().flatten());
                break;
            }
        }
    }
    found
}

/// How large the pieces of a film are beside a person: the middle of all that are larger than a ball, `None` of too few.
pub(crate) fn typical(ground: &Ground, films: impl Iterator<Item = Differing>) -> Option<f64> {
    let range = if ground.pose.is_some() { TYPICAL } else { TYPICAL_FROM_ABOVE };
    let mut parts: Vec<f64> = films
        .flat_map(|differing| pieces(&differing, ground.size_px[0]))
        .filter_map(|piece| part_of_one(ground, &piece))
        .filter(|part| range.contains(part))
        .collect();
    let half = parts.len() / 2;
    (parts.len() >= ENOUGH).then(|| *parts.select_nth_unstable_by(half, f64::total_cmp).1)
}

fn part_of_one(ground: &Ground, piece: &Piece) -> Option<f64> {
    let [left, _, right, bottom] = piece.edges();
    Some(piece.mass() / ground.mass_of_one([f64::midpoint(left, right), bottom])?)
}

/// How many people a piece is; `None` of what is too small to be one.
fn count(ground: &Ground, piece: &Piece) -> Option<usize> {
    let part = part_of_one(ground, piece)?;
    if part < LEAST_PART {
        return None;
    }
    if part < MORE_THAN_ONE {
        return Some(1);
    }
    (2..=MOST_TOGETHER).min_by(|a, b| off(part, *a).total_cmp(&off(part, *b)))
}

#[expect(clippy::cast_precision_loss, reason = "at most eight")]
fn off(part: f64, people: usize) -> f64 {
    (part - people as f64).abs()
}

/// The pixels of each of so many people: each pixel goes to the nearest, counted in widths and heights of a person.
fn apart(ground: &Ground, piece: &Piece, people: usize) -> Vec<Piece> {
    let [left, top, right, bottom] = piece.edges();
    let size = ground.person_px([f64::midpoint(left, right), bottom]);
    let (Some(size), 2..) = (size, people) else { return vec![piece.clone()] };
    let far = |a: [f64; 2], b: [f64; 2]| {
        ((a[0] - b[0]) / size[0]).powi(2) + ((a[1] - b[1]) / size[1]).powi(2)
    };
    // The first is nearest to a corner, and each next one is farthest from all before him.
    let nearest = |middles: &[[f64; 2]], at: [f64; 2]| {
        middles.iter().map(|it| far(*it, at)).fold(f64::INFINITY, f64::min)
    };
    let mut middles: Vec<[f64; 2]> = vec![[left, top]];
    while middles.len() <= people {
        let next = piece
            .pixels
            .iter()
            .max_by(|a, b| nearest(&middles, a.at).total_cmp(&nearest(&middles, b.at)));
        let Some(next) = next else { break };
        middles.push(next.at);
    }
    middles.remove(0);
    let mut parts = Vec::new();
    for _ in 0..ROUNDS {
        parts = vec![Piece::default(); middles.len()];
        for pixel in &piece.pixels {
            let place = (0..middles.len())
                .min_by(|a, b| far(middles[*a], pixel.at).total_cmp(&far(middles[*b], pixel.at)));
            if let Some(place) = place {
                parts[place].pixels.push(*pixel);
            }
        }
        parts.retain(|part| !part.pixels.is_empty());
        middles = parts.iter().map(Piece::middle).collect();
    }
    parts
}

/// What a piece tells that was one of so many.
fn detection(
    ground: &Ground,
    piece: &Piece,
    people: usize,
    picture: Picture<'_>,
) -> Option<Detection> {
    let foot = foot(ground, piece)?;
    let place_m = ground.camera.place(foot)?;
    if !ground.is_near(place_m) {
        return None;
    }
    let part = piece.mass() / ground.mass_of_one(foot)?;
    let [_, tall] = ground.person_px(foot)?;
    let [_, top, _, bottom] = piece.edges();
    if part < LEAST_PART || bottom - top < tall * LEAST_HEIGHT {
        return None;
    }
    Some(Detection {
        place_m,
        spread_m: spread_m(ground, foot, people)?,
        box_px: piece.edges(),
        shirt: shirt(ground, piece, foot, tall, picture),
        confidence: part.min(1.0 / part),
    })
}

/// How far off a place may be: half a pixel, and more of who was cut out of a crowd.
fn spread_m(ground: &Ground, foot: [f64; 2], people: usize) -> Option<f64> {
    let alone = (ground.camera.metres_per_pixel(foot)? / 2.0).max(LEAST_SPREAD_M);
    Some(if people > 1 { alone * CROWDED } else { alone })
}

/// The pixel between somebody's feet, from the middle of all his pixels: it depends on all of them and not on the lowest.
fn foot(ground: &Ground, piece: &Piece) -> Option<[f64; 2]> {
    let middle = piece.middle();
    let Some(pose) = &ground.pose else { return Some(middle) };
    let mut foot = [middle[0], piece.edges()[3]];
    for _ in 0..STEPS {
        let place = ground.camera.place(foot)?;
        let shown = ground.camera.pixel_above(pose, place, PERSON_M * MIDDLE)?;
        foot = [foot[0] + middle[0] - shown[0], foot[1] + middle[1] - shown[1]];
    }
    Some(foot)
}

/// The mean colour of the pixels where a shirt is.
fn shirt(
    ground: &Ground,
    piece: &Piece,
    foot: [f64; 2],
    tall: f64,
    picture: Picture<'_>,
) -> [f64; 3] {
    let is_shirt = |at: [f64; 2]| {
        ground.pose.is_none() || (SHIRT[0]..SHIRT[1]).contains(&((foot[1] - at[1]) / tall))
    };
    let mut sum = [0.0; 3];
    let mut weight = 0.0;
    for pixel in piece.pixels.iter().filter(|pixel| is_shirt(pixel.at)) {
        weight += pixel.weight;
        for (sum, byte) in sum.iter_mut().zip(picture.at(pixel.place)) {
            *sum += pixel.weight * f64::from(byte);
        }
    }
    sum.map(|sum| if weight > 0.0 { sum / weight } else { 0.0 })
}
