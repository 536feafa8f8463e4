//! What a camera sees of the pitch, and how large people are there.

use football::Pitch;
use match_camera::{Camera, Pose, lines};

/// People are looked for so far outside of the lines, metres: who takes a corner, and the assistant referee.
const MARGIN_M: f64 = 3.0;
/// Half of the ground that a line is allowed to take, metres and pixels: the larger counts.
const LINE_M: f64 = 0.25;
const LINE_PX: f64 = 2.0;
/// How tall a person is when nobody knows, metres.
const PERSON_M: f64 = 1.8;
/// How high the middle of somebody's pixels is, of his height.
const MIDDLE: f64 = 0.523;
/// What somebody fills of the square of his height.
const FILLS: f64 = 0.185;
/// What somebody seen from above fills of the square around his shoulders.
const FILLS_FROM_ABOVE: f64 = 0.785;
/// Across a person seen from above, metres.
const SHOULDERS_M: f64 = 0.6;

/// What a pixel shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shows {
    /// Nothing of the pitch, and nobody who stands on it.
    Nothing,
    /// Grass, or somebody in front of what is behind the pitch.
    Pitch,
    /// A line, or somebody in front of it.
    Line,
}

/// The camera and its pixels.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    pub(crate) camera: Camera,
    pub(crate) pose: Option<Pose>,
    pub(crate) size_px: [usize; 2],
    pub(crate) shows: Vec<Shows>,
    half_m: [f64; 2],
    /// How large people are in this film, beside what they would be: from 1, as [`Ground::mass_of_one`] counts.
    pub(crate) typical: f64,
}

impl Ground {
    /// `None` if no pixel shows the pitch.
    pub(crate) fn new(camera: Camera, pitch: Pitch) -> Option<Self> {
        let size_px = camera.size_px.map(|side| side as usize);
        let half_m = [pitch.length_m / 2.0, pitch.width_m / 2.0];
        let pose = camera.pose();
        let shows = vec![Shows::Nothing; size_px[0] * size_px[1]];
        let mut ground = Self { camera, pose, size_px, shows, half_m, typical: 1.0 };
        let mut seen = false;
        for (row, y) in (0..size_px[1]).zip(middles()) {
            for (column, x) in (0..size_px[0]).zip(middles()) {
                if ground.is_pitch([x, y]) {
                    ground.shows[row * size_px[0] + column] = Shows::Pitch;
                    seen = true;
                }
            }
        }
        if !seen {
            return None;
        }
        ground.add_room_for_heads();
        ground.mark_lines(pitch);
        Some(ground)
    }

    fn is_pitch(&self, pixel: [f64; 2]) -> bool {
        self.camera.place(pixel).is_some_and(|place| self.is_near(place))
    }

    /// Whether a place is on the pitch or beside it.
    pub(crate) fn is_near(&self, place_m: [f64; 2]) -> bool {
        (0..2).all(|axis| place_m[axis].abs() <= self.half_m[axis] + MARGIN_M)
    }

    /// Who stands at the far edge is seen in front of what is behind it.
    fn add_room_for_heads(&mut self) {
        let [columns, rows] = self.size_px;
        for (column, x) in (0..columns).zip(middles()) {
            let is_pitch =
                |shows: &[Shows], row: usize| shows[row * columns + column] == Shows::Pitch;
            let Some(top) = (0..rows).find(|row| is_pitch(&self.shows, *row)) else { continue };
            let Some(y) = middles().nth(top) else { continue };
            let tall = self.person_px([x, y]).map_or(0.0, |[_, tall]| tall * 1.1);
            for row in (0..top).rev().zip(middles()).take_while(|(_, up)| *up < tall).map(|it| it.0)
            {
                self.shows[row * columns + column] = Shows::Pitch;
            }
        }
    }

    fn mark_lines(&mut self, pitch: Pitch) {
        for line in lines(pitch) {
            for pair in line.windows(2) {
                // A step is two metres: enough points that they touch each other.
                for step in 0..40_u8 {
                    let part = f64::from(step) / 40.0;
                    let place =
                        [0, 1].map(|axis| pair[0][axis] + (pair[1][axis] - pair[0][axis]) * part);
                    self.mark_line(place);
                }
            }
        }
    }

    fn mark_line(&mut self, place: [f64; 2]) {
        let Some(pixel) = self.camera.pixel(place) else { return };
        let Some(metres) = self.camera.finest_metres_per_pixel(pixel) else { return };
        let half = (LINE_M / metres).max(LINE_PX);
        let [columns, rows] =
            [0, 1].map(|axis| span(pixel[axis] - half, pixel[axis] + half, self.size_px[axis]));
        for row in rows {
            for column in columns.clone() {
                let shows = &mut self.shows[row * self.size_px[0] + column];
                if *shows == Shows::Pitch {
                    *shows = Shows::Line;
                }
            }
        }
    }

    /// Width and height in the picture of somebody whose feet are at a pixel. Seen from above there is no height.
    pub(crate) fn person_px(&self, foot: [f64; 2]) -> Option<[f64; 2]> {
        let place = self.camera.place(foot)?;
        let Some(pose) = &self.pose else {
            let across =
                SHOULDERS_M / self.camera.finest_metres_per_pixel(foot)? * self.typical.sqrt();
            return Some([across; 2]);
        };
        let head = self.camera.pixel_above(pose, place, PERSON_M)?;
        let tall = (head[0] - foot[0]).hypot(head[1] - foot[1]);
        Some([tall * 0.42, tall])
    }

    /// The pixel in the middle of somebody who stands at a place.
    pub(crate) fn middle_of(&self, place_m: [f64; 2]) -> Option<[f64; 2]> {
        match &self.pose {
            Some(pose) => self.camera.pixel_above(pose, place_m, PERSON_M * MIDDLE),
            None => self.camera.pixel(place_m),
        }
    }

    /// What somebody whose feet are there would have of pixels that differ.
    pub(crate) fn mass_of_one(&self, foot: [f64; 2]) -> Option<f64> {
        let [across, tall] = self.person_px(foot)?;
        Some(match self.pose {
            Some(_) => FILLS * tall * tall * self.typical,
            None => FILLS_FROM_ABOVE * across * across,
        })
    }
}

/// The middles of pixels.
pub(crate) fn middles() -> impl Iterator<Item = f64> {
    std::iter::successors(Some(0.5), |middle| Some(middle + 1.0))
}

/// The pixels that touch a stretch, within so many.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "clamped to the picture before"
)]
pub(crate) fn span(from: f64, to: f64, size: usize) -> std::ops::Range<usize> {
    let within = |value: f64| value.clamp(0.0, size as f64) as usize;
    within(from.floor())..within(to.ceil())
}
