//! Velocity and acceleration from positions, aware of gaps.
//!
//! A period is differentiated by itself and, within it, each unbroken stay on the pitch: never across a
//! substitution, a break, or a gap of more than a second. Shorter gaps are bridged and counted, and so are
//! places that nobody could have run to.

mod compatible;
mod savitzky_golay;
mod stays;

pub use compatible::{CompatibleMotion, compatible_motion};

use self::{savitzky_golay::derivatives, stays::stays};

/// A gap longer than this many seconds ends a stay.
pub const LONGEST_GAP_SECS: f64 = 1.0;
/// Nobody runs faster than this, in m/s: what says so is a fault of the tracking.
pub const FASTEST_STEP_MPS: f64 = 12.0;
/// The window of the filter, in seconds.
pub const WINDOW_SECS: f64 = 1.0;

/// One player's way through one period: a place for each tick of the provider's clock, NaN where he was not
/// seen. Both slices are of one length.
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    /// Metres along the pitch.
    pub x_m: &'a [f32],
    /// Metres across it.
    pub y_m: &'a [f32],
}

/// How a player moved in one period, tick by tick. NaN where he was not on the pitch, or seen only once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Motion {
    /// Velocity along the pitch, m/s.
    pub vx_mps: Vec<f32>,
    /// Velocity across it, m/s.
    pub vy_mps: Vec<f32>,
    /// Acceleration along the pitch, m/s².
    pub ax_mps2: Vec<f32>,
    /// Acceleration across it, m/s².
    pub ay_mps2: Vec<f32>,
    /// What the figures rest on.
    pub quality: Quality,
}

impl Motion {
    /// Speed at `tick`, m/s; NaN where it is not known.
    pub fn speed_mps(&self, tick: usize) -> f32 {
        self.vx_mps[tick].hypot(self.vy_mps[tick])
    }

    /// Number of ticks.
    pub fn len(&self) -> usize {
        self.vx_mps.len()
    }

    /// Whether the period has no tick.
    pub fn is_empty(&self) -> bool {
        self.vx_mps.is_empty()
    }
}

/// What a player's figures of one period rest on. Counts of ticks, save for the stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// Ticks of the period.
    pub ticks: u32,
    /// Ticks at which he was seen.
    pub seen: u32,
    /// Ticks bridged within a stay, because he was not seen.
    pub bridged: u32,
    /// Ticks at which he was seen where he cannot have been: bridged, or left out at the end of a stay.
    pub replaced: u32,
    /// Unbroken stays on the pitch.
    pub stays: u32,
}

impl std::ops::AddAssign for Quality {
    fn add_assign(&mut self, other: Self) {
        self.ticks += other.ticks;
        self.seen += other.seen;
        self.bridged += other.bridged;
        self.replaced += other.replaced;
        self.stays += other.stays;
    }
}

/// The filter's window at `rate_hz`: the odd number of ticks nearest to [`WINDOW_SECS`], the larger of two.
pub fn window_ticks(rate_hz: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rate is some tens of ticks a second"
    )]
    let half = (rate_hz * WINDOW_SECS / 2.0).floor() as usize;
    2 * half + 1
}

/// How a player moved, from where he was: the derivatives of a Savitzky-Golay filter of order 3 over one
/// second. Exact for places on a cubic of time, at the ends of a stay too. A stay shorter than the window
/// takes the largest odd window that fits.
///
/// # Shape and units
/// A velocity and an acceleration for each tick of `path`, m/s and m/s²; `rate_hz` is ticks a second.
///
/// # Panics
/// The two slices of `path` differ in length.
pub fn motion(path: Path<'_>, rate_hz: f64) -> Motion {
    assert_eq!(path.x_m.len(), path.y_m.len(), "a path has as many x as y");
    let ticks = path.x_m.len();
    let unknown = || vec![f32::NAN; ticks];
    let mut motion = Motion {
        vx_mps: unknown(),
        vy_mps: unknown(),
        ax_mps2: unknown(),
        ay_mps2: unknown(),
        quality: Quality { ticks: count(ticks), ..Quality::default() },
    };
    let window = window_ticks(rate_hz);
    for stay in stays(path, rate_hz) {
        let quality = &mut motion.quality;
        quality.stays += 1;
        quality.bridged += stay.bridged;
        quality.replaced += stay.replaced + stay.left_out;
        quality.seen += count(stay.x.len()) - stay.bridged + stay.left_out;
        let range = stay.start..stay.start + stay.x.len();
        for (places, v, a) in [
            (&stay.x, &mut motion.vx_mps[range.clone()], &mut motion.ax_mps2[range.clone()]),
            (&stay.y, &mut motion.vy_mps[range.clone()], &mut motion.ay_mps2[range]),
        ] {
            derivatives(places, window, rate_hz, v, a);
        }
    }
    motion
}

fn count(ticks: usize) -> u32 {
    u32::try_from(ticks).expect("a period has fewer than four billion ticks")
}

#[cfg(test)]
mod tests;
