//! One job with all that is known of it.

use backroom::{JobDetail, JobId, JobPart, WorkerHold};
use sea_orm::{ConnectionTrait, QueryResult};

use super::list::{ROW_COLUMNS, ROW_JOIN, job_row};
use crate::{
    StoreError,
    queue::row::{self, TASK_COLUMNS},
};

/// The job `id` in full. Whether the caller may see it is for the caller to check, by `created_by`.
pub async fn find_job(
    db: &impl ConnectionTrait,
    id: JobId,
) -> Result<Option<JobDetail>, StoreError> {
    const PARTS: &str = "SELECT state, count(*) AS parts FROM job WHERE parent = $1
        GROUP BY state ORDER BY state";
    // Put together first: by the order alone, every job would be looked at for a few parts of an old one.
    const FIRST_PARTS: &str = "WITH part AS MATERIALIZED (
            SELECT id, title, subject, state, attempt FROM job WHERE parent = $1
        ) SELECT * FROM part ORDER BY id LIMIT 20";
    const HISTORY: &str = "SELECT job_id, seq, at, body, NULL AS level, NULL AS text FROM job_event
        WHERE job_id = $1 AND body ->> 'type' = 'status' ORDER BY seq";
    let sql = format!(
        "SELECT {TASK_COLUMNS}, {ROW_COLUMNS}, job.payload, job.request_id, job.worker,
            job.lease_until, job.unique_key, job.parent
         FROM job {ROW_JOIN} WHERE job.id = $1"
    );
    let Some(found) = db.query_one_raw(row::statement(sql, [id.0.into()])).await? else {
        return Ok(None);
    };
    let mut parts = Vec::new();
    for counted in db.query_all_raw(row::statement(PARTS, [id.0.into()])).await? {
        parts.push((row::state(&counted)?, counted.try_get::<i64>("", "parts")?.unsigned_abs()));
    }
    let first_parts = db.query_all_raw(row::statement(FIRST_PARTS, [id.0.into()])).await?;
    let history = db.query_all_raw(row::statement(HISTORY, [id.0.into()])).await?;
    let worker: Option<String> = found.try_get("", "worker")?;
    let until: Option<_> = found.try_get("", "lease_until")?;
    Ok(Some(JobDetail {
        row: job_row(&found)?,
        payload: found.try_get("", "payload")?,
        request_id: found.try_get("", "request_id")?,
        worker: worker.zip(until).map(|(worker, until)| WorkerHold { worker, until }),
        unique_key: found.try_get("", "unique_key")?,
        parent: found.try_get::<Option<_>>("", "parent")?.map(JobId),
        parts,
        first_parts: first_parts.iter().map(part).collect::<Result<_, _>>()?,
        history: history.iter().map(row::event).collect::<Result<_, _>>()?,
    }))
}

fn part(found: &QueryResult) -> Result<JobPart, StoreError> {
    Ok(JobPart {
        id: JobId(found.try_get("", "id")?),
        title: found.try_get("", "title")?,
        subject: found.try_get("", "subject")?,
        state: row::state(found)?,
        attempt: row::attempts(found, "attempt")?,
    })
}
