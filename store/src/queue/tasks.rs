//! Jobs as people see them: one, a person's own, all.

use backroom::{AccountId, JobId, JobState, TaskView};
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

/// Which jobs to list.
#[derive(Clone, Debug, Default)]
pub struct JobFilter {
    /// Only those that this account asked for.
    pub created_by: Option<AccountId>,
    /// Only those in one of these states; all when empty.
    pub states: Vec<JobState>,
    /// Only those of this kind.
    pub kind: Option<String>,
    /// Only those that were asked for before this one: the last of the page before.
    pub before: Option<JobId>,
    /// Only parts of this job; without it parts are listed like others.
    pub parent: Option<JobId>,
}

/// One page of a list of jobs.
#[derive(Clone, Debug)]
pub struct TaskPage {
    /// The jobs, newest first.
    pub tasks: Vec<TaskView>,
    /// [`JobFilter::before`] of the next page; `None` on the last.
    pub next: Option<JobId>,
}

/// One page of jobs, newest first. Ids rise with time, so they are the order.
pub async fn list_jobs(
    db: &impl ConnectionTrait,
    filter: &JobFilter,
    limit: u64,
) -> Result<TaskPage, StoreError> {
    let sql = format!(
        "SELECT {TASK_COLUMNS} FROM job
         WHERE ($1::bigint IS NULL OR created_by = $1)
             AND ($2 = '' OR state = ANY(string_to_array($2, ',')))
             AND ($3::text IS NULL OR kind = $3)
             AND ($4::uuid IS NULL OR id < $4)
             AND ($5::uuid IS NULL OR parent = $5)
         ORDER BY id DESC LIMIT $6"
    );
    let states: Vec<&str> = filter.states.iter().map(|state| state.as_str()).collect();
    let values = [
        filter.created_by.map(|account| account.0).into(),
        states.join(",").into(),
        filter.kind.clone().into(),
        filter.before.map(|id| id.0).into(),
        filter.parent.map(|id| id.0).into(),
        sql_limit(limit.saturating_add(1)).into(),
    ];
    let rows = db.query_all_raw(row::statement(sql, values)).await?;
    let mut tasks = rows.iter().map(row::task).collect::<Result<Vec<_>, _>>()?;
    let more = u64::try_from(tasks.len()).is_ok_and(|found| found > limit);
    tasks.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = if more { tasks.last().map(|task| task.id) } else { None };
    Ok(TaskPage { tasks, next })
}

/// How the parts of a job stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChildCount {
    /// Queued or running.
    pub open: u64,
    /// Done.
    pub completed: u64,
    /// Failed, dead or cancelled.
    pub failed: u64,
}

/// Counts the parts of `parent` by how they stand.
pub async fn count_children(
    db: &impl ConnectionTrait,
    parent: JobId,
) -> Result<ChildCount, StoreError> {
    const SQL: &str = "SELECT
        count(*) FILTER (WHERE state IN ('queued', 'running')) AS open,
        count(*) FILTER (WHERE state = 'completed') AS completed,
        count(*) FILTER (WHERE state IN ('failed', 'dead', 'cancelled')) AS failed
        FROM job WHERE parent = $1";
    let Some(counted) = db.query_one_raw(row::statement(SQL, [parent.0.into()])).await? else {
        return Ok(ChildCount::default());
    };
    let count = |column| counted.try_get::<i64>("", column).map(i64::unsigned_abs);
    Ok(ChildCount {
        open: count("open")?,
        completed: count("completed")?,
        failed: count("failed")?,
    })
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
