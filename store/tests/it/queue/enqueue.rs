//! Queueing: transactions and unique keys.

use std::time::Duration;

use backroom::{JobEventBody, JobState};
use futures::future::join_all;
use store::{
    database::begin,
    queue::{
        AttemptEnd, Enqueued, NewJob, end_attempt, enqueue, enqueue_all, events_after, find_task,
    },
};
use test_database::TestDatabase;

use super::{Sweep, count, database, sweep, take_one};

#[tokio::test]
async fn a_queued_job_is_seen_as_it_was_asked_for() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;

    let id = enqueue(&db, NewJob { subject: "Pitch 3".to_owned(), ..sweep(3) }).await.unwrap().id();

    let task = find_task(&db, id).await.unwrap().unwrap();
    assert_eq!((task.kind.as_str(), task.subject.as_str()), ("sweep", "Pitch 3"));
    assert_eq!((task.state, task.attempt, task.max_attempts), (JobState::Queued, 0, 3));
    let events = events_after(&db, id, 0, 10).await.unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(
        events[0].body,
        JobEventBody::Status { state: JobState::Queued, attempt: 0, error: None, worker: None }
    );
}

#[tokio::test]
async fn two_hundred_concurrent_enqueues_of_one_key_make_one_job() {
    let test = TestDatabase::create().await;
    let db = database(&test, 20).await;
    let keyed = || NewJob { unique_key: Some("pitch-1".to_owned()), ..sweep(1) };

    let answers = join_all((0..200).map(|_| enqueue(&db, keyed()))).await;

    let new = answers.iter().filter(|answer| matches!(answer, Ok(Enqueued::New(_)))).count();
    assert_eq!(new, 1);
    let id = answers[0].as_ref().unwrap().id();
    assert!(answers.iter().all(|answer| answer.as_ref().unwrap().id() == id));
    assert_eq!(count(&db, "true").await, 1);
}

#[tokio::test]
async fn two_hundred_concurrent_enqueues_in_one_window_make_one_job_though_jobs_finish_at_once() {
    let test = TestDatabase::create().await;
    let db = database(&test, 20).await;
    let day = Duration::from_hours(24);
    let keyed = || NewJob { unique_key: Some("p".to_owned()), unique_for: Some(day), ..sweep(1) };
    // A worker that finishes the job while others still ask for it: the partial unique index alone
    // would let a second one in.
    let asking = async {
        join_all((0..200).map(|_| async {
            let answer = enqueue(&db, keyed()).await.unwrap();
            for lease in super::take(&db, 10).await {
                end_attempt(&db, lease.id, AttemptEnd::Completed(1.into())).await.unwrap();
            }
            answer
        }))
        .await
    };

    let answers = asking.await;

    assert_eq!(answers.iter().filter(|answer| matches!(answer, Enqueued::New(_))).count(), 1);
    assert_eq!(count(&db, "true").await, 1);
    assert_eq!(count(&db, "state = 'completed'").await, 1);
}

#[tokio::test]
async fn a_window_ends_with_its_time_or_with_a_failure() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let keyed = || NewJob {
        unique_key: Some("p".to_owned()),
        unique_for: Some(Duration::from_hours(24)),
        ..sweep(1)
    };

    enqueue(&db, keyed()).await.unwrap();
    let lease = take_one(&db).await.id;
    end_attempt(&db, lease, AttemptEnd::Abandoned { reason: "no".to_owned() }).await.unwrap();
    let after_failure = enqueue(&db, keyed()).await.unwrap();
    let lease = take_one(&db).await.id;
    end_attempt(&db, lease, AttemptEnd::Completed(1.into())).await.unwrap();
    let after_success = enqueue(&db, keyed()).await.unwrap();
    super::execute(&db, "UPDATE job SET unique_until = now() - interval '1 second'").await;
    let after_a_day = enqueue(&db, keyed()).await.unwrap();

    assert!(matches!(after_failure, Enqueued::New(_)));
    assert_eq!(after_success, Enqueued::AlreadyThere(after_failure.id()));
    assert!(matches!(after_a_day, Enqueued::New(_)));
}

#[tokio::test]
async fn of_ten_thousand_transactions_half_rolled_back_exactly_the_committed_jobs_remain() {
    const TRANSACTIONS: u32 = 10_000;
    const AT_ONCE: u32 = 16;
    let test = TestDatabase::create().await;
    let db = database(&test, AT_ONCE).await;

    join_all((0..AT_ONCE).map(|first| {
        let db = db.clone();
        async move {
            for pitch in (first..TRANSACTIONS).step_by(AT_ONCE as usize) {
                let transaction = begin(&db).await.unwrap();
                enqueue(&transaction, sweep(pitch)).await.unwrap();
                if pitch.is_multiple_of(2) {
                    transaction.commit().await.unwrap();
                } else {
                    transaction.rollback().await.unwrap();
                }
            }
        }
    }))
    .await;

    let mut kept: Vec<i64> = sqlx::query_scalar("SELECT (payload->>'pitch')::bigint FROM job")
        .fetch_all(db.get_postgres_connection_pool())
        .await
        .unwrap();
    kept.sort_unstable();
    let committed: Vec<i64> = (0..i64::from(TRANSACTIONS)).step_by(2).collect();
    assert_eq!(kept, committed);
}

#[tokio::test]
async fn many_jobs_are_queued_together_and_each_key_once() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let keyed =
        |pitch: u32| NewJob::<Sweep> { unique_key: Some(format!("p{pitch}")), ..sweep(pitch) };

    let transaction = begin(&db).await.unwrap();
    let answers =
        enqueue_all(&transaction, vec![keyed(2), keyed(1), keyed(2), sweep(9)]).await.unwrap();
    transaction.commit().await.unwrap();

    assert_eq!(answers[2], Enqueued::AlreadyThere(answers[0].id()));
    assert_eq!(count(&db, "true").await, 3);
}
