//! The pitch without people.

use crate::{
    Picture,
    ground::{Ground, Shows},
};

/// Pictures that a pixel's median is taken of.
const MOST_PICTURES: usize = 25;
/// Parts of one step of a colour, so that slow changes are not lost.
const PARTS: i32 = 64;
/// A change is believed by one part in so many at each picture.
const SLOWNESS: i32 = 64;
/// Sides of the tiles whose grass is of one colour, pixels.
const TILE_PX: usize = 48;
/// A tile with less grass knows no colour.
const LEAST_GRASS: usize = 64;
/// What is further from the grass around it is something that stands on it, steps of a colour.
const NOT_GRASS: i32 = 40;
/// Noise has no more than this many standard deviations.
const DEVIATIONS: f64 = 3.5;
/// Compressed films differ by so much for no reason, steps of a colour.
const LEAST_DIFFERENCE: f64 = 10.0;
/// Times the least difference that is a certain one.
const CERTAIN: f64 = 2.5;
/// From the median of deviations to their standard deviation, of a normal distribution.
const OF_MEDIAN: f64 = 1.4826;

/// How much a pixel differs from the pitch: 0 not at all, 255 certainly.
pub(crate) type Differing = Vec<u8>;

/// Colours of the pitch.
#[derive(Clone, Debug)]
pub(crate) struct Background {
    /// In [`PARTS`] of a step.
    colours: Vec<[i32; 3]>,
    /// Below the first a difference is none, from the second on it is certain.
    least: i32,
    certain: i32,
}

impl Background {
    /// The median of each pixel. Who stands still for most of the film would be part of it: what is neither grass nor a
    /// line is given the colour of the grass around.
    pub(crate) fn learn(ground: &Ground, pictures: &[Picture<'_>]) -> Self {
        let step = pictures.len().div_ceil(MOST_PICTURES).max(1);
        let chosen: Vec<Picture<'_>> = pictures.iter().copied().step_by(step).collect();
        let mut colours: Vec<[u8; 3]> = Vec::with_capacity(ground.shows.len());
        let mut bytes = vec![0_u8; chosen.len()];
        for (place, shows) in ground.shows.iter().enumerate() {
            let mut median = [0; 3];
            if *shows != Shows::Nothing {
                for (channel, median) in median.iter_mut().enumerate() {
                    for (byte, picture) in bytes.iter_mut().zip(&chosen) {
                        *byte = picture.at(place)[channel];
                    }
                    *median = middle(&mut bytes);
                }
            }
            colours.push(median);
        }
        let noise = noise(ground, &colours, &chosen);
        let least = (noise * DEVIATIONS).max(LEAST_DIFFERENCE);
        give_grass(ground, &mut colours);
        Self {
            colours: colours.into_iter().map(|it| it.map(|byte| i32::from(byte) * PARTS)).collect(),
            least: whole(least),
            certain: whole(least * CERTAIN),
        }
    }

    /// How much each pixel of a picture differs. What does not differ is learned.
    pub(crate) fn differing(&mut self, ground: &Ground, picture: Picture<'_>) -> Differing {
        let range = (self.certain - self.least).max(1);
        let places = self.colours.iter_mut().zip(&ground.shows).enumerate();
        places
            .map(|(place, (colour, shows))| {
                if *shows == Shows::Nothing {
                    return 0;
                }
                let now = picture.at(place).map(i32::from);
                let most = (0..3).map(|it| (now[it] - colour[it] / PARTS).abs()).max().unwrap_or(0);
                if most <= self.least {
                    for (colour, now) in colour.iter_mut().zip(now) {
                        *colour += (now * PARTS - *colour) / SLOWNESS;
                    }
                    return 0;
                }
                u8::try_from((most - self.least) * 255 / range).unwrap_or(u8::MAX)
            })
            .collect()
    }
}

/// The median, of an even number the larger of the two in the middle.
fn middle(bytes: &mut [u8]) -> u8 {
    let half = bytes.len() / 2;
    if bytes.is_empty() { 0 } else { *bytes.select_nth_unstable(half).1 }
}

#[expect(clippy::cast_possible_truncation, reason = "some steps of a colour")]
fn whole(steps: f64) -> i32 {
    steps.round() as i32
}

/// The standard deviation of a pixel of grass around its median, from every 16th.
fn noise(ground: &Ground, colours: &[[u8; 3]], pictures: &[Picture<'_>]) -> f64 {
    let Some(picture) = pictures.get(pictures.len() / 2) else { return 0.0 };
    let grass = ground.shows.iter().zip(colours).enumerate().step_by(16);
    let mut deviations: Vec<u8> = grass
        .filter(|(_, (shows, _))| **shows == Shows::Pitch)
        .map(|(place, (_, colour))| picture.at(place)[1].abs_diff(colour[1]))
        .collect();
    f64::from(middle(&mut deviations)) * OF_MEDIAN
}

/// Gives what is neither grass nor a line the colour of the grass of its tile.
fn give_grass(ground: &Ground, colours: &mut [[u8; 3]]) {
    let [columns, rows] = ground.size_px;
    for top in (0..rows).step_by(TILE_PX) {
        for left in (0..columns).step_by(TILE_PX) {
            let places: Vec<usize> = (top..rows.min(top + TILE_PX))
                .flat_map(|row| {
                    (left..columns.min(left + TILE_PX)).map(move |column| row * columns + column)
                })
                .filter(|place| ground.shows[*place] == Shows::Pitch)
                .collect();
            if places.len() < LEAST_GRASS {
                continue;
            }
            let grass: [u8; 3] = std::array::from_fn(|channel| {
                let mut bytes: Vec<u8> = places.iter().map(|it| colours[*it][channel]).collect();
                middle(&mut bytes)
            });
            for place in places {
                let far = (0..3)
                    .map(|it| i32::from(colours[place][it].abs_diff(grass[it])))
                    .max()
                    .unwrap_or(0);
                if far > NOT_GRASS {
                    colours[place] = grass;
                }
            }
        }
    }
}
