//! What a job says about itself: all of it, in order, and only while the job is the worker's.

use std::{sync::Arc, time::Duration};

use backroom::{JobEvent, JobEventBody, JobId, JobState, LogLevel};
use serde_json::json;
use server::jobs::{JobContext, JobError, WorkerSettings};
use store::queue::{NewJob, enqueue, events_after, log_after, request_cancel};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::{Counter, DEADLINE, Drill, Ground, drill, drills, eventually};

const LINES: usize = 500;

/// So long that neither a lost lease nor anything else is learnt from a heartbeat.
fn long_lease() -> WorkerSettings {
    WorkerSettings { lease: Duration::from_mins(1), ..WorkerSettings::for_testing() }
}

async fn say(context: &JobContext, lines: usize) {
    for line in 0..lines {
        context.info(&format!("line {line}")).await;
    }
}

fn told(lines: usize) -> Vec<String> {
    (0..lines).map(|line| format!("line {line}")).collect()
}

impl Ground {
    /// The log of `job`.
    async fn log(&self, job: JobId) -> Vec<(LogLevel, String)> {
        let lines = log_after(&self.db, job, 0, 10_000).await.unwrap();
        let line = |event: JobEvent| match event.body {
            JobEventBody::Log { level, text } => (level, text),
            other => panic!("{other:?} is not a log line"),
        };
        lines.into_iter().map(line).collect()
    }

    async fn info(&self, job: JobId) -> Vec<String> {
        let log = self.log(job).await.into_iter();
        log.filter(|(level, _)| *level == LogLevel::Info).map(|(_, text)| text).collect()
    }
}

#[tokio::test]
async fn however_a_job_ends_its_log_is_there_to_the_last_line() {
    let ground = Ground::open().await;
    let settings =
        WorkerSettings { concurrency: 5, cancel_patience: Duration::from_secs(3), ..long_lease() };
    let workers = ground.workers(
        drills(async |job: Drill, context: JobContext| {
            say(&context, LINES).await;
            match job.name.as_str() {
                "completes" => Ok(json!(null)),
                "fails" => Err(JobError::abandon("It rained.")),
                "panics" => panic!("struck by lightning"),
                "obeys" => {
                    context.cancelled().await;
                    say(&context, LINES).await;
                    Err(JobError::Cancelled)
                }
                _ => std::future::pending().await,
            }
        }),
        &settings,
    );
    let completes = ground.ask("completes").await;
    let fails = ground.ask("fails").await;
    let once = NewJob { max_attempts: Some(1), ..drill("panics") };
    let panics = enqueue(&ground.db, once).await.unwrap().id();
    let obeys = ground.ask("obeys").await;
    let deaf = ground.ask("deaf").await;
    for job in [obeys, deaf] {
        eventually("it has begun", async || {
            let said = log_after(&ground.db, job, 0, 1).await.unwrap();
            (!said.is_empty()).then_some(())
        })
        .await;
        assert!(request_cancel(&ground.db, job).await.unwrap());
    }

    let done = ground.task_in(completes, JobState::Completed).await;
    ground.task_in(fails, JobState::Failed).await;
    ground.task_in(obeys, JobState::Cancelled).await;
    ground.task_in(deaf, JobState::Cancelled).await;
    ground.task_in(panics, JobState::Dead).await;

    for job in [completes, fails, panics, deaf] {
        assert_eq!(ground.info(job).await, told(LINES));
    }
    assert_eq!(ground.info(obeys).await, [told(LINES), told(LINES)].concat());
    // Queued and started before the lines, completed after them: nothing else takes a number.
    assert_eq!(done.event_seq, 2 + 500 + 1);
    for (job, why) in [(fails, "It rained."), (panics, "The handler panicked: struck by lightning")]
    {
        let last = ground.log(job).await.pop();
        assert_eq!(last, Some((LogLevel::Error, why.to_owned())));
    }
    workers.stop().await;
}

