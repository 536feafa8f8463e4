//! Reading a job's event stream and its log.

use backroom::{JobEvent, JobId};
use sea_orm::ConnectionTrait;

use super::{row, tasks::sql_limit};
use crate::StoreError;

/// The events of `job` after number `seq`, log lines included, in order.
///
/// Numbers become visible in order and without gaps, so who asks again with the last number received
/// misses nothing and gets nothing twice.
pub async fn events_after(
    db: &impl ConnectionTrait,
    job: JobId,
    seq: i64,
    limit: u64,
) -> Result<Vec<JobEvent>, StoreError> {
    // Each half is cut to `limit` by its own key before they are merged.
    const SQL: &str = "
        SELECT * FROM (
            (SELECT job_id, seq, at, body, NULL AS level, NULL AS text FROM job_event
             WHERE job_id = $1 AND seq > $2 ORDER BY seq LIMIT $3)
            UNION ALL
            (SELECT job_id, seq, at, NULL, level, text FROM job_log
             WHERE job_id = $1 AND seq > $2 ORDER BY seq LIMIT $3)
        ) AS merged ORDER BY seq LIMIT $3";
    read(db, SQL, job, seq, limit).await
}

/// The log lines of `job` after number `seq`, in order.
pub async fn log_after(
    db: &impl ConnectionTrait,
    job: JobId,
    seq: i64,
    limit: u64,
) -> Result<Vec<JobEvent>, StoreError> {
    const SQL: &str = "
        SELECT job_id, seq, at, NULL::jsonb AS body, level, text FROM job_log
        WHERE job_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    read(db, SQL, job, seq, limit).await
}

/// The last `limit` log lines of `job` before number `before`, in order; of the whole log when it is `None`.
///
/// Who asks again with the first number received, until fewer than `limit` lines come, has the whole log.
pub async fn log_before(
    db: &impl ConnectionTrait,
    job: JobId,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<JobEvent>, StoreError> {
    const SQL: &str = "
        SELECT * FROM (
            SELECT job_id, seq, at, NULL::jsonb AS body, level, text FROM job_log
            WHERE job_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3
        ) AS last ORDER BY seq";
    read(db, SQL, job, before.unwrap_or(i64::MAX), limit).await
}

async fn read(
    db: &impl ConnectionTrait,
    sql: &str,
    job: JobId,
    seq: i64,
    limit: u64,
) -> Result<Vec<JobEvent>, StoreError> {
    let values = [job.0.into(), seq.into(), sql_limit(limit).into()];
    db.query_all_raw(row::statement(sql, values)).await?.iter().map(row::event).collect()
}
