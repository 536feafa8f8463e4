//! A refresh of 10,000 market values from a provider that fails, with a worker killed in the middle.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use axum::{
    Json, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
    routing::get,
};
use serde_json::json;

use super::writes::count;
use crate::{
    bars::Bars,
    room::{Plan, Room},
};

const PLAYERS: i32 = 10_000;
const AT_ONCE: usize = 40;
const LIMIT: Duration = Duration::from_mins(6);

pub(super) async fn play(bars: &mut Bars) -> Result<()> {
    let provider = Provider::start(Manners::bad()).await?;
    let mut room = Room::open(Plan {
        servers: 1,
        workers: 2,
        settings: vec![("TOUCHLINE_MARKET_VALUES_URL", provider.url.clone())],
        ..Plan::default()
    })
    .await?;
    room.add_players(PLAYERS).await?;
    let admin = room.sign_in("admin").await?;
    // As many attempts as anybody gets who says nothing: three.
    let batch = json!({ "concurrency": AT_ONCE, "timeout_secs": 1 });
    let asked = admin.posted("/admin/refresh-market-values", &batch).await?;
    let id = asked["task_id"].as_str().context("no task")?.to_owned();

    let done =
        "SELECT count(*) FROM job WHERE kind = 'refresh_market_value' AND state = 'completed'";
    while room.count(done).await? < i64::from(PLAYERS) / 2 {
        ensure!(room.workers[0].is_running(), "the worker ended: {}", room.workers[0].log()?);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    room.workers[0].kill()?;
    room.wait_until_idle(LIMIT).await?;

    let task: serde_json::Value =
        admin.get(&format!("/jobs/{id}")).send().await?.error_for_status()?.json().await?;
    println!("     {}", task["result"]["summary"]);
    let refreshed = room.count(done).await?;
    let seen = provider.seen();
    println!("     {} requests", seen.asked);
    // One question in five goes wrong, so of a thousand players eight are given up after three.
    bars.at_least("item 7 values refreshed of 10,000", count(usize::try_from(refreshed)?), 9_850.0);
    bars.exactly("item 7 most successes a player", i64::try_from(seen.most_successes)?, 1);
    // The key of the question tells the provider that it has answered it: what it gives then is what it gave
    // before. Only who was asked for when the worker was killed can be asked for so.
    let (repeated, most) = (count(usize::try_from(seen.repeated)?), count(AT_ONCE));
    bars.at_most("item 7 answers that were given once more", repeated, most);
    bars.at_most("item 7 players asked for at once", count(seen.most_at_once), count(AT_ONCE));
    Ok(())
}

/// How a provider behaves.
#[derive(Clone, Copy)]
pub(super) struct Manners {
    /// Time for an answer.
    takes: Duration,
    /// Of a hundred questions.
    fails: u64,
    hangs: u64,
    asks_to_wait: u64,
}

impl Manners {
    /// Answers every question, in time.
    pub(super) const fn good(takes: Duration) -> Self {
        Self { takes, fails: 0, hangs: 0, asks_to_wait: 0 }
    }

    const fn bad() -> Self {
        Self { takes: Duration::from_millis(5), fails: 10, hangs: 5, asks_to_wait: 5 }
    }
}

/// What a provider has seen.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) asked: u64,
    now: usize,
    pub(super) most_at_once: usize,
    /// Questions that were answered with a value, by player.
    answered: HashMap<String, HashSet<String>>,
    /// Answers to a question that had one: the process that got it was gone.
    repeated: u64,
    pub(super) most_successes: usize,
}

/// A provider of market values on loopback; ends when dropped.
pub(super) struct Provider {
    pub(super) url: String,
    seen: Arc<Mutex<Seen>>,
    task: tokio::task::JoinHandle<()>,
}

impl Provider {
    pub(super) async fn start(manners: Manners) -> Result<Self> {
        let seen = Arc::new(Mutex::new(Seen::default()));
        let router =
            Router::new().route("/{id}", get(answer)).with_state((Arc::clone(&seen), manners));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/{{provider_id}}", listener.local_addr()?);
        let task = tokio::spawn(async move {
            axum::serve(listener, router).await.ok();
        });
        Ok(Self { url, seen, task })
    }

    pub(super) fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.task.abort();
    }
}

type Shared = (Arc<Mutex<Seen>>, Manners);

/// Counts one question for as long as it is under way, however that ends.
struct UnderWay(Arc<Mutex<Seen>>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).now -= 1;
    }
}

async fn answer(
    State((seen, manners)): State<Shared>,
    Path(player): Path<String>,
    headers: HeaderMap,
) -> Response {
    let lot = {
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.asked += 1;
        seen.now += 1;
        // Neither by player nor by time, so that a repetition has another fate; the same each run.
        seen.asked.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32
    } % 100;
    let under_way = UnderWay(Arc::clone(&seen));
    tokio::time::sleep(manners.takes).await;
    {
        // Not at once: who has gone before this question was asked is seen to have gone by now.
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.most_at_once = seen.most_at_once.max(seen.now);
    }
    if lot < manners.fails {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    if lot < manners.fails + manners.hangs {
        // Who asked gives up after a second, which ends this answer and its count with it.
        tokio::time::sleep(Duration::from_secs(6)).await;
        return StatusCode::GATEWAY_TIMEOUT.into_response();
    }
    if lot < manners.fails + manners.hangs + manners.asks_to_wait {
        return (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "2")]).into_response();
    }
    let question = headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    {
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        let questions = seen.answered.entry(player).or_default();
        let is_new = questions.insert(question);
        let successes = questions.len();
        seen.most_successes = seen.most_successes.max(successes);
        seen.repeated += u64::from(!is_new);
    }
    drop(under_way);
    Json(json!({ "date": "2026-07-01", "amount_eur": 700_000 })).into_response()
}
