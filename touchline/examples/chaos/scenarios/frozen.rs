//! J4: a worker that was frozen past its lease comes back with answers that are not wanted any more.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use backroom::JobId;
use football::PlayerId;
use serde_json::json;
use store::queue::{
    AttemptEnd, Ended, LeaseId, bound::set_bound, end_attempt, enqueue_together,
    market_values::RefreshMarketValue,
};

use super::refresh::{Manners, Provider};
use crate::{
    bars::Bars,
    room::{Plan, Room},
};

const JOBS: i32 = 100;
const LEASE_SECS: u64 = 2;
const LIMIT: Duration = Duration::from_mins(1);

pub(super) async fn play(bars: &mut Bars) -> Result<()> {
    // Long enough to be frozen in the middle of every question.
    let manners = Manners::good(Duration::from_secs(2));
    let provider = Provider::start(manners).await?;
    let mut room = Room::open(Plan {
        workers: 1,
        settings: vec![
            ("TOUCHLINE_MARKET_VALUES_URL", provider.url.clone()),
            ("TOUCHLINE_JOB_LEASE_SECS", LEASE_SECS.to_string()),
            ("TOUCHLINE_LOG", "info".to_owned()),
        ],
        ..Plan::default()
    })
    .await?;
    set_bound(&room.db, "market_values", 100).await?;
    room.add_players(JOBS).await?;
    let players: Vec<(i64, String)> =
        sqlx::query_as("SELECT id, name FROM player ORDER BY id").fetch_all(&room.sql).await?;
    let jobs = players.iter().map(|(id, name)| RefreshMarketValue::job(PlayerId(*id), name));
    enqueue_together(&room.db, jobs.collect()).await?;

    let running = "SELECT count(*) FROM job WHERE state = 'running' AND lease_token = 1";
    wait_for(&room, running, i64::from(JOBS)).await?;
    let late: Vec<(uuid::Uuid, i64)> =
        sqlx::query_as("SELECT id, lease_token FROM job WHERE state = 'running'")
            .fetch_all(&room.sql)
            .await?;
    let late = late.into_iter().map(|(job, token)| LeaseId { job: JobId(job), token });
    room.workers[0].freeze()?;
    room.add_worker()?;
    wait_for(&room, "SELECT count(*) FROM job WHERE state = 'completed'", JOBS.into()).await?;
    room.workers[0].thaw()?;
    // Time for every late answer to arrive and be refused.
    tokio::time::sleep(Duration::from_secs(5)).await;

    // What the worker had in its hands ended in one of two ways: as a result that was offered and refused,
    // or cut off because its heartbeat was the first to hear that the lease was lost.
    let log = room.workers[0].log()?;
    let told = |words: &str| log.lines().filter(|line| line.contains(words)).count();
    let (offered, cut_off) = (told("late answer was refused"), told("lease was lost"));
    println!("     {offered} late results offered by the worker, {cut_off} jobs cut off before");
    bars.exactly(
        "J4 late jobs of the frozen worker",
        i64::try_from(offered + cut_off)?,
        JOBS.into(),
    );
    // Each of the hundred in any case: a result under the frozen worker's lease.
    let mut refused = 0;
    for lease in late {
        let end = AttemptEnd::Completed(json!("late"));
        refused += i64::from(end_attempt(&room.db, lease, end).await? == Ended::Refused);
    }
    bars.exactly("J4 late results offered and refused", refused, JOBS.into());
    let late = "SELECT count(*) FROM job WHERE result = '\"late\"'";
    bars.exactly("J4 late results that count", room.count(late).await?, 0);
    let twice = "SELECT count(*) FROM (SELECT job_id FROM job_event
        WHERE body->>'state' = 'completed' GROUP BY 1 HAVING count(*) > 1) AS doubled";
    bars.exactly("J4 jobs completed twice", room.count(twice).await?, 0);
    let once = "SELECT count(*) FROM job WHERE state = 'completed' AND lease_token = 2";
    bars.exactly("J4 jobs completed by the other worker", room.count(once).await?, JOBS.into());
    Ok(())
}

async fn wait_for(room: &Room, query: &'static str, wanted: i64) -> Result<()> {
    let began = Instant::now();
    while room.count(query).await? < wanted {
        ensure!(began.elapsed() < LIMIT, "{} of {wanted}", room.count(query).await?);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}
