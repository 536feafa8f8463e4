//! Payload of the job that estimates how often a player is out.

use football::PlayerId;
use serde::{Deserialize, Serialize};

use super::{Job, NewJob};

/// Estimates spells of absence by exposure.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EstimateInjury {
    /// The player.
    pub player_id: PlayerId,
}

impl Job for EstimateInjury {
    const KIND: &'static str = "estimate_injury";
    const TITLE: &'static str = "Injury estimate";
    const MAX_ATTEMPTS: u32 = 3;
}

impl EstimateInjury {
    /// The job; the same wish while it waits or runs is the same job.
    pub fn job(self, player_name: &str) -> NewJob<Self> {
        NewJob {
            subject: player_name.to_owned(),
            unique_key: Some(format!("{}:{}", Self::KIND, self.player_id)),
            ..NewJob::new(self)
        }
    }
}
