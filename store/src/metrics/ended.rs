//! Counting what has ended, and noting what has not, from the table of jobs.

use chrono::{DateTime, Utc};

use crate::{Database, StoreError, database::begin, sql};

/// From the end of a job to when its end can be seen by others, with room to spare: it is stamped before
/// its transaction is committed.
const COMMITTED_AFTER_SECS: u32 = 5;

/// Counts the jobs that ended since the last time, and notes how many wait and run. Any process may do it
/// as often as it likes: of several at once one does. `false` where another did.
pub async fn count_ended_jobs(db: &Database) -> Result<bool, StoreError> {
    // The mark is read by a statement of its own: with its value bound, the next one is planned for the
    // few rows that ended since, by the index on `finished_at`.
    const MARK: &str = "SELECT greatest(counted_until, now() - interval '48 hours') AS since,
        now() - make_interval(secs => $1) AS until FROM job_count_mark FOR UPDATE SKIP LOCKED";
    let transaction = begin(db).await?;
    let held = sql::one(&transaction, MARK, [f64::from(COMMITTED_AFTER_SECS).into()]).await?;
    let Some(held) = held else { return Ok(false) };
    let since: DateTime<Utc> = held.try_get("", "since")?;
    let until: DateTime<Utc> = held.try_get("", "until")?;
    if since < until {
        sql::execute(&transaction, COUNT_ENDED, [since.into(), until.into()]).await?;
        let moved = "UPDATE job_count_mark SET counted_until = $1";
        sql::execute(&transaction, moved, [until.into()]).await?;
    }
    sql::execute(&transaction, NOTE_OPEN, []).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Jobs that ended after `$1` and until `$2`. A job that was cancelled did not end by itself, so how long
/// it waited and ran says nothing. The buckets are those of `backroom::Spread`.
const COUNT_ENDED: &str = "
WITH ended AS (
    SELECT kind, state, date_trunc('minute', finished_at) AS at,
        CASE WHEN state <> 'cancelled' THEN
            1000 * extract(epoch FROM started_at - greatest(run_at, created_at)) END::float8 AS wait_ms,
        CASE WHEN state <> 'cancelled' THEN
            1000 * extract(epoch FROM finished_at - started_at) END::float8 AS run_ms
    FROM job WHERE finished_at > $1 AND finished_at <= $2
), counted AS (
    SELECT 'jobs_ended' AS metric, at, state AS label, 0 AS bucket, count(*) AS value
    FROM ended GROUP BY at, state
    UNION ALL
    SELECT 'jobs_of_kind', at, kind, 0, count(*) FROM ended GROUP BY at, kind
    UNION ALL
    SELECT 'job_wait', at, '', least(ceil(5 * log(greatest(wait_ms, 1))), 35)::int AS bucket, count(*)
    FROM ended WHERE wait_ms IS NOT NULL GROUP BY at, bucket
    UNION ALL
    SELECT 'job_run', at, '', least(ceil(5 * log(greatest(run_ms, 1))), 35)::int AS bucket, count(*)
    FROM ended WHERE run_ms IS NOT NULL GROUP BY at, bucket
), totalled AS (
    INSERT INTO metric_total (metric, label, value)
    SELECT 'jobs_ended', kind || '/' || state, count(*) FROM ended GROUP BY kind, state
    ORDER BY kind, state
    ON CONFLICT (metric, label) DO UPDATE SET value = metric_total.value + excluded.value
)
INSERT INTO metric_sample (metric, at, span_secs, label, bucket, value)
SELECT metric, at, 60, label, bucket, value FROM counted ORDER BY metric, at, label, bucket
ON CONFLICT (metric, at, span_secs, label, bucket)
    DO UPDATE SET value = metric_sample.value + excluded.value";

/// How many jobs wait and run, and for how long the oldest that could run has waited, by queue and in all;
/// how many processes run them. None is a level too.
const NOTE_OPEN: &str = "
WITH open AS (
    SELECT coalesce(queue, '') AS label, count(*) FILTER (WHERE state = 'queued') AS waiting,
        count(*) FILTER (WHERE state = 'running') AS running,
        coalesce(extract(epoch FROM now() - min(run_at)
            FILTER (WHERE state = 'queued' AND run_at <= now())), 0)::bigint AS age_secs
    FROM job WHERE state IN ('queued', 'running') GROUP BY ROLLUP (queue)
), noted AS (
    SELECT 'queue_waiting' AS metric, label, waiting AS value FROM open
    UNION ALL SELECT 'queue_running', label, running FROM open
    UNION ALL SELECT 'queue_age', label, age_secs FROM open
    UNION ALL SELECT 'workers', '', count(*) FROM worker WHERE heard_at > now() - interval '1 minute'
)
INSERT INTO metric_sample (metric, at, span_secs, label, value)
SELECT metric, date_trunc('minute', now()), 60, label, value FROM noted ORDER BY metric, label
ON CONFLICT (metric, at, span_secs, label, bucket)
    DO UPDATE SET value = greatest(metric_sample.value, excluded.value)";
