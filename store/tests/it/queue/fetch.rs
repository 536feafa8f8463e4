//! Taking jobs: each once, the most urgent first, at a cost that does not grow with the queue.

use std::collections::BTreeSet;

use chrono::{TimeDelta, Utc};
use futures::future::join_all;
use sqlx::Row;
use store::queue::{NewJob, enqueue, find_task};
use test_database::TestDatabase;

use super::{count, database, execute, sweep, take};

#[tokio::test]
async fn many_workers_take_each_job_once() {
    let test = TestDatabase::create().await;
    let db = database(&test, 12).await;
    for pitch in 0..400 {
        enqueue(&db, sweep(pitch)).await.unwrap();
    }

    let taken = join_all((0..12).map(|_| async {
        let mut mine = Vec::new();
        loop {
            let leases = take(&db, 7).await;
            if leases.is_empty() {
                return mine;
            }
            assert!(leases.len() <= 7);
            mine.extend(leases.into_iter().map(|lease| lease.id.job));
        }
    }))
    .await
    .concat();

    assert_eq!(taken.len(), 400);
    assert_eq!(taken.iter().collect::<BTreeSet<_>>().len(), 400);
}

#[tokio::test]
async fn the_most_urgent_go_first_then_the_oldest_and_later_ones_wait() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let later = Some(Utc::now() + TimeDelta::hours(1));
    let jobs = [
        NewJob { priority: 9, run_at: later, ..sweep(1) },
        sweep(2),
        NewJob { priority: 5, ..sweep(3) },
        sweep(4),
        NewJob { priority: -5, ..sweep(5) },
    ];
    for job in jobs {
        enqueue(&db, job).await.unwrap();
    }

    let order: Vec<_> =
        take(&db, 10).await.into_iter().map(|job| job.payload["pitch"].clone()).collect();

    assert_eq!(order, [3, 2, 4, 5]);
}

#[tokio::test]
async fn a_fetch_reads_a_handful_of_rows_of_three_hundred_thousand() {
    let test = TestDatabase::create().await;
    // One connection, so that its counters are the ones we read.
    let db = database(&test, 1).await;
    // A third waits for tomorrow at a high priority, so it lies before the others in the index.
    execute(
        &db,
        "INSERT INTO job (id, kind, queue, priority, title, payload, max_attempts, run_at)
         SELECT gen_random_uuid(), 'sweep', 'sweeping', CASE n % 3 WHEN 0 THEN 5 ELSE 0 END,
             'Sweep', '{\"pitch\": 1}', 3,
             CASE n % 3 WHEN 0 THEN now() + interval '1 day' ELSE now() END
         FROM generate_series(1, 300000) AS n;
         ANALYZE job;",
    )
    .await;
    let before = rows_read(&db).await;

    for _ in 0..10 {
        assert_eq!(take(&db, 1).await.len(), 1);
    }

    let read = rows_read(&db).await - before;
    assert_eq!(count(&db, "state = 'running'").await, 10);
    // For each fetch: one row a priority and where it ends, the job itself, found and changed.
    assert!(read <= 200, "10 fetches read {read} rows");
}

/// Rows of `job` that were read so far, by any scan.
async fn rows_read(db: &store::Database) -> i64 {
    let pool = db.get_postgres_connection_pool();
    sqlx::query("SELECT pg_stat_force_next_flush()").execute(pool).await.unwrap();
    let row = sqlx::query(
        "SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables
         WHERE relname = 'job'",
    )
    .fetch_one(pool)
    .await
    .unwrap();
    row.get(0)
}

#[tokio::test]
async fn a_row_that_no_release_of_ours_wrote_can_still_be_taken() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = enqueue(&db, sweep(1)).await.unwrap().id();
    execute(&db, "UPDATE job SET payload = '[\"not\", \"a\", \"sweep\"]'").await;

    let leases = take(&db, 1).await;

    assert_eq!(leases[0].id.job, id);
    assert!(find_task(&db, id).await.unwrap().is_some());
}
