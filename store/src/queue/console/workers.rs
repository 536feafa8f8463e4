//! Processes that run jobs: each says that it is there with every heartbeat.

use std::time::Duration;

use backroom::{WorkerJob, WorkerView};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::Value;

use crate::{StoreError, queue::row};

/// Silence after which a process is no longer shown: three leases of the default length.
const SHOWN_FOR: Duration = Duration::from_mins(1);

/// What a process says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// Machine and process: `db1:4711`. Workers that hold leases are called `db1:4711/queue`.
    pub name: String,
    /// Its release.
    pub version: String,
    /// Queues that it takes jobs from.
    pub queues: Vec<String>,
    /// Jobs of one queue that it runs at once.
    pub concurrency: u32,
}

/// Notes that the process is there.
pub async fn hear_of_worker(db: &impl ConnectionTrait, said: &Hearing) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO worker (name, version, queues, concurrency) VALUES ($1, $2, $3, $4)
        ON CONFLICT (name) DO UPDATE SET heard_at = now(),
            version = excluded.version, queues = excluded.queues, concurrency = excluded.concurrency";
    let values = [
        said.name.clone().into(),
        said.version.clone().into(),
        said.queues.clone().into(),
        i32::try_from(said.concurrency).unwrap_or(i32::MAX).into(),
    ];
    db.execute_raw(row::statement(SQL, values)).await?;
    Ok(())
}

/// Forgets the process `name`, which stops, and those that were not heard of for a day.
pub async fn forget_workers(db: &impl ConnectionTrait, name: &str) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM worker WHERE name = $1 OR heard_at < now() - interval '1 day'";
    db.execute_raw(row::statement(SQL, [name.into()])).await?;
    Ok(())
}

/// Whether a process of `machine` was heard of lately.
pub async fn is_heard_of(db: &impl ConnectionTrait, machine: &str) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT FROM worker
        WHERE starts_with(name, $1 || ':') AND heard_at > now() - make_interval(secs => $2) LIMIT 1";
    let values = [machine.into(), SHOWN_FOR.as_secs_f64().into()];
    Ok(db.query_one_raw(row::statement(SQL, values)).await?.is_some())
}

/// Who runs jobs, in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeardWorkers {
    /// Processes heard of lately.
    pub workers: u64,
    /// How long ago one was last heard of, in seconds; `None` when none is remembered.
    pub last_heard_secs: Option<u64>,
}

/// Who runs jobs, in figures.
pub async fn heard_workers(db: &impl ConnectionTrait) -> Result<HeardWorkers, StoreError> {
    const SQL: &str = "
        SELECT count(*) FILTER (WHERE heard_at > now() - make_interval(secs => $1)) AS workers,
            extract(epoch FROM now() - max(heard_at))::bigint AS last_heard_secs
        FROM worker";
    let heard = db.query_one_raw(row::statement(SQL, [SHOWN_FOR.as_secs_f64().into()])).await?;
    let Some(heard) = heard else { return Ok(HeardWorkers::default()) };
    Ok(HeardWorkers {
        workers: heard.try_get::<i64>("", "workers")?.unsigned_abs(),
        last_heard_secs: heard
            .try_get::<Option<i64>>("", "last_heard_secs")?
            .map(|secs| u64::try_from(secs).unwrap_or(0)),
    })
}

/// Processes heard of lately, with what they do, by name.
pub(super) async fn live_workers(db: &impl ConnectionTrait) -> Result<Vec<WorkerView>, StoreError> {
    const SQL: &str = "
        SELECT worker.*, coalesce((
            SELECT jsonb_agg(jsonb_build_object('id', job.id, 'title', job.title) ORDER BY job.id)
            FROM job WHERE job.state = 'running' AND split_part(job.worker, '/', 1) = worker.name
        ), '[]') AS jobs
        FROM worker WHERE heard_at > now() - make_interval(secs => $1) ORDER BY name";
    let rows = db.query_all_raw(row::statement(SQL, [SHOWN_FOR.as_secs_f64().into()])).await?;
    rows.iter().map(view).collect()
}

fn view(found: &QueryResult) -> Result<WorkerView, StoreError> {
    let jobs: Value = found.try_get("", "jobs")?;
    let jobs: Vec<WorkerJob> = serde_json::from_value(jobs)
        .map_err(|source| row::unreadable("jobs of a worker", source))?;
    Ok(WorkerView {
        name: found.try_get("", "name")?,
        version: found.try_get("", "version")?,
        queues: found.try_get("", "queues")?,
        concurrency: found.try_get::<i32>("", "concurrency")?.unsigned_abs(),
        started_at: found.try_get("", "started_at")?,
        heard_at: found.try_get("", "heard_at")?,
        jobs,
    })
}
