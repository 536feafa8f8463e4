//! Speed of the player list at a million players, beside its bars (scouting specification, SC6):
//! through the REST API on loopback, and the same statements on twenty direct connections.
//!
//! `cargo run --release -p server --example bench_players [players] [seconds a measurement]
//! [slowest questions named]`. Takes Postgres from `TOUCHLINE_TEST_DATABASE_URL`; its database is
//! dropped afterwards. With `TOUCHLINE_BENCH_PLAYERS_URL` it takes that database instead, fills it if
//! it is empty, and leaves it for the next measurement.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod alone;
mod ask;
mod fill;
mod generated;

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use ask::{Kind, Question};
use page_base::request::Clock;
use server::{
    access::Keys,
    config::{Config, DatabaseConfig},
    http::{Figures, router},
    state::app_state,
};
use store::{
    Database,
    database::{ConnectSettings, connect},
};
use test_database::TestDatabase;
use tokio_util::sync::CancellationToken;

/// The one that the server has.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// A database that outlives the measurement.
const KEPT_VARIABLE: &str = "TOUCHLINE_BENCH_PLAYERS_URL";
/// Clients, and direct connections, that ask at once.
const CLIENTS: usize = 20;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // The client is built to speak TLS, though it only talks to loopback here.
    rustls::crypto::ring::default_provider().install_default().ok();
    let mut arguments = std::env::args().skip(1);
    let players = arguments.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let seconds = arguments.next().map_or(Ok(10), |text| text.parse())?;
    let length = Duration::from_secs(seconds);
    let named = arguments.next().map_or(Ok(5), |text| text.parse())?;

    if let Ok(url) = std::env::var(KEPT_VARIABLE) {
        migrations::up(&url).await?;
        return measure(&url, players, length, named).await;
    }
    let database = TestDatabase::create().await;
    measure(database.url(), players, length, named).await
}

/// Measures in the migrated database at `url`, filled here if it is empty.
async fn measure(url: &str, players: u64, length: Duration, named: usize) -> anyhow::Result<()> {
    let direct = connect(&ConnectSettings {
        url: url.to_owned(),
        max_connections: u32::try_from(CLIENTS)?,
        acquire_timeout: Duration::from_secs(30),
    })
    .await?;
    let pool = sqlx::PgPool::connect(url).await?;
    if sqlx::query("SELECT FROM player LIMIT 1").fetch_optional(&pool).await?.is_none() {
        let started = Instant::now();
        fill::fill(&pool, players).await?;
        store::players::settle_after_bulk_change(&direct).await?;
        println!(
            "{players} players generated and indexed in {:.0} s",
            started.elapsed().as_secs_f64()
        );
    }
    pool.close().await;

    let folder = std::env::temp_dir().join("touchline-bench-players");
    let mut config = Config::for_testing(url, folder.clone());
    config.access.public_read = true;
    // As the server has it unless told otherwise; tests make do with fewer.
    config.database.max_connections = DatabaseConfig::default().max_connections;
    let db = server::database::connect(&config, url).await?;
    let address = serve(&config, db).await?;
    named_searches(address).await?;
    for kind in Kind::ALL {
        let questions = ask::questions(kind, &direct).await?;
        alone::report(kind, &direct, &questions, named).await?;
        // Warm: every question once, in both ways.
        over_http(address, &questions, Duration::from_secs(2)).await?;
        let http = over_http(address, &questions, length).await?;
        let direct = on_connections(&direct, &questions, length).await?;
        report(kind, &http, &direct);
    }
    pages(address, length).await?;

    std::fs::remove_dir_all(folder).ok();
    Ok(())
}

async fn serve(config: &Config, db: Database) -> anyhow::Result<SocketAddr> {
    let keys = Keys::of(config).context("the test's keys")?;
    let state = app_state(config, db, Clock::System, CancellationToken::new())?;
    let router = router::build(state, keys, config, &Figures::default(), app::router);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(address)
}

/// The searches that the specification names find whom they are meant to find.
async fn named_searches(address: SocketAddr) -> anyhow::Result<()> {
    let client = reqwest::Client::new();
    for (typed, word) in [
        ("Muller", "Müller"),
        ("Vinicius Junior", "Vinícius"),
        ("odegaard", "Ødegaard"),
        ("Lukasz", "Łukasz"),
    ] {
        let typed_word = football::encode_component(typed);
        let url = format!("http://{address}/api/v1/players?q={typed_word}");
        let answer = client.get(url).send().await?.text().await?;
        anyhow::ensure!(answer.contains(word), "“{typed}” does not find {word}");
    }
    println!("Muller, Vinicius Junior, odegaard and Lukasz find the names with their accents");
    Ok(())
}

