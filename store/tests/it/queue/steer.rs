//! What people do to jobs: stop them, try them again, list them, forget them.

use std::time::Duration;

use backroom::{AccountId, JobFilter, JobState};
use chrono::Utc;
use store::queue::{
    AttemptEnd, Ended, NewJob, Place, count_children, end_attempt, enqueue, find_task, list_jobs,
    listener::{Listener, Notice},
    prune_finished, request_cancel, retry, tasks_of,
};
use test_database::TestDatabase;

use super::{count, database, execute, sweep, take, take_one};

#[tokio::test]
async fn a_queued_job_is_cancelled_at_once_and_a_running_one_is_told() {
    let test = TestDatabase::create().await;
    let db = database(&test, 3).await;
    let running = enqueue(&db, sweep(1)).await.unwrap().id();
    let lease = take_one(&db).await.id;
    let queued = enqueue(&db, sweep(2)).await.unwrap().id();
    let mut listener = Listener::connect(&db).await.unwrap();

    assert!(request_cancel(&db, queued).await.unwrap());
    assert!(request_cancel(&db, running).await.unwrap());

    assert_eq!(find_task(&db, queued).await.unwrap().unwrap().state, JobState::Cancelled);
    let task = find_task(&db, running).await.unwrap().unwrap();
    assert_eq!((task.state, task.cancel_requested), (JobState::Running, true));
    while listener.next().await.unwrap() != Notice::CancelRequested(running) {}
    let failed = AttemptEnd::Retry { reason: "stopping".to_owned(), not_before: None };
    // A job that fails on its way out is not tried again.
    assert_eq!(end_attempt(&db, lease, failed).await.unwrap(), Ended::Stored(JobState::Cancelled));
    assert!(!request_cancel(&db, running).await.unwrap());
}

#[tokio::test]
async fn cancelling_a_job_cancels_its_parts() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let parent = enqueue(&db, sweep(1)).await.unwrap().id();
    for pitch in 2..5 {
        enqueue(&db, NewJob { parent: Some(parent), ..sweep(pitch) }).await.unwrap();
    }

    request_cancel(&db, parent).await.unwrap();

    assert_eq!(count_children(&db, parent).await.unwrap().failed, 3);
    assert_eq!(take(&db, 10).await.len(), 0);
}

#[tokio::test]
async fn a_failed_job_is_tried_again_with_all_its_attempts_unless_its_place_is_taken() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let keyed = || NewJob { unique_key: Some("p".to_owned()), ..sweep(1) };
    let id = enqueue(&db, keyed()).await.unwrap().id();
    let lease = take_one(&db).await.id;
    assert!(!retry(&db, id).await.unwrap(), "it runs");
    let end = AttemptEnd::Abandoned { reason: "no such pitch".to_owned() };
    end_attempt(&db, lease, end).await.unwrap();

    assert!(retry(&db, id).await.unwrap());
    let task = find_task(&db, id).await.unwrap().unwrap();
    assert_eq!((task.state, task.attempt, task.error), (JobState::Queued, 0, None));

    request_cancel(&db, id).await.unwrap();
    enqueue(&db, keyed()).await.unwrap();
    assert!(!retry(&db, id).await.unwrap(), "another job has its key");
}

#[tokio::test]
async fn a_person_sees_only_what_they_asked_for_and_lists_turn_pages() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    execute(
        &db,
        "INSERT INTO account (name, password_hash, role)
         VALUES ('ada', '-', 'analyst'), ('bob', '-', 'analyst')",
    )
    .await;
    let (ada, bob) = (AccountId(1), AccountId(2));
    let mut mine = Vec::new();
    for pitch in 0..5 {
        let job = NewJob { created_by: Some(ada), ..sweep(pitch) };
        mine.push(enqueue(&db, job).await.unwrap().id());
        enqueue(&db, NewJob { created_by: Some(bob), ..sweep(pitch) }).await.unwrap();
    }
    let part = NewJob { created_by: Some(ada), parent: Some(mine[0]), ..sweep(9) };
    enqueue(&db, part).await.unwrap();
    mine.reverse();

    let tray: Vec<_> = tasks_of(&db, ada, 3).await.unwrap().iter().map(|task| task.id).collect();
    let filter = JobFilter { created_by: Some(ada), ..JobFilter::default() };
    let page = async |place| list_jobs(&db, &filter, place, 4, Utc::now()).await.unwrap();
    let first = page(Place::First).await;
    let second = page(Place::OlderThan(first.rows[3].task.id)).await;
    let back = page(Place::NewerThan(second.rows[0].task.id)).await;

    assert_eq!(tray, mine[..3]);
    assert_eq!((first.rows.len(), first.has_older, first.has_newer), (4, true, false));
    assert_eq!((second.rows.len(), second.has_older, second.has_newer), (2, false, true));
    assert_eq!((back.rows, back.has_newer), (first.rows.clone(), false));
    assert!(first.rows.iter().chain(&second.rows).all(|row| row.task.created_by == Some(ada)));
    assert_eq!(second.rows[0].creator.as_deref(), Some("ada"));
}

#[tokio::test]
async fn old_finished_jobs_are_forgotten_and_nothing_else() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    for pitch in 0..3 {
        enqueue(&db, sweep(pitch)).await.unwrap();
    }
    for lease in take(&db, 2).await {
        end_attempt(&db, lease.id, AttemptEnd::Completed(1.into())).await.unwrap();
    }
    execute(
        &db,
        "UPDATE job SET finished_at = now() - interval '9 days' WHERE id IN
        (SELECT id FROM job WHERE state = 'completed' LIMIT 1)",
    )
    .await;

    let deleted = prune_finished(&db, Duration::from_hours(8 * 24)).await.unwrap();

    assert_eq!(deleted, 1);
    assert_eq!(count(&db, "true").await, 2);
}
