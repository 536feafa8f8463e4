//! Leases: each job runs once, however long it takes and whatever else the process does.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use backroom::JobState;
use chrono::{DateTime, Utc};
use serde_json::json;
use server::jobs::WorkerSettings;
use store::queue::{count_due, enqueue_together};

use super::{Apart, Counter, Drill, Ground, drill, drills, eventually};

/// As short as a busy machine allows: it must not lose four beats in a row.
fn short_leases() -> WorkerSettings {
    WorkerSettings {
        lease: Duration::from_secs(1),
        concurrency: 2,
        ..WorkerSettings::for_testing()
    }
}

/// Keeps jobs waiting for as long as the test looks; gives how many waited at least.
async fn keep_full(ground: &Ground, is_over: impl AsyncFn() -> bool) -> i64 {
    let (mut fewest, mut asked) = (i64::MAX, 0);
    loop {
        let waiting: i64 = sqlx::query_scalar("SELECT count(*) FROM job WHERE state = 'queued'")
            .fetch_one(ground.db.get_postgres_connection_pool())
            .await
            .unwrap();
        if is_over().await {
            return fewest;
        }
        if asked > 0 {
            fewest = fewest.min(waiting);
        }
        if waiting < FULL {
            let more = (asked..asked + FULL).map(|number| drill(&format!("short {number}")));
            enqueue_together(&ground.db, more.collect()).await.unwrap();
            asked += FULL;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Jobs that wait at least, and that are added when fewer do.
const FULL: i64 = 60;

#[tokio::test]
async fn a_job_longer_than_ten_leases_runs_once_while_the_queue_stays_full() {
    let ground = Ground::open().await;
    let long = ground.ask("long").await;
    let runs = Arc::new(Mutex::new(BTreeMap::<String, u32>::new()));
    let settings = short_leases();
    let ten_leases = settings.lease * 11;
    let registry = || {
        let runs = Arc::clone(&runs);
        drills(move |job: Drill, _| {
            *runs.lock().unwrap().entry(job.name.clone()).or_default() += 1;
            let takes = if job.name == "long" { ten_leases } else { Duration::from_millis(50) };
            async move {
                tokio::time::sleep(takes).await;
                Ok(json!(null))
            }
        })
    };

    // Two processes, so that there is somebody who would take a lost lease.
    let first = ground.workers(registry(), &settings);
    let second = ground.workers(registry(), &settings);
    ground.task_in(long, JobState::Running).await;
    let fewest =
        keep_full(&ground, async || ground.task(long).await.state != JobState::Running).await;
    eventually("all done", async || (count_due(&ground.db).await.unwrap() == 0).then_some(()))
        .await;
    first.stop().await;
    second.stop().await;

    assert!(fewest > 0, "the queue was empty for a moment");
    let runs = runs.lock().unwrap().clone();
    assert!(runs.len() > 300, "only {} jobs were run beside it", runs.len() - 1);
    assert!(runs.values().all(|count| *count == 1), "{runs:?}");
    let long = ground.task(long).await;
    assert_eq!((long.state, long.attempt), (JobState::Completed, 1));
}

#[tokio::test]
async fn a_job_that_blocks_the_only_thread_of_its_process_for_a_minute_keeps_its_lease() {
    const BLOCKED: Duration = Duration::from_mins(1);
    const WATCHED: Duration = Duration::from_secs(58);
    let ground = Ground::open().await;
    let id = ground.ask("chess").await;
    // As operators run it: a minute is four leases.
    let (runs, settings) = (Counter::default(), WorkerSettings::default());
    let counted = runs.clone();
    let process = Apart::start(ground.test.url(), 1, settings.clone(), || {
        drills(move |_, _| {
            counted.add_one();
            async move {
                std::thread::sleep(BLOCKED);
                Ok(json!(null))
            }
        })
    });
    ground.task_in(id, JobState::Running).await;
    let counted = runs.clone();
    let rival = ground.workers(
        drills(move |_, _| {
            counted.add_one();
            async { Ok(json!("stolen")) }
        }),
        &settings,
    );

    let mut beats = BTreeSet::new();
    let began = Instant::now();
    while began.elapsed() < WATCHED {
        let (until, is_held): (DateTime<Utc>, bool) = sqlx::query_as(
            "SELECT lease_until, state = 'running' AND lease_token = 1
                AND lease_until > clock_timestamp() FROM job",
        )
        .fetch_one(ground.db.get_postgres_connection_pool())
        .await
        .unwrap();
        assert!(is_held, "after {:?}", began.elapsed());
        beats.insert(until);
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let task = ground.task_in(id, JobState::Completed).await;
    rival.stop().await;
    process.stop().await;

    // One each quarter of a lease; each set the lease anew.
    assert!(beats.len() >= 12, "{} heartbeats in {WATCHED:?}", beats.len());
    assert_eq!((task.attempt, task.result, runs.count()), (1, Some(json!(null)), 1));
}

#[tokio::test]
async fn a_job_whose_process_is_gone_is_run_by_another_and_its_late_answer_refused() {
    let ground = Ground::open().await;
    let id = ground.ask("relay").await;
    // Leased by a process that is not heard of again.
    let queue = <Drill as store::queue::Job>::QUEUE;
    let lost = store::queue::fetch(&ground.db, queue, "gone", 1, Duration::from_millis(300))
        .await
        .unwrap()
        .remove(0);

    let workers = ground.workers(drills(async |_, _| Ok(json!("second"))), &short_leases());
    let task = ground.task_in(id, JobState::Completed).await;
    workers.stop().await;
    let late = store::queue::AttemptEnd::Completed(json!("first"));
    let answer = store::queue::end_attempt(&ground.db, lost.id, late).await.unwrap();

    assert_eq!((task.attempt, task.result), (2, Some(json!("second"))));
    assert_eq!(answer, store::queue::Ended::Refused);
}
