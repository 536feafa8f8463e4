//! What operators see of the queue and do to it.

use backroom::{AccountId, BulkAction, BulkOutcome, JobEventBody, JobFilter, JobState, Since};
use chrono::{TimeDelta, Utc};
use store::{
    Database, StoreError,
    accounts::audit_entries,
    queue::{
        Asker, AttemptEnd, Hearing, Job as _, NewJob, NewLogLine, Place, append_log, clear_log_by,
        clear_logs_by, count_jobs, end_attempt, enqueue, find_job, find_task, hear_of_worker,
        list_jobs,
        listener::{Listener, Notice},
        overview, pause_queue_by, resume_queue_by, run_now_by, set_priority_by, steer_all_by,
    },
};
use test_database::TestDatabase;

use super::{Sweep, count, database, execute, sweep, take, take_one};

/// An administrator to ask in the name of.
async fn asker(db: &Database) -> Asker {
    execute(db, "INSERT INTO account (name, password_hash, role) VALUES ('root', '-', 'admin')")
        .await;
    Asker { account_id: AccountId(1), request_id: Some("req-1".to_owned()) }
}

/// How many jobs `filter` lists.
async fn listed(db: &Database, filter: JobFilter) -> usize {
    list_jobs(db, &filter, Place::First, 100, Utc::now()).await.unwrap().rows.len()
}

async fn kill(db: &Database, jobs: u32) {
    for lease in take(db, jobs).await {
        let reason = "The ground is frozen.".to_owned();
        end_attempt(db, lease.id, AttemptEnd::Abandoned { reason }).await.unwrap();
    }
}

#[tokio::test]
async fn nothing_is_taken_from_a_paused_queue_until_it_is_opened_again() {
    let test = TestDatabase::create().await;
    let db = database(&test, 3).await;
    let asker = asker(&db).await;
    enqueue(&db, sweep(1)).await.unwrap();
    assert!(pause_queue_by(&db, &asker, "sweeping").await.unwrap());
    assert!(!pause_queue_by(&db, &asker, "sweeping").await.unwrap(), "paused twice");

    let while_paused = take(&db, 10).await;
    let seen = overview(&db).await.unwrap();
    let mut listener = Listener::connect(&db).await.unwrap();
    assert!(resume_queue_by(&db, &asker, "sweeping").await.unwrap());
    let told = listener.next().await.unwrap();
    let after = take(&db, 10).await;

    assert!(while_paused.is_empty());
    assert!(seen.queues[0].paused_at.is_some() && seen.queues[0].waiting == 1);
    assert_eq!(told, Notice::Queued("sweeping".to_owned()));
    assert_eq!(after.len(), 1);
    let actions: Vec<_> =
        audit_entries(&db, None, 10).await.unwrap().into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions, ["queue.resume", "queue.pause"]);
}

#[tokio::test]
async fn a_list_is_narrowed_by_state_kind_queue_text_and_time() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let mut last_id = String::new();
    for pitch in [101, 102, 103] {
        let job = NewJob { subject: format!("Pitch 100% Ödby {pitch}"), ..sweep(pitch) };
        last_id = enqueue(&db, job).await.unwrap().id().to_string();
    }
    kill(&db, 1).await;
    let all = || JobFilter::default();
    let holding = |text: &str| JobFilter { text: Some(text.to_owned()), ..all() };

    assert_eq!(listed(&db, all()).await, 3);
    assert_eq!(listed(&db, JobFilter { states: vec![JobState::Failed], ..all() }).await, 1);
    assert_eq!(listed(&db, JobFilter { kind: Some("sweep".to_owned()), ..all() }).await, 3);
    assert_eq!(listed(&db, JobFilter { kind: Some("mow".to_owned()), ..all() }).await, 0);
    assert_eq!(listed(&db, JobFilter { queue: Some("default".to_owned()), ..all() }).await, 0);
    assert_eq!(listed(&db, holding("102")).await, 1, "in the payload");
    assert_eq!(
        listed(&db, holding("pitch 100% ")).await,
        3,
        "in the subject, a wildcard as itself"
    );
    assert_eq!(listed(&db, holding("100_")).await, 0);
    for (text, found) in [("PITCH", 3), ("ödby", 3), ("ÖDBY", 3), ("odby", 0)] {
        assert_eq!(listed(&db, holding(text)).await, found, "{text}");
    }
    let end_of_id = last_id[24..].to_uppercase();
    assert_eq!(listed(&db, holding(&end_of_id)).await, 1, "in the id");
    let hour = JobFilter { since: Some(Since::Hour), ..all() };
    let later = Utc::now() + TimeDelta::hours(2);
    assert_eq!(listed(&db, hour.clone()).await, 3);
    assert!(list_jobs(&db, &hour, Place::First, 9, later).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn what_was_agreed_to_is_done_to_all_or_to_none() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let asker = asker(&db).await;
    for pitch in 0..5 {
        enqueue(&db, sweep(pitch)).await.unwrap();
    }
    kill(&db, 3).await;
    let (filter, now) = (JobFilter::default(), Utc::now());
    let agreed = count_jobs(&db, &filter, BulkAction::Retry, now).await.unwrap();
    assert_eq!(agreed, 3);

    let wrong = steer_all_by(&db, &asker, &filter, BulkAction::Retry, 2, now).await;
    let untouched = count(&db, "state = 'failed'").await;
    let done = steer_all_by(&db, &asker, &filter, BulkAction::Retry, agreed, now).await.unwrap();

    assert!(matches!(wrong, Err(StoreError::Conflict { .. })), "{wrong:?}");
    assert_eq!(untouched, 3);
    assert_eq!(done, BulkOutcome { changed: 3, kept_back: 0 });
    assert_eq!(count(&db, "state = 'queued' AND attempt = 0 AND error IS NULL").await, 5);
    let noted = audit_entries(&db, None, 10).await.unwrap();
    assert_eq!(noted.len(), 1, "one line for all, none for what was not done");
    assert_eq!(
        (noted[0].action.as_str(), &noted[0].detail["changed"]),
        ("job.retry_all", &3.into())
    );
}

