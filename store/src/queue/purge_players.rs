//! The job that removes deleted players for good, and the schedule that it follows.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Enqueued, Job, NewJob, enqueue};
use crate::{Database, StoreError, database::begin, schedules::Recurring};

/// One tick a day. Longer than a day, for servers whose clocks differ and for the hour in which a
/// server may still think it is yesterday.
const KEY_HELD: Duration = Duration::from_hours(26);

const SUBJECT: &str = "deleted more than 30 days ago";

/// Removes the players for good who were deleted too long ago to be brought back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PurgePlayers {}

impl Job for PurgePlayers {
    const KIND: &'static str = "purge_players";
    const TITLE: &'static str = "Removal of deleted players";
}

impl Recurring for PurgePlayers {
    const PURPOSE: &'static str = "Removes players for good who were deleted more than 30 days ago. \
        It is done once a day without a schedule; the payload is {}.";
    const FIELDS: &'static [&'static str] = &[];

    fn wanted(self) -> NewJob<Self> {
        NewJob { subject: SUBJECT.to_owned(), ..NewJob::new(self) }
    }
}

/// Queues today's removal. However many servers ask and however often, it is queued once a day (UTC);
/// one that failed for good is queued again.
///
/// # Errors
/// The database is not available.
pub async fn schedule_purge(db: &Database, now: DateTime<Utc>) -> Result<Enqueued, StoreError> {
    let job = NewJob {
        subject: SUBJECT.to_owned(),
        // The tick is part of the key: tomorrow's does not wait for today's window to end.
        unique_key: Some(format!("purge_players:{}", now.date_naive())),
        unique_for: Some(KEY_HELD),
        ..NewJob::new(PurgePlayers {})
    };
    // The lock that keeps the key unique lasts as long as the transaction.
    let transaction = begin(db).await?;
    let enqueued = enqueue(&transaction, job).await?;
    transaction.commit().await?;
    Ok(enqueued)
}
