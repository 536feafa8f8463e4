//! How fast jobs are queued and run: `cargo run --release -p server --example bench_jobs`.
//!
//! Needs `TOUCHLINE_TEST_DATABASE_URL`, as the tests do; works in a database of its own.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use app::request::{AppSettings, Clock};
use chrono::Utc;
use serde::{Deserialize, Serialize};
use serde_json::json;
use server::{
    access::vault_keys,
    config::{Config, JobsConfig},
    jobs::{Hub, JobEnv, Registry, WorkerSettings, start_workers},
};
use store::{
    database::{ConnectSettings, connect},
    queue::{Job, NewJob, count_due, enqueue, enqueue_together},
    uploads::Uploads,
};
use test_database::TestDatabase;
use tokio_util::sync::CancellationToken;

const SINGLE: u32 = 2_000;
const TOGETHER: u32 = 20_000;
const BATCH: u32 = 500;
const TIMED: u32 = 200;

/// Does nothing, but notes how long after it was asked for.
#[derive(Serialize, Deserialize)]
struct Nothing {
    asked_at_micros: i64,
}

impl Job for Nothing {
    const KIND: &'static str = "nothing";
    const TITLE: &'static str = "Nothing";
    const QUEUE: &'static str = "bench";
}

fn nothing() -> NewJob<Nothing> {
    NewJob::new(Nothing { asked_at_micros: Utc::now().timestamp_micros() })
}

fn rate(count: u32, took: Duration) -> f64 {
    f64::from(count) / took.as_secs_f64()
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the answer of a command")]
async fn main() -> anyhow::Result<()> {
    let test = TestDatabase::create().await;
    let db = connect(&ConnectSettings {
        url: test.url().to_owned(),
        max_connections: 20,
        acquire_timeout: Duration::from_secs(30),
    })
    .await?;

    let began = Instant::now();
    for _ in 0..SINGLE {
        enqueue(&db, nothing()).await?;
    }
    println!("enqueue, one by one        {:>8.0} jobs/s", rate(SINGLE, began.elapsed()));
    let began = Instant::now();
    for _ in 0..TOGETHER / BATCH {
        enqueue_together(&db, (0..BATCH).map(|_| nothing()).collect()).await?;
    }
    println!("enqueue, {BATCH} together     {:>8.0} jobs/s", rate(TOGETHER, began.elapsed()));

    let waits = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&waits);
    let registry = Registry::default().with(Duration::from_mins(1), move |job: Nothing, _| {
        let wait = Utc::now().timestamp_micros() - job.asked_at_micros;
        noted.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(wait);
        async { Ok(json!(null)) }
    });
    let env = JobEnv {
        db: db.clone(),
        uploads: Uploads::in_folder(std::env::temp_dir()),
        vault: vault_keys(&Config::for_testing(test.url(), std::env::temp_dir()))?,
        clock: Clock::System,
        settings: Arc::new(AppSettings::default()),
        config: Arc::new(JobsConfig::default()),
        market_values: None,
    };
    let shutdown = CancellationToken::new();
    let hub = Hub::start(db.clone(), shutdown.clone());
    let settings = WorkerSettings { concurrency: 16, ..WorkerSettings::default() };
    let began = Instant::now();
    let workers = start_workers(env, registry, &hub, &settings, &[], &shutdown)?;
    wait_until_idle(&db, Duration::from_millis(200)).await?;
    println!("run, 16 at once            {:>8.0} jobs/s", rate(SINGLE + TOGETHER, began.elapsed()));

    waits.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
    for _ in 0..TIMED {
        enqueue(&db, nothing()).await?;
        wait_until_idle(&db, Duration::from_millis(2)).await?;
    }
    let mut waits = waits.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    waits.sort_unstable();
    for (name, share) in [("p50", 50), ("p95", 95), ("p99", 99)] {
        if let Some(micros) = waits.get(waits.len() * share / 100) {
            println!(
                "queued to started, {name}  {:>11.1} ms",
                Duration::from_micros(micros.unsigned_abs()).as_secs_f64() * 1e3
            );
        }
    }
    println!(
        "orientation (apalis-postgres 1.0.0): 579 jobs/s one by one, 5,460/s in tens; p50 1.9 ms, p95 13 ms"
    );
    workers.stop().await;
    shutdown.cancel();
    Ok(())
}

/// Looks every `pause`: a look counts what waits, which is dear while much does.
async fn wait_until_idle(db: &store::Database, pause: Duration) -> anyhow::Result<()> {
    while count_due(db).await? > 0 {
        tokio::time::sleep(pause).await;
    }
    Ok(())
}
