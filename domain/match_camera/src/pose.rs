//! Where the camera stands, and how tall things are in its picture.

use nalgebra::{Matrix3, Vector3};

use crate::{
    Camera,
    plane::{METRES, Plane},
};

/// Less perspective than this over the pitch does not tell the length of the lens.
const LEAST_PERSPECTIVE: f64 = 1e-4;

/// Where a camera stands and how long its lens is, from the shape that a plane has in its picture: pixels are square and
/// the middle of the picture is that of the lens (Zhang, "A flexible new technique for camera calibration", 2000).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    /// Metres from the centre spot along the pitch, across it, and above it.
    pub position_m: [f64; 3],
    /// Focal length, of half the picture's diagonal.
    pub focal: f64,
    /// What a metre upwards adds to a point of the ground before it is divided by its depth.
    up: Vector3<f64>,
    ground: Matrix3<f64>,
}

impl Pose {
    pub(crate) fn of(plane: &Plane) -> Option<Self> {
        let ground = plane.matrix;
        let (along, across) = (ground.column(0), ground.column(1));
        // The two directions of the ground are at right angles and of one length in the world.
        let skew = [along.x * across.x + along.y * across.y, along.z * across.z];
        let stretch = [
            along.x * along.x + along.y * along.y - across.x * across.x - across.y * across.y,
            along.z * along.z - across.z * across.z,
        ];
        let scale = along.xy().norm_squared() + across.xy().norm_squared();
        let perspective = along.z.hypot(across.z) / scale.sqrt();
        if perspective < LEAST_PERSPECTIVE {
            return None;
        }
        let inverse_square = -(skew[0] * skew[1] + stretch[0] * stretch[1])
            / (skew[0] * skew[0] + stretch[0] * stretch[0]);
        if !(inverse_square.is_finite() && inverse_square > 0.0) {
            return None;
        }
        let focal = 1.0 / inverse_square.sqrt();
        let without_lens =
            |column: Vector3<f64>| Vector3::new(column.x / focal, column.y / focal, column.z);
        let [x, y, origin] =
            [0, 1, 2].map(|column| without_lens(ground.column(column).into_owned()));
        let length = f64::midpoint(x.norm(), y.norm());
        let (x, y, origin) = (x / x.norm(), y / y.norm(), origin / length);
        // Right, up and forwards are a left-handed system, so up in the world is the other way round.
        let up = -x.cross(&y).normalize();
        let position = [-x.dot(&origin), -y.dot(&origin), -up.dot(&origin)];
        let up_in_picture = Vector3::new(up.x * focal, up.y * focal, up.z) * (length / METRES);
        Some(Self {
            position_m: position.map(|metres| metres * METRES),
            focal,
            up: up_in_picture,
            ground,
        })
    }

    fn above(&self, [x, y]: [f64; 2], height_m: f64) -> Option<[f64; 2]> {
        let ground = self.ground * Vector3::new(x / METRES, y / METRES, 1.0);
        let point = ground + self.up * height_m;
        (point.z > 1e-12).then(|| [point.x / point.z, point.y / point.z])
    }
}

impl Camera {
    /// The pixel that shows what is so many metres above a place.
    pub fn pixel_above(&self, pose: &Pose, place_m: [f64; 2], height_m: f64) -> Option<[f64; 2]> {
        let ideal = pose.above(place_m, height_m)?;
        Some(self.pixel_of(self.lens.bend(ideal)?))
    }
}
