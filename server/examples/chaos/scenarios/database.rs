//! R2 and R3: the database goes away, or some of its connections do.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};

use super::writes::{Writers, count, lost};
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

/// R2: stopped at once, started again, ten times.
pub(super) async fn stopped(bars: &mut Bars) -> Result<()> {
    let mut room = Room::open(Plan { servers: 3, workers: 1, ..Plan::default() }).await?;
    let before: Vec<u32> = room.servers.iter().chain(&room.workers).map(Process::pid).collect();
    let admin = room.sign_in("admin").await?;
    let writers = Writers::start(&admin, WRITERS)?;

    let (mut red, mut green) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..STOPS {
        tokio::time::sleep(Duration::from_secs(2)).await;
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
