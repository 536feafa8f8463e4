//! What a player's movement adds up to: distance by speed, accelerations, sprints, energy.

mod metabolic;

pub use metabolic::metabolic_power_w_per_kg;

use crate::motion::{Motion, Quality};

/// Where the zones of speed begin, in m/s: walking, jogging, running, fast running, sprinting. A speed on an
/// edge belongs to the faster zone.
pub const SPEED_ZONES_MPS: [f32; 5] = [0.0, 2.0, 4.0, 5.5, 7.0];
/// Where the zones of acceleration begin, in m/s² along the run: hard braking, braking, steady, accelerating,
/// hard accelerating.
pub const ACCELERATION_ZONES_MPS2: [f32; 5] = [f32::NEG_INFINITY, -3.0, -2.0, 2.0, 3.0];
/// A sprint is a run at this speed or above, in m/s, ...
pub const SPRINT_MPS: f32 = 7.0;
/// ... for this many seconds or more.
pub const SPRINT_SECS: f64 = 1.0;
/// Slower than this, in m/s, nobody has a direction that an acceleration could go along.
const STANDING_MPS: f32 = 0.1;

/// What a player did physically, in a period or several.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Physical {
    /// Seconds with a known speed.
    pub known_secs: f64,
    /// Metres covered.
    pub distance_m: f64,
    /// Metres covered in each of [`SPEED_ZONES_MPS`]; they add up to the distance.
    pub zone_m: [f64; 5],
    /// Seconds spent in each of [`ACCELERATION_ZONES_MPS2`]; they add up to the known seconds.
    pub acceleration_zone_secs: [f64; 5],
    /// Runs at [`SPRINT_MPS`] for [`SPRINT_SECS`].
    pub sprints: u32,
    /// Highest speed, m/s; 0 where none is known.
    pub top_speed_mps: f64,
    /// Energy spent on running, J for each kg of the player ([`metabolic_power_w_per_kg`]).
    pub energy_j_per_kg: f64,
    /// What the figures rest on.
    pub quality: Quality,
}

impl std::ops::AddAssign for Physical {
    fn add_assign(&mut self, other: Self) {
        self.known_secs += other.known_secs;
        self.distance_m += other.distance_m;
        for (sum, more) in self.zone_m.iter_mut().zip(other.zone_m) {
            *sum += more;
        }
        for (sum, more) in self.acceleration_zone_secs.iter_mut().zip(other.acceleration_zone_secs)
        {
            *sum += more;
        }
        self.sprints += other.sprints;
        self.top_speed_mps = self.top_speed_mps.max(other.top_speed_mps);
        self.energy_j_per_kg += other.energy_j_per_kg;
        self.quality += other.quality;
    }
}

/// What one period's motion adds up to. `rate_hz` is ticks a second.
pub fn physical(motion: &Motion, rate_hz: f64) -> Physical {
    let mut sum = Physical { quality: motion.quality, ..Physical::default() };
    let mut runs = Runs::lasting(SPRINT_SECS * rate_hz);
    let mut parts = Parts::default();
    for start in (0..motion.len()).step_by(Parts::TICKS) {
        let end = motion.len().min(start + Parts::TICKS);
        let parts = parts.of(motion, start..end);
        let ones = &ONES[..end - start];
        for (zone, begin) in SPEED_ZONES_MPS.into_iter().enumerate() {
            sum.zone_m[zone] += sum_where(parts.speeds, begin, parts.speeds);
        }
        for (zone, begin) in ACCELERATION_ZONES_MPS2.into_iter().enumerate() {
            sum.acceleration_zone_secs[zone] += sum_where(parts.along, begin, ones);
        }
        sum.energy_j_per_kg += sum_where(parts.speeds, f32::NEG_INFINITY, parts.powers);
        let top = parts.speeds.iter().copied().fold(0.0, f32::max);
        sum.top_speed_mps = sum.top_speed_mps.max(top.into());
        runs.go_on(parts.speeds, top);
    }
    sum.sprints = runs.end();
    // So far each zone has what is at or above its beginning, and in ticks.
    for zones in [&mut sum.zone_m, &mut sum.acceleration_zone_secs] {
        for zone in 0..zones.len() {
            let above = zones.get(zone + 1).copied().unwrap_or_default();
            zones[zone] = (zones[zone] - above) / rate_hz;
        }
    }
    sum.energy_j_per_kg /= rate_hz;
    sum.distance_m = sum.zone_m.iter().sum();
    sum.known_secs = sum.acceleration_zone_secs.iter().sum();
    sum
}

const ONES: [f32; Parts::TICKS] = [1.0; Parts::TICKS];

