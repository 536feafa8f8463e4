//! How fast jobs are queued and run: `cargo run --release -p server --example bench_jobs`.
//!
//! Needs `TOUCHLINE_TEST_DATABASE_URL`, as the tests do; works in databases of its own. Prints J12, J13 and
//! J14 of the operations room beside their bars.

#![expect(clippy::print_stdout, reason = "figures are for the terminal")]

mod backlog;
#[path = "../bars/mod.rs"]
mod bars;
mod console;

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use chrono::Utc;
use page_base::request::{AppSettings, Clock};
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

use crate::bars::Bars;

const SINGLE: u32 = 2_000;
const TOGETHER: u32 = 20_000;
const BATCH: u32 = 500;
const TIMED: u32 = 200;
/// Callers that queue jobs at once.
const CALLERS: u32 = 8;

/// Does nothing, but notes how long after it was asked for.
#[derive(Serialize, Deserialize)]
pub(crate) struct Nothing {
    asked_at_micros: i64,
}

impl Job for Nothing {
    const KIND: &'static str = "nothing";
    const TITLE: &'static str = "Nothing";
    const QUEUE: &'static str = "bench";
}

pub(crate) fn nothing() -> NewJob<Nothing> {
    NewJob::new(Nothing { asked_at_micros: Utc::now().timestamp_micros() })
}

fn rate(count: u32, took: Duration) -> f64 {
    f64::from(count) / took.as_secs_f64()
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut bars = Bars::default();
    let test = TestDatabase::create().await;
    let db = connected(&test).await?;
    throughput(&test, &db, &mut bars).await?;
    db.close().await.ok();

    let test = TestDatabase::create().await;
    let db = connected(&test).await?;
    backlog::fetching(&db, &mut bars).await?;
    console::console(&db, test.url(), &mut bars).await?;
    db.close().await.ok();
    bars.close()
}

async fn connected(test: &TestDatabase) -> anyhow::Result<store::Database> {
    let settings = ConnectSettings {
        url: test.url().to_owned(),
        max_connections: 20,
        acquire_timeout: Duration::from_secs(30),
    };
    Ok(connect(&settings).await?)
}

/// J12.
async fn throughput(
    test: &TestDatabase,
    db: &store::Database,
    bars: &mut Bars,
) -> anyhow::Result<()> {
    let began = Instant::now();
    for _ in 0..SINGLE {
        enqueue(db, nothing()).await?;
    }
    println!("enqueue, one by one        {:>8.0} jobs/s", rate(SINGLE, began.elapsed()));
    let began = Instant::now();
    let callers: Vec<_> = (0..CALLERS)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                for _ in 0..SINGLE {
                    enqueue(&db, nothing()).await?;
                }
                Ok::<_, store::StoreError>(())
            })
        })
        .collect();
    for caller in callers {
        caller.await??;
    }
    let queued = rate(CALLERS * SINGLE, began.elapsed());
    bars.at_least("J12 enqueue, eight callers, jobs/s", queued, 2_000.0);
    let began = Instant::now();
    for _ in 0..TOGETHER / BATCH {
        enqueue_together(db, (0..BATCH).map(|_| nothing()).collect()).await?;
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
        seasons: store::ranked_seasons::RankedSeasons::default(),
        vault: vault_keys(&Config::for_testing(test.url(), std::env::temp_dir()))?,
        clock: Clock::System,
        incidents: store::incidents::IncidentBook::default(),
        spans: server::telemetry::SpanSink::default(),
        settings: Arc::new(AppSettings::default()),
        config: Arc::new(JobsConfig::default()),
        market_values: None,
    };
    let shutdown = CancellationToken::new();
    let hub = Hub::start(db.clone(), shutdown.clone());
    let settings = WorkerSettings { concurrency: 16, ..WorkerSettings::default() };
    let began = Instant::now();
    let workers = start_workers(env, registry, &hub, &settings, &[], &shutdown)?;
    wait_until_idle(db, Duration::from_millis(200)).await?;
    let run = rate(SINGLE + CALLERS * SINGLE + TOGETHER, began.elapsed());
    bars.at_least("J12 run, 16 at once, jobs/s", run, 1_000.0);

    waits.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
    for _ in 0..TIMED {
        enqueue(db, nothing()).await?;
        wait_until_idle(db, Duration::from_millis(2)).await?;
    }
    let mut waits = waits.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    waits.sort_unstable();
    for (name, share) in [("p50", 50), ("p95", 95), ("p99", 99)] {
        if let Some(micros) = waits.get(waits.len() * share / 100) {
            let ms = Duration::from_micros(micros.unsigned_abs()).as_secs_f64() * 1e3;
            println!("queued to started, {name}  {ms:>11.1} ms");
            if share == 95 {
                bars.at_most("J12 queued to started, idle, p95, ms", ms, 50.0);
            }
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
