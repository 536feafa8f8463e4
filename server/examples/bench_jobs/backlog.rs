//! J13 and J14: fetching before a long queue, and the console over a long history.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use backroom::{AccountId, BulkAction, JobFilter, JobState};
use chrono::Utc;
use store::{
    Database,
    queue::{Asker, Place, count_jobs, fetch, list_jobs, overview, steer_all_by},
};

use crate::{bars::Bars, nothing};

const FETCHES: usize = 300;
const LOOKS: usize = 60;
const BACKLOG: i32 = 300_000;
const FINISHED: i32 = 1_000_000;
const QUEUED: i32 = 50_000;
const DEAD: i32 = 10_000;
const LEASE: Duration = Duration::from_mins(10);

/// J13: a job is fetched as fast before 300,000 that wait as from a short queue.
pub(crate) async fn fetching(db: &Database, bars: &mut Bars) -> Result<()> {
    let short = fetched(db).await?;
    fill(db, "INSERT INTO job (id, kind, queue, title, payload, max_attempts)
        SELECT gen_random_uuid(), 'nothing', 'bench', 'Nothing', '{}', 5 FROM generate_series(1, $1)", BACKLOG)
        .await?;
    let long = fetched(db).await?;
    println!(
        "fetch, p95: {:.2} ms from a short queue, {:.2} ms before {BACKLOG}",
        ms(short),
        ms(long)
    );
    bars.at_most(
        "J13 fetch before 300,000, times that of a short queue",
        ms(long) / ms(short),
        2.0,
    );
    Ok(())
}

/// The 95th percentile of fetching one job.
async fn fetched(db: &Database) -> Result<Duration> {
    store::queue::enqueue_together(db, (0..FETCHES).map(|_| nothing()).collect()).await?;
    let mut times = Vec::with_capacity(FETCHES);
    for _ in 0..FETCHES {
        let began = Instant::now();
        fetch(db, "bench", "bench", 1, LEASE).await?.first().context("nothing was fetched")?;
        times.push(began.elapsed());
    }
    Ok(p95(times))
}

/// J14: the console's questions, and a retry of everything that died.
pub(crate) async fn console(db: &Database, bars: &mut Bars) -> Result<()> {
    sqlx::query("TRUNCATE job CASCADE").execute(db.get_postgres_connection_pool()).await?;
    fill(db, "INSERT INTO job (id, kind, queue, title, subject, payload, max_attempts, attempt, state,
            created_at, run_at, started_at, finished_at)
        SELECT gen_random_uuid(), 'kind_' || n % 8, 'queue_' || n % 3, 'Title ' || n % 8, 'Subject ' || n,
            jsonb_build_object('player_id', n), 5, 1, CASE WHEN n % 50 = 0 THEN 'cancelled' ELSE 'completed' END,
            at, at, at + interval '1 second', at + interval '3 seconds'
        FROM (SELECT n, now() - n * interval '0.6 seconds' AS at FROM generate_series(1, $1) n) made", FINISHED)
        .await?;
    fill(db, "INSERT INTO job (id, kind, queue, title, subject, payload, max_attempts, attempt, state, error,
            created_at, finished_at)
        SELECT gen_random_uuid(), 'kind_7', 'queue_1', 'Title', 'Dead ' || n, '{}', 5, 5, 'dead', 'it broke',
            now() - n * interval '1 minute', now() FROM generate_series(1, $1) n", DEAD).await?;
    fill(db, "INSERT INTO job (id, kind, queue, title, subject, payload, max_attempts)
        SELECT gen_random_uuid(), 'kind_' || n % 8, 'queue_' || n % 3, 'Title', 'Waits ' || n, '{}', 5
        FROM generate_series(1, $1) n", QUEUED).await?;
    sqlx::query("VACUUM ANALYZE job").execute(db.get_postgres_connection_pool()).await?;

    let now = Utc::now();
    let questions = [
        ("newest", JobFilter::default()),
        ("dead", JobFilter { states: vec![JobState::Dead], ..JobFilter::default() }),
        ("one kind", JobFilter { kind: Some("kind_3".to_owned()), ..JobFilter::default() }),
        (
            "one queue, waiting",
            JobFilter {
                states: vec![JobState::Queued],
                queue: Some("queue_1".to_owned()),
                ..JobFilter::default()
            },
        ),
        ("a text", JobFilter { text: Some("Subject 4711".to_owned()), ..JobFilter::default() }),
    ];
    for (name, filter) in questions {
        let mut times = Vec::with_capacity(LOOKS);
        for _ in 0..LOOKS {
            let began = Instant::now();
            list_jobs(db, &filter, Place::First, 50, now).await?;
            times.push(began.elapsed());
        }
        bars.at_most(&format!("J14 list, {name}, p95, ms"), ms(p95(times)), 200.0);
    }
    let mut times = Vec::with_capacity(LOOKS);
    for _ in 0..LOOKS {
        let began = Instant::now();
        overview(db).await?;
        times.push(began.elapsed());
    }
    bars.at_most("J14 figures above the list, p95, ms", ms(p95(times)), 200.0);

    let account: i64 = sqlx::query_scalar(
        "INSERT INTO account (name, role, password_hash) VALUES ('bench', 'admin', 'x') RETURNING id",
    )
    .fetch_one(db.get_postgres_connection_pool())
    .await?;
    let asker = Asker { account_id: AccountId(account), request_id: None };
    let dead = JobFilter { states: vec![JobState::Dead], ..JobFilter::default() };
    let began = Instant::now();
    let expected = count_jobs(db, &dead, BulkAction::Retry, now).await?;
    steer_all_by(db, &asker, &dead, BulkAction::Retry, expected, now).await?;
    let took = began.elapsed();
    println!("{expected} dead jobs queued again in {:.2} s", took.as_secs_f64());
    bars.at_most("J14 retry of 10,000 at once, s", took.as_secs_f64(), 5.0);
    Ok(())
}

async fn fill(db: &Database, statement: &'static str, rows: i32) -> Result<()> {
    sqlx::query(statement).bind(rows).execute(db.get_postgres_connection_pool()).await?;
    Ok(())
}

fn p95(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() * 95 / 100]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
