//! People among the pieces that differ from the pitch.

use crate::{
    Picture,
    background::Differing,
    ground::Ground,
    pieces::{Piece, pieces},
};

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
/// The same for people who overlap, who stay near where they are expected.
const OVERLAP_ROUNDS: usize = 2;
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
    /// How wide people look there, metres.
    pub across_m: f64,
    /// Left, top, right and bottom of what shows him, pixels.
    pub box_px: [f64; 4],
    /// Red, green and blue of his shirt, 0 to 255.
    pub shirt: [f64; 3],
    /// Nobody touches him in the picture.
    pub is_alone: bool,
    /// How much what is there is what a person would be, 0 to 1.
    pub confidence: f64,
}

/// The people in a picture. Where more are expected than what is there would make, they overlap: it is divided among
/// them.
pub(crate) fn find(
    ground: &Ground,
    differing: Differing,
    expected: &[[f64; 2]],
    picture: Picture<'_>,
) -> Vec<Detection> {
    let expected: Vec<[f64; 2]> =
        expected.iter().filter_map(|place| ground.middle_of(*place)).collect();
    let mut found = Vec::new();
    for piece in pieces(&differing, ground.size_px[0]) {
        let Some(most) = count(ground, &piece) else { continue };
        let awaited = within(&piece, &expected);
        if (most + 1..=MOST_TOGETHER).contains(&awaited.len()) {
            let parts = divided(ground, &piece, awaited, OVERLAP_ROUNDS);
            found.extend(
                parts.iter().filter_map(|part| detection(ground, part, Room::Overlaps, picture)),
            );
            continue;
        }
        // Some are larger than others: as many as all look like people.
        for people in (1..=most).rev() {
            let parts = apart(ground, &piece, people);
            let room = if people > 1 { Room::Crowded } else { Room::Alone };
            let told: Vec<Option<Detection>> =
                parts.iter().map(|part| detection(ground, part, room, picture)).collect();
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
    let (Some(size), 2..) = (size_of_one(ground, piece), people) else {
        return vec![piece.clone()];
    };
    let [left, top, ..] = piece.edges();
    // The first is nearest to a corner, and each next one is farthest from all before him.
    let nearest = |middles: &[[f64; 2]], at: [f64; 2]| {
        middles.iter().map(|it| far(size, *it, at)).fold(f64::INFINITY, f64::min)
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
    divided(ground, piece, middles, ROUNDS)
}

/// How many widths and heights of a person lie between two pixels, squared.
fn far(size: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    ((a[0] - b[0]) / size[0]).powi(2) + ((a[1] - b[1]) / size[1]).powi(2)
}

fn size_of_one(ground: &Ground, piece: &Piece) -> Option<[f64; 2]> {
    let [left, _, right, bottom] = piece.edges();
    ground.person_px([f64::midpoint(left, right), bottom])
}

/// Which of the pixels where people are expected lie within a piece.
fn within(piece: &Piece, expected: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let [left, top, right, bottom] = piece.edges();
    let inside = |[x, y]: &[f64; 2]| (left..right).contains(x) && (top..bottom).contains(y);
    expected.iter().copied().filter(inside).collect()
}

/// Gives each pixel to the nearest of some middles, and moves them to the middles of what they were given.
fn divided(
    ground: &Ground,
    piece: &Piece,
    mut middles: Vec<[f64; 2]>,
    rounds: usize,
) -> Vec<Piece> {
    let Some(size) = size_of_one(ground, piece) else { return vec![piece.clone()] };
    let mut parts = Vec::new();
    for _ in 0..rounds {
        parts = vec![Piece::default(); middles.len()];
        for pixel in &piece.pixels {
            let place = (0..middles.len()).min_by(|a, b| {
                let [a, b] = [a, b].map(|it| far(size, middles[*it], pixel.at));
                a.total_cmp(&b)
            });
            if let Some(place) = place {
                parts[place].pixels.push(*pixel);
            }
        }
        parts.retain(|part| !part.pixels.is_empty());
        middles = parts.iter().map(Piece::middle).collect();
    }
    parts
}

/// How much room somebody has in the picture.
#[derive(Clone, Copy, PartialEq)]
enum Room {
    /// Nobody touches him.
    Alone,
    /// He was cut out of several who touch each other.
    Crowded,
    /// He and others are in front of each other.
    Overlaps,
}

/// What a piece tells that is of one person.
fn detection(
    ground: &Ground,
    piece: &Piece,
    room: Room,
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
    let is_too_little = part < LEAST_PART || bottom - top < tall * LEAST_HEIGHT;
    if is_too_little && room != Room::Overlaps {
        return None;
    }
    Some(Detection {
        place_m,
        spread_m: spread_m(ground, foot, part, room)?,
        across_m: across_m(ground, foot)?,
        box_px: piece.edges(),
        shirt: shirt(ground, piece, foot, tall, picture),
        is_alone: room == Room::Alone,
        confidence: part.min(1.0 / part),
    })
}

/// How far off a place may be: half a pixel; more of what is more or less than a person; more of who was cut out of a
/// crowd; half of a person of who overlaps.
fn spread_m(ground: &Ground, foot: [f64; 2], part: f64, room: Room) -> Option<f64> {
    let half = across_m(ground, foot)? / 2.0;
    let alone = (ground.camera.metres_per_pixel(foot)? / 2.0).max(LEAST_SPREAD_M);
    let alone = alone.max(half * (part - 1.0).abs().min(1.0));
    Some(match room {
        Room::Alone => alone,
        Room::Crowded => alone * CROWDED,
        Room::Overlaps => half.max(alone * CROWDED),
    })
}

fn across_m(ground: &Ground, foot: [f64; 2]) -> Option<f64> {
    let [across, _] = ground.person_px(foot)?;
    Some(across * ground.camera.finest_metres_per_pixel(foot)?)
}

/// The pixel between somebody's feet, from the middle of all his pixels: it depends on all of them and not on the lowest.
fn foot(ground: &Ground, piece: &Piece) -> Option<[f64; 2]> {
    let middle = piece.middle();
    if ground.pose.is_none() {
        return Some(middle);
    }
    let mut foot = [middle[0], piece.edges()[3]];
    for _ in 0..STEPS {
        let shown = ground.middle_of(ground.camera.place(foot)?)?;
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
