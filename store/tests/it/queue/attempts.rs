//! The end of attempts: fencing, back-off, poison, lost workers, hand-back.

use std::time::Duration;

use backroom::{JobState, LogLevel};
use store::queue::{
    AttemptEnd, Ended, NewLogLine, append_log, end_attempt, enqueue, find_task, hand_back,
    log_after, renew_leases, rescue_expired, write_progress,
};
use test_database::TestDatabase;

use super::{LONG_LEASE, count, database, execute, sweep, take, take_one};

const EXPIRE: &str = "UPDATE job SET lease_until = now() - interval '1 s' WHERE state = 'running'";
const NO_WAIT: &str = "UPDATE job SET run_at = now() WHERE state = 'queued'";

fn failed() -> AttemptEnd {
    AttemptEnd::Retry { reason: "the mower is broken".to_owned(), not_before: None }
}

#[tokio::test]
async fn nothing_that_a_worker_writes_under_a_stale_token_counts() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = enqueue(&db, sweep(1)).await.unwrap().id();
    let late = take_one(&db).await.id;
    execute(&db, EXPIRE).await;
    rescue_expired(&db).await.unwrap();
    let present = take_one(&db).await.id;
    let before = find_task(&db, id).await.unwrap().unwrap();

    let done = AttemptEnd::Completed("late".into());
    assert_eq!(end_attempt(&db, late, done).await.unwrap(), Ended::Refused);
    assert_eq!(end_attempt(&db, late, failed()).await.unwrap(), Ended::Refused);
    let lines = ["late", "later"].map(|text| NewLogLine::new(LogLevel::Info, text));
    assert!(!append_log(&db, late, &lines).await.unwrap());
    assert!(!write_progress(&db, late, Some(0.5), &[]).await.unwrap());
    assert!(!hand_back(&db, late).await.unwrap());
    let beats = renew_leases(&db, &[late, present], LONG_LEASE).await.unwrap();

    assert_eq!(find_task(&db, id).await.unwrap().unwrap(), before);
    assert_eq!(log_after(&db, id, 0, 10).await.unwrap(), []);
    let held: Vec<_> = beats.iter().map(|beat| (beat.lease, beat.is_held)).collect();
    assert!(held.contains(&(late, false)) && held.contains(&(present, true)));
    let done = AttemptEnd::Completed("in time".into());
    assert_eq!(end_attempt(&db, present, done).await.unwrap(), Ended::Stored(JobState::Completed));
}

#[tokio::test]
async fn back_off_doubles_within_a_fifth_and_waits_in_the_row() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    for pitch in 0..50 {
        enqueue(&db, sweep(pitch)).await.unwrap();
    }

    for attempt in 1..=2 {
        execute(&db, NO_WAIT).await;
        for lease in take(&db, 50).await {
            end_attempt(&db, lease.id, failed()).await.unwrap();
        }

        let waits: Vec<f64> = sqlx::query_scalar(
            "SELECT extract(epoch FROM run_at - at)::float8 FROM job
             JOIN job_event ON job_id = id AND seq = event_seq WHERE state = 'queued'",
        )
        .fetch_all(db.get_postgres_connection_pool())
        .await
        .unwrap();
        assert_eq!(waits.len(), 50);
        let expected = 2_f64.powi(attempt);
        // The event is written a moment after the time from which the wait counts.
        let (least, most) = (0.8 * expected - 0.5, 1.2 * expected);
        assert!(waits.iter().all(|wait| (least..=most).contains(wait)), "{waits:?}");
        // Fifty jobs that failed together must not come back together.
        let spread = waits.iter().fold(0.0_f64, |most, wait| most.max((wait - waits[0]).abs()));
        assert!(spread > 0.02 * expected, "{waits:?}");
    }
    assert_eq!(take(&db, 50).await.len(), 0);
}

#[tokio::test]
async fn the_other_sides_wish_to_wait_longer_is_honoured() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    enqueue(&db, sweep(1)).await.unwrap();
    let lease = take_one(&db).await.id;

    let hour = Some(Duration::from_hours(1));
    let end = AttemptEnd::Retry { reason: "429".to_owned(), not_before: hour };
    end_attempt(&db, lease, end).await.unwrap();

    assert_eq!(count(&db, "run_at > now() + interval '59 min'").await, 1);
}

#[tokio::test]
async fn a_poison_job_dies_after_exactly_its_attempts() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = enqueue(&db, sweep(1)).await.unwrap().id();

    let mut states = Vec::new();
    for _ in 0..3 {
        execute(&db, NO_WAIT).await;
        let lease = take_one(&db).await.id;
        let Ended::Stored(state) = end_attempt(&db, lease, failed()).await.unwrap() else {
            panic!("the lease was fresh");
        };
        states.push(state);
    }

    assert_eq!(states, [JobState::Queued, JobState::Queued, JobState::Dead]);
    execute(&db, NO_WAIT).await;
    assert_eq!(take(&db, 1).await.len(), 0);
    let task = find_task(&db, id).await.unwrap().unwrap();
    assert_eq!((task.attempt, task.error.as_deref()), (3, Some("the mower is broken")));
}

#[tokio::test]
async fn a_job_that_takes_its_worker_down_dies_after_exactly_its_attempts() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = enqueue(&db, sweep(1)).await.unwrap().id();

    let mut rescues = Vec::new();
    for _ in 0..3 {
        take_one(&db).await;
        execute(&db, EXPIRE).await;
        let taken_back = rescue_expired(&db).await.unwrap();
        rescues.push((taken_back.requeued, taken_back.ended));
    }

    assert_eq!(rescues, [(1, 0), (1, 0), (0, 1)]);
    let task = find_task(&db, id).await.unwrap().unwrap();
    assert_eq!((task.state, task.attempt), (JobState::Dead, 3));
    assert_eq!(
        task.error.as_deref(),
        Some("The worker stopped without an answer in attempt 3 of 3.")
    );
}

#[tokio::test]
async fn a_lease_that_is_kept_is_not_taken_back() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    enqueue(&db, sweep(1)).await.unwrap();
    let lease = take_one(&db).await.id;
    execute(&db, "UPDATE job SET lease_until = now() + interval '1 s'").await;

    renew_leases(&db, &[lease], LONG_LEASE).await.unwrap();

    assert_eq!(count(&db, "lease_until > now() + interval '9 min'").await, 1);
    let rescued = rescue_expired(&db).await.unwrap();
    assert_eq!(rescued.requeued + rescued.ended, 0);
}

#[tokio::test]
async fn a_job_handed_back_has_lost_no_attempt_and_waits_for_nobody() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = enqueue(&db, sweep(1)).await.unwrap().id();
    let lease = take_one(&db).await.id;

    assert!(hand_back(&db, lease).await.unwrap());

    let task = find_task(&db, id).await.unwrap().unwrap();
    assert_eq!((task.state, task.attempt), (JobState::Queued, 0));
    assert_eq!(take_one(&db).await.attempt, 1);
}
