//! How the engine stands, in figures that stay cheap with a million jobs.

use backroom::{COUNTED, JobOverview, JobState, QueueView};
use sea_orm::ConnectionTrait;

use super::workers::live_workers;
use crate::{StoreError, queue::row};

/// Queues, workers, what ended in the last 24 hours, and how soon jobs start.
pub async fn overview(db: &impl ConnectionTrait) -> Result<JobOverview, StoreError> {
    let workers = live_workers(db).await?;
    let mut queues = queues(db).await?;
    for name in workers.iter().flat_map(|worker| &worker.queues) {
        if !queues.iter().any(|queue| queue.name == *name) {
            queues.push(QueueView { name: name.clone(), ..QueueView::default() });
        }
    }
    queues.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    Ok(JobOverview {
        queues,
        workers,
        ended: ended_lately(db).await?,
        start_delay_p95_ms: start_delay(db).await?,
        kinds: kinds(db).await?,
    })
}

/// Queues with jobs that wait or run, and queues that are paused.
async fn queues(db: &impl ConnectionTrait) -> Result<Vec<QueueView>, StoreError> {
    const SQL: &str = "
        SELECT coalesce(open.queue, paused.name) AS name, coalesce(waiting, 0) AS waiting,
            coalesce(running, 0) AS running, oldest_due, paused.paused_at
        FROM (
            SELECT queue, count(*) FILTER (WHERE state = 'queued') AS waiting,
                count(*) FILTER (WHERE state = 'running') AS running,
                min(run_at) FILTER (WHERE state = 'queued' AND run_at <= now()) AS oldest_due
            FROM job WHERE state IN ('queued', 'running') GROUP BY queue
        ) AS open
        FULL JOIN paused_queue AS paused ON paused.name = open.queue";
    let rows = db.query_all_raw(row::statement(SQL, [])).await?;
    rows.iter()
        .map(|found| {
            Ok(QueueView {
                name: found.try_get("", "name")?,
                waiting: found.try_get::<i64>("", "waiting")?.unsigned_abs(),
                running: found.try_get::<i64>("", "running")?.unsigned_abs(),
                oldest_due: found.try_get("", "oldest_due")?,
                paused_at: found.try_get("", "paused_at")?,
            })
        })
        .collect()
}

async fn ended_lately(db: &impl ConnectionTrait) -> Result<Vec<(JobState, u64)>, StoreError> {
    let sql = format!(
        "SELECT state, count(*) AS jobs FROM (
             SELECT state FROM job WHERE finished_at > now() - interval '24 hours'
             ORDER BY finished_at DESC LIMIT {COUNTED}
         ) AS ended GROUP BY state ORDER BY state"
    );
    let rows = db.query_all_raw(row::statement(sql, [])).await?;
    rows.iter()
        .map(|counted| {
            Ok((row::state(counted)?, counted.try_get::<i64>("", "jobs")?.unsigned_abs()))
        })
        .collect()
}

async fn start_delay(db: &impl ConnectionTrait) -> Result<Option<u64>, StoreError> {
    const SQL: &str = "
        SELECT (1000 * percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM
            greatest(started_at - greatest(run_at, created_at), interval '0'))))::float8 AS delay
        FROM (
            SELECT started_at, run_at, created_at FROM job
            WHERE finished_at > now() - interval '1 hour' AND started_at IS NOT NULL
            ORDER BY finished_at DESC LIMIT 1000
        ) AS ended";
    let found = db.query_one_raw(row::statement(SQL, [])).await?;
    let delay = found.map(|row| row.try_get::<Option<f64>>("", "delay")).transpose()?.flatten();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative, and a \
        delay of 584 million years needs no exact figure"
    )]
    Ok(delay.map(|ms| ms.round() as u64))
}

/// Steps from one kind to the next on the index instead of reading every job.
async fn kinds(db: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    const SQL: &str = "
        WITH RECURSIVE step AS (
            (SELECT kind FROM job ORDER BY kind LIMIT 1)
            UNION ALL
            SELECT (SELECT job.kind FROM job WHERE job.kind > step.kind ORDER BY job.kind LIMIT 1)
            FROM step WHERE step.kind IS NOT NULL
        )
        SELECT kind FROM step WHERE kind IS NOT NULL";
    let rows = db.query_all_raw(row::statement(SQL, [])).await?;
    Ok(rows.iter().map(|row| row.try_get("", "kind")).collect::<Result<_, _>>()?)
}
