//! What a player's movement adds up to: distance by speed, accelerations, sprints, energy.

mod metabolic;
mod sums;

pub use metabolic::metabolic_power_w_per_kg;

use self::sums::Sums;
use crate::motion::{BLOCK_TICKS, Block, Motion, Path, Quality, for_each_block};

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
    let mut sums = Sums::at(rate_hz);
    for start in (0..motion.len()).step_by(BLOCK_TICKS) {
        let ticks = start..motion.len().min(start + BLOCK_TICKS);
        sums.add(Block {
            start,
            vx_mps: &motion.vx_mps[ticks.clone()],
            vy_mps: &motion.vy_mps[ticks.clone()],
            ax_mps2: &motion.ax_mps2[ticks.clone()],
            ay_mps2: &motion.ay_mps2[ticks],
        });
    }
    sums.total(motion.quality)
}

/// What one period's motion adds up to, straight from where the player was: [`physical`] of
/// [`crate::motion::motion`], without keeping that.
///
/// # Panics
/// The two slices of `path` differ in length.
pub fn physical_of(path: Path<'_>, rate_hz: f64) -> Physical {
    let mut sums = Sums::at(rate_hz);
    let quality = for_each_block(path, rate_hz, |block| sums.add(block));
    sums.total(quality)
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

    proptest::proptest! {
        #[test]
        fn what_is_added_up_on_the_way_is_what_the_kept_motion_adds_up_to(
            steps in proptest::collection::vec((0_u8..60, -0.4..0.4_f32), 2..3000),
        ) {
            // About one place in sixty is not known, and some steps are further than anybody runs.
            let mut at = 0.0;
            let x_m: Vec<f32> = steps
                .iter()
                .map(|(gap, step)| {
                    at += step * if *gap == 1 { 5.0 } else { 1.0 };
                    if *gap == 0 { f32::NAN } else { at }
                })
                .collect();
            let path = Path { x_m: &x_m, y_m: &x_m };

            let (kept, passing) =
                (physical(&crate::motion::motion(path, 25.0), 25.0), physical_of(path, 25.0));

            proptest::prop_assert_eq!(kept.quality, passing.quality);
            proptest::prop_assert_eq!(kept.sprints, passing.sprints);
            proptest::prop_assert_eq!(kept.top_speed_mps, passing.top_speed_mps);
            proptest::prop_assert_eq!(kept.acceleration_zone_secs, passing.acceleration_zone_secs);
            for (kept, passing) in kept.zone_m.iter().zip(passing.zone_m) {
                proptest::prop_assert!((kept - passing).abs() <= 1e-4 * (1.0 + kept));
            }
        }
    }
}
