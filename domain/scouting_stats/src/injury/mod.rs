//! Injuries by exposure: spells of absence per 1,000 hours of match play, with the peers' rate as the
//! place to start from, an interval, and how such estimates fared on the seasons held.
//!
//! It describes how often a player was out in relation to how much he played. It is no diagnosis and no
//! forecast of a particular injury, and pages must not colour it as a risk. What it cannot know: training
//! and travel, how bad the next injury is, and spells that nobody wrote down. So every estimate comes
//! with its number of spells and hours, and [`UNKNOWNS`] stands beside it.
//!
//! Medical data: whoever stores or shows an estimate asks for an analyst.

mod calibration;
mod exposure;
mod gamma;
mod insight;
mod prior;

pub use calibration::{Calibration, CalibrationBin, calibration};
pub use exposure::{AgeBand, ExposedPlayer, SeasonExposure};
pub use gamma::gamma_quantile;
pub use insight::{InjuryInsight, InjuryModel};
pub use prior::{PeerGroup, RatePrior, peer_prior};

use serde::{Deserialize, Serialize};

use self::exposure::Total;

/// What no estimate by match exposure knows.
pub const UNKNOWNS: [&str; 4] = [
    "Training, travel and friendly matches: only hours of the matches held count as exposure.",
    "Severity: days out are told as they were, and not forecast.",
    "Spells that nobody wrote down: a source's list is not a medical record.",
    "What kind of absence it was: sources list illness beside injury.",
];

/// Version of the method, stored with each estimate.
pub const METHOD: &str = "gamma-poisson-1";
/// Part of the probability below the interval, and the same above it: 80 per cent lie inside.
const TAIL: f64 = 0.1;

/// Spells of absence per 1,000 hours of match play.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InjuryEstimate {
    /// Spells of the player that count.
    pub spells: u32,
    /// Days out in those spells, as far as they were told.
    pub days_out: u32,
    /// Hours of match play that count.
    pub hours: f64,
    /// Spells over hours as they were, per 1,000 hours; `None` without an hour.
    pub observed: Option<f64>,
    /// Days out over hours as they were, per 1,000 hours; `None` without an hour.
    pub days_observed: Option<f64>,
    /// The estimate: between what was observed and the peers' rate, per 1,000 hours.
    pub rate: f64,
    /// Lower end of the 80 % interval, per 1,000 hours.
    pub low: f64,
    /// Upper end of the 80 % interval, per 1,000 hours.
    pub high: f64,
    /// Weight of the player's own record in the estimate, 0 to 1.
    pub own_weight: f64,
    /// The peers.
    pub prior: RatePrior,
}

/// Why there is no estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoEstimate {
    /// Too few players whose injuries and matches are both held.
    #[error("{peers} players with matches and injuries are held, {needed} are needed")]
    TooFewPeers {
        /// Players that there are.
        peers: u32,
        /// Players that are needed.
        needed: u32,
    },
    /// None of them was ever out, so there is no rate to start from.
    #[error("no spell of absence is held of any of {peers} peers")]
    NoSpell {
        /// Players that there are.
        peers: u32,
    },
}

/// Estimates how often `player` is out.
///
/// The rate of each player is taken to vary among peers by a gamma distribution, and spells to come by
/// a Poisson process at that rate. Then the player's rate, given `n` spells in `h` hours, is gamma
/// distributed too, with shape `a + n` and rate `b + h`; its mean is the estimate and its 10 % and 90 %
/// quantiles are the interval. All in closed form, so that equal input gives equal output.
///
/// # Shape and units
/// Rates are per 1,000 hours of match play. `peers` may hold the player, who is left out by nobody:
/// one of many does not move the prior. `season` is the first year of the season asked about.
///
/// # Errors
/// [`NoEstimate`] says what is missing.
///
/// # Source
/// Gelman et al., *Bayesian Data Analysis*, 3rd ed., section 2.6 (conjugate gamma-Poisson model with
/// exposure). Rates per 1,000 hours as in Fuller et al. (2006), *Br. J. Sports Med.* 40(3), 193–201,
/// who count match and training hours apart.
pub fn estimate(
    player: &ExposedPlayer,
    peers: &[ExposedPlayer],
    season: i32,
) -> Result<InjuryEstimate, NoEstimate> {
    let prior = peer_prior(player, peers, season)?;
    Ok(estimate_with(player, prior, season))
}

/// The same from a prior that is at hand.
fn estimate_with(player: &ExposedPlayer, prior: RatePrior, season: i32) -> InjuryEstimate {
    posterior(player.before(season), prior)
}

fn posterior(own: Total, prior: RatePrior) -> InjuryEstimate {
    let thousands = own.thousand_hours();
    let (shape, rate) = (prior.shape + f64::from(own.spells), prior.thousand_hours + thousands);
    let observed = |count: u32| (thousands > 0.0).then(|| f64::from(count) / thousands);
    InjuryEstimate {
        spells: own.spells,
        days_out: own.days_out,
        hours: own.hours(),
        observed: observed(own.spells),
        days_observed: observed(own.days_out),
        rate: shape / rate,
        low: gamma_quantile(shape, TAIL) / rate,
        high: gamma_quantile(shape, 1.0 - TAIL) / rate,
        own_weight: thousands / rate,
        prior,
    }
}

/// Probability of at least one spell within `thousand_hours` to come, for a rate that is gamma
/// distributed: `1 − (b / (b + t))^a`, the negative binomial's chance of a count above nought.
fn chance_of_a_spell(shape: f64, rate: f64, thousand_hours: f64) -> f64 {
    1.0 - (rate / (rate + thousand_hours)).powf(shape)
}

#[cfg(test)]
mod tests;
