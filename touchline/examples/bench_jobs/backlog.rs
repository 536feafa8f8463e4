//! J13: fetching before a long queue; and what the two measurements over many rows share.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use store::{Database, queue::fetch};

use crate::{bars::Bars, nothing};

const FETCHES: usize = 300;
const BACKLOG: i32 = 300_000;
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

pub(crate) async fn fill(db: &Database, statement: &'static str, rows: i32) -> Result<()> {
    sqlx::query(statement).bind(rows).execute(db.get_postgres_connection_pool()).await?;
    Ok(())
}

pub(crate) fn p95(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() * 95 / 100]
}

pub(crate) fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
