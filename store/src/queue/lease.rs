//! Taking jobs, keeping them and giving them back.

use std::time::Duration;

use backroom::{AccountId, JobId};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;
use uuid::Uuid;

use super::{
    finish::STATUS_BODY,
    listener::{NOTIFY_JOB, NOTIFY_QUEUE},
    row,
};
use crate::StoreError;

/// Names one lease: the job and the token that tells this lease from every earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LeaseId {
    /// The job.
    pub job: JobId,
    /// Rises with every lease of the job.
    pub token: i64,
}

/// A job in a worker's hands.
#[derive(Clone, Debug)]
pub struct Lease {
    /// Which lease of which job.
    pub id: LeaseId,
    /// The kind of job.
    pub kind: String,
    /// What the worker is told; read by the handler, because one that cannot be read must not stop
    /// the others.
    pub payload: serde_json::Value,
    /// This attempt, from 1.
    pub attempt: u32,
    /// Attempts allowed.
    pub max_attempts: u32,
    /// Who asked for the job.
    pub created_by: Option<AccountId>,
    /// The request that asked.
    pub request_id: Option<String>,
}

/// Takes up to `limit` jobs that wait in `queue`, the most urgent first, for the time `lease`.
///
/// One statement: what it returns is leased, whatever happens to the caller. Priorities are few, so
/// it steps from one to the next on the index and looks at the oldest of each; jobs that wait for a
/// later time are never walked through. Nothing is taken from a queue that is paused.
pub async fn fetch(
    db: &impl ConnectionTrait,
    queue: &str,
    worker: &str,
    limit: u32,
    lease: Duration,
) -> Result<Vec<Lease>, StoreError> {
    // The inner query sits in an array so that it runs exactly once: as a plain sub-select the
    // planner may run it again for each row, and lock more jobs than were asked for.
    let sql = format!(
        "WITH RECURSIVE level AS (
            (SELECT priority FROM job WHERE state = 'queued' AND queue = $1
                 AND NOT EXISTS (SELECT FROM paused_queue WHERE name = $1)
             ORDER BY priority DESC LIMIT 1)
            UNION ALL
            SELECT (SELECT lower.priority FROM job AS lower
                    WHERE lower.state = 'queued' AND lower.queue = $1
                        AND lower.priority < level.priority
                    ORDER BY lower.priority DESC LIMIT 1)
            FROM level WHERE level.priority IS NOT NULL
        ), leased AS (
            UPDATE job SET
                state = 'running',
                attempt = attempt + 1,
                lease_token = lease_token + 1,
                lease_until = clock_timestamp() + make_interval(secs => $4),
                worker = $2,
                started_at = clock_timestamp(),
                finished_at = NULL,
                progress = NULL,
                steps = '[]',
                error = NULL,
                event_seq = event_seq + 1
            WHERE id = ANY (ARRAY(
                SELECT waiting.id FROM level CROSS JOIN LATERAL (
                    SELECT id FROM job
                    WHERE state = 'queued' AND queue = $1 AND priority = level.priority
                        AND run_at <= now()
                    ORDER BY run_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
                ) AS waiting
                LIMIT $3
            ))
            RETURNING job.*
        ), told AS (
            INSERT INTO job_event (job_id, seq, body)
            SELECT id, event_seq, {STATUS_BODY} FROM leased AS job
        )
        SELECT id, lease_token, kind, payload, attempt, max_attempts, created_by, request_id,
            {NOTIFY_JOB}
        FROM leased AS job ORDER BY priority DESC, run_at, id"
    );
    let values = [queue.into(), worker.into(), i64::from(limit).into(), lease.as_secs_f64().into()];
    db.query_all_raw(row::statement(sql, values)).await?.iter().map(read_lease).collect()
}

/// What a heartbeat learnt about one lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heartbeat {
    /// The lease.
    pub lease: LeaseId,
    /// It is still the caller's.
    pub is_held: bool,
    /// Somebody asked for the job to stop.
    pub cancel_requested: bool,
}

