//! J15: three schedulers see to a tick each second; one of them is killed.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use backroom::ScheduleDraft;
use serde_json::json;
use store::schedules::create_by;

use crate::{
    bars::Bars,
    room::{Plan, Room},
};

const TICKS: i64 = 60;
/// Ticks after which one of the schedulers is killed.
const BEFORE_THE_KILL: i64 = 20;
const LIMIT: Duration = Duration::from_mins(3);
const GLANCE: Duration = Duration::from_millis(200);

pub(super) async fn play(bars: &mut Bars) -> Result<()> {
    let mut room = Room::open(Plan { workers: 3, ..Plan::default() }).await?;
    // Each tick has a job of its own, which does next to nothing.
    let each_second = ScheduleDraft {
        name: "Each second".to_owned(),
        kind: "purge_players".to_owned(),
        payload: json!({}),
        cron: "* * * * * *".to_owned(),
        time_zone: "UTC".to_owned(),
        enabled: true,
    };
    create_by(&room.db, None, &each_second).await?;

    let began = Instant::now();
    let mut is_killed = false;
    loop {
        ensure!(began.elapsed() < LIMIT, "the ticks have not come in time");
        let runs = room.count("SELECT count(*) FROM schedule_run").await?;
        if !is_killed && runs >= BEFORE_THE_KILL {
            room.workers[0].kill()?;
            is_killed = true;
        }
        if runs > TICKS {
            break;
        }
        tokio::time::sleep(GLANCE).await;
    }

    // The first minute, whatever came after it while we looked.
    let ticks = "SELECT count(DISTINCT tick) FROM schedule_run
        WHERE tick < (SELECT min(tick) FROM schedule_run) + interval '60 s'";
    bars.exactly("J15 ticks of a minute that came", room.count(ticks).await?, TICKS);
    let runs = "SELECT count(*) FROM schedule_run
        WHERE tick < (SELECT min(tick) FROM schedule_run) + interval '60 s'";
    bars.exactly("J15 runs for them", room.count(runs).await?, TICKS);
    let jobs = "SELECT count(DISTINCT job_id) FROM schedule_run
        WHERE tick < (SELECT min(tick) FROM schedule_run) + interval '60 s'";
    bars.exactly("J15 jobs for them", room.count(jobs).await?, TICKS);
    let missed = "SELECT sum(missed) FROM schedule_run";
    bars.exactly("J15 ticks that nobody was there for", room.count(missed).await?, 0);
    Ok(())
}
