//! Jobs that ask a provider what players are worth: payloads, and how they are asked for.

use std::time::Duration;

use backroom::JobId;
use football::PlayerId;
use serde::{Deserialize, Serialize};

use super::{
    ChosenPlayers, Enqueued, Job, NewJob,
    batch::{self, BatchRequest, Care, request_batch},
};
use crate::{Database, StoreError, schedules::Recurring};

/// A player's value is asked for at most once in this time: providers change it a few times a year.
const FRESH_FOR: Duration = Duration::from_hours(24);

/// Asks the provider for one player's market value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RefreshMarketValue {
    /// The player.
    pub player_id: PlayerId,
    /// Longest wait for the provider's answer in seconds; the provider's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_secs: Option<f64>,
}

impl Job for RefreshMarketValue {
    const KIND: &'static str = "refresh_market_value";
    const TITLE: &'static str = "Market value";
    const QUEUE: &'static str = "market_values";
    const MAX_ATTEMPTS: u32 = 3;
    const IS_BOUNDED: bool = true;
}

impl RefreshMarketValue {
    /// The job, at most one in 24 hours a player unless it fails.
    pub fn job(player_id: PlayerId, player_name: &str) -> NewJob<Self> {
        NewJob {
            subject: player_name.to_owned(),
            unique_key: Some(format!("refresh_market_value:{player_id}")),
            unique_for: Some(FRESH_FOR),
            ..NewJob::new(Self { player_id, timeout_secs: None })
        }
    }
}

/// Asks the provider for the market values of some players or of all.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RefreshMarketValues {
    /// For whom.
    #[serde(flatten)]
    pub players: ChosenPlayers,
    /// How each of them is asked for.
    #[serde(flatten)]
    pub care: Care,
}

impl Job for RefreshMarketValues {
    const KIND: &'static str = "refresh_market_values";
    const TITLE: &'static str = "Market values";
    // It waits for its parts, so it must not take a place that they or others need.
    const QUEUE: &'static str = "refreshes";
}

impl RefreshMarketValues {
    /// The job; a wish for all players while another such is under way is the same wish.
    pub fn job(self) -> NewJob<Self> {
        let unique_key =
            self.players.is_everybody().then(|| "refresh_market_values:all".to_owned());
        NewJob { subject: self.players.subject(), unique_key, ..NewJob::new(self) }
    }

    /// The part for one player.
    pub fn part(
        &self,
        parent: JobId,
        player_id: PlayerId,
        name: &str,
    ) -> NewJob<RefreshMarketValue> {
        let mut part = RefreshMarketValue::job(player_id, name);
        part.payload.timeout_secs = self.care.timeout_secs;
        NewJob { parent: Some(parent), max_attempts: self.care.attempts, ..part }
    }
}

impl Recurring for RefreshMarketValues {
    const PURPOSE: &'static str = "Asks the provider what players are worth; who was asked for within \
        24 hours is passed over. {} means all players, {\"player_ids\": [1, 2]} some, \
        {\"filter\": {\"position\": \"GK\"}} those of a filter.";
    const FIELDS: &'static [&'static str] = batch::FIELDS;

    fn fault(&self) -> Option<String> {
        batch::fault(&self.players, &self.care)
    }

    fn wanted(self) -> NewJob<Self> {
        self.job()
    }
}

/// Queues a refresh and notes it in the audit log, both or neither.
pub async fn request_refresh(
    db: &Database,
    request: BatchRequest<RefreshMarketValues>,
) -> Result<Enqueued, StoreError> {
    request_batch(
        db,
        "refresh_market_values",
        RefreshMarketValue::QUEUE,
        request,
        RefreshMarketValues::job,
    )
    .await
}
