//! The map from the ground to a picture without distortion: a homography.

use nalgebra::{Matrix3, SMatrix, SymmetricEigen, Vector3};
use serde::{Deserialize, Serialize};

/// Metres that are one, so that numbers of the ground and of the picture are alike (Hartley, "In defense of the
/// eight-point algorithm", 1997).
pub(crate) const METRES: f64 = 50.0;

/// Less than this part of the next kind of freedom is none: the points lie on one line, or are the same.
const LEAST_FREEDOM: f64 = 1e-9;

/// A homography from the ground to the plane of the picture. Depth is positive in front of the camera.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f64; 9]", into = "[f64; 9]")]
pub(crate) struct Plane {
    pub(crate) matrix: Matrix3<f64>,
    inverse: Matrix3<f64>,
}

impl From<[f64; 9]> for Plane {
    fn from(rows: [f64; 9]) -> Self {
        let matrix = Matrix3::from_row_slice(&rows);
        Self { matrix, inverse: matrix.try_inverse().unwrap_or_else(Matrix3::zeros) }
    }
}

impl From<Plane> for [f64; 9] {
    fn from(plane: Plane) -> Self {
        let transposed = plane.matrix.transpose();
        let mut rows = [0.0; 9];
        rows.copy_from_slice(transposed.as_slice());
        rows
    }
}

impl Plane {
    /// From the ground, metres, to the picture.
    pub(crate) fn to_picture(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        let point = self.matrix * Vector3::new(x / METRES, y / METRES, 1.0);
        (point.z > 1e-12).then(|| [point.x / point.z, point.y / point.z])
    }

    /// From the picture to the ground, metres.
    pub(crate) fn to_ground(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        let point = self.inverse * Vector3::new(x, y, 1.0);
        // The scale of the way back is one over the depth.
        (point.z > 1e-12).then(|| [point.x / point.z * METRES, point.y / point.z * METRES])
    }

    /// The plane that fits pairs of a place, metres, and a point of the picture best, by their algebraic distance.
    /// `None` if they do not tell: fewer than four, or all but one on one line.
    pub(crate) fn fit(pairs: &[([f64; 2], [f64; 2])]) -> Option<Self> {
        if pairs.len() < 4 {
            return None;
        }
        let mut normal = SMatrix::<f64, 9, 9>::zeros();
        for ([x, y], [u, v]) in pairs {
            let (x, y) = (x / METRES, y / METRES);
            for row in [
                [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, -u],
                [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, -v],
            ] {
                let row = SMatrix::<f64, 9, 1>::from_row_slice(&row);
                normal += row * row.transpose();
            }
        }
        let eigen = SymmetricEigen::new(normal);
        let mut order: Vec<usize> = (0..9).collect();
        order.sort_by(|a, b| eigen.eigenvalues[*a].total_cmp(&eigen.eigenvalues[*b]));
        let [least, next, most] =
            [order[0], order[1], order[8]].map(|place| (place, eigen.eigenvalues[place]));
        if next.1 <= most.1 * LEAST_FREEDOM {
            return None;
        }
        let column = eigen.eigenvectors.column(least.0);
        Self::in_front(Matrix3::from_row_slice(column.as_slice()), pairs)
    }

    /// A map whose marks are in front of the camera. `None` if it has no way back, or the marks are on both sides.
    pub(crate) fn in_front(matrix: Matrix3<f64>, pairs: &[([f64; 2], [f64; 2])]) -> Option<Self> {
        let matrix = matrix / matrix.norm();
        let depth = |[x, y]: [f64; 2]| (matrix * Vector3::new(x / METRES, y / METRES, 1.0)).z;
        let front = pairs.iter().filter(|(place, _)| depth(*place) > 0.0).count();
        let matrix = match front {
            0 => -matrix,
            all if all == pairs.len() => matrix,
            _ => return None,
        };
        let inverse = matrix.try_inverse()?;
        (matrix.determinant().abs() > 1e-12).then_some(Self { matrix, inverse })
    }

    /// Whether the picture is a mirror image of the ground as a camera above it sees it.
    pub(crate) fn is_mirrored(&self) -> bool {
        self.matrix.determinant() < 0.0
    }
}