#[tokio::test]
async fn of_dead_jobs_with_one_key_one_is_queued_again() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let asker = asker(&db).await;
    let keyed = |pitch| NewJob { unique_key: Some("the pitch".to_owned()), ..sweep(pitch) };
    for pitch in 0..3 {
        enqueue(&db, keyed(pitch)).await.unwrap();
        kill(&db, 1).await;
    }
    let newest = list_jobs(&db, &JobFilter::default(), Place::First, 1, Utc::now()).await.unwrap();

    let filter = JobFilter { states: vec![JobState::Failed], ..JobFilter::default() };
    let done = steer_all_by(&db, &asker, &filter, BulkAction::Retry, 3, Utc::now()).await.unwrap();

    assert_eq!(done, BulkOutcome { changed: 1, kept_back: 2 });
    assert_eq!(take_one(&db).await.id.job, newest.rows[0].task.id);
}

#[tokio::test]
async fn many_are_cancelled_those_under_way_by_being_asked() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let asker = asker(&db).await;
    for pitch in 0..4 {
        enqueue(&db, sweep(pitch)).await.unwrap();
    }
    take(&db, 1).await;

    let filter = JobFilter { kind: Some("sweep".to_owned()), ..JobFilter::default() };
    steer_all_by(&db, &asker, &filter, BulkAction::Cancel, 4, Utc::now()).await.unwrap();

    assert_eq!(count(&db, "state = 'cancelled'").await, 3);
    assert_eq!(count(&db, "state = 'running' AND cancel_requested").await, 1);
}

#[tokio::test]
async fn a_job_that_waits_can_be_put_first_and_started_before_its_time() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let asker = asker(&db).await;
    enqueue(&db, sweep(1)).await.unwrap();
    let tomorrow = Some(Utc::now() + TimeDelta::days(1));
    let late = enqueue(&db, NewJob { run_at: tomorrow, ..sweep(2) }).await.unwrap().id();

    assert!(set_priority_by(&db, &asker, late, 7).await.unwrap());
    assert!(run_now_by(&db, &asker, late).await.unwrap());
    let first = take(&db, 1).await.remove(0);

    assert_eq!(first.id.job, late);
    assert!(!run_now_by(&db, &asker, late).await.unwrap(), "it runs already");
    assert!(!set_priority_by(&db, &asker, late, 1).await.unwrap(), "it runs already");
}

#[tokio::test]
async fn a_job_tells_its_payload_its_worker_and_every_state_it_was_in() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let asker = asker(&db).await;
    let made = NewJob { created_by: Some(asker.account_id), ..sweep(7) };
    let id = enqueue(&db, made).await.unwrap().id();
    let part = NewJob { parent: Some(id), priority: -1, ..sweep(8) };
    enqueue(&db, part).await.unwrap();
    let lease = take(&db, 1).await.remove(0);
    let reason = "Rain.".to_owned();
    let end = AttemptEnd::Retry { reason, not_before: None };
    end_attempt(&db, lease.id, end).await.unwrap();

    let job = find_job(&db, id).await.unwrap().unwrap();

    assert_eq!(job.payload["pitch"], 7);
    assert_eq!((job.row.creator.as_deref(), job.row.queue.as_str()), (Some("root"), "sweeping"));
    assert_eq!(job.parts, [(JobState::Queued, 1)]);
    let states: Vec<_> = job
        .history
        .iter()
        .map(|event| match &event.body {
            JobEventBody::Status { state, error, worker, .. } => {
                (*state, error.as_deref(), worker.as_deref())
            }
            other => panic!("{other:?} is no state"),
        })
        .collect();
    assert_eq!(
        states,
        [
            (JobState::Queued, None, None),
            (JobState::Running, None, Some("test")),
            (JobState::Queued, Some("Rain."), None)
        ]
    );
}

