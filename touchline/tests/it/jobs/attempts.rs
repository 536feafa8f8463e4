//! How attempts end: done, failed, panicked, too long, unreadable.

use std::{io::ErrorKind, time::Duration};

use backroom::{JobEventBody, JobState, LogLevel, StepState};
use serde_json::json;
use server::jobs::{JobError, Registry, WorkerSettings};
use store::{
    StoreError,
    queue::{count_due, log_after},
};

use super::{Counter, Drill, Ground, drills, eventually};

#[tokio::test]
async fn a_job_runs_as_soon_as_it_is_asked_for_and_shows_what_it_did() {
    let ground = Ground::open().await;
    // Polling alone would take a minute: only the notification can be quicker.
    let settings = WorkerSettings { poll: Duration::from_mins(1), ..WorkerSettings::for_testing() };
    let workers = ground.workers(
        drills(async |job: Drill, context| {
            context.plan_steps(&["Warm up", "Play"]).await;
            context.start_step("Warm up").await;
            context.info("Two laps").await;
            context.finish_step("Warm up", "2 laps").await;
            context.progress(Some(0.5)).await;
            Ok(json!({ "summary": job.name, "href": "/players" }))
        }),
        &settings,
    );

    let id = ground.ask("rondo").await;
    let task = ground.task_in(id, JobState::Completed).await;
    workers.stop().await;

    assert_eq!(task.result, Some(json!({ "summary": "rondo", "href": "/players" })));
    assert_eq!((task.attempt, task.progress), (1, Some(1.0)));
    let steps: Vec<_> = task.steps.iter().map(|step| (step.state, step.note.as_str())).collect();
    assert_eq!(steps, [(StepState::Done, "2 laps"), (StepState::Waiting, "")]);
    let log = log_after(&ground.db, id, 0, 10).await.unwrap();
    assert_eq!(
        log[0].body,
        JobEventBody::Log { level: LogLevel::Info, text: "Two laps".to_owned() }
    );
}

#[tokio::test]
async fn a_job_that_always_panics_dies_after_exactly_its_attempts_with_the_message() {
    let ground = Ground::open().await;
    let runs = Counter::default();
    let counted = runs.clone();
    let workers = ground.workers(
        drills(move |job: Drill, _| {
            let run = counted.add_one();
            async move { panic!("{} broke in run {run}", job.name) }
        }),
        &WorkerSettings::for_testing(),
    );

    let id = ground.ask("crossbar").await;
    let task = eventually("dead", async || {
        ground.skip_back_off().await;
        let task = ground.task(id).await;
        (task.state == JobState::Dead).then_some(task)
    })
    .await;
    let other = ground.ask("another").await;
    eventually("the worker goes on", async || (ground.task(other).await.attempt > 0).then_some(()))
        .await;
    workers.stop().await;

    assert_eq!(task.attempt, 3);
    assert_eq!(task.error.as_deref(), Some("The handler panicked: crossbar broke in run 3"));
}

#[tokio::test]
async fn a_payload_that_cannot_be_read_fails_its_job_and_no_other() {
    let ground = Ground::open().await;
    let unreadable = ground.ask("first").await;
    let unknown = ground.ask("second").await;
    let sound = ground.ask("third").await;
    sqlx::query("UPDATE job SET payload = '[1, 2]', priority = 1 WHERE id = $1")
        .bind(unreadable.0)
        .execute(ground.db.get_postgres_connection_pool())
        .await
        .unwrap();
    sqlx::query("UPDATE job SET kind = 'dance', priority = 1 WHERE id = $1")
        .bind(unknown.0)
        .execute(ground.db.get_postgres_connection_pool())
        .await
        .unwrap();

    let settings = WorkerSettings { concurrency: 1, ..WorkerSettings::for_testing() };
    let workers = ground.workers(drills(async |_, _| Ok(json!(null))), &settings);
    ground.task_in(sound, JobState::Completed).await;
    workers.stop().await;

    let unreadable = ground.task(unreadable).await;
    assert_eq!(unreadable.state, JobState::Failed);
    assert!(unreadable.error.unwrap().starts_with("The job's payload cannot be read:"));
    let unknown = ground.task(unknown).await;
    assert_eq!(unknown.state, JobState::Failed);
    assert_eq!(unknown.error.as_deref(), Some("This release knows no kind of job called `dance`."));
}

#[tokio::test]
async fn what_no_retry_can_repair_is_not_retried() {
    let ground = Ground::open().await;
    let workers = ground.workers(
        drills(async |_, _| Err(JobError::abandon("There is no such player."))),
        &WorkerSettings::for_testing(),
    );

    let id = ground.ask("ghost").await;
    let task = ground.task_in(id, JobState::Failed).await;
    workers.stop().await;

    assert_eq!((task.attempt, task.error.as_deref()), (1, Some("There is no such player.")));
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_cut_off_and_tried_again() {
    let ground = Ground::open().await;
    let limit = Duration::from_millis(150);
    let registry = Registry::default().with(limit, async |job: Drill, _| {
        let Drill { .. } = job;
        std::future::pending().await
    });
    let workers = ground.workers(registry, &WorkerSettings::for_testing());

    let id = ground.ask("endless").await;
    let task = eventually("tried once", async || {
        let task = ground.task(id).await;
        task.error.is_some().then_some(task)
    })
    .await;
    workers.stop().await;

    assert_eq!((task.state, task.attempt), (JobState::Queued, 1));
    assert_eq!(task.error.as_deref(), Some("It took longer than 0.15 s."));
    // It waits for its back-off, so nothing is due.
    assert_eq!(count_due(&ground.db).await.unwrap(), 0);
}

#[tokio::test]
async fn an_attempt_that_meets_a_full_disk_says_so_and_is_tried_again() {
    let ground = Ground::open().await;
    let workers = ground.workers(
        drills(async |_, _| Err(StoreError::File(ErrorKind::StorageFull.into()).into())),
        &WorkerSettings::for_testing(),
    );

    let id = ground.ask("a long report").await;
    let task = eventually("tried once", async || {
        let task = ground.task(id).await;
        task.error.is_some().then_some(task)
    })
    .await;
    workers.stop().await;

    assert_eq!((task.state, task.attempt), (JobState::Queued, 1));
    assert_eq!(
        task.error.as_deref(),
        Some(
            "There is no room left on the disk. Make room, then retry. \
             (file error: no storage space)"
        )
    );
}
