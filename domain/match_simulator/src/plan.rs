//! What is to be simulated.

use football::Pitch;
use thiserror::Error;

use crate::{
    RATE_HZ,
    chance::{Chance, Purpose},
    formation::Formation,
    squad::clubs,
};

/// The longest half that is simulated, in seconds: an hour.
pub const LONGEST_HALF_SECS: u32 = 3600;
/// The most substitutions of a team.
pub const MOST_SUBSTITUTIONS: usize = 5;
/// Lengths and widths that the laws allow a pitch, metres.
const LENGTHS_M: std::ops::RangeInclusive<f64> = 90.0..=120.0;
const WIDTHS_M: std::ops::RangeInclusive<f64> = 45.0..=90.0;
/// The most noise, in centimetres: of what is worse nothing can be made.
const MOST_NOISE_CM: f64 = 200.0;

/// A match to simulate. The same plan gives the same match, to the bit, on every machine.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchPlan {
    /// All chance comes from it.
    pub seed: u64,
    /// Where it is played.
    pub pitch: Pitch,
    /// How long each half is, in seconds.
    pub half_secs: [u32; 2],
    /// The home team and the away team.
    pub teams: [TeamPlan; 2],
    /// What the cameras get wrong.
    pub flaws: Flaws,
}

/// A team of a match to simulate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamPlan {
    /// The club's name.
    pub club: String,
    /// How it plays.
    pub formation: Formation,
    /// How many players it changes, in the second half.
    pub substitutions: usize,
}

/// What the cameras get wrong. The truth is not touched by it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Flaws {
    /// Standard deviation of white noise on each coordinate of each place, centimetres.
    pub noise_cm: f64,
    /// Times an hour that a player is lost from sight.
    pub losses_per_hour: f64,
    /// How long he is lost at most, in seconds; each time as long as chance has it.
    pub longest_loss_secs: f64,
}

/// Why a plan cannot be played.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum PlanError {
    /// A half has no time, or too much.
    #[error("a half of {0} seconds: it has from 1 to {LONGEST_HALF_SECS}")]
    HalfLength(u32),
    /// The pitch is none.
    #[error("a pitch of {0} by {1} metres: the laws allow 90 to 120 by 45 to 90")]
    Pitch(f64, f64),
    /// A team may not change so many.
    #[error("{0} substitutions: a team has {MOST_SUBSTITUTIONS} at most")]
    Substitutions(usize),
    /// The noise is no number, or more than can be used.
    #[error("noise of {0} cm: it is from 0 to {MOST_NOISE_CM}")]
    Noise(f64),
    /// Losses from sight that cannot be.
    #[error("{0} losses an hour of up to {1} seconds: at most 3600 of up to 600")]
    Losses(f64, f64),
}

impl MatchPlan {
    /// Two halves of 45 minutes between two invented clubs, with formations and substitutions from the seed.
    pub fn invented(seed: u64) -> Self {
        let mut chance = Chance::new(seed, Purpose::Squads);
        let teams = clubs(&mut chance).map(|club| TeamPlan {
            club,
            formation: Formation::ALL[chance.one_of(Formation::ALL.len())],
            substitutions: 3 + chance.one_of(MOST_SUBSTITUTIONS - 2),
        });
        Self {
            seed,
            pitch: Pitch::STANDARD,
            half_secs: [45 * 60; 2],
            teams,
            flaws: Flaws::default(),
        }
    }

    /// Ticks of each half.
    pub(crate) fn ticks(&self) -> [u32; 2] {
        self.half_secs.map(|secs| secs * RATE_HZ)
    }

    /// Whether it can be played.
    pub(crate) fn check(&self) -> Result<(), PlanError> {
        let Pitch { length_m, width_m } = self.pitch;
        let Flaws { noise_cm, losses_per_hour, longest_loss_secs } = self.flaws;
        for secs in self.half_secs {
            if !(1..=LONGEST_HALF_SECS).contains(&secs) {
                return Err(PlanError::HalfLength(secs));
            }
        }
        if !LENGTHS_M.contains(&length_m) || !WIDTHS_M.contains(&width_m) {
            return Err(PlanError::Pitch(length_m, width_m));
        }
        for team in &self.teams {
            if team.substitutions > MOST_SUBSTITUTIONS {
                return Err(PlanError::Substitutions(team.substitutions));
            }
        }
        if !(0.0..=MOST_NOISE_CM).contains(&noise_cm) {
            return Err(PlanError::Noise(noise_cm));
        }
        if !(0.0..=3600.0).contains(&losses_per_hour) || !(0.0..=600.0).contains(&longest_loss_secs)
        {
            return Err(PlanError::Losses(losses_per_hour, longest_loss_secs));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_that_cannot_be_played_says_why() {
        let refused = |change: fn(&mut MatchPlan)| {
            let mut plan = MatchPlan::invented(1);
            change(&mut plan);
            plan.check().unwrap_err().to_string()
        };
        assert!(MatchPlan::invented(1).check().is_ok());
        assert!(refused(|plan| plan.half_secs[1] = 0).starts_with("a half of 0 seconds"));
        assert!(refused(|plan| plan.pitch.width_m = f64::NAN).contains("by NaN metres"));
        assert!(refused(|plan| plan.teams[0].substitutions = 6).starts_with("6 substitutions"));
        assert!(refused(|plan| plan.flaws.noise_cm = -1.0).starts_with("noise of -1 cm"));
        assert!(refused(|plan| plan.flaws.losses_per_hour = f64::INFINITY).contains("inf losses"));
    }
}
