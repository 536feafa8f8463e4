//! From clicked marks to a camera, and how well they agree.

use nalgebra::{Matrix3, SMatrix, SVector};
use serde::{Deserialize, Serialize};

use crate::{Camera, lens::Lens, plane::Plane, plane_of_picture};

/// Marks that the bending of the lens is learned from at least: two more than the plane needs.
const LENS_MARKS: usize = 6;
/// Steps of the search; it ends sooner when nothing changes any more.
const MOST_STEPS: usize = 60;
/// The nine numbers of the plane, and the lens.
const UNKNOWNS: usize = 10;
/// Marks that one of them can be doubted among: without it there is still one more than needed.
const DOUBTED_AMONG: usize = 6;
/// Below this, marks agree as well as people click, pixels.
const CLICKED_WELL_PX: f64 = 2.0;
/// A step of the numeric derivative.
const NUDGE: f64 = 1e-7;

/// A mark as a person showed it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Click {
    /// Where it is, metres from the centre spot.
    pub place_m: [f64; 2],
    /// The pixel that shows it.
    pub pixel: [f64; 2],
}

/// How far a click is from where the camera shows its mark.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Residual {
    /// In the picture.
    pub pixels: f64,
    /// On the ground; infinite where the click is above the horizon.
    pub metres: f64,
}

/// A camera, and what its clicks say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// The camera.
    pub camera: Camera,
    /// One for each click, in their order.
    pub residuals: Vec<Residual>,
    /// The click without which the others agree much better: probably another mark was meant. It need not be the one
    /// with the largest residual, since a camera bends towards a mark at the edge.
    pub doubted: Option<usize>,
}

/// Why clicks make no camera.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCalibrated {
    /// Four marks are needed.
    #[error("{given} of at least 4 marks are set")]
    TooFew {
        /// So many are there.
        given: usize,
    },
    /// A place or a pixel is not a number.
    #[error("mark {} has no place in the picture", place + 1)]
    NotANumber {
        /// Which click, counted from nought.
        place: usize,
    },
    /// The picture has no size.
    #[error("the picture has no pixels")]
    NoPicture,
    /// Marks on one line, or on one point, tell nothing of the ground beside it.
    #[error("all marks but one are on one line: set one that is off it")]
    OneLine,
    /// The picture is turned inside out: two marks are exchanged, or left and right are.
    #[error(
        "the marks are those of a mirror image: left and right, or far and near, are exchanged"
    )]
    Mirrored,
}

impl Calibration {
    /// Root of the mean squared distance in the picture, pixels. Nought with four marks, whatever they are: nothing is
    /// left to disagree.
    pub fn rms_px(&self) -> f64 {
        rms_px(&self.residuals)
    }

    /// The same on the ground, metres.
    pub fn rms_m(&self) -> f64 {
        rms(self.residuals.iter().map(|residual| residual.metres))
    }
}

fn rms_px(residuals: &[Residual]) -> f64 {
    rms(residuals.iter().map(|residual| residual.pixels))
}

fn rms(distances: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) =
        distances.fold((0.0, 0.0), |(sum, count), it: f64| (it.mul_add(it, sum), count + 1.0));
    if count > 0.0 { f64::sqrt(sum / count) } else { 0.0 }
}

/// Learns the camera that shows each mark where it was clicked, as nearly as possible. With `with_lens` and six marks
/// or more, the bending of its lens as well.
///
/// # Errors
/// The clicks do not tell: see [`NotCalibrated`].
pub fn calibrate(
    size_px: [u32; 2],
    clicks: &[Click],
    with_lens: bool,
) -> Result<Calibration, NotCalibrated> {
    if size_px.contains(&0) {
        return Err(NotCalibrated::NoPicture);
    }
    if clicks.len() < 4 {
        return Err(NotCalibrated::TooFew { given: clicks.len() });
    }
    let is_number =
        |click: &Click| click.place_m.iter().chain(&click.pixel).all(|number| number.is_finite());
    if let Some(place) = clicks.iter().position(|click| !is_number(click)) {
        return Err(NotCalibrated::NotANumber { place });
    }
    if is_one_line(clicks) {
        return Err(NotCalibrated::OneLine);
    }
    let camera = fit(size_px, clicks, with_lens).ok_or(NotCalibrated::OneLine)?;
    if camera.plane.is_mirrored() {
        return Err(NotCalibrated::Mirrored);
    }
    let residuals = residuals(&camera, clicks);
    let doubted = doubted(size_px, clicks, with_lens, rms_px(&residuals));
    Ok(Calibration { camera, residuals, doubted })
}

/// The camera of these clicks; `None` where they do not tell.
fn fit(size_px: [u32; 2], clicks: &[Click], with_lens: bool) -> Option<Camera> {
    let pairs: Vec<_> = clicks
        .iter()
        .map(|click| (click.place_m, plane_of_picture(size_px, click.pixel)))
        .collect();
    let lens_is_told = with_lens && clicks.len() >= LENS_MARKS;
    let (plane, lens) = refine(Plane::fit(&pairs)?, &pairs, lens_is_told);
    Some(Camera { size_px, plane, lens })
}

/// The click without which the others agree more than twice as well.
fn doubted(size_px: [u32; 2], clicks: &[Click], with_lens: bool, rms: f64) -> Option<usize> {
    if clicks.len() < DOUBTED_AMONG || rms < CLICKED_WELL_PX {
        return None;
    }
    let without = |place: usize| {
        let mut others = clicks.to_vec();
        others.remove(place);
        let camera = fit(size_px, &others, with_lens)?;
        Some((place, rms_px(&residuals(&camera, &others))))
    };
    let (place, rest) = (0..clicks.len()).filter_map(without).min_by(|a, b| a.1.total_cmp(&b.1))?;
    (rest < rms / 2.0).then_some(place)
}

