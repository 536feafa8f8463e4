//! Reading rows of `job`, `job_event` and `job_log`.

use backroom::{AccountId, JobEvent, JobEventBody, JobId, JobState, LogLevel, Step, TaskView};
use chrono::{DateTime, Utc};
use sea_orm::{DbBackend, QueryResult, Statement, Value};
use uuid::Uuid;

use crate::StoreError;

/// The columns of [`task`], for a `SELECT` or `RETURNING` on `job`.
pub(super) const TASK_COLUMNS: &str = "job.id, job.kind, job.title, job.subject, job.state, \
    job.progress, job.steps, job.attempt, job.max_attempts, job.run_at, job.created_at, \
    job.started_at, job.finished_at, job.cancel_requested, job.error, job.result, job.created_by, \
    job.event_seq";

/// A statement with its values.
pub(super) fn statement(
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}

/// A row with [`TASK_COLUMNS`] as people see it.
pub(super) fn task(row: &QueryResult) -> Result<TaskView, StoreError> {
    let steps: serde_json::Value = row.try_get("", "steps")?;
    Ok(TaskView {
        id: JobId(row.try_get("", "id")?),
        kind: row.try_get("", "kind")?,
        title: row.try_get("", "title")?,
        subject: row.try_get("", "subject")?,
        state: state(row)?,
        progress: row.try_get("", "progress")?,
        steps: serde_json::from_value::<Vec<Step>>(steps)
            .map_err(|source| unreadable("job steps", source))?,
        attempt: attempts(row, "attempt")?,
        max_attempts: attempts(row, "max_attempts")?,
        run_at: row.try_get("", "run_at")?,
        created_at: row.try_get("", "created_at")?,
        started_at: row.try_get("", "started_at")?,
        finished_at: row.try_get("", "finished_at")?,
        cancel_requested: row.try_get("", "cancel_requested")?,
        error: row.try_get("", "error")?,
        result: row.try_get("", "result")?,
        created_by: row.try_get::<Option<i64>>("", "created_by")?.map(AccountId),
        event_seq: row.try_get("", "event_seq")?,
    })
}

/// A row `(job_id, seq, at, body)`, or `(…, level, text)` where the body is null.
pub(super) fn event(row: &QueryResult) -> Result<JobEvent, StoreError> {
    let body = row.try_get::<Option<serde_json::Value>>("", "body")?;
    Ok(JobEvent {
        job_id: JobId(row.try_get::<Uuid>("", "job_id")?),
        seq: row.try_get("", "seq")?,
        at: row.try_get::<DateTime<Utc>>("", "at")?,
        body: match body {
            Some(body) => serde_json::from_value::<JobEventBody>(body)
                .map_err(|source| unreadable("job event", source))?,
            None => JobEventBody::Log { level: level(row)?, text: row.try_get("", "text")? },
        },
    })
}

pub(super) fn state(row: &QueryResult) -> Result<JobState, StoreError> {
    row.try_get::<String>("", "state")?.parse().map_err(|source| unreadable("job state", source))
}

pub(super) fn attempts(row: &QueryResult, column: &str) -> Result<u32, StoreError> {
    u32::try_from(row.try_get::<i32>("", column)?)
        .map_err(|source| unreadable("number of attempts", source))
}

pub(super) fn unreadable(
    what: &'static str,
    source: impl std::error::Error + Send + Sync + 'static,
) -> StoreError {
    StoreError::Unreadable { what, source: Box::new(source) }
}

fn level(row: &QueryResult) -> Result<LogLevel, StoreError> {
    let word: String = row.try_get("", "level")?;
    LogLevel::ALL
        .into_iter()
        .find(|level| level.as_str() == word)
        .ok_or_else(|| unreadable("log level", std::io::Error::other(word)))
}
