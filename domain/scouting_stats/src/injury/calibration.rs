//! How the estimates fared on the seasons held: what they gave as the chance of at least one spell,
//! against the share of players who had one.

use serde::{Deserialize, Serialize};

use super::{
    ExposedPlayer, PeerGroup, RatePrior, SeasonExposure, chance_of_a_spell,
    prior::{Priors, prior_of},
};

/// Bins of predicted chance, each a tenth wide.
const BINS: usize = 10;

/// Players whose predicted chance fell into one tenth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CalibrationBin {
    /// Predictions in it.
    pub predictions: u32,
    /// Mean predicted chance, 0 to 1.
    pub predicted: f64,
    /// Share that had at least one spell, 0 to 1.
    pub observed: f64,
}

/// Predictions against what came, over all seasons that could be predicted from those before.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// First years of the seasons predicted, oldest first.
    pub origins: Vec<i32>,
    /// Predictions in all.
    pub predictions: u32,
    /// The bins that have predictions, lowest chance first.
    pub bins: Vec<CalibrationBin>,
    /// Mean squared difference of chance and outcome.
    pub brier: f64,
    /// The same of a prediction that gives everybody the share of that season's origin: the peers' rate
    /// for the minutes of the season before, without the player's own record.
    pub brier_of_peers: f64,
}

/// Predicts each season before `until` from those before it and counts what came.
///
/// Only seasons strictly before the origin are looked at. Minutes to come are not known there: those of
/// the season before stand for them. Predicted are players who played in both seasons; who left the
/// matches held cannot be followed.
///
/// # Shape and units
/// Chances are of at least one spell within the season, 0 to 1.
pub fn calibration(players: &[ExposedPlayer], until: i32) -> Calibration {
    let mut seasons: Vec<i32> = players
        .iter()
        .flat_map(|player| player.seasons.iter().map(|season| season.season))
        .filter(|season| *season < until)
        .collect();
    seasons.sort_unstable();
    seasons.dedup();
    let mut sums = [Sum::default(); BINS];
    let mut result = Calibration::default();
    let (mut error, mut error_of_peers) = (0.0, 0.0);
    for origin in seasons.into_iter().skip(1) {
        let everybody = PeerGroup { position: None, age: None };
        let Ok(common) = prior_of(everybody, players, origin) else { continue };
        let mut priors = Priors::new(origin);
        let before = result.predictions;
        for player in players {
            let season = |year: i32| player.seasons.iter().find(|one| one.season == year);
            let (Some(last), Some(came)) = (season(origin - 1), season(origin)) else { continue };
            if last.minutes == 0 || came.minutes == 0 {
                continue;
            }
            let Ok(prior) = priors.of(player, players) else { continue };
            let chance = predicted(player, &prior, origin, last);
            let had_one = f64::from(u8::from(came.spells > 0));
            let of_peers =
                chance_of_a_spell(common.shape, common.thousand_hours, thousand_hours(last));
            error += (chance - had_one).powi(2);
            error_of_peers += (of_peers - had_one).powi(2);
            sums[bin(chance)].take(chance, had_one);
            result.predictions += 1;
        }
        if result.predictions > before {
            result.origins.push(origin);
        }
    }
    if result.predictions > 0 {
        let n = f64::from(result.predictions);
        result.brier = error / n;
        result.brier_of_peers = error_of_peers / n;
    }
    result.bins = sums.iter().filter_map(Sum::bin).collect();
    result
}

fn predicted(player: &ExposedPlayer, prior: &RatePrior, origin: i32, last: &SeasonExposure) -> f64 {
    let own = player.before(origin);
    chance_of_a_spell(
        prior.shape + f64::from(own.spells),
        prior.thousand_hours + own.thousand_hours(),
        thousand_hours(last),
    )
}

fn thousand_hours(season: &SeasonExposure) -> f64 {
    f64::from(season.minutes) / 60_000.0
}

fn bin(chance: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a chance is from 0 to 1"
    )]
    let tenth = (chance * 10.0) as usize;
    tenth.min(BINS - 1)
}

#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    predictions: u32,
    chances: f64,
    had_one: f64,
}

impl Sum {
    fn take(&mut self, chance: f64, had_one: f64) {
        self.predictions += 1;
        self.chances += chance;
        self.had_one += had_one;
    }

    fn bin(&self) -> Option<CalibrationBin> {
        let n = f64::from(self.predictions);
        (self.predictions > 0).then(|| CalibrationBin {
            predictions: self.predictions,
            predicted: self.chances / n,
            observed: self.had_one / n,
        })
    }
}
