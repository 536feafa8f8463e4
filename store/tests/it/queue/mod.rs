//! The job queue: every promise of `store::queue` with a test of its own.

mod attempts;
mod console;
mod enqueue;
mod events;
mod fetch;
mod steer;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use store::{
    Database,
    database::{ConnectSettings, connect},
    queue::{Job, Lease, NewJob, fetch},
};
use test_database::TestDatabase;

/// Long enough that no lease of a test runs out by itself.
const LONG_LEASE: Duration = Duration::from_mins(10);

/// A job for tests.
#[derive(Debug, Serialize, Deserialize)]
struct Sweep {
    pitch: u32,
}

impl Job for Sweep {
    const KIND: &'static str = "sweep";
    const TITLE: &'static str = "Sweep the pitch";
    const QUEUE: &'static str = "sweeping";
    const MAX_ATTEMPTS: u32 = 3;
}

fn sweep(pitch: u32) -> NewJob<Sweep> {
    NewJob::new(Sweep { pitch })
}

async fn database(test: &TestDatabase, max_connections: u32) -> Database {
    connect(&ConnectSettings {
        url: test.url().to_owned(),
        max_connections,
        acquire_timeout: Duration::from_secs(30),
    })
    .await
    .unwrap()
}

/// Up to `limit` jobs of the queue under test, leased for long.
async fn take(db: &Database, limit: u32) -> Vec<Lease> {
    fetch(db, Sweep::QUEUE, "test", limit, LONG_LEASE).await.unwrap()
}

/// The only job that waits.
async fn take_one(db: &Database) -> Lease {
    let mut leases = take(db, 10).await;
    assert_eq!(leases.len(), 1, "expected one job to wait");
    leases.remove(0)
}

async fn count(db: &Database, condition: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM job WHERE {condition}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .fetch_one(db.get_postgres_connection_pool())
        .await
        .unwrap()
}

async fn execute(db: &Database, sql: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()))
        .execute(db.get_postgres_connection_pool())
        .await
        .unwrap();
}
