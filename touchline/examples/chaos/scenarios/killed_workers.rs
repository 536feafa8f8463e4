//! J1: workers are killed again and again; each job's effect is there once.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use football::PlayerId;
use store::queue::{ScoutPlayer, enqueue_together};

use super::writes::count;
use crate::{
    bars::Bars,
    room::{Plan, Room},
};

const JOBS: i32 = 10_000;
const KILLS: i64 = 50;
const LIMIT: Duration = Duration::from_mins(12);
const GLANCE: Duration = Duration::from_millis(100);

pub(super) async fn play(bars: &mut Bars) -> Result<()> {
    let mut room = Room::open(Plan { workers: 0, ..Plan::default() }).await?;
    room.add_players(JOBS).await?;
    let players: Vec<(i64, String)> =
        sqlx::query_as("SELECT id, name FROM player ORDER BY id").fetch_all(&room.sql).await?;
    for some in players.chunks(500) {
        let jobs = some.iter().map(|(id, name)| {
            ScoutPlayer { player_id: PlayerId(*id), question: String::new() }.job(name)
        });
        enqueue_together(&room.db, jobs.collect()).await?;
    }
    for _ in 0..3 {
        room.add_worker()?;
    }

    let began = Instant::now();
    let mut orphans = Orphans::default();
    let (mut kills, mut killed) = (0, 0);
    loop {
        ensure!(began.elapsed() < LIMIT, "the jobs are not done in time");
        let done = room.count("SELECT count(*) FROM job WHERE state = 'completed'").await?;
        // Spread over the jobs, so that each falls into the middle of some.
        if kills < KILLS && done >= i64::from(JOBS) * (kills + 1) / (KILLS + 2) {
            let worker = usize::try_from(kills)? % room.workers.len();
            let pid = room.workers[worker].pid();
            room.workers[worker].kill()?;
            killed += 1;
            orphans.left_by(&room, pid).await?;
            room.workers[worker].start_again()?;
            kills += 1;
        }
        orphans.look(&room).await?;
        let open = "SELECT count(*) FROM job WHERE state IN ('queued', 'running')";
        if kills == KILLS && room.count(open).await? == 0 {
            break;
        }
        tokio::time::sleep(GLANCE).await;
    }

    orphans.look(&room).await?;
    bars.at_least("J1 workers killed", count(killed), 50.0);
    // Each kill should meet one on average, or the rescue has nothing to show.
    bars.at_least("J1 jobs under way when their worker was killed", count(orphans.seen), 50.0);
    bars.exactly("J1 of them not seen taken back", i64::try_from(orphans.waiting.len())?, 0);
    let completed = "SELECT count(*) FROM job WHERE state = 'completed'";
    bars.exactly("J1 jobs completed", room.count(completed).await?, JOBS.into());
    let reports = "SELECT count(*) FROM scouting_report";
    bars.exactly("J1 reports written", room.count(reports).await?, JOBS.into());
    let players = "SELECT count(DISTINCT player_id) FROM scouting_report WHERE version = 1";
    bars.exactly("J1 players with one report", room.count(players).await?, JOBS.into());
    // A kill is seen up to a glance late.
    bars.at_most(
        "J1 from a kill to the queue again, s, worst",
        orphans.longest.as_secs_f64(),
        20.0,
    );
    Ok(())
}

/// Jobs whose worker was killed, until somebody takes them up.
#[derive(Default)]
struct Orphans {
    /// When the worker was killed, by job and lease.
    waiting: HashMap<(uuid::Uuid, i64), Instant>,
    longest: Duration,
    seen: usize,
}

impl Orphans {
    async fn left_by(&mut self, room: &Room, pid: u32) -> Result<()> {
        let left: Vec<(uuid::Uuid, i64)> = sqlx::query_as(
            "SELECT id, lease_token FROM job WHERE state = 'running' AND worker LIKE '%:' || $1 || '/%'",
        )
        .bind(pid.to_string())
        .fetch_all(&room.sql)
        .await?;
        self.seen += left.len();
        self.waiting.extend(left.into_iter().map(|lease| (lease, Instant::now())));
        Ok(())
    }

    async fn look(&mut self, room: &Room) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let ids: Vec<uuid::Uuid> = self.waiting.keys().map(|(id, _)| *id).collect();
        let still: Vec<(uuid::Uuid, i64)> = sqlx::query_as(
            "SELECT id, lease_token FROM job WHERE id = ANY($1) AND state = 'running'",
        )
        .bind(&ids)
        .fetch_all(&room.sql)
        .await?;
        self.waiting.retain(|lease, killed| {
            let waits = still.contains(lease);
            if !waits {
                self.longest = self.longest.max(killed.elapsed());
            }
            waits
        });
        Ok(())
    }
}
