//! Jobs as people see them: one, and a person's own.

use backroom::{AccountId, JobId, TaskView};
use football::PlayerId;
use sea_orm::ConnectionTrait;

use super::row::{self, TASK_COLUMNS};
use crate::StoreError;

/// The job `id`. Whether the caller may see it is for the caller to check, by `created_by`.
pub async fn find_task(
    db: &impl ConnectionTrait,
    id: JobId,
) -> Result<Option<TaskView>, StoreError> {
    let sql = format!("SELECT {TASK_COLUMNS} FROM job WHERE id = $1");
    let found = db.query_one_raw(row::statement(sql, [id.0.into()])).await?;
    found.as_ref().map(row::task).transpose()
}

/// The newest jobs that `owner` asked for, newest first; parts of other jobs are left out.
pub async fn tasks_of(
    db: &impl ConnectionTrait,
    owner: AccountId,
    limit: u64,
) -> Result<Vec<TaskView>, StoreError> {
    let sql = format!(
        "SELECT {TASK_COLUMNS} FROM job WHERE created_by = $1 AND parent IS NULL
         ORDER BY created_at DESC, id DESC LIMIT $2"
    );
    let values = [owner.0.into(), sql_limit(limit).into()];
    db.query_all_raw(row::statement(sql, values)).await?.iter().map(row::task).collect()
}

/// How the parts of a job stand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChildCount {
    /// Queued or running.
    pub open: u64,
    /// Done.
    pub completed: u64,
    /// Failed, dead or cancelled.
    pub failed: u64,
    /// How long those that are done took from their last start, on average, in milliseconds.
    pub mean_ms: Option<f64>,
}

/// Counts the parts of `parent` by how they stand.
pub async fn count_children(
    db: &impl ConnectionTrait,
    parent: JobId,
) -> Result<ChildCount, StoreError> {
    const SQL: &str = "SELECT
        count(*) FILTER (WHERE state IN ('queued', 'running')) AS open,
        count(*) FILTER (WHERE state = 'completed') AS completed,
        count(*) FILTER (WHERE state IN ('failed', 'dead', 'cancelled')) AS failed,
        1000 * extract(epoch FROM avg(finished_at - started_at)
            FILTER (WHERE state = 'completed'))::float8 AS mean_ms
        FROM job WHERE parent = $1";
    let Some(counted) = db.query_one_raw(row::statement(SQL, [parent.0.into()])).await? else {
        return Ok(ChildCount::default());
    };
    let count = |column| counted.try_get::<i64>("", column).map(i64::unsigned_abs);
    Ok(ChildCount {
        open: count("open")?,
        completed: count("completed")?,
        failed: count("failed")?,
        mean_ms: counted.try_get("", "mean_ms")?,
    })
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

/// Jobs that are running or could be: those that wait for a later time are not counted.
pub async fn count_due(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    const SQL: &str = "SELECT count(*) AS due FROM job
        WHERE state = 'running' OR (state = 'queued' AND run_at <= now())";
    let counted = db.query_one_raw(row::statement(SQL, [])).await?;
    let due = counted.map(|row| row.try_get::<i64>("", "due")).transpose()?;
    Ok(due.unwrap_or_default().unsigned_abs())
}

pub(super) fn sql_limit(limit: u64) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
