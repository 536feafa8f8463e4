//! Notifications from Postgres: ids only, read by one connection a process.
//!
//! A notification is a hint to look, never the truth: after a lost connection the listener says
//! [`Notice::Reconnected`], and whoever waits looks again.

use backroom::{AccountId, JobId};
use sqlx::postgres::PgListener;

use crate::{Database, StoreError};

const QUEUE_CHANNEL: &str = "touchline_queue";
const JOB_CHANNEL: &str = "touchline_job";
const CANCEL_CHANNEL: &str = "touchline_cancel";

/// Tells listeners that the row `job` changed.
pub(super) const NOTIFY_JOB: &str = "pg_notify('touchline_job', job.id::text || ' ' || \
    coalesce(CASE WHEN job.parent IS NULL THEN job.created_by END::text, '-'))::text AS told_job";
/// Tells workers that the row `job` waits in its queue, if it does.
pub(super) const NOTIFY_QUEUE: &str = "CASE WHEN job.state = 'queued' AND job.run_at <= now() THEN \
    pg_notify('touchline_queue', job.queue) END::text AS told_queue";
/// Tells the worker that runs the row `job` that it is to stop.
pub(super) const NOTIFY_CANCEL: &str = "CASE WHEN job.state = 'running' THEN \
    pg_notify('touchline_cancel', job.id::text) END::text AS told_cancel";

/// The message of [`NOTIFY_JOB`], where the row is not yet there.
pub(super) fn job_message(id: JobId, owner: Option<AccountId>) -> String {
    owner.map_or_else(|| format!("{id} -"), |owner| format!("{id} {owner}"))
}

/// What happened, as far as ids go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Jobs wait in this queue.
    Queued(String),
    /// A job has a new event.
    Changed {
        /// The job.
        job: JobId,
        /// In whose tray it is.
        owner: Option<AccountId>,
    },
    /// Somebody asked for a running job to stop.
    CancelRequested(JobId),
    /// The connection was lost and is back: anything may have happened in between.
    Reconnected,
}

/// Hears what happens to jobs, from any process.
#[derive(Debug)]
pub struct Listener {
    inner: PgListener,
}

impl Listener {
    /// Starts listening, on a connection of its own.
    pub async fn connect(db: &Database) -> Result<Self, StoreError> {
        let pool = crate::database::pool_of(db, 1);
        let mut inner = PgListener::connect_with(&pool).await?;
        inner.listen_all([QUEUE_CHANNEL, JOB_CHANNEL, CANCEL_CHANNEL]).await?;
        Ok(Self { inner })
    }

    /// Waits for the next notice. May be dropped while it waits; nothing is lost by that.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the connection was lost and could not be made again; the next
    /// call tries once more.
    pub async fn next(&mut self) -> Result<Notice, StoreError> {
        loop {
            let Some(notification) = self.inner.try_recv().await? else {
                return Ok(Notice::Reconnected);
            };
            if let Some(notice) = notice(notification.channel(), notification.payload()) {
                return Ok(notice);
            }
        }
    }
}

/// `None` for what another release may have sent.
fn notice(channel: &str, payload: &str) -> Option<Notice> {
    match channel {
        QUEUE_CHANNEL => Some(Notice::Queued(payload.to_owned())),
        CANCEL_CHANNEL => payload.parse().ok().map(Notice::CancelRequested),
        JOB_CHANNEL => {
            let (job, owner) = payload.split_once(' ')?;
            let job = job.parse().ok()?;
            Some(Notice::Changed { job, owner: owner.parse().ok().map(AccountId) })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_message_reads_back() {
        let id: JobId = "0193f0c2-7b7e-7000-8000-000000000001".parse().unwrap();

        let owned = notice(JOB_CHANNEL, &job_message(id, Some(AccountId(7))));
        let unowned = notice(JOB_CHANNEL, &job_message(id, None));

        assert_eq!(owned, Some(Notice::Changed { job: id, owner: Some(AccountId(7)) }));
        assert_eq!(unowned, Some(Notice::Changed { job: id, owner: None }));
    }
}