/// Some ticks of a motion, worked out side by side: processors do eight as fast as one.
struct Parts {
    speeds: [f32; Self::TICKS],
    along: [f32; Self::TICKS],
    powers: [f32; Self::TICKS],
}

/// What is known of some ticks; NaN where the player was not seen.
struct Part<'a> {
    /// m/s
    speeds: &'a [f32],
    /// By how much he gets faster, m/s²: the share of his acceleration that goes along his run.
    along: &'a [f32],
    /// W for each kg.
    powers: &'a [f32],
}

impl Default for Parts {
    fn default() -> Self {
        let nothing = [0.0; Self::TICKS];
        Self { speeds: nothing, along: nothing, powers: nothing }
    }
}

impl Parts {
    /// A multiple of [`LANES`], small enough for the nearest cache and for sums in single precision.
    const TICKS: usize = 1024;

    fn of(&mut self, motion: &Motion, ticks: std::ops::Range<usize>) -> Part<'_> {
        let count = ticks.len();
        let (vx, vy) = (&motion.vx_mps[ticks.clone()], &motion.vy_mps[ticks.clone()]);
        let (ax, ay) = (&motion.ax_mps2[ticks.clone()], &motion.ay_mps2[ticks]);
        let (speeds, along, powers) =
            (&mut self.speeds[..count], &mut self.along[..count], &mut self.powers[..count]);
        for tick in 0..count {
            let speed = (vx[tick] * vx[tick] + vy[tick] * vy[tick]).sqrt();
            let faster = (ax[tick] * vx[tick] + ay[tick] * vy[tick]) / speed;
            let faster = if speed < STANDING_MPS { 0.0 } else { faster };
            speeds[tick] = speed;
            along[tick] = faster;
            powers[tick] = metabolic_power_w_per_kg(speed, faster);
        }
        Part { speeds, along, powers }
    }
}

const LANES: usize = 8;

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

    fn end(mut self) -> u32 {
        self.stop();
        self.sprints
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these numbers are exact in a float")]

    use super::*;

    /// Straight along the pitch at these speeds, steady at each tick.
    fn at_speeds(speeds: &[f32]) -> Motion {
        let none = vec![0.0; speeds.len()];
        Motion {
            vx_mps: speeds.to_vec(),
            vy_mps: none.clone(),
            ax_mps2: none.clone(),
            ay_mps2: none,
            quality: Quality::default(),
        }
    }

    #[test]
    fn a_speed_on_an_edge_belongs_to_the_faster_zone_and_to_no_other() {
        let sum = physical(&at_speeds(&[0.0, 1.9, 2.0, 4.0, 5.5, 7.0, 7.5]), 1.0);
        let expected = [1.9, 2.0, 4.0, 5.5, 14.5];
        for (metres, expected) in sum.zone_m.iter().zip(expected) {
            assert!((metres - expected).abs() < 1e-6, "{sum:?}");
        }
        assert!((sum.distance_m - 27.9).abs() < 1e-6, "{sum:?}");
        assert_eq!((sum.known_secs, sum.top_speed_mps), (7.0, 7.5));
    }

    #[test]
    fn a_sprint_lasts_a_second_and_ends_where_he_is_not_seen() {
        let sprints = |speeds: Vec<f32>| physical(&at_speeds(&speeds), 4.0).sprints;
        assert_eq!(sprints(vec![7.0; 4]), 1);
        assert_eq!(sprints(vec![7.0; 3]), 0);
        assert_eq!(sprints([vec![8.0; 4], vec![6.9], vec![8.0; 5]].concat()), 2);
        assert_eq!(sprints([vec![8.0; 3], vec![f32::NAN], vec![8.0; 3]].concat()), 0);
    }

    #[test]
    fn getting_faster_is_told_from_turning() {
        let mut motion = at_speeds(&[5.0, 5.0, 5.0, 0.0]);
        motion.ax_mps2 = vec![3.5, 0.0, -2.5, 9.0];
        motion.ay_mps2 = vec![0.0, 6.0, 0.0, 9.0];
        // Faster; a turn at full speed; braking; standing.
        let sum = physical(&motion, 1.0);
        assert_eq!(sum.acceleration_zone_secs, [0.0, 1.0, 2.0, 0.0, 1.0]);
    }

    #[test]
    fn periods_add_up_and_the_top_speed_is_the_higher_one() {
        let mut sum = physical(&at_speeds(&[3.0, 8.0]), 2.0);
        sum += physical(&at_speeds(&[6.0]), 2.0);
        assert_eq!((sum.distance_m, sum.known_secs, sum.top_speed_mps), (8.5, 1.5, 8.0));
    }
}
