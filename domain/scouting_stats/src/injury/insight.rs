//! An estimate as it is stored: with how such estimates fared, or why there is none.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Calibration, ExposedPlayer, InjuryEstimate, METHOD, calibration, estimate};

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
    /// What can be said of `player` among `players`, as of the season that begins in `season`.
    pub fn of(player: &ExposedPlayer, players: &[ExposedPlayer], season: i32) -> Self {
        // The season under way counts with what it has so far; only whole ones are held against
        // predictions.
        let made = estimate(player, players, season + 1);
        Self {
            season,
            not_made_because: made.as_ref().err().map(ToString::to_string),
            estimate: made.ok(),
            calibration: calibration(players, season),
        }
    }

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
