//! The end of attempts: fencing, back-off, poison, lost workers, hand-back.

use std::time::Duration;

use backroom::{JobState, LogLevel};
use chrono::{DateTime, Utc};
use store::{
    Database,
    queue::{
        AttemptEnd, Ended, LeaseId, NewLogLine, append_log, end_attempt, enqueue, find_task,
        hand_back, log_after, renew_leases, rescue_expired, write_progress,
    },
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

/// The time that a job that failed now is to wait, in seconds: at least and at most, because the call
/// that lets it fail takes a moment.
async fn wait_of_failed(db: &Database, lease: LeaseId) -> (f64, f64) {
    let pool = db.get_postgres_connection_pool();
    let before: DateTime<Utc> =
        sqlx::query_scalar("SELECT clock_timestamp()").fetch_one(pool).await.unwrap();
    end_attempt(db, lease, failed()).await.unwrap();
    sqlx::query_as(
        "SELECT extract(epoch FROM run_at - clock_timestamp())::float8,
            extract(epoch FROM run_at - $2)::float8
         FROM job WHERE id = $1 AND state = 'queued'",
    )
    .bind(lease.job.0)
    .bind(before)
    .fetch_one(pool)
    .await
    .unwrap()
}

#[tokio::test]
async fn back_off_doubles_within_a_fifth_four_times() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    for pitch in 0..50 {
        enqueue(&db, sweep(pitch)).await.unwrap();
    }
    execute(&db, "UPDATE job SET max_attempts = 9").await;

    for attempt in 1..=4 {
        execute(&db, NO_WAIT).await;
        let mut waits = Vec::new();
        for lease in take(&db, 50).await {
            waits.push(wait_of_failed(&db, lease.id).await);
        }

        assert_eq!(waits.len(), 50);
        let expected = 2_f64.powi(attempt);
        let fits = |(least, most): &(f64, f64)| *most >= 0.8 * expected && *least <= 1.2 * expected;
        assert!(waits.iter().all(fits), "{expected} s: {waits:?}");
        // Fifty jobs that failed together must not come back together.
        let first = waits[0].0;
        let spread = waits.iter().fold(0.0_f64, |most, (wait, _)| most.max((wait - first).abs()));
        assert!(spread > 0.02 * expected, "{waits:?}");
    }
    assert_eq!(take(&db, 50).await.len(), 0);
}

#[tokio::test]
async fn who_comes_after_a_restart_waits_as_long_as_was_said_before() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    enqueue(&db, sweep(1)).await.unwrap();
    let (_, most) = wait_of_failed(&db, take_one(&db).await.id).await;
    db.close().await.unwrap();

    let db = database(&test, 2).await;
    let too_early = take(&db, 1).await.len();
    tokio::time::sleep(Duration::from_secs_f64(most)).await;
    let in_time = take_one(&db).await;

    assert_eq!((too_early, in_time.attempt), (0, 2));
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
