//! Pages of jobs.

use backroom::{JobFilter, JobId, JobPage, JobRow};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, QueryResult};

use super::conditions::{LOOKED_AT_MOST, condition, holds};
use crate::{
    StoreError,
    queue::{
        row::{self, TASK_COLUMNS},
        tasks::sql_limit,
    },
    sql::Sql,
};

/// Where a page of jobs stands among all: ids rise with time, so they are the order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The newest.
    #[default]
    First,
    /// Those that are older than this one.
    OlderThan(JobId),
    /// Those that are newer than this one, next to it.
    NewerThan(JobId),
}

/// The columns of [`job_row`] for a `SELECT` from `job` with [`ROW_JOIN`].
pub(super) const ROW_COLUMNS: &str = "job.queue, job.priority, account.name AS creator";
/// What [`ROW_COLUMNS`] needs beside `job`.
pub(super) const ROW_JOIN: &str = "LEFT JOIN account ON account.id = job.created_by";

/// One page of jobs, newest first. `now` is what [`JobFilter::since`] counts from.
pub async fn list_jobs(
    db: &impl ConnectionTrait,
    filter: &JobFilter,
    place: Place,
    limit: u64,
    now: DateTime<Utc>,
) -> Result<JobPage, StoreError> {
    let mut sql = Sql::default();
    let fits = condition(&mut sql, filter, now);
    let (beyond, order) = match place {
        Place::First => (String::new(), "DESC"),
        Place::OlderThan(id) => (format!(" AND job.id < {}", sql.bind(id.0)), "DESC"),
        Place::NewerThan(id) => (format!(" AND job.id > {}", sql.bind(id.0)), "ASC"),
    };
    let fits = [fits, beyond].concat();
    let limit_sql = sql_limit(limit.saturating_add(1));
    let page = match &filter.text {
        None => {
            format!("SELECT job.* FROM job WHERE {fits} ORDER BY job.id {order} LIMIT {limit_sql}")
        }
        Some(text) => {
            let holds = holds(&mut sql, text);
            format!(
                "SELECT job.* FROM (
                     SELECT * FROM job WHERE {fits} ORDER BY job.id {order} LIMIT {LOOKED_AT_MOST}
                 ) AS job WHERE {holds} ORDER BY job.id {order} LIMIT {limit_sql}"
            )
        }
    };
    let text = format!(
        "SELECT {TASK_COLUMNS}, {ROW_COLUMNS} FROM ({page}) AS job {ROW_JOIN}
         ORDER BY job.id {order}"
    );
    let found = db.query_all_raw(sql.statement(text)).await?;
    let mut rows = found.iter().map(job_row).collect::<Result<Vec<_>, _>>()?;
    let is_cut = u64::try_from(rows.len()).is_ok_and(|found| found > limit);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let (has_older, has_newer) = match place {
        Place::First => (is_cut, false),
        Place::OlderThan(_) => (is_cut, true),
        Place::NewerThan(_) => {
            rows.reverse();
            (true, is_cut)
        }
    };
    // Too few to fill the page: was everything looked at?
    let looked_at_most = match &filter.text {
        Some(_) if !is_cut && has_more_than(db, filter, now, LOOKED_AT_MOST).await? => {
            Some(LOOKED_AT_MOST)
        }
        _ => None,
    };
    Ok(JobPage { rows, has_older, has_newer, looked_at_most })
}

/// Whether more than `most` jobs fit `filter`, its text left out.
async fn has_more_than(
    db: &impl ConnectionTrait,
    filter: &JobFilter,
    now: DateTime<Utc>,
    most: u64,
) -> Result<bool, StoreError> {
    let mut sql = Sql::default();
    let fits = condition(&mut sql, filter, now);
    let text = format!("SELECT FROM job WHERE {fits} ORDER BY job.id DESC OFFSET {most} LIMIT 1");
    Ok(db.query_one_raw(sql.statement(text)).await?.is_some())
}

/// A row with [`TASK_COLUMNS`] and [`ROW_COLUMNS`].
pub(super) fn job_row(found: &QueryResult) -> Result<JobRow, StoreError> {
    Ok(JobRow {
        task: row::task(found)?,
        queue: found.try_get("", "queue")?,
        priority: found.try_get("", "priority")?,
        creator: found.try_get("", "creator")?,
    })
}
