//! Velocities as databallpy 0.8.1 computes them, for who compares figures of the two: central differences,
//! a cap, a short filter, two decimals.

use super::FASTEST_STEP_MPS;

/// Weights of a Savitzky-Golay filter of order 2 over 7 places: the smoothed value at each of them.
/// Row `r` gives the value at place `r` of the window (Savitzky and Golay 1964, in 42nds).
const ORDER_2_OF_7: [[f64; 7]; 7] = [
    [32.0, 15.0, 3.0, -4.0, -6.0, -3.0, 5.0],
    [15.0, 12.0, 9.0, 6.0, 3.0, 0.0, -3.0],
    [3.0, 9.0, 12.0, 12.0, 9.0, 3.0, -6.0],
    [-4.0, 6.0, 12.0, 14.0, 12.0, 6.0, -4.0],
    [-6.0, 3.0, 9.0, 12.0, 12.0, 9.0, 3.0],
    [-3.0, 0.0, 3.0, 6.0, 9.0, 12.0, 15.0],
    [5.0, -3.0, -6.0, -4.0, 3.0, 15.0, 32.0],
];

/// Velocities in databallpy's way.
#[derive(Clone, Debug, PartialEq)]
pub struct CompatibleMotion {
    /// Velocity along the pitch, m/s, to two decimals.
    pub vx_mps: Vec<f64>,
    /// Velocity across it.
    pub vy_mps: Vec<f64>,
    rate_hz: f64,
}

/// Velocities in databallpy's way, of an unbroken path: it knows no gaps.
///
/// # Shape and units
/// A velocity for each place, m/s; at least seven places in metres, `rate_hz` of them a second.
///
/// # Panics
/// There are fewer than seven places, or not as many x as y.
pub fn compatible_motion(x_m: &[f64], y_m: &[f64], rate_hz: f64) -> CompatibleMotion {
    assert_eq!(x_m.len(), y_m.len(), "a path has as many x as y");
    let (mut vx, mut vy) = (differences(x_m, rate_hz), differences(y_m, rate_hz));
    for (vx, vy) in vx.iter_mut().zip(&mut vy) {
        let speed = vx.hypot(*vy);
        if speed > FASTEST_STEP_MPS {
            *vx *= FASTEST_STEP_MPS / speed;
            *vy *= FASTEST_STEP_MPS / speed;
        }
    }
    CompatibleMotion { vx_mps: rounded(&vx), vy_mps: rounded(&vy), rate_hz }
}

impl CompatibleMotion {
    /// Speed at each place, m/s.
    pub fn speeds_mps(&self) -> impl Iterator<Item = f64> {
        self.vx_mps.iter().zip(&self.vy_mps).map(|(vx, vy)| vx.hypot(*vy))
    }

    /// Metres covered at speeds from `least` to `most`, both included: who runs exactly at the edge of two
    /// zones counts in both, as in databallpy.
    pub fn distance_m(&self, least: f64, most: f64) -> f64 {
        self.speeds_mps().filter(|speed| (least..=most).contains(speed)).sum::<f64>() / self.rate_hz
    }
}

/// Central differences, one-sided at the ends, of at least two values: their derivative by seconds.
pub(crate) fn differences(places: &[f64], rate_hz: f64) -> Vec<f64> {
    let last = places.len() - 1;
    (0..places.len())
        .map(|place| match place {
            0 => (places[1] - places[0]) * rate_hz,
            _ if place == last => (places[last] - places[last - 1]) * rate_hz,
            _ => (places[place + 1] - places[place - 1]) * rate_hz / 2.0,
        })
        .collect()
}

/// Smoothed, to two decimals.
fn rounded(values: &[f64]) -> Vec<f64> {
    order_2_of_7(values).iter().map(|value| (value * 100.0).round() / 100.0).collect()
}

/// A Savitzky-Golay filter of order 2 over 7 places, of at least so many values.
pub(crate) fn order_2_of_7(values: &[f64]) -> Vec<f64> {
    let windows = values.len() - 7;
    (0..values.len())
        .map(|place| {
            // The window around the place, or the outermost one.
            let start = place.saturating_sub(3).min(windows);
            let weights = ORDER_2_OF_7[place - start];
            let sum: f64 = values[start..].iter().zip(weights).map(|(value, w)| value * w).sum();
            sum / 42.0
        })
        .collect()
}
