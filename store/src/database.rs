//! Connecting to Postgres.

use std::time::Duration;

use sea_orm::ConnectOptions;

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

/// Opens the pool.
///
/// # Errors
/// [`StoreError::Unavailable`] when the server cannot be reached.
pub async fn connect(settings: &ConnectSettings) -> Result<Database, StoreError> {
    let mut options = ConnectOptions::new(settings.url.clone());
    options
        .max_connections(settings.max_connections)
        .acquire_timeout(settings.acquire_timeout)
        .sqlx_logging(false);
    Ok(sea_orm::Database::connect(options).await?)
}

/// A pool of one connection to where `db` leads, for work that must not wait for the others.
///
/// Connections belong to the async runtime that opened them: a thread with a runtime of its own needs
/// a pool of its own.
pub fn pool_of_one(db: &Database) -> sqlx::PgPool {
    let shared = db.get_postgres_connection_pool();
    sqlx::postgres::PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(shared.options().get_acquire_timeout())
        .connect_lazy_with(shared.connect_options().as_ref().clone())
}
