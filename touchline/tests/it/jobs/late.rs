//! Late results: a worker that stood still past its lease comes back with them (J4).

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde_json::json;
use server::jobs::WorkerSettings;
use store::queue::{count_due, enqueue_together, rescue_expired};
use tokio::sync::Barrier;

use super::{Apart, Ground, drill, drills, eventually};

const JOBS: usize = 100;

async fn count(ground: &Ground, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(ground.db.get_postgres_connection_pool()).await.unwrap()
}

#[tokio::test]
async fn a_hundred_late_results_of_a_worker_that_stood_still_are_offered_and_each_refused() {
    let ground = Ground::open().await;
    let jobs = (0..JOBS).map(|number| drill(&format!("late {number}"))).collect();
    enqueue_together(&ground.db, jobs).await.unwrap();
    let (stands, let_go) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    // Its heartbeat, which has a thread of its own, comes back to it a minute later: who hears first that a
    // lease is lost drops the work, and here each result shall be offered.
    let settings = WorkerSettings {
        lease: Duration::from_mins(4),
        concurrency: JOBS,
        ..WorkerSettings::for_testing()
    };
    // All hundred are under way when the last of them stops the only thread.
    let registry = {
        let (all, stands, let_go) =
            (Arc::new(Barrier::new(JOBS)), Arc::clone(&stands), Arc::clone(&let_go));
        drills(move |_, _| {
            let (all, stands, let_go) =
                (Arc::clone(&all), Arc::clone(&stands), Arc::clone(&let_go));
            async move {
                if all.wait().await.is_leader() {
                    stands.store(true, Ordering::SeqCst);
                    while !let_go.load(Ordering::SeqCst) {
                        std::thread::sleep(Duration::from_millis(5));
                    }
                }
                Ok(json!("late"))
            }
        })
    };
    let late = Apart::start(ground.test.url(), 1, settings.clone(), || registry);
    eventually("stands still", async || stands.load(Ordering::SeqCst).then_some(())).await;

    // As if the four minutes were over.
    eventually("taken back", async || {
        count(
            &ground,
            "WITH over AS (UPDATE job SET lease_until = now() - interval '1 s'
            WHERE state = 'running' RETURNING 1) SELECT count(*) FROM over",
        )
        .await;
        rescue_expired(&ground.db).await.unwrap();
        (count(&ground, "SELECT count(*) FROM job WHERE state = 'running'").await == 0)
            .then_some(())
    })
    .await;
    let other = ground.workers(drills(async |_, _| Ok(json!("in time"))), &settings);
    eventually("done by another", async || {
        (count_due(&ground.db).await.unwrap() == 0).then_some(())
    })
    .await;
    let_go.store(true, Ordering::SeqCst);
    eventually("all refused", async || {
        (late.times("A late answer was refused") == JOBS).then_some(())
    })
    .await;
    late.stop().await;
    other.stop().await;

    let in_time = "SELECT count(*) FROM job
        WHERE state = 'completed' AND lease_token = 2 AND result = '\"in time\"'";
    assert_eq!(count(&ground, in_time).await, 100);
    let told = "SELECT count(*) FROM job_event WHERE body->>'state' = 'completed'";
    assert_eq!(count(&ground, told).await, 100, "each was completed once");
}
