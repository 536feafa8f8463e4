//! The end of an attempt: completed, to be tried again, given up or stopped.

use std::time::Duration;

use backroom::JobState;
use sea_orm::ConnectionTrait;

use super::{LeaseId, append, listener::NOTIFY_JOB, row};
use crate::StoreError;

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq)]
pub enum AttemptEnd {
    /// The job is done, with this result.
    Completed(serde_json::Value),
    /// It may go better next time. After the last attempt the job is dead.
    Retry {
        /// Why it failed, for people.
        reason: String,
        /// Wait at least so long, as the other side asked for.
        not_before: Option<Duration>,
    },
    /// No retry can repair it.
    Abandoned {
        /// Why, for people.
        reason: String,
    },
    /// It stopped because somebody asked for that.
    Cancelled,
}

/// What became of the end of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It is stored; the job is now in this state.
    Stored(JobState),
    /// The lease was no longer the caller's: nothing was changed.
    Refused,
}

/// Stores how the attempt under `lease` ended. A stale lease is refused.
///
/// A retry waits 2ⁿ s ± 20 % after the n-th attempt, at most [`LONGEST_WAIT_SECS`].
pub async fn end_attempt(
    db: &impl ConnectionTrait,
    lease: LeaseId,
    end: AttemptEnd,
) -> Result<Ended, StoreError> {
    let (word, result, reason, not_before) = match end {
        AttemptEnd::Completed(result) => ("completed", Some(result), None, None),
        AttemptEnd::Retry { reason, not_before } => ("retry", None, Some(reason), not_before),
        AttemptEnd::Abandoned { reason } => ("abandoned", None, Some(reason), None),
        AttemptEnd::Cancelled => ("cancelled", None, None, None),
    };
    let sql = format!(
        "WITH decided AS (
            SELECT id, CASE
                WHEN $3 = 'completed' THEN 'completed'
                WHEN $3 = 'abandoned' THEN 'failed'
                WHEN $3 = 'cancelled' OR cancel_requested THEN 'cancelled'
                WHEN attempt >= max_attempts THEN 'dead'
                ELSE 'queued' END AS next
            FROM job WHERE id = $1 AND lease_token = $2 AND state = 'running' FOR UPDATE
        ), job AS (
            UPDATE job SET
                state = next,
                result = $4,
                error = $5,
                progress = CASE next WHEN 'completed' THEN 1 ELSE progress END,
                run_at = CASE next WHEN 'queued' THEN now() + make_interval(secs => greatest(
                    least(2 ^ attempt, {LONGEST_WAIT_SECS}) * (0.8 + 0.4 * random()),
                    coalesce($6::float8, 0))) ELSE run_at END,
                unique_until = CASE WHEN next IN ('completed', 'queued') THEN unique_until END,
                lease_until = NULL,
                worker = NULL,
                finished_at = CASE WHEN next <> 'queued' THEN clock_timestamp() END,
                event_seq = event_seq + 1
            FROM decided WHERE job.id = decided.id
            RETURNING job.*
        ), told AS (
            INSERT INTO job_event (job_id, seq, body)
            SELECT id, event_seq, {STATUS_BODY} FROM job
        )
        SELECT state, {NOTIFY_JOB} FROM job"
    );
    let values = [
        lease.job.0.into(),
        lease.token.into(),
        word.into(),
        result.into(),
        reason.as_deref().map(append::shortened).into(),
        not_before.map(|wait| wait.as_secs_f64()).into(),
    ];
    match db.query_one_raw(row::statement(sql, values)).await? {
        Some(stored) => Ok(Ended::Stored(row::state(&stored)?)),
        None => Ok(Ended::Refused),
    }
}

/// Longest wait for the next attempt, in seconds: a job with many attempts should still be tried
/// every few hours.
const LONGEST_WAIT_SECS: u32 = 6 * 3_600;

/// The event body of a row of `job` after its state has changed.
pub(super) const STATUS_BODY: &str = "jsonb_strip_nulls(jsonb_build_object('type', 'status', \
    'state', job.state, 'attempt', job.attempt, 'error', job.error, 'worker', job.worker))";
