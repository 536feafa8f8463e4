//! Leases: each job runs once, however long it takes and whatever else the process does.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use backroom::JobState;
use serde_json::json;
use server::jobs::WorkerSettings;
use store::queue::count_due;

use super::{Counter, Drill, Ground, connected, drills, eventually, workers_on};

/// As short as a busy machine allows: it must not lose four beats in a row.
fn short_leases() -> WorkerSettings {
    WorkerSettings {
        lease: Duration::from_secs(1),
        concurrency: 2,
        ..WorkerSettings::for_testing()
    }
}

#[tokio::test]
async fn a_job_longer_than_ten_leases_runs_once_while_the_queue_is_full() {
    let ground = Ground::open().await;
    for number in 0..30 {
        ground.ask(&format!("short {number}")).await;
    }
    let long = ground.ask("long").await;
    sqlx::query("UPDATE job SET priority = 9 WHERE id = $1")
        .bind(long.0)
        .execute(ground.db.get_postgres_connection_pool())
        .await
        .unwrap();
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
    ground.task_in(long, JobState::Completed).await;
    eventually("all done", async || (count_due(&ground.db).await.unwrap() == 0).then_some(()))
        .await;
    first.stop().await;
    second.stop().await;

    let runs = runs.lock().unwrap().clone();
    assert_eq!(runs.len(), 31);
    assert!(runs.values().all(|count| *count == 1), "{runs:?}");
    assert_eq!(ground.task(long).await.attempt, 1);
}

#[tokio::test]
async fn a_job_that_blocks_the_only_thread_of_its_process_for_ten_leases_keeps_its_lease() {
    let ground = Ground::open().await;
    let id = ground.ask("chess").await;
    let (runs, settings) = (Counter::default(), short_leases());
    let ten_leases = settings.lease * 11;
    let url = ground.test.url().to_owned();
    let (counted, own_settings) = (runs.clone(), settings.clone());

    // A process whose only thread is blocked: nothing else in its runtime moves meanwhile.
    let process = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let db = connected(&url).await;
            let registry = drills(move |_, _| {
                counted.add_one();
                async move {
                    std::thread::sleep(ten_leases);
                    Ok(json!(null))
                }
            });
            let workers = workers_on(&db, registry, &own_settings);
            eventually("computed", async || (count_due(&db).await.unwrap() == 0).then_some(()))
                .await;
            workers.stop().await;
        });
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
    let task = ground.task_in(id, JobState::Completed).await;
    rival.stop().await;
    tokio::task::spawn_blocking(|| process.join()).await.unwrap().unwrap();

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
