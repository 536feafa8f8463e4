//! Velocity and acceleration from positions, aware of gaps.
//!
//! A period is differentiated by itself and, within it, each unbroken stay on the pitch: never across a
//! substitution, a break, or a gap of more than a second. Shorter gaps are bridged and counted, and so are
//! places that nobody could have run to.

mod compatible;
mod savitzky_golay;
mod stays;

pub use compatible::{CompatibleMotion, compatible_motion};
pub(crate) use compatible::{differences, order_2_of_7};

use self::{
    savitzky_golay::Filter,
    stays::{Stay, stays},
};

/// A gap longer than this many seconds ends a stay.
pub const LONGEST_GAP_SECS: f64 = 1.0;
/// Nobody runs faster than this, in m/s: what says so is a fault of the tracking.
pub const FASTEST_STEP_MPS: f64 = 12.0;
/// The window of the filter, in seconds.
pub const WINDOW_SECS: f64 = 1.0;
/// The degree of the filter's polynomial.
pub const FILTER_ORDER: u8 = 3;
/// Ticks that are worked on at a time: few enough for the nearest cache and for sums in single precision.
pub const BLOCK_TICKS: usize = 1024;

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

impl Quality {
    fn add(&mut self, stay: &Stay) {
        self.stays += 1;
        self.bridged += stay.bridged;
        self.replaced += stay.replaced + stay.left_out;
        self.seen += count(stay.ticks.len()) - stay.bridged + stay.left_out;
    }
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

/// Some ticks of a motion, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Block<'a> {
    /// The first of its ticks.
    pub start: usize,
    /// Velocity along the pitch, m/s.
    pub vx_mps: &'a [f32],
    /// Velocity across it.
    pub vy_mps: &'a [f32],
    /// Acceleration along the pitch, m/s².
    pub ax_mps2: &'a [f32],
    /// Acceleration across it.
    pub ay_mps2: &'a [f32],
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
    let unknown = || vec![f32::NAN; path.x_m.len()];
    let mut motion = Motion {
        vx_mps: unknown(),
        vy_mps: unknown(),
        ax_mps2: unknown(),
        ay_mps2: unknown(),
        quality: Quality::default(),
    };
    motion.quality = for_each_block(path, rate_hz, |block| {
        for (all, some) in [
            (&mut motion.vx_mps, block.vx_mps),
            (&mut motion.vy_mps, block.vy_mps),
            (&mut motion.ax_mps2, block.ax_mps2),
            (&mut motion.ay_mps2, block.ay_mps2),
        ] {
            all[block.start..block.start + some.len()].copy_from_slice(some);
        }
    });
    motion
}

/// The same as [`motion`], shown to `see` in blocks of at most [`BLOCK_TICKS`] instead of being kept: what is
/// added up as it comes stays in the nearest cache. A block lies within one stay; ticks without a velocity are
/// in none.
///
/// # Panics
/// The two slices of `path` differ in length.
pub fn for_each_block(path: Path<'_>, rate_hz: f64, mut see: impl FnMut(Block<'_>)) -> Quality {
    assert_eq!(path.x_m.len(), path.y_m.len(), "a path has as many x as y");
    let mut quality = Quality { ticks: count(path.x_m.len()), ..Quality::default() };
    let window = window_ticks(rate_hz);
    let usual = Filter::fitting(window, window, rate_hz);
    let [mut vx, mut vy, mut ax, mut ay] = [[0.0; BLOCK_TICKS]; 4];
    let (mut filled_x, mut filled_y) = (Vec::new(), Vec::new());
    for stay in stays(path, rate_hz) {
        let length = stay.ticks.len();
        quality.add(&stay);
        if length < 2 {
            continue;
        }
        let shorter = (length < window).then(|| Filter::fitting(length, window, rate_hz));
        let filter = shorter.as_ref().unwrap_or(&usual);
        let (x, y) = (stay.places(path.x_m, &mut filled_x), stay.places(path.y_m, &mut filled_y));
        for start in (0..length).step_by(BLOCK_TICKS) {
            let end = length.min(start + BLOCK_TICKS);
            let count = end - start;
            filter.derivatives(x, start..end, &mut vx[..count], &mut ax[..count]);
            filter.derivatives(y, start..end, &mut vy[..count], &mut ay[..count]);
            see(Block {
                start: stay.ticks.start + start,
                vx_mps: &vx[..count],
                vy_mps: &vy[..count],
                ax_mps2: &ax[..count],
                ay_mps2: &ay[..count],
            });
        }
    }
    quality
}

/// What [`motion`] would rest on, without computing it. `rate_hz` is ticks a second.
///
/// # Panics
/// The two slices of `path` differ in length.
pub fn quality(path: Path<'_>, rate_hz: f64) -> Quality {
    assert_eq!(path.x_m.len(), path.y_m.len(), "a path has as many x as y");
    let mut quality = Quality { ticks: count(path.x_m.len()), ..Quality::default() };
    for stay in stays(path, rate_hz) {
        quality.add(&stay);
    }
    quality
}

fn count(ticks: usize) -> u32 {
    u32::try_from(ticks).expect("a period has fewer than four billion ticks")
}

#[cfg(test)]
mod tests;
