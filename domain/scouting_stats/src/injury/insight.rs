//! An estimate as it is stored: with how such estimates fared, or why there is none.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    Calibration, ExposedPlayer, InjuryEstimate, METHOD, calibration, estimate_with, peer_prior,
    prior::Priors,
};

/// What is kept about one player. Medical data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InjuryInsight {
    /// The year in which the newest season looked at begins; it may be under way.
    pub season: i32,
    /// The estimate; `None` where too little is held.
    pub estimate: Option<InjuryEstimate>,
    /// Why there is none.
    pub not_made_because: Option<String>,
    /// How such estimates fared on the seasons that are over.
    pub calibration: Calibration,
}

impl InjuryInsight {
    /// The same for equal data and method, another for any other.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(METHOD);
        // Figures in JSON have every digit that a reader needs to get the same bits.
        hash.update(serde_json::to_vec(self).unwrap_or_default());
        hash.finalize().iter().fold(String::new(), |mut hex, byte| {
            // Writing to a string does not fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// What the estimates of all players of one season share: the peers' rates, and how such estimates
/// fared.
#[derive(Debug)]
pub struct InjuryModel {
    players: Vec<ExposedPlayer>,
    season: i32,
    calibration: Calibration,
    priors: Priors,
}

impl InjuryModel {
    /// Holds the estimates on the seasons before `season` against what came. The season under way counts
    /// with what it has so far; only whole ones are held against predictions.
    pub fn fit(players: Vec<ExposedPlayer>, season: i32) -> Self {
        let calibration = calibration(&players, season);
        let mut priors = Priors::new(season + 1);
        for player in &players {
            // Why there is none is told by the estimate.
            let _ = priors.of(player, &players);
        }
        Self { players, season, calibration, priors }
    }

    /// What can be said of `player`, who may be none of those it was fitted on.
    pub fn insight(&self, player: &ExposedPlayer) -> InjuryInsight {
        let asked = self.season + 1;
        let prior = self.priors.known(player);
        let prior = prior.unwrap_or_else(|| peer_prior(player, &self.players, asked));
        let made = prior.map(|prior| estimate_with(player, prior, asked));
        InjuryInsight {
            season: self.season,
            not_made_because: made.as_ref().err().map(ToString::to_string),
            estimate: made.ok(),
            calibration: self.calibration.clone(),
        }
    }
}
