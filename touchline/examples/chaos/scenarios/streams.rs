//! J11: a hundred viewers of a job that logs a thousand lines a second.
//!
//! The job is run by a worker of this program, so that its lines can tell when they were said; its handler
//! logs as every handler does. The viewers are served by processes of their own.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context as _, Result, ensure};
use backroom::{JobId, JobState};
use chrono::Utc;
use futures::StreamExt as _;
use page_base::request::{AppSettings, Clock};
use serde::{Deserialize, Serialize};
use serde_json::json;
use server::{
    access::vault_keys,
    config::{Config, JobsConfig},
    jobs::{Hub, JobContext, JobEnv, Registry, WorkerSettings, start_workers},
};
use store::{
    Database,
    queue::{Job, NewJob, enqueue, find_task},
    uploads::Uploads,
};
use tokio_util::sync::CancellationToken;

use super::writes::count;
use crate::{
    bars::Bars,
    client::Client,
    room::{Plan, Room},
};

const ACCOUNTS: usize = 5;
/// As many as one person may open.
const VIEWERS_EACH: usize = 20;
const LINES: u32 = 10_000;
/// A tenth faster than the bar: the time counts from the job's start until its last line is stored.
const PACE: Duration = Duration::from_micros(900);
/// A viewer hangs up and comes back after so many lines.
const LINES_A_VISIT: usize = 2_500;
const LIMIT: Duration = Duration::from_mins(3);

/// Known to this program's worker alone.
#[derive(Serialize, Deserialize)]
struct Talk {}

impl Job for Talk {
    const KIND: &'static str = "talk";
    const TITLE: &'static str = "Talk";
    const QUEUE: &'static str = "chaos";
}

pub(super) async fn play(bars: &mut Bars) -> Result<()> {
    let room = Room::open(Plan { servers: 3, ..Plan::default() }).await?;
    // Waits for the viewers.
    let later = Some(Utc::now() + chrono::TimeDelta::hours(1));
    let id = enqueue(&room.db, NewJob { run_at: later, ..NewJob::new(Talk {}) }).await?.id();

    let ended = Arc::new(AtomicBool::new(false));
    let mut viewers = Vec::new();
    for account in 1..=ACCOUNTS {
        let name = format!("viewer-{account}");
        room.add_account(&name, "admin")?;
        let client = room.sign_in(&name).await?;
        for _ in 0..VIEWERS_EACH {
            viewers.push(tokio::spawn(watch(client.apart()?, id, Arc::clone(&ended))));
        }
    }
    tokio::time::sleep(Duration::from_secs(1)).await;

    let took = talk(&room, id).await?;
    ended.store(true, Ordering::Relaxed);

    let (mut waits, mut gaps, mut doubles) = (Vec::new(), 0, 0);
    for viewer in viewers {
        let seen = viewer.await??;
        let lines = i64::try_from(seen.lines.len())?;
        let mut distinct = seen.lines.clone();
        distinct.sort_unstable();
        distinct.dedup();
        doubles += lines - i64::try_from(distinct.len())?;
        gaps += i64::from(LINES) - i64::try_from(distinct.len())?;
        waits.extend(seen.waits_micros);
    }
    waits.sort_unstable();
    let p95 = Duration::from_micros(waits[waits.len() * 95 / 100]).as_secs_f64() * 1e3;

    bars.at_least("J11 viewers", count(ACCOUNTS * VIEWERS_EACH), 100.0);
    bars.at_least("J11 lines a second", f64::from(LINES) / took.as_secs_f64(), 1_000.0);
    bars.at_most("J11 line written to line seen, p95, ms", p95, 500.0);
    bars.exactly("J11 lines missed by a viewer", gaps, 0);
    bars.exactly("J11 lines seen twice", doubles, 0);
    Ok(())
}

