//! What people may do to a job: stop it, try it again.

use backroom::{AccountId, JobId};
use sea_orm::{ConnectionTrait, DbErr, SqlErr};

use super::{
    finish::STATUS_BODY,
    listener::{NOTIFY_CANCEL, NOTIFY_JOB, NOTIFY_QUEUE},
    row,
};
use crate::{Database, StoreError, accounts::audit, database::begin};

/// Who asks something of a job, and by which request.
#[derive(Clone, Debug)]
pub struct Asker {
    /// The account.
    pub account_id: AccountId,
    /// The request.
    pub request_id: Option<String>,
}

/// [`request_cancel`] by a person, with its line in the audit log: both or neither.
pub async fn request_cancel_by(
    db: &Database,
    asker: &Asker,
    id: JobId,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    let is_done = request_cancel(&transaction, id).await?;
    if is_done {
        note(&transaction, asker, "job.cancel", id).await?;
    }
    transaction.commit().await?;
    Ok(is_done)
}

/// [`retry`] by a person, with its line in the audit log: both or neither.
pub async fn retry_by(db: &Database, asker: &Asker, id: JobId) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    let is_done = retry(&transaction, id).await?;
    // After a refused statement there is nothing to commit.
    if is_done {
        note(&transaction, asker, "job.retry", id).await?;
        transaction.commit().await?;
    }
    Ok(is_done)
}

async fn note(
    db: &impl ConnectionTrait,
    asker: &Asker,
    action: &str,
    id: JobId,
) -> Result<(), StoreError> {
    let subject = format!("job:{id}");
    let detail = serde_json::json!({});
    audit(db, Some(asker.account_id), action, &subject, detail, asker.request_id.as_deref()).await
}

/// Asks for `id` and its parts to stop. A queued job is cancelled at once; a running one is told and
/// stops at its next check. `false` when there was nothing to stop.
pub async fn request_cancel(db: &impl ConnectionTrait, id: JobId) -> Result<bool, StoreError> {
    let sql = format!(
        "WITH found AS (
            SELECT id FROM job WHERE (id = $1 OR parent = $1) AND state IN ('queued', 'running')
            ORDER BY id FOR UPDATE
        ), job AS (
            UPDATE job SET
                state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END,
                finished_at = CASE state WHEN 'queued' THEN clock_timestamp() END,
                unique_until = CASE state WHEN 'queued' THEN NULL ELSE unique_until END,
                cancel_requested = true,
                event_seq = event_seq + 1
            FROM found WHERE job.id = found.id
            RETURNING job.*
        ), told AS (
            INSERT INTO job_event (job_id, seq, body)
            SELECT id, event_seq, {STATUS_BODY} FROM job
        )
        SELECT {NOTIFY_JOB}, {NOTIFY_CANCEL} FROM job"
    );
    Ok(!db.query_all_raw(row::statement(sql, [id.0.into()])).await?.is_empty())
}

/// Queues a failed, dead or cancelled job again, with all its attempts before it. `false` when it is
/// in another state, or when another job with its unique key has taken its place.
pub async fn retry(db: &impl ConnectionTrait, id: JobId) -> Result<bool, StoreError> {
    let sql = format!(
        "WITH job AS (
            UPDATE job SET
                state = 'queued',
                attempt = 0,
                run_at = now(),
                progress = NULL,
                steps = '[]',
                error = NULL,
                result = NULL,
                cancel_requested = false,
                started_at = NULL,
                finished_at = NULL,
                event_seq = event_seq + 1
            WHERE id = $1 AND state IN ('failed', 'dead', 'cancelled')
                AND NOT EXISTS (
                    SELECT FROM job AS other
                    WHERE other.unique_key = job.unique_key AND other.id <> job.id
                        AND (other.state IN ('queued', 'running')
                            OR other.unique_until > clock_timestamp())
                )
            RETURNING job.*
        ), told AS (
            INSERT INTO job_event (job_id, seq, body)
            SELECT id, event_seq, {STATUS_BODY} FROM job
        )
        SELECT {NOTIFY_JOB}, {NOTIFY_QUEUE} FROM job"
    );
    match db.query_one_raw(row::statement(sql, [id.0.into()])).await {
        Ok(queued) => Ok(queued.is_some()),
        Err(error) if is_unique_violation(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Another job took the unique key between our look and our change.
pub(super) fn is_unique_violation(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