/// Times of all answers within `length`, sorted.
async fn over_http(
    address: SocketAddr,
    questions: &[Question],
    length: Duration,
) -> anyhow::Result<Vec<Duration>> {
    let mut clients = Vec::new();
    for number in 0..CLIENTS {
        let questions = questions.to_vec();
        clients.push(tokio::spawn(async move {
            let http = reqwest::Client::builder().build()?;
            let (started, mut times) = (Instant::now(), Vec::new());
            let mut next = number * 7;
            while started.elapsed() < length {
                let question = &questions[next % questions.len()];
                next += 1;
                let url = format!("http://{address}/api/v1/players?{}", question.address);
                let asked = Instant::now();
                let answer = http.get(url).send().await?.error_for_status()?;
                answer.bytes().await?;
                times.push(asked.elapsed());
            }
            anyhow::Ok(times)
        }));
    }
    gathered(clients).await
}

/// The same statements on twenty connections, without HTTP.
async fn on_connections(
    db: &Database,
    questions: &[Question],
    length: Duration,
) -> anyhow::Result<Vec<Duration>> {
    let today = chrono::Utc::now().date_naive();
    let mut clients = Vec::new();
    for number in 0..CLIENTS {
        let (db, questions) = (db.clone(), questions.to_vec());
        clients.push(tokio::spawn(async move {
            let (started, mut times) = (Instant::now(), Vec::new());
            let mut next = number * 7;
            while started.elapsed() < length {
                let question = &questions[next % questions.len()];
                next += 1;
                let asked = Instant::now();
                store::players::list(&db, &question.query, today).await?;
                times.push(asked.elapsed());
            }
            anyhow::Ok(times)
        }));
    }
    gathered(clients).await
}

async fn gathered(
    clients: Vec<tokio::task::JoinHandle<anyhow::Result<Vec<Duration>>>>,
) -> anyhow::Result<Vec<Duration>> {
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await??);
    }
    times.sort_unstable();
    Ok(times)
}

fn report(kind: Kind, http: &[Duration], direct: &[Duration]) {
    let (median, p95, sql) = (quantile(http, 50), quantile(http, 95), quantile(direct, 95));
    let bar = kind.bar_ms();
    println!(
        "{:<26} p50 {median:6.1} ms  p95 {p95:6.1} ms  bar {bar:5.0} ms  {}  ({} answers)",
        kind.name(),
        verdict(p95 <= bar),
        http.len()
    );
    let most = 2.0 * sql + 5.0;
    println!(
        "{:<26} same SQL, 20 connections, p95 {sql:6.1} ms; bar for the API {most:5.1} ms  {}",
        "",
        verdict(p95 <= most)
    );
}

/// Page 1 and page 2,000, one client, reached by their cursors.
async fn pages(address: SocketAddr, length: Duration) -> anyhow::Result<()> {
    let client = reqwest::Client::new();
    let page = async |cursor: Option<&str>| {
        let cursor = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let url = format!("http://{address}/api/v1/players?limit=50{cursor}");
        let text = client.get(url).send().await?.error_for_status()?.text().await?;
        anyhow::Ok(serde_json::from_str::<serde_json::Value>(&text)?)
    };
    let mut cursor = None;
    for _ in 1..2_000 {
        let answer = page(cursor.as_deref()).await?;
        let next = answer["next_cursor"].as_str().context("the list has no page 2,000")?;
        cursor = Some(next.to_owned());
    }
    let mut medians = Vec::new();
    for cursor in [None, cursor.as_deref()] {
        let (started, mut times) = (Instant::now(), Vec::new());
        while started.elapsed() < length / 4 {
            let asked = Instant::now();
            page(cursor).await?;
            times.push(asked.elapsed());
        }
        times.sort_unstable();
        medians.push(quantile(&times, 50));
    }
    let (first, last) = (medians[0], medians[1]);
    println!(
        "page 1 takes {first:.1} ms, page 2,000 {last:.1} ms, one client; bar twice page 1  {}",
        verdict(last <= 2.0 * first)
    );
    Ok(())
}

/// A quantile of sorted times, in milliseconds.
fn quantile(times: &[Duration], per_cent: usize) -> f64 {
    let place = (times.len() * per_cent / 100).min(times.len().saturating_sub(1));
    times.get(place).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
}

fn verdict(holds: bool) -> &'static str {
    if holds { "ok" } else { "MISSED" }
}
