//! Stopping: a job because somebody asked, a process because it ends.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use backroom::JobState;
use serde_json::json;
use server::jobs::{JobContext, JobError, WorkerSettings};
use store::queue::request_cancel;
use tokio::sync::Notify;

use super::{Drill, Ground, drills};

#[tokio::test]
async fn a_job_that_looks_is_cancelled_within_two_seconds() {
    let ground = Ground::open().await;
    // Neither the heartbeat nor polling is quick enough: only the notification is.
    let settings = WorkerSettings {
        lease: Duration::from_mins(1),
        poll: Duration::from_mins(1),
        ..WorkerSettings::default()
    };
    let workers = ground.workers(
        drills(async |_, context| {
            // Work on a blocking thread asks in its loop.
            let asked = tokio::task::spawn_blocking(move || {
                while !context.is_cancelled() {
                    std::thread::sleep(Duration::from_millis(20));
                }
            });
            asked.await.map_err(anyhow::Error::from)?;
            Err(JobError::Cancelled)
        }),
        &settings,
    );
    let id = ground.ask("marathon").await;
    ground.task_in(id, JobState::Running).await;

    let asked_at = Instant::now();
    assert!(request_cancel(&ground.db, id).await.unwrap());
    let task = ground.task_in(id, JobState::Cancelled).await;
    let took = asked_at.elapsed();
    workers.stop().await;

    assert!(took < Duration::from_secs(2), "{took:?}");
    assert_eq!(task.attempt, 1);
}

#[tokio::test]
async fn a_job_that_does_not_look_is_cut_off_within_ten_seconds() {
    let ground = Ground::open().await;
    let settings = WorkerSettings { lease: Duration::from_mins(1), ..WorkerSettings::default() };
    let workers = ground.workers(drills(async |_, _| std::future::pending().await), &settings);
    let id = ground.ask("deaf").await;
    ground.task_in(id, JobState::Running).await;

    let asked_at = Instant::now();
    assert!(request_cancel(&ground.db, id).await.unwrap());
    ground.task_in(id, JobState::Cancelled).await;
    let took = asked_at.elapsed();
    workers.stop().await;

    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[tokio::test]
async fn a_request_that_no_notification_told_of_is_seen_by_the_heartbeat() {
    let ground = Ground::open().await;
    let workers = ground.workers(
        drills(async |_, context| {
            context.cancelled().await;
            Err(JobError::Cancelled)
        }),
        &WorkerSettings::for_testing(),
    );
    let id = ground.ask("unheard").await;
    ground.task_in(id, JobState::Running).await;

    sqlx::query("UPDATE job SET cancel_requested = true")
        .execute(ground.db.get_postgres_connection_pool())
        .await
        .unwrap();
    let task = ground.task_in(id, JobState::Cancelled).await;
    workers.stop().await;

    assert_eq!(task.attempt, 1);
}

#[tokio::test]
async fn a_stopping_process_hands_its_jobs_back_without_using_up_an_attempt() {
    let ground = Ground::open().await;
    let settings =
        WorkerSettings { lease: Duration::from_mins(1), ..WorkerSettings::for_testing() };
    let workers = ground.workers(
        drills(async |job: Drill, context| {
            if job.name == "deaf" {
                std::future::pending::<()>().await;
            }
            context.cancelled().await;
            context.check_cancelled()?;
            Ok(json!(null))
        }),
        &settings,
    );
    let (deaf, polite) = (ground.ask("deaf").await, ground.ask("polite").await);
    for id in [deaf, polite] {
        ground.task_in(id, JobState::Running).await;
    }

    workers.stop().await;

    for id in [deaf, polite] {
        let task = ground.task(id).await;
        assert_eq!((task.state, task.attempt), (JobState::Queued, 0));
    }
    let workers = ground.workers(drills(async |_, _| Ok(json!("again"))), &settings);
    for id in [deaf, polite] {
        let task = ground.task_in(id, JobState::Completed).await;
        assert_eq!(task.attempt, 1);
    }
    workers.stop().await;
}

#[tokio::test]
async fn a_stopping_process_lets_short_jobs_end_and_takes_no_new_ones() {
    let ground = Ground::open().await;
    let settings = WorkerSettings {
        concurrency: 1,
        shutdown_patience: Duration::from_secs(20),
        ..WorkerSettings::for_testing()
    };
    let started = Arc::new(Notify::new());
    let begun = Arc::clone(&started);
    let workers = ground.workers(
        drills(move |_, context: JobContext| {
            let begun = Arc::clone(&begun);
            async move {
                begun.notify_one();
                context.cancelled().await;
                Ok(json!("finished"))
            }
        }),
        &settings,
    );
    let first = ground.ask("first").await;
    // A job that is leased and not yet begun is handed back, so its state alone does not tell.
    started.notified().await;
    let second = ground.ask("second").await;

    workers.stop().await;

    assert_eq!(ground.task(first).await.state, JobState::Completed);
    let second = ground.task(second).await;
    assert_eq!((second.state, second.attempt), (JobState::Queued, 0));
}