/// Extends the leases that are still the caller's to `lease` from now, and says how each stands.
///
/// A row that a transaction of the handler's holds is passed over rather than waited for: one slow
/// job must not cost the others their leases, and nobody can take over a locked row meanwhile.
pub async fn renew_leases(
    db: &impl ConnectionTrait,
    leases: &[LeaseId],
    lease: Duration,
) -> Result<Vec<Heartbeat>, StoreError> {
    const SQL: &str = "
        WITH held AS (
            SELECT id, token FROM jsonb_to_recordset($1) AS held (id uuid, token bigint)
        ), mine AS (
            SELECT job.id FROM job JOIN held ON job.id = held.id AND job.lease_token = held.token
            WHERE job.state = 'running'
            ORDER BY job.id FOR UPDATE OF job SKIP LOCKED
        ), renewed AS (
            UPDATE job SET lease_until = clock_timestamp() + make_interval(secs => $2)
            FROM mine WHERE job.id = mine.id
        )
        SELECT held.id, held.token,
            coalesce(job.lease_token = held.token AND job.state = 'running', false) AS is_held,
            coalesce(job.cancel_requested, false) AS cancel_requested
        FROM held LEFT JOIN job ON job.id = held.id";
    let held: Vec<_> =
        leases.iter().map(|held| json!({ "id": held.job, "token": held.token })).collect();
    let values = [json!(held).into(), lease.as_secs_f64().into()];
    let rows = db.query_all_raw(row::statement(SQL, values)).await?;
    rows.iter()
        .map(|found| {
            Ok(Heartbeat {
                lease: LeaseId {
                    job: JobId(found.try_get("", "id")?),
                    token: found.try_get("", "token")?,
                },
                is_held: found.try_get("", "is_held")?,
                cancel_requested: found.try_get("", "cancel_requested")?,
            })
        })
        .collect()
}

/// Gives a job back as if this attempt had never begun: the process stops, the job did nothing wrong.
/// `false` when the lease is no longer the caller's.
pub async fn hand_back(db: &impl ConnectionTrait, lease: LeaseId) -> Result<bool, StoreError> {
    let sql = format!(
        "WITH job AS (
            UPDATE job SET
                state = CASE WHEN cancel_requested THEN 'cancelled' ELSE 'queued' END,
                finished_at = CASE WHEN cancel_requested THEN clock_timestamp() END,
                unique_until = CASE WHEN NOT cancel_requested THEN unique_until END,
                attempt = attempt - 1,
                run_at = now(),
                lease_until = NULL,
                worker = NULL,
                event_seq = event_seq + 1
            WHERE id = $1 AND lease_token = $2 AND state = 'running'
            RETURNING job.*
        ), told AS (
            INSERT INTO job_event (job_id, seq, body)
            SELECT id, event_seq, {STATUS_BODY} FROM job
        )
        SELECT {NOTIFY_JOB}, {NOTIFY_QUEUE} FROM job"
    );
    let values = [lease.job.0.into(), lease.token.into()];
    Ok(db.query_one_raw(row::statement(sql, values)).await?.is_some())
}

/// What became of jobs whose workers were not heard of any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RescuedJobs {
    /// Queued again.
    pub requeued: u64,
    /// Ended: their attempts were used up, or somebody had asked for them to stop.
    pub ended: u64,
}

/// Takes back jobs whose lease has run out. Any process may do it, as often as it likes.
pub async fn rescue_expired(db: &impl ConnectionTrait) -> Result<RescuedJobs, StoreError> {
    let sql = format!(
        "WITH decided AS (
            SELECT id, CASE
                WHEN cancel_requested THEN 'cancelled'
                WHEN attempt >= max_attempts THEN 'dead'
                ELSE 'queued' END AS next
            FROM job WHERE state = 'running' AND lease_until < clock_timestamp()
            ORDER BY lease_until LIMIT {RESCUE_BATCH} FOR UPDATE SKIP LOCKED
        ), job AS (
            UPDATE job SET
                state = next,
                error = format('The worker stopped without an answer in attempt %s of %s.',
                    attempt, max_attempts),
                run_at = CASE next WHEN 'queued' THEN now() ELSE run_at END,
                unique_until = CASE next WHEN 'queued' THEN unique_until END,
                lease_until = NULL,
                worker = NULL,
                finished_at = CASE WHEN next <> 'queued' THEN clock_timestamp() END,
                event_seq = event_seq + 1
            FROM decided WHERE job.id = decided.id
            RETURNING job.*
        ), told AS (
            INSERT INTO job_event (job_id, seq, body)
            SELECT id, event_seq, {STATUS_BODY} FROM job
        )
        SELECT state = 'queued' AS requeued, {NOTIFY_JOB}, {NOTIFY_QUEUE} FROM job"
    );
    let mut rescued = RescuedJobs::default();
    for moved in db.query_all_raw(row::statement(sql, [])).await? {
        if moved.try_get("", "requeued")? {
            rescued.requeued += 1;
        } else {
            rescued.ended += 1;
        }
    }
    Ok(rescued)
}

/// Jobs taken back by one call: bounds the time that the statement holds its locks.
const RESCUE_BATCH: u32 = 500;

fn read_lease(found: &QueryResult) -> Result<Lease, StoreError> {
    Ok(Lease {
        id: LeaseId {
            job: JobId(found.try_get::<Uuid>("", "id")?),
            token: found.try_get("", "lease_token")?,
        },
        kind: found.try_get("", "kind")?,
        payload: found.try_get("", "payload")?,
        attempt: row::attempts(found, "attempt")?,
        max_attempts: row::attempts(found, "max_attempts")?,
        created_by: found.try_get::<Option<i64>>("", "created_by")?.map(AccountId),
        request_id: found.try_get("", "request_id")?,
    })
}
