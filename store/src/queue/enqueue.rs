//! Queueing jobs, in the caller's transaction.

use backroom::JobId;
use sea_orm::ConnectionTrait;
use serde_json::json;
use uuid::Uuid;

use super::{Enqueued, Job, NewJob, listener, row};
use crate::{Database, StoreError, database::begin};

/// How often to look again when the job that held the key finished between our insert and our look.
const KEY_RACES: u32 = 5;

/// Queues `job`. Works inside the caller's transaction: the job exists when that commits, and workers
/// hear of it then.
///
/// With a unique key at most one job is queued or running, and with `unique_for` at most one is
/// queued in that time unless it failed or was cancelled. Callers with the same key wait for each
/// other until their transactions end. The transaction must be `READ COMMITTED`, the default.
///
/// # Errors
/// [`StoreError::Unreadable`] when the payload cannot be written as JSON.
pub async fn enqueue<J: Job>(
    db: &impl ConnectionTrait,
    job: NewJob<J>,
) -> Result<Enqueued, StoreError> {
    let id = JobId(Uuid::now_v7());
    let unique_key = job.unique_key.clone();
    let values = insert_values(id, job)?;
    let Some(unique_key) = unique_key else {
        db.execute_raw(row::statement(INSERT, values)).await?;
        return Ok(Enqueued::New(id));
    };

    // The insert below must not see the world as it was before the other holder of the key was done,
    // so the lock is a statement of its own: each statement has its own view of what is committed.
    lock_key(db, &unique_key).await?;
    for _ in 0..KEY_RACES {
        if db.query_one_raw(row::statement(INSERT, values.clone())).await?.is_some() {
            return Ok(Enqueued::New(id));
        }
        let holder = row::statement(KEY_HOLDER, [unique_key.clone().into()]);
        if let Some(found) = db.query_one_raw(holder).await? {
            return Ok(Enqueued::AlreadyThere(JobId(found.try_get("", "id")?)));
        }
    }
    Err(StoreError::Conflict { what: "The job with the same key" })
}

/// Queues many jobs; the answers are in the order of `jobs`.
///
/// Call it inside a transaction, so that all are queued or none. Keys are locked in one order
/// whatever the order of `jobs`, so two callers cannot wait for each other in a circle.
pub async fn enqueue_all<J: Job>(
    db: &impl ConnectionTrait,
    jobs: Vec<NewJob<J>>,
) -> Result<Vec<Enqueued>, StoreError> {
    let mut keys: Vec<String> = jobs.iter().filter_map(|job| job.unique_key.clone()).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        lock_key(db, &key).await?;
    }
    let mut answers = Vec::with_capacity(jobs.len());
    for job in jobs {
        answers.push(enqueue(db, job).await?);
    }
    Ok(answers)
}

/// Queues many jobs in a transaction of its own: all or none.
pub async fn enqueue_together<J: Job>(
    db: &Database,
    jobs: Vec<NewJob<J>>,
) -> Result<Vec<Enqueued>, StoreError> {
    let transaction = begin(db).await?;
    let answers = enqueue_all(&transaction, jobs).await?;
    transaction.commit().await?;
    Ok(answers)
}

/// Held to the end of the transaction.
async fn lock_key(db: &impl ConnectionTrait, unique_key: &str) -> Result<(), StoreError> {
    const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtextextended('touchline.job.' || $1, 0))";
    db.execute_raw(row::statement(LOCK, [unique_key.into()])).await?;
    Ok(())
}

fn insert_values<J: Job>(id: JobId, job: NewJob<J>) -> Result<Vec<sea_orm::Value>, StoreError> {
    let payload = serde_json::to_value(&job.payload)
        .map_err(|source| row::unreadable("job payload", source))?;
    let first_event = json!({ "type": "status", "state": "queued", "attempt": 0, "error": null });
    // A part of another job is shown with that job; nobody's tray waits for it.
    let told = job.parent.is_none().then(|| listener::job_message(id, job.created_by));
    Ok(vec![
        id.0.into(),
        J::KIND.into(),
        J::QUEUE.into(),
        job.priority.into(),
        J::TITLE.into(),
        job.subject.into(),
        payload.into(),
        i32::try_from(job.max_attempts.unwrap_or(J::MAX_ATTEMPTS)).unwrap_or(i32::MAX).into(),
        job.run_at.into(),
        job.unique_key.into(),
        job.unique_for.map(|window| window.as_secs_f64()).into(),
        job.parent.map(|parent| parent.0).into(),
        job.created_by.map(|account| account.0).into(),
        job.request_id.into(),
        first_event.into(),
        told.into(),
    ])
}

const INSERT: &str = "
WITH added AS (
    INSERT INTO job (id, kind, queue, priority, title, subject, payload, max_attempts, run_at,
        unique_key, unique_until, parent, created_by, request_id, event_seq)
    SELECT $1, $2, $3, $4, $5, $6, $7, $8, coalesce($9, now()),
        $10, clock_timestamp() + make_interval(secs => $11), $12, $13, $14, 1
    WHERE NOT EXISTS (
        SELECT FROM job WHERE unique_key = $10 AND unique_until > clock_timestamp()
    )
    ON CONFLICT (unique_key) WHERE state IN ('queued', 'running') DO NOTHING
    RETURNING id, queue, run_at
), told AS (
    INSERT INTO job_event (job_id, seq, body) SELECT id, 1, $15 FROM added
)
SELECT id,
    CASE WHEN run_at <= now() THEN pg_notify('touchline_queue', queue) END::text,
    CASE WHEN $16::text IS NOT NULL THEN pg_notify('touchline_job', $16) END::text
FROM added";

const KEY_HOLDER: &str = "
SELECT id FROM job
WHERE unique_key = $1
    AND (state IN ('queued', 'running') OR unique_until > clock_timestamp())
ORDER BY created_at DESC LIMIT 1";