#[tokio::test]
async fn the_overview_counts_queues_workers_and_what_ended() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    for pitch in 0..5 {
        enqueue(&db, sweep(pitch)).await.unwrap();
    }
    kill(&db, 1).await;
    let name = "ground:1".to_owned();
    let queues = vec!["idle".to_owned(), Sweep::QUEUE.to_owned()];
    let said = Hearing { name, version: "0.1.0".to_owned(), queues, concurrency: 4 };
    hear_of_worker(&db, &said).await.unwrap();
    take(&db, 2).await;
    execute(&db, "UPDATE job SET worker = 'ground:1/sweeping/0' WHERE state = 'running'").await;

    let seen = overview(&db).await.unwrap();

    let names: Vec<_> = seen.queues.iter().map(|queue| queue.name.as_str()).collect();
    assert_eq!(names, ["idle", "sweeping"]);
    assert_eq!((seen.running(), seen.waiting()), (2, 2));
    assert!(seen.queues[1].oldest_due.is_some());
    assert_eq!(seen.ended_in(&[JobState::Failed, JobState::Dead]), 1);
    assert!(seen.start_delay_p95_ms.is_some());
    assert_eq!(seen.kinds, ["sweep"]);
    assert_eq!((seen.workers[0].machine(), seen.workers[0].jobs.len()), ("ground", 2));
}

#[tokio::test]
async fn logs_are_cleared_of_one_job_or_of_all_that_ended() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let asker = asker(&db).await;
    for pitch in 0..3 {
        enqueue(&db, sweep(pitch)).await.unwrap();
    }
    let leases = take(&db, 3).await;
    for lease in &leases {
        let line = NewLogLine::new(backroom::LogLevel::Info, "Swept.");
        append_log(&db, lease.id, &[line]).await.unwrap();
    }
    for lease in &leases[..2] {
        end_attempt(&db, lease.id, AttemptEnd::Completed(1.into())).await.unwrap();
    }

    assert!(clear_log_by(&db, &asker, leases[0].id.job).await.unwrap());
    assert!(!clear_log_by(&db, &asker, leases[0].id.job).await.unwrap());
    assert_eq!(clear_logs_by(&db, &asker).await.unwrap(), 1, "the one under way keeps its line");

    let running = find_task(&db, leases[2].id.job).await.unwrap().unwrap();
    assert_eq!(running.state, JobState::Running);
}

#[tokio::test]
async fn the_logs_of_a_filter_are_cleared_if_they_are_as_many_as_was_told() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let asker = asker(&db).await;
    for pitch in 0..5 {
        enqueue(&db, sweep(pitch)).await.unwrap();
    }
    let leases = take(&db, 5).await;
    // The last one writes nothing.
    for lease in &leases[..4] {
        let lines =
            ["Swept.", "Swept again."].map(|text| NewLogLine::new(backroom::LogLevel::Info, text));
        append_log(&db, lease.id, &lines).await.unwrap();
    }
    for lease in [&leases[0], &leases[1], &leases[4]] {
        end_attempt(&db, lease.id, AttemptEnd::Completed(1.into())).await.unwrap();
    }
    end_attempt(&db, leases[2].id, AttemptEnd::Abandoned { reason: "Rain.".to_owned() })
        .await
        .unwrap();
    let completed = JobFilter { states: vec![JobState::Completed], ..JobFilter::default() };
    let (all, clear) = (JobFilter::default(), BulkAction::ClearLogs);
    let now = Utc::now();

    let told = count_jobs(&db, &completed, clear, now).await.unwrap();
    let told_of_all = count_jobs(&db, &all, clear, now).await.unwrap();
    let refused = steer_all_by(&db, &asker, &completed, clear, 3, now).await;
    let done = steer_all_by(&db, &asker, &completed, clear, 2, now).await.unwrap();

    assert_eq!((told, told_of_all), (2, 3), "not of one under way, nor of one without a log");
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    assert_eq!((done.changed, done.kept_back), (2, 0));
    let mut left = Vec::new();
    for lease in &leases {
        left.push(store::queue::log_after(&db, lease.id.job, 0, 10).await.unwrap().len());
    }
    assert_eq!(left, [0, 0, 2, 2, 0]);
    assert_eq!(count_jobs(&db, &all, clear, now).await.unwrap(), 1);
}

#[tokio::test]
async fn the_first_parts_of_a_job_come_with_it() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let whole = enqueue(&db, sweep(0)).await.unwrap().id();
    for pitch in 1..=25 {
        let part = NewJob { parent: Some(whole), subject: format!("{pitch}"), ..sweep(pitch) };
        enqueue(&db, part).await.unwrap();
    }

    let job = find_job(&db, whole).await.unwrap().unwrap();

    assert_eq!(job.parts, [(JobState::Queued, 25)]);
    let subjects: Vec<_> = job.first_parts.iter().map(|part| part.subject.clone()).collect();
    assert_eq!(subjects, (1..=20).map(|pitch| pitch.to_string()).collect::<Vec<_>>());
    assert_eq!(job.first_parts[0].state, JobState::Queued);
}