/// Runs the job to its end. How long it took, from the first line said to the last one written.
async fn talk(room: &Room, id: JobId) -> Result<Duration> {
    let registry = Registry::default().with(LIMIT, async |Talk {}, context: JobContext| {
        let began = Instant::now();
        for line in 0..LINES {
            context.info(&format!("line {line} at {}", micros())).await;
            // A timer never waits less than a millisecond: what is late is said at once.
            let ahead = (PACE * (line + 1)).saturating_sub(began.elapsed());
            if ahead >= Duration::from_millis(1) {
                tokio::time::sleep(ahead).await;
            }
        }
        Ok(json!({ "summary": "said" }))
    });
    let shutdown = CancellationToken::new();
    let hub = Hub::start(room.db.clone(), shutdown.clone());
    let env = env(&room.db)?;
    let workers = start_workers(env, registry, &hub, &WorkerSettings::default(), &[], &shutdown)?;
    sqlx::query("UPDATE job SET run_at = now() WHERE id = $1")
        .bind(id.0)
        .execute(&room.sql)
        .await?;

    let began = Instant::now();
    let task = loop {
        let task = find_task(&room.db, id).await?.context("the job is gone")?;
        if task.state.is_final() {
            break task;
        }
        ensure!(began.elapsed() < LIMIT, "the job does not end: {task:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    workers.stop().await;
    shutdown.cancel();

    ensure!(task.state == JobState::Completed, "the job failed: {task:?}");
    let (started, finished) = task.started_at.zip(task.finished_at).context("it has run")?;
    // The end is stored when every line is.
    Ok((finished - started).to_std()?)
}

fn env(db: &Database) -> Result<JobEnv> {
    Ok(JobEnv {
        db: db.clone(),
        uploads: Uploads::in_folder(std::env::temp_dir()),
        seasons: store::ranked_seasons::RankedSeasons::default(),
        vault: vault_keys(&Config::for_testing("", std::env::temp_dir()))?,
        clock: Clock::System,
        incidents: store::incidents::IncidentBook::default(),
        spans: server::telemetry::SpanSink::default(),
        settings: Arc::new(AppSettings::default()),
        config: Arc::new(JobsConfig::default()),
        market_values: None,
    })
}

#[derive(Default)]
struct Seen {
    /// Numbers of the log's events.
    lines: Vec<u64>,
    waits_micros: Vec<u64>,
}

/// Watches the job to its end, hanging up now and then.
async fn watch(client: Client, job: JobId, ended: Arc<AtomicBool>) -> Result<Seen> {
    let mut seen = Seen::default();
    let mut last = None;
    let began = Instant::now();
    while began.elapsed() < LIMIT {
        let mut request = client.get(&format!("/jobs/{job}/events"));
        if let Some(last) = last {
            request = request.header("last-event-id", u64::to_string(&last));
        }
        let answer = request.send().await?.error_for_status()?;
        if answer.status() == reqwest::StatusCode::NO_CONTENT {
            return Ok(seen);
        }
        let until = seen.lines.len() + LINES_A_VISIT;
        let mut stream = answer.bytes_stream();
        let mut text = Vec::new();
        while let Some(piece) = stream.next().await {
            let Ok(piece) = piece else { break };
            text.extend_from_slice(&piece);
            while let Some(end) = text.windows(2).position(|two| two == b"\n\n") {
                let event: Vec<u8> = text.drain(..end + 2).collect();
                read(std::str::from_utf8(&event)?, &mut last, &mut seen);
            }
            if seen.lines.len() >= until && !ended.load(Ordering::Relaxed) {
                break;
            }
        }
    }
    ensure!(ended.load(Ordering::Relaxed), "the stream never ended");
    Ok(seen)
}

/// One event: `id:`, `event:` and `data:` lines.
fn read(event: &str, last: &mut Option<u64>, seen: &mut Seen) {
    let field = |name: &str| {
        event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(str::trim))
    };
    let Some(id) = field("id").and_then(|id| id.parse().ok()) else { return };
    *last = Some(id);
    let Some(at) = field("data").and_then(|data| data.split(" at ").nth(1)) else { return };
    let digits: String = at.chars().take_while(char::is_ascii_digit).collect();
    if let Ok(written) = digits.parse::<u64>() {
        seen.lines.push(id);
        seen.waits_micros.push(micros().saturating_sub(written));
    }
}

fn micros() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(now.as_micros()).unwrap_or(u64::MAX)
}
