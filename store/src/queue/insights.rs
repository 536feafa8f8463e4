//! Jobs that write a report on each of many players: payloads, and how they are asked for.

use std::time::Duration;

use backroom::JobId;
use football::PlayerId;
use serde::{Deserialize, Serialize};

use super::{
    ChosenPlayers, Enqueued, Job, NewJob,
    batch::{self, BatchRequest, Care, request_batch},
};
use crate::{Database, StoreError, schedules::Recurring};

/// A batch passes over whom a batch has reported on within this time.
const FRESH_FOR: Duration = Duration::from_hours(24);

/// Writes a report on one player, as a part of [`GenerateInsights`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GenerateInsight {
    /// The player.
    pub player_id: PlayerId,
    /// Longest time of an attempt in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_secs: Option<f64>,
}

impl Job for GenerateInsight {
    const KIND: &'static str = "generate_insight";
    const TITLE: &'static str = "Scouting report";
    // Not the queue in which a person's own report waits: a batch is in nobody's way.
    const QUEUE: &'static str = "insights";
    const MAX_ATTEMPTS: u32 = 3;
    const IS_BOUNDED: bool = true;
}

/// Writes reports on some players or on all, without a question.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct GenerateInsights {
    /// On whom.
    #[serde(flatten)]
    pub players: ChosenPlayers,
    /// How each of them is done.
    #[serde(flatten)]
    pub care: Care,
}

impl Job for GenerateInsights {
    const KIND: &'static str = "generate_insights";
    const TITLE: &'static str = "Scouting reports";
    // It waits for its parts, as a refresh of market values does.
    const QUEUE: &'static str = "refreshes";
}

impl GenerateInsights {
    /// The job; a wish for all players while another such is under way is the same wish.
    pub fn job(self) -> NewJob<Self> {
        let unique_key = self.players.is_everybody().then(|| "generate_insights:all".to_owned());
        NewJob { subject: self.players.subject(), unique_key, ..NewJob::new(self) }
    }

    /// The part for one player.
    pub fn part(&self, parent: JobId, player_id: PlayerId, name: &str) -> NewJob<GenerateInsight> {
        let timeout_secs = self.care.timeout_secs;
        NewJob {
            subject: name.to_owned(),
            unique_key: Some(format!("generate_insight:{player_id}")),
            unique_for: Some(FRESH_FOR),
            parent: Some(parent),
            max_attempts: self.care.attempts,
            ..NewJob::new(GenerateInsight { player_id, timeout_secs })
        }
    }
}

impl Recurring for GenerateInsights {
    const PURPOSE: &'static str = "Writes scouting reports; on whom one was written within 24 hours is \
        passed over. {} means all players, {\"player_ids\": [1, 2]} some, \
        {\"filter\": {\"position\": \"GK\"}} those of a filter.";
    const FIELDS: &'static [&'static str] = batch::FIELDS;

    fn fault(&self) -> Option<String> {
        batch::fault(&self.players, &self.care)
    }

    fn wanted(self) -> NewJob<Self> {
        self.job()
    }
}

/// Queues a batch of reports and notes it in the audit log, both or neither.
pub async fn request_insights(
    db: &Database,
    request: BatchRequest<GenerateInsights>,
) -> Result<Enqueued, StoreError> {
    request_batch(db, "generate_insights", GenerateInsight::QUEUE, request, GenerateInsights::job)
        .await
}
