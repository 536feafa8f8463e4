//! Jobs that ask a provider what players are worth: payloads, and how they are asked for.

use std::time::Duration;

use backroom::{AccountId, JobId};
use football::PlayerId;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Enqueued, Job, NewJob, enqueue, row};
use crate::{Database, StoreError, accounts::audit, database::begin};

/// A player's value is asked for at most once in this time: providers change it a few times a year.
const FRESH_FOR: Duration = Duration::from_hours(24);

/// Asks the provider for one player's market value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RefreshMarketValue {
    /// The player.
    pub player_id: PlayerId,
}

impl Job for RefreshMarketValue {
    const KIND: &'static str = "refresh_market_value";
    const TITLE: &'static str = "Market value";
    // A queue of its own bounds how many questions the provider gets at once.
    const QUEUE: &'static str = "market_values";
    const MAX_ATTEMPTS: u32 = 3;
}

impl RefreshMarketValue {
    /// The job, at most one in 24 hours a player unless it fails.
    pub fn job(player_id: PlayerId, player_name: &str) -> NewJob<Self> {
        NewJob {
            subject: player_name.to_owned(),
            unique_key: Some(format!("refresh_market_value:{player_id}")),
            unique_for: Some(FRESH_FOR),
            ..NewJob::new(Self { player_id })
        }
    }

    /// The job as a part of `parent`.
    pub fn part_of(parent: JobId, player_id: PlayerId, player_name: &str) -> NewJob<Self> {
        NewJob { parent: Some(parent), ..Self::job(player_id, player_name) }
    }
}

/// Asks the provider for the market values of some players or of all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RefreshMarketValues {
    /// The players; all that the provider can know when absent.
    #[serde(default)]
    pub player_ids: Option<Vec<PlayerId>>,
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
        let (subject, unique_key) = match &self.player_ids {
            Some(ids) => (format!("{} players", ids.len()), None),
            None => ("all players".to_owned(), Some("refresh_market_values:all".to_owned())),
        };
        NewJob { subject, unique_key, ..NewJob::new(self) }
    }
}

/// Queues a refresh that `account` asked for and notes it in the audit log, both or neither.
pub async fn request_refresh(
    db: &Database,
    account: AccountId,
    request_id: Option<&str>,
    player_ids: Option<Vec<PlayerId>>,
) -> Result<Enqueued, StoreError> {
    let detail = json!({ "player_ids": player_ids });
    let job = NewJob {
        created_by: Some(account),
        request_id: request_id.map(str::to_owned),
        ..RefreshMarketValues { player_ids }.job()
    };
    let transaction = begin(db).await?;
    let enqueued = enqueue(&transaction, job).await?;
    let subject = enqueued.id().to_string();
    audit(&transaction, Some(account), "refresh_market_values", &subject, detail, request_id)
        .await?;
    transaction.commit().await?;
    Ok(enqueued)
}

/// The last player for whom `parent` has queued a part. Parts are queued by rising id, so who begins
/// again after an interruption goes on after this one.
pub async fn last_part(
    db: &impl ConnectionTrait,
    parent: JobId,
) -> Result<Option<PlayerId>, StoreError> {
    const SQL: &str =
        "SELECT max((payload->>'player_id')::bigint) AS last FROM job WHERE parent = $1";
    let found = db.query_one_raw(row::statement(SQL, [parent.0.into()])).await?;
    let last = found.map(|row| row.try_get::<Option<i64>>("", "last")).transpose()?;
    Ok(last.flatten().map(PlayerId))
}
