//! R1: nothing that was acknowledged is lost when servers are killed.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use serde_json::json;

use crate::{
    bars::Bars,
    client::Client,
    room::{Plan, Room},
};

const CLIENTS: usize = 50;
const KILLS: usize = 20;
const WRITES: usize = 20_000;
/// Long enough for a machine that does other things too.
const LIMIT: Duration = Duration::from_mins(8);

pub(super) async fn play(bars: &mut Bars) -> Result<()> {
    let mut room = Room::open(Plan { servers: 3, ..Plan::default() }).await?;
    let admin = room.sign_in("admin").await?;
    let writers = Writers::start(&admin, CLIENTS)?;

    let began = Instant::now();
    for kill in 0..KILLS {
        // Spread over the writes, so that each falls into the middle of some.
        let due = WRITES * (kill + 1) / (KILLS + 1);
        while writers.acknowledged() < due {
            ensure!(began.elapsed() < LIMIT, "only {} writes in time", writers.acknowledged());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let server = kill % room.servers.len();
        room.servers[server].kill()?;
        room.servers[server].start_again()?;
        room.wait_until_ready(server).await?;
    }
    while writers.acknowledged() < WRITES {
        ensure!(began.elapsed() < LIMIT, "only {} writes in time", writers.acknowledged());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let acknowledged = writers.stop().await?;

    bars.at_least("R1 servers killed", count(KILLS), 20.0);
    bars.at_least("R1 acknowledged writes", count(acknowledged.len()), 20_000.0);
    bars.exactly("R1 of them lost", lost(&room, &acknowledged).await?, 0);
    Ok(())
}

/// Clients that add players one after the other, and note what was acknowledged.
pub(super) struct Writers {
    stopped: Arc<AtomicBool>,
    acknowledged: Arc<AtomicUsize>,
    refused: Arc<AtomicUsize>,
    tasks: Vec<tokio::task::JoinHandle<Vec<i64>>>,
}

impl Writers {
    pub(super) fn start(client: &Client, count: usize) -> Result<Self> {
        let mut writers = Self {
            stopped: Arc::default(),
            acknowledged: Arc::default(),
            refused: Arc::default(),
            tasks: Vec::new(),
        };
        for writer in 0..count {
            let client = client.apart()?;
            let stopped = Arc::clone(&writers.stopped);
            let (acknowledged, refused) =
                (Arc::clone(&writers.acknowledged), Arc::clone(&writers.refused));
            writers.tasks.push(tokio::spawn(async move {
                let mut ids = Vec::new();
                for number in 0.. {
                    if stopped.load(Ordering::Relaxed) {
                        break;
                    }
                    let player = json!({ "name": format!("Written {writer} {number}") });
                    if let Ok(answer) = client.posted("/players", &player).await {
                        ids.extend(answer["id"].as_i64());
                        acknowledged.fetch_add(1, Ordering::Relaxed);
                    } else {
                        refused.fetch_add(1, Ordering::Relaxed);
                        tokio::time::sleep(Duration::from_millis(20)).await;
                    }
                }
                ids
            }));
        }
        Ok(writers)
    }

    pub(super) fn acknowledged(&self) -> usize {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// Requests that were not answered with a player.
    pub(super) fn refused(&self) -> usize {
        self.refused.load(Ordering::Relaxed)
    }

    /// Ids of what was acknowledged.
    pub(super) async fn stop(self) -> Result<Vec<i64>> {
        self.stopped.store(true, Ordering::Relaxed);
        let mut all = Vec::new();
        for task in self.tasks {
            all.extend(task.await?);
        }
        Ok(all)
    }
}

/// How many of these players are not there.
pub(super) async fn lost(room: &Room, ids: &[i64]) -> Result<i64> {
    let lost = sqlx::query_scalar(
        "SELECT count(*) FROM unnest($1::bigint[]) AS written (id)
         WHERE NOT EXISTS (SELECT FROM player WHERE player.id = written.id)",
    )
    .bind(ids)
    .fetch_one(&room.sql)
    .await?;
    Ok(lost)
}

#[expect(clippy::cast_precision_loss, reason = "some thousands")]
pub(super) fn count(number: usize) -> f64 {
    number as f64
}
