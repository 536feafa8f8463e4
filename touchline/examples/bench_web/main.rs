//! `cargo xtask bench web`: figures P1, P2, P8 and P9 beside their bars, against the running server at
//! `TOUCHLINE_URL`, the release build.
//!
//! The baseline of P8 is this program started a second time as the smallest server that could answer
//! the same: axum, one pool, one query.

#![expect(clippy::print_stdout, reason = "figures are for the terminal")]

#[path = "../bars/mod.rs"]
mod bars;
mod baseline;
mod load;

use std::{env, time::Duration};

use anyhow::{Context, Result};
use sqlx::PgPool;

use crate::{
    bars::Bars,
    load::{Figures, Target, load},
};

/// Players in the database while measuring.
const PLAYERS: i64 = 20_000;
/// Connections of P8.
const API_CONNECTIONS: usize = 64;
/// Connections of P9: enough to keep two cores busy.
const PAGE_CONNECTIONS: usize = 16;
/// How long each load lasts, after a quarter of that for warming up.
const DURATION: Duration = Duration::from_secs(8);

#[tokio::main]
async fn main() -> Result<()> {
    let database = env::var("DATABASE_URL").context("DATABASE_URL is not set")?;
    if env::args().nth(1).as_deref() == Some("baseline") {
        return baseline::serve(&database).await;
    }
    let url = env::var("TOUCHLINE_URL").context("run this with `cargo xtask bench web`")?;
    let token = env::var("TOUCHLINE_TOKEN").context("TOUCHLINE_TOKEN is not set")?;
    let pool = PgPool::connect(&database).await?;
    fill(&pool).await?;

    let mut bars = Bars::default();
    pages_one_by_one(&url, &token, &mut bars).await?;
    let baseline = baseline::Running::start()?;
    let list = Target::new(&url, "/api/v1/players?limit=50", Some(&token))?;
    let least = Target::new(&baseline.url, "/players", None)?;
    // In turns, so that both meet the same machine; the better half of each counts.
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for _ in 0..2 {
        theirs.push(load(&least, API_CONNECTIONS, DURATION).await?);
        ours.push(load(&list, API_CONNECTIONS, DURATION).await?);
    }
    drop(baseline);
    api_list(&best(ours), &best(theirs), &mut bars);
    let page = Target::new(&url, "/players", Some(&token))?;
    let pages = load(&page, PAGE_CONNECTIONS, DURATION).await?;
    println!("P9  /players rendered, {PAGE_CONNECTIONS} connections: {pages}");
    bars.at_least("P9  pages a second", pages.per_second, 150.0);
    bars.at_most("P9  p99, ms", pages.p99_ms, 250.0);
    bars.close()
}

/// P2: one visitor, no load.
async fn pages_one_by_one(url: &str, token: &str, bars: &mut Bars) -> Result<()> {
    for path in ["/", "/players", "/players?q=lamine", "/tasks", "/sign-in"] {
        let figures =
            load(&Target::new(url, path, Some(token))?, 1, Duration::from_secs(2)).await?;
        println!("P2  {path}: {figures}");
        bars.at_most(&format!("P2  {path} first byte p95, ms"), figures.first_byte_p95_ms, 100.0);
        bars.at_most(&format!("P2  {path} whole p95, ms"), figures.p95_ms, 500.0);
    }
    Ok(())
}

/// P8: the list of the API against the least that could answer it.
fn api_list(ours: &Figures, least: &Figures, bars: &mut Bars) {
    println!("P8  bare axum and one query, {API_CONNECTIONS} connections: {least}");
    println!("P8  API list of 50, {API_CONNECTIONS} connections: {ours}");
    let share = 100.0 * ours.per_second / least.per_second;
    bars.at_least("P8  share of the baseline, %", share, 25.0);
    bars.at_most("P8  p99, ms", ours.p99_ms, 50.0);
}

fn best(mut runs: Vec<Figures>) -> Figures {
    runs.sort_by(|left, right| left.per_second.total_cmp(&right.per_second));
    runs.pop().expect("at least one run was made")
}

/// Players enough for lists to be lists.
async fn fill(pool: &PgPool) -> Result<()> {
    let there: i64 = sqlx::query_scalar("SELECT count(*) FROM player").fetch_one(pool).await?;
    sqlx::query(
        "INSERT INTO player (provider, provider_id, name, birth_date, nationalities, position, club,
                             competition, height_cm, value_eur, value_date, value_source)
         SELECT 'bench', n::text, 'Player ' || md5(n::text), date '1985-01-01' + (n % 7000)::int,
                ARRAY['ES'], (ARRAY['GK', 'CB', 'DM', 'CF'])[1 + n % 4], 'Club ' || n % 400,
                'League ' || n % 20, (165 + n % 35)::smallint, n * 1000, date '2026-07-01', 'bench'
         FROM generate_series($1 + 1, $2) n
         ON CONFLICT DO NOTHING",
    )
    .bind(there)
    .bind(PLAYERS)
    .execute(pool)
    .await
    .context("the players of the benchmark cannot be inserted")?;
    sqlx::raw_sql("VACUUM ANALYZE player").execute(pool).await?;
    Ok(())
}
