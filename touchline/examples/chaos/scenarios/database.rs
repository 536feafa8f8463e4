//! R2 and R3: the database goes away, or some of its connections do.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use football::PlayerId;
use store::queue::{
    Job, NewJob, bound::set_bound, enqueue_together, market_values::RefreshMarketValue,
};

use super::{
    refresh::{Manners, Provider},
    writes::{Writers, count, lost},
};
use crate::{
    bars::Bars,
    client::plain,
    processes::Process,
    room::{OURS, Plan, Room, is_ready},
};

const WRITERS: usize = 20;
const STOPS: usize = 10;
/// How long the database is away.
const AWAY: Duration = Duration::from_secs(3);
const GLANCE: Duration = Duration::from_millis(25);
const LIMIT: Duration = Duration::from_secs(30);

/// Jobs that are added before each stop: more than are done until the next.
const JOBS_A_STOP: i32 = 400;
const JOBS: i32 = JOBS_A_STOP * 10;
/// Jobs at once, each of which takes as long as its provider.
const AT_ONCE: u32 = 15;
const TAKES: Duration = Duration::from_millis(300);
/// For the jobs that are left after the last start.
const REST_LIMIT: Duration = Duration::from_mins(4);

/// The job with more attempts than it will be interrupted: what is looked for is loss, and a job that meets
/// three stops in a row would be given up as it should.
pub(super) fn patient<J: Job>(job: NewJob<J>) -> NewJob<J> {
    NewJob { max_attempts: Some(10), ..job }
}

/// Queues a job for each of the next players.
async fn add_jobs(room: &Room, after: i32) -> Result<()> {
    let players: Vec<(i64, String)> = sqlx::query_as(
        "SELECT id, name FROM player WHERE provider = 'chaos' ORDER BY id LIMIT $1 OFFSET $2",
    )
    .bind(JOBS_A_STOP)
    .bind(after)
    .fetch_all(&room.sql)
    .await?;
    let jobs =
        players.iter().map(|(id, name)| patient(RefreshMarketValue::job(PlayerId(*id), name)));
    enqueue_together(&room.db, jobs.collect()).await?;
    Ok(())
}

/// R2: stopped at once, started again, ten times, while clients write and jobs run.
pub(super) async fn stopped(bars: &mut Bars) -> Result<()> {
    let provider = Provider::start(Manners::good(TAKES)).await?;
    let mut room = Room::open(Plan {
        servers: 3,
        workers: 1,
        settings: vec![("TOUCHLINE_MARKET_VALUES_URL", provider.url.clone())],
        ..Plan::default()
    })
    .await?;
    set_bound(&room.db, "market_values", AT_ONCE).await?;
    room.add_players(JOBS).await?;
    let before: Vec<u32> = room.servers.iter().chain(&room.workers).map(Process::pid).collect();
    let admin = room.sign_in("admin").await?;
    let writers = Writers::start(&admin, WRITERS)?;

    let (mut red, mut green) = (Duration::ZERO, Duration::ZERO);
    let (mut under_way, mut stops_with_jobs) = (0, 0);
    for stop in 0..STOPS {
        add_jobs(&room, JOBS_A_STOP * i32::try_from(stop)?).await?;
        tokio::time::sleep(Duration::from_secs(2)).await;
        let running = room.count("SELECT count(*) FROM job WHERE state = 'running'").await?;
        under_way += running;
        stops_with_jobs += i64::from(running > 0);
        let pid = room.postgres.pid().to_string();
        // "Immediate shutdown": no checkpoint, nothing is told to the clients.
        ensure!(Command::new("kill").args(["-QUIT", &pid]).status()?.success());
        red = red.max(until_all(&room, false).await?);
        tokio::time::sleep(AWAY).await;
        tokio::task::block_in_place(|| room.postgres.restart())?;
        green = green.max(until_all(&room, true).await?);
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let acknowledged = writers.stop().await?;
    let after: Vec<u32> = room.servers.iter().chain(&room.workers).map(Process::pid).collect();
    let ended = room
        .servers
        .iter_mut()
        .chain(&mut room.workers)
        .filter_map(|process| (!process.is_running()).then(|| process.name.clone()));
    let ended = i64::try_from(ended.count())?;

    bars.at_most("R2 readyz red after, s, worst of ten", red.as_secs_f64(), 2.0);
    bars.at_most("R2 readyz green after, s, worst of ten", green.as_secs_f64(), 10.0);
    bars.exactly("R2 processes that ended", ended, 0);
    ensure!(before == after, "a process was started again");
    println!("     {} writes acknowledged", acknowledged.len());
    bars.exactly("R2 acknowledged writes lost", lost(&room, &acknowledged).await?, 0);
    println!("     {under_way} jobs under way at the stops");
    bars.exactly("R2 stops that met jobs under way", stops_with_jobs, i64::try_from(STOPS)?);
    room.wait_until_idle(REST_LIMIT).await?;
    let done =
        "SELECT count(*) FROM job WHERE kind = 'refresh_market_value' AND state = 'completed'";
    bars.exactly("R2 jobs completed", room.count(done).await?, JOBS.into());
    let values = "SELECT count(*) FROM player WHERE provider = 'chaos' AND value_eur IS NOT NULL";
    bars.exactly("R2 players with their value", room.count(values).await?, JOBS.into());
    let successes = i64::try_from(provider.seen().most_successes)?;
    bars.exactly("R2 most successes a player", successes, 1);
    Ok(())
}

/// How long until every server is ready, or none is.
async fn until_all(room: &Room, ready: bool) -> Result<Duration> {
    let http = plain()?;
    let began = Instant::now();
    for address in &room.addresses {
        while is_ready(&http, *address).await != ready {
            ensure!(began.elapsed() < LIMIT, "{address} is not as it should be");
            tokio::time::sleep(GLANCE).await;
        }
    }
    Ok(began.elapsed())
}

const SECONDS: u32 = 60;

/// R3: one connection ended each second.
pub(super) async fn cut(bars: &mut Bars) -> Result<()> {
    const END_ONE: &str = "SELECT pg_terminate_backend(pid) FROM (
        SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND application_name <> $1 AND backend_type = 'client backend'
        ORDER BY random() LIMIT 1) AS chosen";
    let room = Room::open(Plan { servers: 3, ..Plan::default() }).await?;
    let admin = room.sign_in("admin").await?;
    let writers = Writers::start(&admin, WRITERS)?;

    let (mut longest, mut last_count, mut last_change) = (Duration::ZERO, 0, Instant::now());
    for _ in 0..SECONDS {
        sqlx::query(END_ONE).bind(OURS).execute(&room.sql).await?;
        let until = Instant::now() + Duration::from_secs(1);
        while Instant::now() < until {
            let now = writers.acknowledged();
            if now > last_count {
                longest = longest.max(last_change.elapsed());
                (last_count, last_change) = (now, Instant::now());
            }
            tokio::time::sleep(GLANCE).await;
        }
    }
    let refused = writers.refused();
    let acknowledged = writers.stop().await?;
    let asked = count(refused + acknowledged.len());

    println!("     {asked} requests, {refused} refused");
    bars.at_most("R3 requests refused, %", 100.0 * count(refused) / asked, 1.0);
    bars.at_most("R3 longest time without an answer, s", longest.as_secs_f64(), 5.0);
    bars.exactly("R3 acknowledged writes lost", lost(&room, &acknowledged).await?, 0);
    Ok(())
}
