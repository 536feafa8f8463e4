//! What operators do to one job beside stopping it and trying it again.

use backroom::JobId;
use sea_orm::ConnectionTrait as _;
use serde_json::json;

use super::{Note, noted};
use crate::{
    Database, StoreError,
    accounts::audit,
    database::begin,
    queue::{
        Asker,
        finish::STATUS_BODY,
        listener::{NOTIFY_JOB, NOTIFY_QUEUE},
        row,
    },
};

/// Lets a job that waits for its time start at once. `false` when it does not wait.
pub async fn run_now_by(db: &Database, asker: &Asker, id: JobId) -> Result<bool, StoreError> {
    let sql = format!(
        "WITH job AS (
            UPDATE job SET run_at = now(), event_seq = event_seq + 1
            WHERE id = $1 AND state = 'queued' RETURNING job.*
        ), told AS (
            INSERT INTO job_event (job_id, seq, body) SELECT id, event_seq, {STATUS_BODY} FROM job
        )
        SELECT {NOTIFY_JOB}, {NOTIFY_QUEUE} FROM job"
    );
    noted(db, asker, note("job.run_now", id, json!({})), &sql, [id.0.into()]).await
}

/// Moves a job that waits before or behind others: higher goes first. `false` when it does not wait.
pub async fn set_priority_by(
    db: &Database,
    asker: &Asker,
    id: JobId,
    priority: i16,
) -> Result<bool, StoreError> {
    let sql = format!(
        "WITH job AS (
            UPDATE job SET priority = $2 WHERE id = $1 AND state = 'queued' RETURNING job.*
        ) SELECT {NOTIFY_JOB} FROM job"
    );
    let note = note("job.set_priority", id, json!({ "priority": priority }));
    noted(db, asker, note, &sql, [id.0.into(), priority.into()]).await
}

/// Deletes the log lines of one job. `false` when it had none.
pub async fn clear_log_by(db: &Database, asker: &Asker, id: JobId) -> Result<bool, StoreError> {
    const SQL: &str = "WITH gone AS (DELETE FROM job_log WHERE job_id = $1 RETURNING 1)
        SELECT count(*) FROM gone HAVING count(*) > 0";
    noted(db, asker, note("job.clear_log", id, json!({})), SQL, [id.0.into()]).await
}

/// Deletes the log lines of every job that has ended; those of jobs under way stay. Returns how many.
pub async fn clear_logs_by(db: &Database, asker: &Asker) -> Result<u64, StoreError> {
    const SQL: &str = "DELETE FROM job_log USING job
        WHERE job.id = job_log.job_id AND job.state NOT IN ('queued', 'running')";
    let transaction = begin(db).await?;
    let deleted = transaction.execute_raw(row::statement(SQL, [])).await?.rows_affected();
    let request = asker.request_id.as_deref();
    let detail = json!({ "lines": deleted });
    audit(&transaction, Some(asker.account_id), "job.clear_logs", "job:*", detail, request).await?;
    transaction.commit().await?;
    Ok(deleted)
}

fn note(action: &'static str, id: JobId, detail: serde_json::Value) -> Note<'static> {
    Note { action, subject: format!("job:{id}"), detail }
}