/// Whether all marks but one are on one line of the ground.
fn is_one_line(clicks: &[Click]) -> bool {
    let off_line = |a: &Click, b: &Click, c: &Click| {
        let [[ax, ay], [bx, by], [cx, cy]] = [a, b, c].map(|click| click.place_m);
        ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)).abs() > 1e-6
    };
    // Four marks of which no three are on one line.
    let places: Vec<&Click> = clicks.iter().collect();
    for (i, a) in places.iter().enumerate() {
        for (j, b) in places.iter().enumerate().skip(i + 1) {
            for (k, c) in places.iter().enumerate().skip(j + 1) {
                if !off_line(a, b, c) {
                    continue;
                }
                for d in places.iter().skip(k + 1) {
                    if off_line(a, b, d) && off_line(a, c, d) && off_line(b, c, d) {
                        return false;
                    }
                }
            }
        }
    }
    true
}

fn residuals(camera: &Camera, clicks: &[Click]) -> Vec<Residual> {
    let far = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]);
    let residual = |click: &Click| {
        let (pixel, place) = (camera.pixel(click.place_m), camera.place(click.pixel));
        let pixels = pixel.map_or(f64::INFINITY, |pixel| far(pixel, click.pixel));
        let metres = place.map_or(f64::INFINITY, |place| far(place, click.place_m));
        Residual { pixels, metres }
    };
    clicks.iter().map(residual).collect()
}

/// Levenberg and Marquardt's search for the least squared distance in the picture, from the plane that the algebra
/// gave.
fn refine(plane: Plane, pairs: &[([f64; 2], [f64; 2])], with_lens: bool) -> (Plane, Lens) {
    let mut best = (plane, Lens::default());
    let Some(mut errors) = errors(&best, pairs) else { return best };
    let mut cost = square(&errors);
    let mut damping = 1e-3;
    let unknowns = if with_lens { UNKNOWNS } else { UNKNOWNS - 1 };
    for _ in 0..MOST_STEPS {
        let Some((normal, gradient)) = slopes(&best, &errors, pairs, unknowns) else { break };
        let mut damped = normal;
        for place in 0..UNKNOWNS {
            damped[(place, place)] += damping * (normal[(place, place)] + 1e-9);
        }
        let Some(step) = damped.cholesky().map(|it| it.solve(&gradient)) else {
            damping *= 10.0;
            continue;
        };
        let next = moved(&best, &step, pairs);
        let better = next.and_then(|next| {
            let errors = self::errors(&next, pairs)?;
            let cost_of_next = square(&errors);
            (cost_of_next < cost).then_some((next, errors, cost_of_next))
        });
        let Some((next, next_errors, next_cost)) = better else {
            damping *= 10.0;
            if damping > 1e12 {
                break;
            }
            continue;
        };
        let gained = cost - next_cost;
        (best, errors, cost) = (next, next_errors, next_cost);
        damping = (damping / 10.0).max(1e-12);
        if gained <= cost * 1e-12 {
            break;
        }
    }
    best
}

/// The plane and the lens after a step.
fn moved(
    (plane, lens): &(Plane, Lens),
    step: &SVector<f64, UNKNOWNS>,
    pairs: &[([f64; 2], [f64; 2])],
) -> Option<(Plane, Lens)> {
    let by = Matrix3::from_row_slice(&step.as_slice()[..9]);
    let plane = Plane::in_front(plane.matrix + by, pairs)?;
    Some((plane, Lens { k: lens.k + step[9] }))
}

/// How far each mark is from its click in the plane of the picture, to the right and up.
fn errors((plane, lens): &(Plane, Lens), pairs: &[([f64; 2], [f64; 2])]) -> Option<Vec<[f64; 2]>> {
    pairs
        .iter()
        .map(|(place, point)| {
            let shown = lens.bend(plane.to_picture(*place)?)?;
            Some([shown[0] - point[0], shown[1] - point[1]])
        })
        .collect()
}

fn square(errors: &[[f64; 2]]) -> f64 {
    errors.iter().flatten().map(|error| error * error).sum()
}

/// The normal equations: products of the derivatives, and the way down.
fn slopes(
    at: &(Plane, Lens),
    errors: &[[f64; 2]],
    pairs: &[([f64; 2], [f64; 2])],
    unknowns: usize,
) -> Option<(SMatrix<f64, UNKNOWNS, UNKNOWNS>, SVector<f64, UNKNOWNS>)> {
    let mut derivatives: Vec<Vec<f64>> = Vec::with_capacity(UNKNOWNS);
    for unknown in 0..unknowns {
        let mut step = SVector::<f64, UNKNOWNS>::zeros();
        step[unknown] = NUDGE;
        let nudged = self::errors(&moved(at, &step, pairs)?, pairs)?;
        let differences = nudged.iter().flatten().zip(errors.iter().flatten());
        derivatives.push(differences.map(|(after, before)| (after - before) / NUDGE).collect());
    }
    let mut normal = SMatrix::zeros();
    let mut gradient = SVector::zeros();
    for (row, of_row) in derivatives.iter().enumerate() {
        gradient[row] =
            -of_row.iter().zip(errors.iter().flatten()).map(|(a, b)| a * b).sum::<f64>();
        for (column, of_column) in derivatives.iter().enumerate() {
            normal[(row, column)] = of_row.iter().zip(of_column).map(|(a, b)| a * b).sum::<f64>();
        }
    }
    Some((normal, gradient))
}
