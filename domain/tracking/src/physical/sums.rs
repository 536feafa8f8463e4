//! What blocks of a motion add up to, in one pass over each.

use super::{
    ACCELERATION_ZONES_MPS2, Physical, SPEED_ZONES_MPS, SPRINT_MPS, SPRINT_SECS, STANDING_MPS,
    metabolic_power_w_per_kg,
};
use crate::motion::{BLOCK_TICKS, Block, Quality};

/// Ticks that are worked on together: processors do eight as fast as one.
const LANES: usize = 8;
const ONES: [f32; BLOCK_TICKS] = [1.0; BLOCK_TICKS];

/// Sums over ticks, of which each zone has what is at or above its beginning.
pub(super) struct Sums {
    rate_hz: f64,
    sum: Physical,
    runs: Runs,
    /// The tick after the last one.
    next: usize,
    parts: Parts,
}

/// A block's figures, tick by tick; NaN where the player was not seen.
struct Parts {
    /// m/s
    speeds: [f32; BLOCK_TICKS],
    /// By how much he gets faster, m/s²: the share of his acceleration that goes along his run.
    along: [f32; BLOCK_TICKS],
    /// W for each kg.
    powers: [f32; BLOCK_TICKS],
}

impl Sums {
    pub(super) fn at(rate_hz: f64) -> Self {
        let nothing = [0.0; BLOCK_TICKS];
        Self {
            rate_hz,
            sum: Physical::default(),
            runs: Runs::lasting(SPRINT_SECS * rate_hz),
            next: 0,
            parts: Parts { speeds: nothing, along: nothing, powers: nothing },
        }
    }

    /// Adds the next block.
    pub(super) fn add(&mut self, block: Block<'_>) {
        let count = block.vx_mps.len();
        self.parts.set(block);
        let (speeds, along) = (&self.parts.speeds[..count], &self.parts.along[..count]);
        let (powers, ones) = (&self.parts.powers[..count], &ONES[..count]);
        let top = highest(speeds);
        for (zone, begin) in SPEED_ZONES_MPS.into_iter().enumerate() {
            // Most blocks have no sprint.
            if begin <= top {
                self.sum.zone_m[zone] += sum_where(speeds, begin, speeds);
            }
        }
        let hardest = highest(along);
        for (zone, begin) in ACCELERATION_ZONES_MPS2.into_iter().enumerate() {
            if begin <= hardest {
                self.sum.acceleration_zone_secs[zone] += sum_where(along, begin, ones);
            }
        }
        self.sum.energy_j_per_kg += sum_where(speeds, f32::NEG_INFINITY, powers);
        self.sum.top_speed_mps = self.sum.top_speed_mps.max(top.into());
        if block.start != self.next {
            self.runs.stop();
        }
        self.next = block.start + count;
        self.runs.go_on(speeds, top);
    }

    pub(super) fn total(mut self, quality: Quality) -> Physical {
        let mut sum = Physical { quality, sprints: self.runs.end(), ..self.sum };
        for zones in [&mut sum.zone_m, &mut sum.acceleration_zone_secs] {
            for zone in 0..zones.len() {
                let above = zones.get(zone + 1).copied().unwrap_or_default();
                zones[zone] = (zones[zone] - above) / self.rate_hz;
            }
        }
        sum.energy_j_per_kg /= self.rate_hz;
        sum.distance_m = sum.zone_m.iter().sum();
        sum.known_secs = sum.acceleration_zone_secs.iter().sum();
        sum
    }
}

impl Parts {
    fn set(&mut self, block: Block<'_>) {
        let count = block.vx_mps.len();
        let (vx, vy) = (block.vx_mps, &block.vy_mps[..count]);
        let (ax, ay) = (&block.ax_mps2[..count], &block.ay_mps2[..count]);
        let (speeds, along) = (&mut self.speeds[..count], &mut self.along[..count]);
        let powers = &mut self.powers[..count];
        for tick in 0..count {
            let speed = (vx[tick] * vx[tick] + vy[tick] * vy[tick]).sqrt();
            let faster = (ax[tick] * vx[tick] + ay[tick] * vy[tick]) / speed;
            let faster = if speed < STANDING_MPS { 0.0 } else { faster };
            speeds[tick] = speed;
            along[tick] = faster;
            powers[tick] = metabolic_power_w_per_kg(speed, faster);
        }
    }
}

/// The highest of the values that are known; below all numbers where none is.
fn highest(values: &[f32]) -> f32 {
    // Not `f32::max`, which takes care of what is not known at a price: comparing skips it too.
    let higher = |a: f32, b: f32| if b > a { b } else { a };
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut tops = [f32::NEG_INFINITY; LANES];
    for chunk in chunks {
        for lane in 0..LANES {
            tops[lane] = higher(tops[lane], chunk[lane]);
        }
    }
    tops.iter().chain(rest).copied().fold(f32::NEG_INFINITY, higher)
}

/// The sum of those of `values` whose place in `keys` has `least` or more.
fn sum_where(keys: &[f32], least: f32, values: &[f32]) -> f64 {
    let chosen = |key: f32, value: f32| if key >= least { value } else { 0.0 };
    let (keys, last_keys) = keys.as_chunks::<LANES>();
    let (values, last_values) = values.as_chunks::<LANES>();
    let mut sums = [0.0_f32; LANES];
    for (keys, values) in keys.iter().zip(values) {
        for lane in 0..LANES {
            sums[lane] += chosen(keys[lane], values[lane]);
        }
    }
    let rest =
        last_keys.iter().zip(last_values).map(|(key, value)| f64::from(chosen(*key, *value)));
    sums.into_iter().map(f64::from).sum::<f64>() + rest.sum::<f64>()
}

/// Sprints, counted as they end.
struct Runs {
    least_ticks: f64,
    running: u32,
    sprints: u32,
}

impl Runs {
    fn lasting(least_ticks: f64) -> Self {
        Self { least_ticks, running: 0, sprints: 0 }
    }

    /// Goes through further speeds, of which `top` is the highest.
    fn go_on(&mut self, speeds: &[f32], top: f32) {
        if top < SPRINT_MPS {
            self.stop();
            return;
        }
        for speed in speeds {
            if *speed >= SPRINT_MPS { self.running += 1 } else { self.stop() }
        }
    }

    fn stop(&mut self) {
        self.sprints += u32::from(f64::from(self.running) >= self.least_ticks);
        self.running = 0;
    }

    fn end(&mut self) -> u32 {
        self.stop();
        self.sprints
    }
}