#[tokio::test]
async fn progress_does_not_overtake_the_lines_said_before_it_nor_they_it() {
    const ROUNDS: usize = 40;
    let ground = Ground::open().await;
    let workers = ground.workers(
        drills(async |_: Drill, context: JobContext| {
            for round in 0..ROUNDS {
                context.info(&format!("round {round}")).await;
                context.warn("hot").await;
                // Each is stored at once, with the steps before it.
                context.start_step(&format!("step {round}")).await;
            }
            Ok(json!(null))
        }),
        &long_lease(),
    );

    let id = ground.ask("rondo").await;
    ground.task_in(id, JobState::Completed).await;
    workers.stop().await;

    let events = events_after(&ground.db, id, 2, 1_000).await.unwrap();
    let told: Vec<_> = events
        .iter()
        .map(|event| match &event.body {
            JobEventBody::Log { text, .. } => text.clone(),
            JobEventBody::Progress { steps, .. } => format!("{} steps", steps.len()),
            JobEventBody::Status { state, .. } => state.as_str().to_owned(),
        })
        .collect();
    let round =
        |round| [format!("round {round}"), "hot".to_owned(), format!("{} steps", round + 1)];
    let mut expected: Vec<_> = (0..ROUNDS).flat_map(round).collect();
    expected.push("completed".to_owned());
    assert_eq!(told, expected);
    assert!(events.is_sorted_by_key(|event| event.at), "the times are in order, too");
}

#[tokio::test]
async fn a_line_that_finds_the_lease_lost_stops_the_job_and_is_written_nowhere() {
    let ground = Ground::open().await;
    let (go_on, dropped) = (Arc::new(Notify::new()), CancellationToken::new());
    let (may_go_on, is_dropped) = (Arc::clone(&go_on), dropped.clone());
    let workers = ground.workers(
        drills(move |_, context: JobContext| {
            let (go_on, guard) = (Arc::clone(&may_go_on), is_dropped.clone().drop_guard());
            async move {
                let _guard = guard;
                context.info("mine").await;
                go_on.notified().await;
                say(&context, LINES).await;
                std::future::pending().await
            }
        }),
        &long_lease(),
    );
    let id = ground.ask("relay").await;
    eventually("the first line", async || (ground.log(id).await.len() == 1).then_some(())).await;
    // As if the job had been given to another worker meanwhile.
    sqlx::query("UPDATE job SET lease_token = lease_token + 1")
        .execute(ground.db.get_postgres_connection_pool())
        .await
        .unwrap();

    go_on.notify_one();
    tokio::time::timeout(DEADLINE, dropped.cancelled()).await.expect("the handler is cut off");
    workers.stop().await;

    assert_eq!(ground.info(id).await, ["mine"]);
    let task = ground.task(id).await;
    assert_eq!((task.state, task.attempt, task.error), (JobState::Running, 1, None));
}

#[tokio::test]
async fn a_job_that_talks_faster_than_is_written_waits_and_loses_nothing() {
    const MANY: usize = 5_000;
    let ground = Ground::open().await;
    let (said, go_on) = (Counter::default(), Arc::new(Notify::new()));
    let (counted, may_go_on) = (said.clone(), Arc::clone(&go_on));
    let workers = ground.workers(
        drills(move |_, context: JobContext| {
            let (said, go_on) = (counted.clone(), Arc::clone(&may_go_on));
            async move {
                go_on.notified().await;
                for line in 0..MANY {
                    context.info(&format!("line {line}")).await;
                    said.add_one();
                }
                Ok(json!(null))
            }
        }),
        &long_lease(),
    );
    let id = ground.ask("commentary").await;
    ground.task_in(id, JobState::Running).await;

    // Nothing can be written while somebody else holds the job's row.
    let mut holder = ground.db.get_postgres_connection_pool().acquire().await.unwrap();
    sqlx::raw_sql("BEGIN; SELECT FROM job FOR UPDATE").execute(&mut *holder).await.unwrap();
    go_on.notify_one();
    eventually("it talks", async || (said.count() >= 500).then_some(())).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let said_in_vain = said.count();
    sqlx::raw_sql("COMMIT").execute(&mut *holder).await.unwrap();
    drop(holder);
    ground.task_in(id, JobState::Completed).await;
    workers.stop().await;

    assert!(said_in_vain <= 1_001, "{said_in_vain} lines were held");
    assert_eq!(ground.info(id).await, told(MANY));
}
