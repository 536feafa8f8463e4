//! A camera that stands still and looks at a pitch: which pixel shows which place, learned from marks that a person
//! clicks.
//!
//! Places are metres from the centre spot, x along the pitch and y across it, as everywhere. Pixels are counted from
//! the top left corner of the picture to the right and down; the middle of the first one is (0.5, 0.5).

mod calibration;
mod lens;
mod marks;
mod plane;
mod pose;

pub use calibration::{Calibration, Click, NotCalibrated, Residual, calibrate};
pub use marks::{Mark, lines, marks};
pub use pose::Pose;

use lens::Lens;
use plane::Plane;
use serde::{Deserialize, Serialize};

/// Which pixel shows which place of the ground, and how tall things are above it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Camera {
    /// Width and height of its pictures, pixels.
    pub size_px: [u32; 2],
    plane: Plane,
    lens: Lens,
}

impl Camera {
    /// The pixel that shows a place of the ground; `None` of a place behind the camera, or beyond what its lens can
    /// show.
    pub fn pixel(&self, place_m: [f64; 2]) -> Option<[f64; 2]> {
        let ideal = self.plane.to_picture(place_m)?;
        Some(self.pixel_of(self.lens.bend(ideal)?))
    }

    /// The place of the ground that a pixel shows; `None` above the horizon.
    pub fn place(&self, pixel: [f64; 2]) -> Option<[f64; 2]> {
        self.plane.to_ground(self.lens.straighten(self.to_picture(pixel)))
    }

    /// Where the camera stands. `None` where the picture does not tell: that of a camera which looks straight down
    /// has no perspective.
    pub fn pose(&self) -> Option<Pose> {
        Pose::of(&self.plane)
    }

    /// How far the ground moves under a pixel that is moved by one, metres: the worst direction.
    pub fn metres_per_pixel(&self, pixel: [f64; 2]) -> Option<f64> {
        let [right, down] = self.steps_m(pixel)?;
        Some(right.max(down))
    }

    /// The same for the best direction, in which the ground is not foreshortened: what stands there is as large.
    pub fn finest_metres_per_pixel(&self, pixel: [f64; 2]) -> Option<f64> {
        let [right, down] = self.steps_m(pixel)?;
        Some(right.min(down))
    }

    /// How far the ground moves under a pixel that is moved by one to the right, and down.
    fn steps_m(&self, pixel: [f64; 2]) -> Option<[f64; 2]> {
        let here = self.place(pixel)?;
        let step = |dx: f64, dy: f64| {
            let there = self.place([pixel[0] + dx, pixel[1] + dy])?;
            Some((there[0] - here[0]).hypot(there[1] - here[1]))
        };
        Some([step(1.0, 0.0)?, step(0.0, 1.0)?])
    }

    /// Whether the picture has such a pixel.
    pub fn sees(&self, pixel: [f64; 2]) -> bool {
        (0..2).all(|axis| (0.0..=f64::from(self.size_px[axis])).contains(&pixel[axis]))
    }

    /// From pixels to the plane of the picture: its middle is the origin, half its diagonal is one, y goes up.
    fn to_picture(&self, pixel: [f64; 2]) -> [f64; 2] {
        plane_of_picture(self.size_px, pixel)
    }

    fn pixel_of(&self, point: [f64; 2]) -> [f64; 2] {
        let [width, height] = self.size_px.map(f64::from);
        let half = width.hypot(height) / 2.0;
        [point[0] * half + width / 2.0, height / 2.0 - point[1] * half]
    }
}

/// From pixels of a picture of this size to its plane.
fn plane_of_picture(size_px: [u32; 2], pixel: [f64; 2]) -> [f64; 2] {
    let [width, height] = size_px.map(f64::from);
    let half = (width.hypot(height) / 2.0).max(f64::MIN_POSITIVE);
    [(pixel[0] - width / 2.0) / half, (height / 2.0 - pixel[1]) / half]
}

#[cfg(test)]
mod tests;
