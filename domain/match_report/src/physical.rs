//! What players ran, in all and period by period.

use serde::{Deserialize, Serialize};
use tracking::{
    motion::{FASTEST_STEP_MPS, Path},
    physical::{Physical, physical_of},
    presence::{DataQuality, data_quality},
};

use crate::{MatchInputs, figure};

/// What a player ran.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlayerPhysical {
    /// Who.
    pub player: u16,
    /// In all.
    pub total: Exertion,
    /// In each period in which he was seen.
    pub periods: Vec<(u8, Exertion)>,
}

/// What a player ran in some time, by his positions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exertion {
    /// From when he was first seen to when he was last, minutes.
    pub minutes: f64,
    /// Minutes of these with a known speed: what distances are from.
    pub known_minutes: f64,
    /// Metres covered.
    pub distance_m: f64,
    /// Metres covered in each of [`tracking::physical::SPEED_ZONES_MPS`]: from 0, 2, 4, 5.5 and 7 m/s.
    pub zone_m: [f64; 5],
    /// Runs at 7 m/s or faster for a second or longer.
    pub sprints: u32,
    /// The highest speed, m/s; `None` where none is known, and where places are so broken that it came out beyond
    /// [`FASTEST_STEP_MPS`].
    pub top_speed_mps: Option<f64>,
    /// Seconds of getting faster by 2 m/s² or more.
    pub accelerating_secs: f64,
    /// Seconds of getting slower by more than 2 m/s².
    pub braking_secs: f64,
    /// Mean metabolic power, W for each kg of him (Osgnach et al. 2010).
    pub power_w_per_kg: Option<f64>,
    /// The share of his minutes in which he was seen, 0 to 1.
    pub coverage: f64,
    /// The share of his minutes that was filled in between two places, 0 to 1.
    pub interpolated: f64,
    /// Places that were replaced, because nobody runs that fast.
    pub jumps: u32,
}

impl Exertion {
    /// Metres a minute, of those with a known speed.
    pub fn metres_per_minute(&self) -> Option<f64> {
        (self.known_minutes > 0.0).then(|| self.distance_m / self.known_minutes)
    }

    /// Metres at 5.5 m/s or faster.
    pub fn fast_m(&self) -> f64 {
        self.zone_m[3] + self.zone_m[4]
    }
}

/// Everybody who was seen, in the order of the players. One player is computed after the other: nobody's velocities
/// are kept.
pub(crate) fn of(inputs: &MatchInputs<'_>) -> Vec<PlayerPhysical> {
    let Some(game) = inputs.tracking.as_deref() else { return Vec::new() };
    let qualities = data_quality(game);
    (0..game.players.len())
        .filter_map(|player| {
            let (mut total, mut seen) = (Sum::default(), Vec::new());
            for quality in qualities.iter().filter(|quality| quality.player == player) {
                let period = game.periods.iter().find(|of| of.number == quality.period)?;
                let places = &period.players[player];
                let path = Path { x_m: &places.x_m, y_m: &places.y_m };
                let own = Sum::of(physical_of(path, game.rate_hz), quality);
                seen.push((quality.period, own.exertion()));
                total.add(own);
            }
            let player = u16::try_from(player).ok()?;
            (!seen.is_empty()).then(|| PlayerPhysical {
                player,
                total: total.exertion(),
                periods: seen,
            })
        })
        .collect()
}

#[derive(Clone, Copy, Default)]
struct Sum {
    physical: Physical,
    on_pitch_secs: f64,
    seen_secs: f64,
    interpolated_secs: f64,
    jumps: u32,
}

impl Sum {
    fn of(physical: Physical, quality: &DataQuality) -> Self {
        Self {
            physical,
            on_pitch_secs: quality.on_pitch_secs,
            seen_secs: quality.seen_secs,
            interpolated_secs: quality.interpolated_secs,
            jumps: quality.jumps_replaced,
        }
    }

    fn add(&mut self, other: Self) {
        self.physical += other.physical;
        self.on_pitch_secs += other.on_pitch_secs;
        self.seen_secs += other.seen_secs;
        self.interpolated_secs += other.interpolated_secs;
        self.jumps += other.jumps;
    }

    fn exertion(&self) -> Exertion {
        let Physical { known_secs, acceleration_zone_secs: zones, .. } = self.physical;
        let of_time = |secs: f64| figure::share(secs, self.on_pitch_secs).unwrap_or_default();
        Exertion {
            minutes: figure::rounded(self.on_pitch_secs / 60.0, 3),
            known_minutes: figure::rounded(known_secs / 60.0, 3),
            distance_m: figure::rounded(self.physical.distance_m, 1),
            zone_m: self.physical.zone_m.map(|metres| figure::rounded(metres, 1)),
            sprints: self.physical.sprints,
            top_speed_mps: figure::known(self.physical.top_speed_mps, 2)
                .filter(|top| known_secs > 0.0 && *top <= FASTEST_STEP_MPS),
            accelerating_secs: figure::rounded(zones[3] + zones[4], 1),
            braking_secs: figure::rounded(zones[0] + zones[1], 1),
            power_w_per_kg: figure::known(self.physical.energy_j_per_kg / known_secs, 2),
            coverage: of_time(self.seen_secs),
            interpolated: of_time(self.interpolated_secs),
            jumps: self.jumps,
        }
    }
}
