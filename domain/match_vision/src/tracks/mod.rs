//! Who is who from picture to picture.
//!
//! Each person has a filter of his own that foretells where he will be (Kalman, 1960; constant velocity, pushed by
//! accelerations). What is found in a picture goes to who was foretold nearest, in units of what both are uncertain
//! by, and whose shirt is alike: all at once, by the cheapest assignment. Who is hidden for a while is foretold
//! further. In the end each way is smoothed backwards (Rauch, Tung and Striebel, 1965).

mod assignment;
mod filter;

use crate::Detection;
use filter::{Filter, smoothed};

/// Pictures in which somebody must be found before he is believed, ...
const FOUND_BEFORE: usize = 3;
/// ... without more than so many in a row in which he is not.
const MISSED_BEFORE: usize = 2;
/// Seconds that somebody may be hidden.
const HIDDEN_SECS: f64 = 3.0;
/// Nobody comes out of nowhere so near to somebody else, metres: it is a part of him.
const TOO_NEAR_M: f64 = 0.7;
/// The same as a part of how wide people look.
const TOO_NEAR: f64 = 0.75;
/// How much of a new colour is taken over.
const COLOUR_CHANGE: f64 = 0.05;

/// Somebody's way.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// The picture that he was first found in.
    pub first: usize,
    /// Where he was in each picture from there on, metres from the centre spot.
    pub places: Vec<Place>,
    /// Red, green and blue of his shirt, 0 to 255, as a mean over all pictures.
    pub shirt: [f64; 3],
}

/// Where somebody was in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Metres from the centre spot.
    pub place_m: [f64; 2],
    /// Standard deviation on each axis, metres.
    pub spread_m: [f64; 2],
    /// What was found of him: which detection of the picture. `None` while he was hidden.
    pub detection: Option<usize>,
}

/// Follows people through the pictures of a film, in their order.
#[derive(Clone, Debug)]
pub struct Tracker {
    secs: f64,
    picture: usize,
    open: Vec<Open>,
    done: Vec<Track>,
}

/// Somebody who is being followed.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    first: usize,
    filters: Vec<Filter>,
    detections: Vec<Option<usize>>,
    shirt: [f64; 3],
    shirts: ([f64; 3], f64),
    found: usize,
    missed: usize,
    is_believed: bool,
}

impl Tracker {
    /// For so many pictures a second, which is above nought.
    pub fn new(rate_hz: f64) -> Self {
        Self { secs: 1.0 / rate_hz, picture: 0, open: Vec::new(), done: Vec::new() }
    }

    /// Where those who are followed will be in the next picture, metres from the centre spot.
    pub fn expected(&self) -> Vec<[f64; 2]> {
        let known = self.open.iter().filter(|open| open.is_believed);
        known.map(|open| open.now().foretold(self.secs).place_m()).collect()
    }

    /// The next picture.
    pub fn step(&mut self, found: &[Detection]) {
        for open in &mut self.open {
            let next = open.now().foretold(self.secs);
            open.filters.push(next);
            open.detections.push(None);
        }
        let taken = assignment::assign(&self.open, found);
        let mut is_taken = vec![false; found.len()];
        for (open, detection) in self.open.iter_mut().zip(&taken) {
            match detection {
                Some(detection) => {
                    is_taken[*detection] = true;
                    open.take(&found[*detection], *detection);
                }
                None => open.missed += 1,
            }
        }
        let secs = self.secs;
        let (stay, leave): (Vec<Open>, Vec<Open>) =
            std::mem::take(&mut self.open).into_iter().partition(|open| open.stays(secs));
        self.open = stay;
        self.done.extend(leave.into_iter().filter_map(|open| open.close(secs)));
        let is_new = |(number, detection): &(usize, &Detection)| {
            // What is cut out of a crowd may be a part of somebody.
            !is_taken[*number] && (detection.is_alone || self.picture == 0)
        };
        for (number, detection) in found.iter().enumerate().filter(is_new) {
            let too_near_m = TOO_NEAR_M.max(TOO_NEAR * detection.across_m);
            if self.open.iter().all(|open| open.now().far(detection.place_m) > too_near_m) {
                self.open.push(Open::new(self.picture, number, detection));
            }
        }
        self.picture += 1;
    }

    /// All ways, smoothed, by the picture that they begin in.
    pub fn finish(mut self) -> Vec<Track> {
        let secs = self.secs;
        self.done.extend(self.open.into_iter().filter_map(|open| open.close(secs)));
        self.done.sort_by_key(|track| track.first);
        self.done
    }
}

impl Open {
    fn new(first: usize, number: usize, detection: &Detection) -> Self {
        Self {
            first,
            filters: vec![Filter::at(detection.place_m, detection.spread_m)],
            detections: vec![Some(number)],
            shirt: detection.shirt,
            shirts: (detection.shirt, 1.0),
            found: 1,
            missed: 0,
            is_believed: false,
        }
    }

    pub(crate) fn now(&self) -> &Filter {
        // There is one from the beginning on.
        &self.filters[self.filters.len() - 1]
    }

    pub(crate) fn shirt(&self) -> [f64; 3] {
        self.shirt
    }

    fn take(&mut self, detection: &Detection, number: usize) {
        if let Some(now) = self.filters.last_mut() {
            now.learn(detection.place_m, detection.spread_m);
        }
        if let Some(last) = self.detections.last_mut() {
            *last = Some(number);
        }
        for channel in 0..3 {
            self.shirt[channel] += COLOUR_CHANGE * (detection.shirt[channel] - self.shirt[channel]);
            self.shirts.0[channel] += detection.shirt[channel];
        }
        self.shirts.1 += 1.0;
        self.found += 1;
        self.missed = 0;
        self.is_believed |= self.found >= FOUND_BEFORE;
    }

    fn stays(&self, secs: f64) -> bool {
        if !self.is_believed {
            return self.missed <= MISSED_BEFORE;
        }
        filter::number(self.missed) * secs <= HIDDEN_SECS
    }

    /// His way up to where he was last found; `None` of who was never believed.
    fn close(mut self, secs: f64) -> Option<Track> {
        if !self.is_believed {
            return None;
        }
        let found = self.filters.len() - self.missed;
        self.filters.truncate(found);
        self.detections.truncate(found);
        let places = smoothed(&self.filters, secs)
            .zip(self.detections)
            .map(|((place_m, spread_m), detection)| Place { place_m, spread_m, detection });
        Some(Track {
            first: self.first,
            places: places.collect(),
            shirt: self.shirts.0.map(|sum| sum / self.shirts.1),
        })
    }
}
