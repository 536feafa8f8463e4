//! The whole room at once: three servers, three workers and the proxy, each killed and frozen in turn while
//! clients write and jobs run.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use football::PlayerId;
use store::queue::{bound::set_bound, enqueue_together, market_values::RefreshMarketValue};

use super::{
    database::patient,
    refresh::{Manners, Provider},
    writes::{Writers, lost},
};
use crate::{
    bars::Bars,
    processes::Process,
    room::{Plan, Room, is_ready},
};

const WRITERS: usize = 20;
const JOBS: i32 = 9_000;
const AT_ONCE: u32 = 20;
/// With so many at once, 9,000 jobs take 135 s on any machine: longer than the three rounds, so that the last worker to
/// be stopped has jobs too.
const TAKES: Duration = Duration::from_millis(300);
const LEASE_SECS: u64 = 4;
/// Longer than a lease: what the frozen worker had is done by others meanwhile.
const FROZEN: Duration = Duration::from_secs(8);
const BETWEEN: Duration = Duration::from_secs(2);
const REST_LIMIT: Duration = Duration::from_mins(4);
const GLANCE: Duration = Duration::from_millis(25);

pub(super) async fn play(bars: &mut Bars) -> Result<()> {
    let provider = Provider::start(Manners::good(TAKES)).await?;
    let mut room = Room::open(Plan {
        servers: 3,
        workers: 3,
        settings: vec![
            ("TOUCHLINE_MARKET_VALUES_URL", provider.url.clone()),
            ("TOUCHLINE_JOB_LEASE_SECS", LEASE_SECS.to_string()),
        ],
        ..Plan::default()
    })
    .await?;
    set_bound(&room.db, "market_values", AT_ONCE).await?;
    room.add_players(JOBS).await?;
    let players: Vec<(i64, String)> =
        sqlx::query_as("SELECT id, name FROM player ORDER BY id").fetch_all(&room.sql).await?;
    let jobs =
        players.iter().map(|(id, name)| patient(RefreshMarketValue::job(PlayerId(*id), name)));
    enqueue_together(&room.db, jobs.collect()).await?;
    let admin = room.sign_in("admin").await?;
    let writers = Writers::start(&admin, WRITERS)?;

    let mut longest = Duration::ZERO;
    let (mut met, mut frozen_servers) = (0, 0);
    for round in 0..3 {
        let next = (round + 1) % 3;
        room.servers[round].kill()?;
        longest = longest.max(silence(&writers, BETWEEN).await);
        room.servers[round].start_again()?;
        room.wait_until_ready(round).await?;

        room.servers[next].freeze()?;
        longest = longest.max(silence(&writers, FROZEN).await);
        let http = crate::client::plain()?;
        ensure!(!is_ready(&http, room.addresses[next]).await, "a frozen server answers");
        frozen_servers += 1;
        room.servers[next].thaw()?;
        room.wait_until_ready(next).await?;

        let running = "SELECT count(*) FROM job WHERE state = 'running'";
        met += i64::from(room.count(running).await? > 0);
        room.workers[round].kill()?;
        longest = longest.max(silence(&writers, BETWEEN).await);
        room.workers[round].start_again()?;

        room.workers[next].freeze()?;
        longest = longest.max(silence(&writers, FROZEN).await);
        met += i64::from(room.count(running).await? > 0);
        room.workers[next].thaw()?;
        longest = longest.max(silence(&writers, BETWEEN).await);
    }
    let ended = room
        .servers
        .iter_mut()
        .chain(&mut room.workers)
        .filter_map(|process: &mut Process| (!process.is_running()).then_some(()))
        .count();
    let acknowledged = writers.stop().await?;
    room.wait_until_idle(REST_LIMIT).await?;

    println!("     {} writes acknowledged", acknowledged.len());
    bars.exactly("whole room, servers frozen", frozen_servers, 3);
    bars.exactly("whole room, processes that ended by themselves", i64::try_from(ended)?, 0);
    bars.exactly("whole room, workers stopped amid their jobs", met, 6);
    bars.at_most("whole room, longest silence for all clients, s", longest.as_secs_f64(), 5.0);
    bars.exactly("whole room, acknowledged writes lost", lost(&room, &acknowledged).await?, 0);
    let done =
        "SELECT count(*) FROM job WHERE kind = 'refresh_market_value' AND state = 'completed'";
    bars.exactly("whole room, jobs completed", room.count(done).await?, JOBS.into());
    let twice = "SELECT count(*) FROM (SELECT job_id FROM job_event
        WHERE body->>'state' = 'completed' GROUP BY 1 HAVING count(*) > 1) AS doubled";
    bars.exactly("whole room, jobs completed twice", room.count(twice).await?, 0);
    let successes = i64::try_from(provider.seen().most_successes)?;
    bars.exactly("whole room, most successes a player", successes, 1);
    Ok(())
}

/// Waits, and gives the longest time in which no client had an answer.
async fn silence(writers: &Writers, wait: Duration) -> Duration {
    let (began, mut last, mut since) = (Instant::now(), writers.acknowledged(), Instant::now());
    let mut longest = Duration::ZERO;
    while began.elapsed() < wait {
        tokio::time::sleep(GLANCE).await;
        let now = writers.acknowledged();
        longest = longest.max(since.elapsed());
        if now > last {
            (last, since) = (now, Instant::now());
        }
    }
    longest
}
