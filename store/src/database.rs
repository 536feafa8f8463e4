//! Connecting to Postgres.

use std::time::Duration;

use sea_orm::{ConnectOptions, DatabaseTransaction, TransactionTrait as _};
use sqlx::Row;

use crate::StoreError;

/// The pool of connections that every function of this crate takes.
pub type Database = sea_orm::DatabaseConnection;

/// How to reach Postgres.
#[derive(Clone, Debug)]
pub struct ConnectSettings {
    /// `postgres://…` address.
    pub url: String,
    /// Most connections open at once.
    pub max_connections: u32,
    /// Longest wait for a free connection before the caller is told that the store is unavailable.
    pub acquire_timeout: Duration,
}

/// How Postgres plans for us (`docs/decisions/0030-player-search.md`): every page in memory, so a page
/// costs little against a row; each statement planned for its own values, because "Müller" and "Szczęsny"
/// want different indexes; no compilation and no helpers for queries of a few milliseconds.
const PLANNER: [(&str, &str); 5] = [
    ("random_page_cost", "0.05"),
    ("seq_page_cost", "0.05"),
    ("plan_cache_mode", "force_custom_plan"),
    ("jit", "off"),
    ("max_parallel_workers_per_gather", "0"),
];

/// A connection that was used so lately is given out without asking whether it still stands: the question takes as
/// long as a small statement.
const TRUSTED_FOR: Duration = Duration::from_millis(500);

/// Opens the pool.
///
/// # Errors
/// [`StoreError::Unavailable`] when the server cannot be reached.
pub async fn connect(settings: &ConnectSettings) -> Result<Database, StoreError> {
    let mut options = ConnectOptions::new(settings.url.clone());
    options
        .max_connections(settings.max_connections)
        .acquire_timeout(settings.acquire_timeout)
        .test_before_acquire_if_idle_for(TRUSTED_FOR)
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(|options| options.options(PLANNER));
    Ok(sea_orm::Database::connect(options).await?)
}

/// Begins a transaction. The only way to begin one: clippy refuses the others.
///
/// sqlx 0.9.0 counts a transaction only after `BEGIN` was answered. When the future that waits for the
/// answer is dropped (a request that went away, a job that was stopped), the connection would come back
/// to the pool inside an open transaction, and the next user's writes would never be committed. So the
/// waiting is a task of its own, which nobody drops: it goes on to the end, and a transaction that its
/// caller no longer takes is rolled back like any other.
///
/// # Errors
/// [`StoreError::Unavailable`] when no connection became free.
#[expect(clippy::disallowed_methods, reason = "here its future cannot be dropped half-way")]
pub async fn begin(db: &Database) -> Result<DatabaseTransaction, StoreError> {
    let db = db.clone();
    match tokio::spawn(async move { db.begin().await }).await {
        Ok(begun) => Ok(begun?),
        Err(ended) => match ended.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime is shutting down.
            Err(_) => Err(sqlx::Error::PoolClosed.into()),
        },
    }
}

/// A pool of one connection to where `db` leads, for work that must not wait for the others.
///
/// Connections belong to the async runtime that opened them: a thread with a runtime of its own needs
/// one of its own. It is opened when it is first used.
pub fn connection_of_its_own(db: &Database) -> Database {
    few_connections(db, 1)
}

/// A pool of so many connections to where `db` leads, opened when they are first used.
///
/// A pool gives out the connection that was idle longest, so all of a large one are used by turns, and each time a
/// process of Postgres goes on that has nothing in the processor's cache. Work of which little is done at once is
/// faster on connections of its own.
pub fn few_connections(db: &Database, most: u32) -> Database {
    sea_orm::SqlxPostgresConnector::from_sqlx_postgres_pool(pool_of(db, most))
}

pub(crate) fn pool_of(db: &Database, most: u32) -> sqlx::PgPool {
    let shared = db.get_postgres_connection_pool();
    let options = shared.options().clone().max_connections(most).min_connections(0);
    options.connect_lazy_with(shared.connect_options().as_ref().clone())
}

/// Asks the database for a sign of life.
///
/// # Errors
/// [`StoreError::Unavailable`] when it does not answer.
pub async fn ping(db: &Database) -> Result<(), StoreError> {
    sqlx::query("SELECT 1").execute(db.get_postgres_connection_pool()).await?;
    Ok(())
}

/// The names of the migrations that the database has seen.
///
/// # Errors
/// [`StoreError::Unavailable`] when it does not answer.
pub async fn applied_migrations(db: &Database) -> Result<Vec<String>, StoreError> {
    let names = sqlx::query_scalar("SELECT version FROM seaql_migrations");
    Ok(names.fetch_all(db.get_postgres_connection_pool()).await?)
}

/// How the database and the jobs in it are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VitalSigns {
    /// Version of `PostgreSQL`.
    pub version: String,
    /// Jobs that wait.
    pub jobs_queued: u64,
    /// Jobs that run.
    pub jobs_running: u64,
    /// Seconds that the oldest job that could run has waited.
    pub oldest_waiting_secs: u64,
}

/// How the database and the jobs in it are.
///
/// # Errors
/// [`StoreError::Unavailable`] when it does not answer.
pub async fn vital_signs(db: &Database) -> Result<VitalSigns, StoreError> {
    let row = sqlx::query(
        "SELECT current_setting('server_version') AS version,
             count(*) FILTER (WHERE state = 'queued') AS queued,
             count(*) FILTER (WHERE state = 'running') AS running,
             coalesce(extract(epoch FROM now() - min(run_at)
                 FILTER (WHERE state = 'queued' AND run_at <= now())), 0)::bigint AS waiting_secs
         FROM job WHERE state IN ('queued', 'running')",
    )
    .fetch_one(db.get_postgres_connection_pool())
    .await?;
    Ok(VitalSigns {
        version: row.try_get("version")?,
        jobs_queued: row.try_get::<i64, _>("queued")?.unsigned_abs(),
        jobs_running: row.try_get::<i64, _>("running")?.unsigned_abs(),
        oldest_waiting_secs: row.try_get::<i64, _>("waiting_secs")?.unsigned_abs(),
    })
}
