//! A film of a match that never was: what a camera that stands still would show of players whose places are known to
//! the centimetre. What finds players in films is held against it.
//!
//! Pictures are red, green and blue, a byte each, row by row from the top left. The same call gives the same bytes.

mod colour;
mod figure;
mod ground;
mod noise;

pub use colour::Colour;
pub use figure::{Figure, Kit};

use football::Pitch;
use match_camera::{Camera, Pose};

/// Metres across a ball (law 2: a circumference of 68 to 70 cm).
const BALL_M: f64 = 0.22;
/// A ball is drawn at least so wide: lamps and compression spread it.
const BALL_PX: f64 = 2.0;

/// A camera and the pitch that it looks at.
#[derive(Clone, Debug)]
pub struct Film {
    camera: Camera,
    pose: Option<Pose>,
    /// The picture without players.
    ground: Vec<u8>,
    noise: f64,
}

impl Film {
    /// Draws the pitch once. `noise` is the standard deviation that each byte of a frame is off by.
    pub fn new(camera: Camera, pitch: Pitch, noise: f64) -> Self {
        let ground = ground::draw(&camera, pitch);
        let pose = camera.pose();
        Self { camera, pose, ground, noise }
    }

    /// The camera.
    pub fn camera(&self) -> &Camera {
        &self.camera
    }

    /// A picture of these people and of the ball: metres along the pitch, across it, and of its middle above the grass.
    /// Who is nearer to the camera hides who is behind him. `number` seeds the noise.
    pub fn frame(&self, number: u64, people: &[Figure], ball_m: Option<[f64; 3]>) -> Vec<u8> {
        let mut picture = self.ground.clone();
        let mut canvas = Canvas { size_px: self.camera.size_px, rgb: &mut picture };
        let mut order: Vec<&Figure> = people.iter().collect();
        order.sort_by(|a, b| self.depth(b.place_m).total_cmp(&self.depth(a.place_m)));
        let ball_depth = ball_m.map(|[x, y, _]| self.depth([x, y]));
        let mut ball_is_due = ball_m.is_some();
        for figure in order {
            if ball_is_due && ball_depth.is_some_and(|depth| depth > self.depth(figure.place_m)) {
                self.draw_ball(&mut canvas, ball_m);
                ball_is_due = false;
            }
            figure::draw(&mut canvas, &self.camera, self.pose.as_ref(), figure);
        }
        if ball_is_due {
            self.draw_ball(&mut canvas, ball_m);
        }
        noise::add(&mut picture, self.noise, number);
        picture
    }

    /// How far away a place is, in whatever unit: for the order of drawing.
    fn depth(&self, [x, y]: [f64; 2]) -> f64 {
        self.pose.map_or(0.0, |pose| {
            let [cx, cy, cz] = pose.position_m;
            ((x - cx).powi(2) + (y - cy).powi(2) + cz * cz).sqrt()
        })
    }

    fn draw_ball(&self, canvas: &mut Canvas<'_>, ball_m: Option<[f64; 3]>) {
        let Some([x, y, z]) = ball_m else { return };
        let at = match &self.pose {
            Some(pose) => self.camera.pixel_above(pose, [x, y], z),
            None => self.camera.pixel([x, y]),
        };
        let Some(at) = at else { return };
        let Some(metres) = self.camera.finest_metres_per_pixel(at) else { return };
        let radius = (BALL_M / metres).max(BALL_PX) / 2.0;
        canvas.paint(
            [at[0] - radius, at[1] - radius],
            [at[0] + radius, at[1] + radius],
            |[px, py]| ((px - at[0]).hypot(py - at[1]) <= radius).then_some(Colour::WHITE),
        );
    }
}

/// A picture that is drawn on.
pub(crate) struct Canvas<'a> {
    size_px: [u32; 2],
    rgb: &'a mut [u8],
}

impl Canvas<'_> {
    /// Paints what `colour` says within a rectangle of pixels, asked at nine points of each pixel.
    pub(crate) fn paint(
        &mut self,
        from: [f64; 2],
        to: [f64; 2],
        colour: impl Fn([f64; 2]) -> Option<Colour>,
    ) {
        let [columns, rows] = [0, 1].map(|axis| span(from[axis], to[axis], self.size_px[axis]));
        for row in rows {
            for column in columns.clone() {
                let mut sum = [0.0; 3];
                let mut covered = 0.0;
                for (right, down) in (0..9).map(|point| (point % 3, point / 3)) {
                    let point = [(column, right), (row, down)]
                        .map(|(pixel, part)| f64::from(pixel) + (f64::from(part) + 0.5) / 3.0);
                    if let Some(colour) = colour(point) {
                        covered += 1.0;
                        for (sum, part) in sum.iter_mut().zip(colour.0) {
                            *sum += f64::from(part);
                        }
                    }
                }
                if covered > 0.0 {
                    self.mix(column, row, sum.map(|sum| sum / covered), covered / 9.0);
                }
            }
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a mean of bytes is a byte"
    )]
    fn mix(&mut self, column: u32, row: u32, colour: [f64; 3], part: f64) {
        let start = (row as usize * self.size_px[0] as usize + column as usize) * 3;
        let Some(pixel) = self.rgb.get_mut(start..start + 3) else { return };
        for (byte, new) in pixel.iter_mut().zip(colour) {
            *byte = (f64::from(*byte) * (1.0 - part) + new * part).round() as u8;
        }
    }
}

/// The pixels that touch a stretch, within the picture.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the picture before"
)]
fn span(from: f64, to: f64, size: u32) -> std::ops::Range<u32> {
    let within = |value: f64| value.clamp(0.0, f64::from(size)) as u32;
    within(from.floor())..within(to.ceil())
}

#[cfg(test)]
mod tests;
