//! Speed of a season among peers at 30,000 players by 131 metrics, beside its bar (scouting
//! specification, SC3): through the REST API and the pages on loopback.
//!
//! `cargo xtask bench seasons`, or `cargo run --release -p server --example bench_seasons [players]
//! [requests]`. Takes Postgres from `TOUCHLINE_TEST_DATABASE_URL`; its database is dropped afterwards.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "../bars/mod.rs"]
mod bars;

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use bars::Bars;
use football::KnownMetric;
use page_base::request::Clock;
use server::{
    access::Keys,
    config::Config,
    http::{Figures, router},
    state::app_state,
};
use sqlx::PgPool;
use test_database::TestDatabase;
use tokio_util::sync::CancellationToken;

/// The one that the server has.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

const METRICS: usize = 131;
/// SC3: one request, warm.
const BAR_P95_MS: f64 = 50.0;
/// Clients that ask at once, where several do.
const CLIENTS: usize = 4;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // The client is built to speak TLS, though it only talks to loopback here.
    rustls::crypto::ring::default_provider().install_default().ok();
    let mut arguments = std::env::args().skip(1);
    let players = arguments.next().map_or(Ok(30_000), |text| text.parse())?;
    let requests = arguments.next().map_or(Ok(300), |text| text.parse())?;

    let database = TestDatabase::create().await;
    let pool = PgPool::connect(database.url()).await?;
    let started = Instant::now();
    for season in ["2023/2024", "2024/2025"] {
        fill(&pool, season, players).await?;
    }
    println!(
        "{players} players in two seasons, filled in {:.0} s",
        started.elapsed().as_secs_f64()
    );
    pool.close().await;

    let folder = std::env::temp_dir().join("touchline-bench-seasons");
    let mut config = Config::for_testing(database.url(), folder.clone());
    config.access.public_read = true;
    let address = serve(&config, database.url()).await?;
    let mut bars = Bars::default();
    for (what, path) in [
        ("similar players", "/api/v1/players/{id}/similar"),
        ("similar players by stability", "/api/v1/players/{id}/similar?weights=stability"),
        ("similar players of a value", "/api/v1/players/{id}/similar?value_max=5m"),
        ("page of similar players", "/players/{id}/similar"),
        ("page of a season", "/players/{id}/season"),
    ] {
        measure(&mut bars, address, what, path, players, requests).await?;
    }
    std::fs::remove_dir_all(folder).ok();
    bars.close()
}

async fn measure(
    bars: &mut Bars,
    address: SocketAddr,
    what: &str,
    path: &str,
    players: i64,
    requests: usize,
) -> anyhow::Result<()> {
    let cold = one_by_one(address, path, players, 0..1).await?;
    println!("     {what}: the first request, ms: {:.0}", milliseconds(cold[0]));
    let alone = one_by_one(address, path, players, 1..requests + 1).await?;
    bars.at_most(&format!("SC3 {what}, ms, p95"), p95(&alone), BAR_P95_MS);
    let together = (0..CLIENTS).map(|client| {
        let path = path.to_owned();
        let own = client * requests..(client + 1) * requests;
        tokio::spawn(async move { one_by_one(address, &path, players, own).await })
    });
    let mut times = Vec::new();
    for client in together.collect::<Vec<_>>() {
        times.extend(client.await??);
    }
    times.sort_unstable();
    println!("     {what}: p95 of {CLIENTS} clients at once, ms: {:.1}", p95(&times));
    Ok(())
}

/// How long each request took, the shortest first. Each asks about another player.
async fn one_by_one(
    address: SocketAddr,
    path: &str,
    players: i64,
    numbers: std::ops::Range<usize>,
) -> anyhow::Result<Vec<Duration>> {
    let client = reqwest::Client::builder().build()?;
    let mut times = Vec::with_capacity(numbers.len());
    for number in numbers {
        // Goes through all of them, in no order that a cache would like.
        let id = 1 + i64::try_from(number)? * 7_919 % players;
        let url = format!("http://{address}{}", path.replace("{id}", &id.to_string()));
        let started = Instant::now();
        let answer = client.get(&url).send().await?;
        anyhow::ensure!(answer.status().is_success(), "{url}: {}", answer.status());
        answer.bytes().await?;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    Ok(times)
}

/// 19 in 20 were no slower.
fn p95(times: &[Duration]) -> f64 {
    milliseconds(times[(times.len() * 19 / 20).min(times.len() - 1)])
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

async fn serve(config: &Config, url: &str) -> anyhow::Result<SocketAddr> {
    let db = server::database::connect(config, url).await?;
    let keys = Keys::of(config).context("the test's keys")?;
    let state = app_state(config, db, Clock::System, CancellationToken::new())?;
    let router = router::build(state, keys, config, &Figures::default(), app::router);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(address)
}

/// A season of players numbered from 1, spread evenly over the positions. A player's figures lie round a
/// level of his own, so that some are alike.
async fn fill(pool: &PgPool, season: &str, players: i64) -> anyhow::Result<()> {
    const PLAYERS: &str = "INSERT INTO player (id, name, value_eur, value_date, value_source)
        OVERRIDING SYSTEM VALUE
        SELECT n, 'Player ' || n, 100000 * (n % 400), '2026-06-01', 'Bench'
        FROM generate_series(1, $1) n ON CONFLICT DO NOTHING";
    const SET: &str = "INSERT INTO season_set (source, season, metrics, changed_at)
        VALUES ('bench', $1, $2, now()) RETURNING id";
    const LINES: &str = "INSERT INTO player_season (set_id, player_id, key, name, birth_year, age, positions,
            position_group, club, competition, clubs, matches, starts, minutes, flags, figures, line)
        SELECT $1, n, n::text, 'Player ' || n, 1990 + n % 15, 20 + n % 15, 'MF',
            (ARRAY['GK', 'DEF', 'MID', 'ATT'])[1 + n % 4], 'Club ' || n % 500, 'League ' || n % 25, '[]', 30, 28,
            600 + n % 2400, '{}',
            ARRAY(SELECT round((m * (0.5 + n * 7 % 13 / 13.0 + random()))::numeric / 10, 2)
                  FROM generate_series(1, $2) m WHERE n > 0)::double precision[],
            n
        FROM generate_series(1, $3) n";
    let metrics: Vec<String> =
        KnownMetric::all().take(METRICS).map(|metric| metric.key().to_owned()).collect();
    anyhow::ensure!(metrics.len() == METRICS, "the catalogue has fewer metrics");
    sqlx::query(PLAYERS).bind(players).execute(pool).await?;
    let set: i64 = sqlx::query_scalar(SET).bind(season).bind(&metrics).fetch_one(pool).await?;
    sqlx::query(LINES).bind(set).bind(i32::try_from(METRICS)?).bind(players).execute(pool).await?;
    sqlx::query("ANALYZE player, player_season, season_set").execute(pool).await?;
    Ok(())
}
