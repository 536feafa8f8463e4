//! What a lens does to straight lines.

use serde::{Deserialize, Serialize};

/// Radial distortion by the division model: a point of the picture at radius r from its middle would be at
/// r / (1 + k r²) through a lens that bends nothing. Fitzgibbon, "Simultaneous linear estimation of multiple view
/// geometry and lens distortion", CVPR 2001.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Lens {
    /// Negative where lines bulge outwards (barrel), as with most wide lenses; radii are of half the diagonal.
    pub(crate) k: f64,
}

impl Lens {
    /// Where a point of the picture would be without the lens.
    pub(crate) fn straighten(self, [x, y]: [f64; 2]) -> [f64; 2] {
        let by = 1.0 + self.k * (x * x + y * y);
        [x / by, y / by]
    }

    /// Where the lens shows a point; `None` beyond the edge of what it can show.
    pub(crate) fn bend(self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        let straight = x.hypot(y);
        // The smaller root of k r' r² - r + r' = 0, in the form that does not divide by a small k.
        let under_root = 1.0 - 4.0 * self.k * straight * straight;
        let by = 2.0 / (1.0 + (under_root >= 0.0).then(|| under_root.sqrt())?);
        Some([x * by, y * by])
    }
}
