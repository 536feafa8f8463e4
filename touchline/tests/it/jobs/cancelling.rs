//! Stopping a job through another server than the one whose worker runs it, also where the job computes
//! and never looks up (J9).

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use backroom::{JobId, JobState, Role, TaskView};
use serde_json::{Value, json};
use server::jobs::{JobContext, JobError, Registry, WorkerSettings};
use store::queue::{enqueue, find_task};

use super::{Apart, Drill, drill, drills, eventually};
use crate::{Client, TestApp};

/// Neither polling nor a heartbeat may be what tells of the wish, save where that is what is left.
fn one_at_a_time() -> WorkerSettings {
    WorkerSettings { poll: Duration::from_mins(1), concurrency: 1, ..WorkerSettings::default() }
}

async fn ask(app: &TestApp, name: &str) -> JobId {
    enqueue(app.db(), drill(name)).await.unwrap().id()
}

async fn task_in(app: &TestApp, id: JobId, state: JobState) -> TaskView {
    eventually(state.as_str(), async || {
        let task = find_task(app.db(), id).await.unwrap().unwrap();
        (task.state == state).then_some(task)
    })
    .await
}

async fn cancel(admin: &Client, id: JobId) {
    admin.post(&format!("/api/v1/jobs/{id}/cancel"), &Value::Null).await.assert_status(200);
}

#[tokio::test]
async fn a_job_that_looks_is_cancelled_through_another_server_within_two_seconds() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let settings = WorkerSettings { lease: Duration::from_mins(1), ..one_at_a_time() };
    let worker = Apart::start(app.database_url(), 2, settings, || {
        drills(async |_, context: JobContext| {
            context.cancelled().await;
            Err(JobError::Cancelled)
        })
    });
    let id = ask(&app, "marathon").await;
    task_in(&app, id, JobState::Running).await;

    let asked_at = Instant::now();
    cancel(&admin, id).await;
    task_in(&app, id, JobState::Cancelled).await;
    let took = asked_at.elapsed();
    worker.stop().await;

    assert!(took < Duration::from_secs(2), "{took:?}");
}

/// A handler that computes until it is let go, the first time; what it comes to then is late.
fn computing(let_go: &Arc<AtomicBool>, on_blocking_thread: bool) -> Registry {
    let let_go = Arc::clone(let_go);
    drills(move |job: Drill, _| {
        let let_go = Arc::clone(&let_go);
        async move {
            let compute = move || {
                let mut rounds = 0_u64;
                while !let_go.load(Ordering::Relaxed) {
                    rounds = std::hint::black_box(rounds.wrapping_add(1));
                    // A test leaves the machine to others; nothing here is an await.
                    std::thread::sleep(Duration::from_micros(50));
                }
                rounds
            };
            if job.name == "after" {
                return Ok(json!("after"));
            }
            if on_blocking_thread {
                tokio::task::spawn_blocking(compute).await.map_err(anyhow::Error::from)?;
            } else {
                compute();
            }
            Ok(json!("late"))
        }
    })
}

/// Asks for a computation and for its end through another server; gives how long that took.
async fn cancel_a_computation(app: &TestApp) -> (JobId, Duration) {
    let admin = app.sign_in(Role::Admin).await;
    let id = ask(app, "chess").await;
    task_in(app, id, JobState::Running).await;
    // Not beside a heartbeat, which would be lucky.
    tokio::time::sleep(Duration::from_millis(700)).await;

    let asked_at = Instant::now();
    cancel(&admin, id).await;
    task_in(app, id, JobState::Cancelled).await;
    (id, asked_at.elapsed())
}

#[tokio::test]
async fn a_computation_on_a_blocking_thread_is_given_up_within_ten_seconds_and_makes_room() {
    let app = TestApp::start().await;
    let let_go = Arc::new(AtomicBool::new(false));
    let registry = computing(&let_go, true);
    let worker = Apart::start(app.database_url(), 2, one_at_a_time(), || registry);

    let (id, took) = cancel_a_computation(&app).await;
    // Its thread computes on, but the only hand is free.
    let after = ask(&app, "after").await;
    task_in(&app, after, JobState::Completed).await;
    let_go.store(true, Ordering::Relaxed);
    worker.stop().await;

    assert!(took < Duration::from_secs(10), "{took:?}");
    let task = find_task(app.db(), id).await.unwrap().unwrap();
    assert_eq!((task.state, task.result), (JobState::Cancelled, None));
}

#[tokio::test]
async fn a_computation_on_the_only_thread_of_its_process_is_ended_within_ten_seconds_and_told_nothing()
 {
    let app = TestApp::start().await;
    let let_go = Arc::new(AtomicBool::new(false));
    let registry = computing(&let_go, false);
    let worker = Apart::start(app.database_url(), 1, one_at_a_time(), || registry);

    let (id, took) = cancel_a_computation(&app).await;
    let after = ask(&app, "after").await;
    let_go.store(true, Ordering::Relaxed);
    // The late result comes before the hand is free for this.
    task_in(&app, after, JobState::Completed).await;
    let log = worker.stop().await;

    assert!(took < Duration::from_secs(10), "{took:?}");
    let task = find_task(app.db(), id).await.unwrap().unwrap();
    assert_eq!((task.state, task.result), (JobState::Cancelled, None));
    assert_eq!(log.matches("A late answer was refused").count(), 1, "{log}");
}
