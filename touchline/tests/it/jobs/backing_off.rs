//! Back-off: a failed job waits 2ⁿ s ± 20 % after its n-th attempt, and the wait outlives the process
//! that began it (J8).

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use backroom::JobState;
use server::jobs::{JobError, WorkerSettings};

use super::{Apart, Ground, drills, eventually};

/// Until a worker on a busy machine looks for a job that has become due.
const LATE: Duration = Duration::from_secs(1);

#[tokio::test]
async fn each_wait_doubles_within_a_fifth_though_a_new_process_takes_over_in_each() {
    const ATTEMPTS: u32 = 5;
    let ground = Ground::open().await;
    let id = ground.ask("on a wet pitch").await;
    sqlx::query("UPDATE job SET max_attempts = $1")
        .bind(i32::try_from(ATTEMPTS).unwrap())
        .execute(ground.db.get_postgres_connection_pool())
        .await
        .unwrap();
    let begun = Arc::new(Mutex::new(Vec::new()));

    for attempt in 1..=ATTEMPTS {
        let noted = Arc::clone(&begun);
        let process = Apart::start(ground.test.url(), 2, WorkerSettings::for_testing(), || {
            drills(move |_, _| {
                noted.lock().unwrap().push(Instant::now());
                async { Err(JobError::Retry(anyhow::anyhow!("The pitch is wet."))) }
            })
        });
        eventually("tried and failed", async || {
            let task = ground.task(id).await;
            (task.attempt == attempt && task.state != JobState::Running).then_some(())
        })
        .await;
        // Its pool is closed and its runtime gone: only the row knows how long to wait.
        process.stop().await;
    }

    let begun = begun.lock().unwrap().clone();
    assert_eq!(begun.len(), 5);
    for (wait, expected) in begun.windows(2).zip([2.0, 4.0, 8.0, 16.0]) {
        let took = (wait[1] - wait[0]).as_secs_f64();
        let most = 1.2 * expected + LATE.as_secs_f64();
        assert!((0.8 * expected..=most).contains(&took), "{took} instead of {expected} s");
    }
    assert_eq!(ground.task(id).await.state, JobState::Dead);
}
