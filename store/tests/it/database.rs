//! The pool: what must hold whoever is cancelled in between.

use std::time::Duration;

use sqlx::Row;
use store::database::{ConnectSettings, begin, connect};
use test_database::TestDatabase;

#[tokio::test]
async fn beginnings_cancelled_at_any_moment_leave_no_connection_idle_in_a_transaction() {
    const BEGINNINGS: u32 = 2_000;
    let test = TestDatabase::create().await;
    let db = connect(&ConnectSettings {
        url: test.url().to_owned(),
        max_connections: 1,
        acquire_timeout: Duration::from_secs(30),
    })
    .await
    .unwrap();

    let pool = db.get_postgres_connection_pool();
    let (mut cancelled, mut left_open) = (0, 0);
    for round in 0..BEGINNINGS {
        // Dropped after as many looks as the round says: before `BEGIN` is sent, while its answer is
        // awaited, or never.
        let mut beginning = Box::pin(begin(&db));
        let mut is_done = false;
        for _ in 0..round % 12 {
            is_done = is_done || futures::poll!(beginning.as_mut()).is_ready();
            tokio::task::yield_now().await;
        }
        drop(beginning);
        cancelled += u32::from(!is_done);
        // The clock stands still inside a transaction. The pool has one connection: this is it.
        let answer = sqlx::raw_sql("SELECT now() <> statement_timestamp()").fetch_one(pool).await;
        left_open += u32::from(answer.unwrap().get::<bool, _>(0));
    }

    assert!(cancelled > 100, "only {cancelled} were cancelled");
    assert_eq!(left_open, 0, "of {cancelled} cancelled beginnings");
}
