//! J14: the console over a long history, as the API and as the page that people open, and the retry of
//! everything that died.

use std::{
    net::SocketAddr,
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use axum::Extension;
use backroom::{AccountId, BulkAction, JobFilter, JobState};
use chrono::Utc;
use page_base::request::Clock;
use server::{
    access::{
        Keys,
        tokens::{self, Bearer},
    },
    config::Config,
    http::{Figures, connections::serve, router},
    jobs::Hub,
    state::app_state,
};
use store::{
    Database,
    queue::{Asker, Place, count_jobs, list_jobs, overview, steer_all_by},
};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{
    backlog::{fill, ms, p95},
    bars::Bars,
};

const LOOKS: usize = 60;
const FINISHED: i32 = 1_000_000;
const QUEUED: i32 = 50_000;
const DEAD: i32 = 10_000;
/// Longest time for one look.
const BAR_MS: f64 = 200.0;

/// What people look for, as the address of list and page says it.
const FILTERS: [(&str, &str); 12] = [
    ("newest", ""),
    ("dead", "state=dead"),
    ("waiting", "state=queued"),
    ("cancelled", "state=cancelled"),
    ("one kind", "kind=kind_3"),
    ("one kind, done, this week", "kind=kind_5&state=completed&since=7d"),
    ("one queue, waiting", "queue=queue_1&state=queued"),
    ("one queue, cancelled today", "queue=queue_2&state=cancelled&since=24h"),
    ("one person's", "by=1"),
    ("one person's dead", "by=1&state=dead"),
    ("a text", "q=Subject+4711"),
    ("a text that is nowhere", "q=nowhere+at+all"),
];

/// Fills the history and measures the console over it.
pub(crate) async fn console(db: &Database, url: &str, bars: &mut Bars) -> Result<()> {
    sqlx::query("TRUNCATE job CASCADE").execute(db.get_postgres_connection_pool()).await?;
    let account: i64 = sqlx::query_scalar(
        "INSERT INTO account (name, role, password_hash) VALUES ('bench', 'admin', 'x') RETURNING id",
    )
    .fetch_one(db.get_postgres_connection_pool())
    .await?;
    ensure!(account == 1, "the filters name the account 1");
    history(db).await?;

    let server = Server::start(db, url, AccountId(account)).await?;
    for (name, query) in FILTERS {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let (filter, unread) =
            JobFilter::from_pairs(pairs.iter().map(|(name, text)| (name.as_ref(), text.as_ref())));
        ensure!(unread.is_empty(), "{unread:?} is not read");
        let now = Utc::now();
        let direct = looks(async || {
            list_jobs(db, &filter, Place::First, 50, now).await?;
            Ok(())
        })
        .await?;
        let rest = looks(async || server.look(&format!("/api/v1/jobs?limit=50&{query}")).await);
        let page = looks(async || server.look(&format!("/operations/jobs?{query}")).await);
        let (rest, page) = (rest.await?, page.await?);
        println!("{name}: {:.1} ms in the store", ms(direct));
        bars.at_most(&format!("J14 API, {name}, p95, ms"), ms(rest), BAR_MS);
        bars.at_most(&format!("J14 page, {name}, p95, ms"), ms(page), BAR_MS);
    }
    let figures = looks(async || {
        overview(db).await?;
        Ok(())
    });
    bars.at_most("J14 figures above the list, p95, ms", ms(figures.await?), BAR_MS);
    server.stop().await;
    retry(db, AccountId(account), bars).await
}

/// A million that have ended, some that died, many that wait. A person asked for some of each.
async fn history(db: &Database) -> Result<()> {
    fill(db, "INSERT INTO job (id, kind, queue, title, subject, payload, max_attempts, attempt, state,
            created_by, created_at, run_at, started_at, finished_at)
        SELECT gen_random_uuid(), 'kind_' || n % 8, 'queue_' || n % 3, 'Title ' || n % 8, 'Subject ' || n,
            jsonb_build_object('player_id', n), 5, 1, CASE WHEN n % 50 = 0 THEN 'cancelled' ELSE 'completed' END,
            CASE WHEN n % 500 = 0 THEN 1 END, at, at, at + interval '1 second', at + interval '3 seconds'
        FROM (SELECT n, now() - n * interval '0.6 seconds' AS at FROM generate_series(1, $1) n) made", FINISHED)
        .await?;
    fill(db, "INSERT INTO job (id, kind, queue, title, subject, payload, max_attempts, attempt, state, error,
            created_by, created_at, finished_at)
        SELECT gen_random_uuid(), 'kind_7', 'queue_1', 'Title', 'Dead ' || n, '{}', 5, 5, 'dead', 'it broke',
            CASE WHEN n % 100 = 0 THEN 1 END, now() - n * interval '1 minute', now()
        FROM generate_series(1, $1) n", DEAD).await?;
    fill(db, "INSERT INTO job (id, kind, queue, title, subject, payload, max_attempts)
        SELECT gen_random_uuid(), 'kind_' || n % 8, 'queue_' || n % 3, 'Title', 'Waits ' || n, '{}', 5
        FROM generate_series(1, $1) n", QUEUED).await?;
    sqlx::query("VACUUM ANALYZE job").execute(db.get_postgres_connection_pool()).await?;
    Ok(())
}

async fn retry(db: &Database, account: AccountId, bars: &mut Bars) -> Result<()> {
    const RETRIED: &str = "SELECT count(*) FROM job
        WHERE subject LIKE 'Dead %' AND state = 'queued' AND attempt = 0";
    let asker = Asker { account_id: account, request_id: None };
    let dead = JobFilter { states: vec![JobState::Dead], ..JobFilter::default() };
    let (began, now) = (Instant::now(), Utc::now());
    let expected = count_jobs(db, &dead, BulkAction::Retry, now).await?;
    steer_all_by(db, &asker, &dead, BulkAction::Retry, expected, now).await?;
    let took = began.elapsed();
    let retried: i64 =
        sqlx::query_scalar(RETRIED).fetch_one(db.get_postgres_connection_pool()).await?;
    bars.exactly("J14 dead jobs, as counted before their retry", i64::try_from(expected)?, 10_000);
    bars.exactly("J14 of them queued again", retried, 10_000);
    bars.at_most("J14 retry of 10,000 at once, s", took.as_secs_f64(), 5.0);
    Ok(())
}

/// The 95th percentile of so many looks.
async fn looks(look: impl AsyncFn() -> Result<()>) -> Result<Duration> {
    let mut times = Vec::with_capacity(LOOKS);
    for _ in 0..LOOKS {
        let began = Instant::now();
        look().await?;
        times.push(began.elapsed());
    }
    Ok(p95(times))
}

/// The program's server in this process, and an administrator who asks it.
struct Server {
    address: SocketAddr,
    token: String,
    client: reqwest::Client,
    shutdown: CancellationToken,
    serving: JoinHandle<()>,
    folder: PathBuf,
}

impl Server {
    async fn start(db: &Database, url: &str, account: AccountId) -> Result<Self> {
        // The client is built to speak TLS, though it only talks to loopback here.
        rustls::crypto::ring::default_provider().install_default().ok();
        let folder = std::env::temp_dir().join(format!("tl-bench-{}", uuid::Uuid::now_v7()));
        let config = Config::for_testing(url, folder.clone());
        let keys = Keys::of(&config)?;
        let shutdown = CancellationToken::new();
        let state = app_state(&config, db.clone(), Clock::System, shutdown.clone())?;
        let hub = Hub::start(db.clone(), shutdown.clone());
        let router = router::build(state, keys.clone(), &config, &Figures::default(), app::router);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let router = router.layer(Extension(hub));
        let serving =
            tokio::spawn(serve(listener, router, shutdown.clone(), Duration::from_secs(1)));
        let bearer = Bearer { account_id: account, family: uuid::Uuid::new_v4() };
        let token = tokens::issue(&keys, &bearer, Utc::now(), Duration::from_hours(1));
        let client = reqwest::Client::builder().build()?;
        Ok(Self { address, token, client, shutdown, serving, folder })
    }

    async fn stop(self) {
        self.shutdown.cancel();
        self.serving.await.ok();
        std::fs::remove_dir_all(self.folder).ok();
    }

    /// Asks and reads the whole answer.
    async fn look(&self, path: &str) -> Result<()> {
        let request = self.client.get(format!("http://{}{path}", self.address));
        let answer = request.bearer_auth(&self.token).send().await?.error_for_status()?;
        let answer = answer.text().await?;
        ensure!(!answer.is_empty(), "{path} was answered with nothing");
        Ok(())
    }
}
