//! The same done to every job of a filter, as long as they are as many as the person was shown.

use backroom::{BulkAction, BulkOutcome, JobFilter};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::conditions::{condition, holds, states};
use crate::{
    Database, StoreError,
    accounts::audit,
    database::begin,
    queue::{
        Asker,
        finish::STATUS_BODY,
        listener::{NOTIFY_CANCEL, NOTIFY_JOB, NOTIFY_QUEUE},
        steer::is_unique_violation,
    },
    sql::Sql,
};

/// The jobs are no longer those that the person was shown.
const CHANGED: StoreError = StoreError::Conflict { what: "The list of jobs" };

/// How many jobs of `filter` there are that `action` does something to.
///
/// Exact, save that a text is looked for in every job and not only in the newest: this takes its time
/// where there are many.
pub async fn count_jobs(
    db: &impl ConnectionTrait,
    filter: &JobFilter,
    action: BulkAction,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let mut sql = Sql::default();
    let fits = fits(&mut sql, filter, action, now);
    let text = format!("SELECT count(*) AS jobs FROM job WHERE {fits}");
    let counted = db.query_one_raw(sql.statement(text)).await?;
    let jobs = counted.map(|row| row.try_get::<i64>("", "jobs")).transpose()?;
    Ok(jobs.unwrap_or_default().unsigned_abs())
}

/// Does `action` to every job of `filter`, if they are `expected`: the number that the person agreed
/// to. One line in the audit log tells filter and number.
///
/// # Errors
/// [`StoreError::Conflict`] when they are more or fewer by now, or when somebody queues one with the unique
/// key of one of them at the same moment; nothing was done.
pub async fn steer_all_by(
    db: &Database,
    asker: &Asker,
    filter: &JobFilter,
    action: BulkAction,
    expected: u64,
    now: DateTime<Utc>,
) -> Result<BulkOutcome, StoreError> {
    let transaction = begin(db).await?;
    let mut sql = Sql::default();
    let fits = fits(&mut sql, filter, action, now);
    let text = match action {
        BulkAction::Cancel => cancel(&fits),
        BulkAction::Retry => retry(&fits),
        BulkAction::ClearLogs => clear_logs(&fits),
    };
    let found = match transaction.query_one_raw(sql.statement(text)).await {
        Err(error) if is_unique_violation(&error) => return Err(CHANGED),
        found => found?,
    };
    let (mut chosen, mut changed) = (0, 0);
    if let Some(found) = found {
        chosen = found.try_get::<i64>("", "chosen")?.unsigned_abs();
        changed = found.try_get::<i64>("", "changed")?.unsigned_abs();
    }
    if chosen != expected {
        // Dropped, the transaction takes everything back.
        return Err(CHANGED);
    }
    let outcome = BulkOutcome { changed, kept_back: chosen - changed };
    let detail = json!({
        "filter": filter.to_pairs().into_iter().collect::<std::collections::BTreeMap<_, _>>(),
        "changed": outcome.changed,
        "kept_back": outcome.kept_back,
    });
    let (name, request) = (format!("job.{}_all", action.as_str()), asker.request_id.as_deref());
    audit(&transaction, Some(asker.account_id), &name, "job:*", detail, request).await?;
    transaction.commit().await?;
    Ok(outcome)
}

fn fits(sql: &mut Sql, filter: &JobFilter, action: BulkAction, now: DateTime<Utc>) -> String {
    let mut fits = condition(sql, filter, now);
    if let Some(text) = &filter.text {
        fits = format!("{fits} AND {}", holds(sql, text));
    }
    let states = states(sql, action.applies_to());
    let has_log = match action {
        BulkAction::ClearLogs => " AND EXISTS (SELECT FROM job_log WHERE job_log.job_id = job.id)",
        BulkAction::Cancel | BulkAction::Retry => "",
    };
    format!("{fits} AND {states}{has_log}")
}

/// As [`crate::queue::request_cancel`], for many.
fn cancel(fits: &str) -> String {
    format!(
        "WITH found AS (
            SELECT id FROM job WHERE {fits} ORDER BY id FOR UPDATE
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
        ), notified AS MATERIALIZED (SELECT {NOTIFY_JOB}, {NOTIFY_CANCEL} FROM job)
        SELECT (SELECT count(*) FROM found) AS chosen, count(*) AS changed,
            count(told_job) AS told, count(told_cancel) AS stopped FROM notified"
    )
}

/// As [`crate::queue::retry`], for many: of jobs with one unique key the newest is queued.
fn retry(fits: &str) -> String {
    format!(
        "WITH found AS (
            SELECT id, unique_key FROM job WHERE {fits} ORDER BY id FOR UPDATE
        ), free AS (
            SELECT DISTINCT ON (coalesce(unique_key, id::text)) id FROM found
            WHERE NOT EXISTS (
                SELECT FROM job AS other
                WHERE other.unique_key = found.unique_key AND other.id <> found.id
                    AND (other.state IN ('queued', 'running')
                        OR other.unique_until > clock_timestamp())
            )
            ORDER BY coalesce(unique_key, id::text), id DESC
        ), job AS (
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
            FROM free WHERE job.id = free.id
            RETURNING job.*
        ), told AS (
            INSERT INTO job_event (job_id, seq, body)
            SELECT id, event_seq, {STATUS_BODY} FROM job
        ), notified AS MATERIALIZED (SELECT {NOTIFY_JOB}, {NOTIFY_QUEUE} FROM job)
        SELECT (SELECT count(*) FROM found) AS chosen, count(*) AS changed,
            count(told_job) AS told, count(told_queue) AS woken FROM notified"
    )
}

/// As [`super::clear_log_by`], for many. A job that is tried again meanwhile keeps what it writes then.
fn clear_logs(fits: &str) -> String {
    format!(
        "WITH found AS (
            SELECT id FROM job WHERE {fits}
        ), gone AS (
            DELETE FROM job_log USING found WHERE job_log.job_id = found.id
            RETURNING job_log.job_id
        )
        SELECT (SELECT count(*) FROM found) AS chosen, count(DISTINCT job_id) AS changed FROM gone"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_narrows_the_filter_to_what_it_can_change() {
        let mut sql = Sql::default();

        let fits = fits(&mut sql, &JobFilter::default(), BulkAction::Retry, Utc::now());

        assert_eq!(fits, "true AND job.state = ANY($1::text[])");
    }
}
