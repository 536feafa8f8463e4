//! Forecasts of 32,000 players as one job, beside its bar: `cargo xtask bench scouting`.
//!
//! Takes Postgres from `TOUCHLINE_TEST_DATABASE_URL`; its database is dropped afterwards. Players and values
//! are the public ones of `../shared/data`, or generated ones where these are absent; which, is said aloud.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "../bars/mod.rs"]
mod bars;
mod fill;

use std::time::{Duration, Instant};

use anyhow::Context as _;
use backroom::{JobId, JobState, TaskView};
use bars::Bars;
use page_base::request::{AppState, Clock};
use server::{
    config::{Config, DatabaseConfig},
    jobs::{Hub, JobEnv, WorkerSettings, Workers, registry::registry, start_workers},
    state::app_state,
};
use store::{
    insights::{request_analyses, request_report_card},
    queue::{Enqueued, analyses::AnalysePlayers, find_task, request_cancel},
};
use test_database::TestDatabase;
use tokio_util::sync::CancellationToken;

/// The one that the server has.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// The batch, and how long it may take on two cores.
const PLAYERS: u64 = 32_000;
const BATCH_SECS: f64 = 60.0;
/// How long a wish to stop may take, and the longest silence of its progress.
const CANCEL_SECS: f64 = 2.0;
const SILENCE_SECS: f64 = 5.0;
/// Between two looks at a job.
const LOOK: Duration = Duration::from_millis(10);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let database = TestDatabase::create().await;
    let folder = std::env::temp_dir().join(database.name());
    let mut config = Config::for_testing(database.url(), folder);
    // As the server has it unless told otherwise; tests make do with fewer.
    config.database.max_connections = DatabaseConfig::default().max_connections;
    let db = server::database::connect(&config, database.url()).await?;
    let state = app_state(&config, db, Clock::System, CancellationToken::new())?;
    let values = fill::fill(state.db.get_postgres_connection_pool(), PLAYERS).await?;
    println!("Insights of {PLAYERS} players, {values}");
    let mut bars = Bars::default();
    let workers = workers(&state, &config)?;

    let batch = request_analyses(&state.db, AnalysePlayers::default(), None).await?;
    let watched = watch(&state, batch).await?;
    let result = watched.task.result.clone().unwrap_or_default();
    println!("  {}; {} insights stored", result["summary"], result["new"]);
    bars.at_most("insights of 32,000 players as one job, s", watched.secs, BATCH_SECS);
    bars.at_most("longest silence of its progress, s", watched.silence_secs, SILENCE_SECS);

    let again = request_analyses(&state.db, AnalysePlayers::default(), None).await?;
    let again = watch(&state, again).await?;
    let new = again.task.result.clone().unwrap_or_default()["new"].as_i64();
    println!("  once more, nothing new: {:.1} s", again.secs);
    bars.exactly("insights stored by the same batch once more", new.unwrap_or(-1), 0);

    let (took, written) = cancelled(&state).await?;
    println!("  cancelled with {written} insights written");
    bars.at_most("a batch in the middle stops after, s", took, CANCEL_SECS);

    let card = request_report_card(&state.db, None).await?;
    let card = watch(&state, card).await?;
    println!("  report card on the same values: {:.1} s", card.secs);
    workers.stop().await;
    state.db.close().await.ok();
    bars.close()
}

fn workers(state: &AppState, config: &Config) -> anyhow::Result<Workers> {
    let shutdown = CancellationToken::new();
    let hub = Hub::start(state.db.clone(), shutdown.clone());
    let env = JobEnv::new(state, &config.jobs);
    Ok(start_workers(env, registry(), &hub, &WorkerSettings::default(), &[], &shutdown)?)
}

/// A job that was watched to its end.
struct Watched {
    task: TaskView,
    secs: f64,
    /// Longest time without a change of what is shown of it.
    silence_secs: f64,
}

async fn watch(state: &AppState, job: Enqueued) -> anyhow::Result<Watched> {
    let begun = Instant::now();
    let (mut shown, mut changed, mut silence) = (None, begun, Duration::ZERO);
    loop {
        let task = look(state, job.id()).await?;
        let now = (task.progress.map(f64::to_bits), task.steps.len(), task.state);
        if shown != Some(now) {
            silence = silence.max(changed.elapsed());
            (shown, changed) = (Some(now), Instant::now());
        }
        if task.state.is_final() {
            anyhow::ensure!(task.state == JobState::Completed, "{:?}", task.error);
            let secs = begun.elapsed().as_secs_f64();
            return Ok(Watched { task, secs, silence_secs: silence.as_secs_f64() });
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// A batch with another seed, stopped when a fifth of it is written: how long that takes, and how much is
/// written then.
async fn cancelled(state: &AppState) -> anyhow::Result<(f64, i64)> {
    let batch = AnalysePlayers { seed: Some(1), ..AnalysePlayers::default() };
    let job = request_analyses(&state.db, batch, None).await?.id();
    while look(state, job).await?.progress.is_none_or(|progress| progress < 0.4) {
        tokio::time::sleep(LOOK).await;
    }
    let begun = Instant::now();
    request_cancel(&state.db, job).await?;
    while look(state, job).await?.state != JobState::Cancelled {
        anyhow::ensure!(begun.elapsed() < Duration::from_mins(1), "it did not stop");
        tokio::time::sleep(LOOK).await;
    }
    let took = begun.elapsed().as_secs_f64();
    let written = sqlx::query_scalar("SELECT count(*) FROM insight WHERE job_id = $1")
        .bind(job.0)
        .fetch_one(state.db.get_postgres_connection_pool())
        .await?;
    Ok((took, written))
}

async fn look(state: &AppState, job: JobId) -> anyhow::Result<TaskView> {
    find_task(&state.db, job).await?.context("the job is there")
}
