//! The database this process works with: the operator's, or the private one beside the data.

use std::time::Duration;

use anyhow::Context as _;
use local_postgres::{Incident, LocalPostgresError, Settings, Supervisor};
use store::{Database, database::ConnectSettings};

use crate::config::Config;

/// An address, and what has to be stopped when the process ends.
#[derive(Debug)]
pub struct ResolvedDatabase {
    /// `postgres://…`
    pub url: String,
    /// The private cluster, where this process runs it.
    private: Option<Supervisor>,
}

impl ResolvedDatabase {
    /// Stops what was started for this process; call it after the last query.
    ///
    /// # Errors
    /// The thread that stops the private cluster panicked.
    pub async fn close(self) -> anyhow::Result<()> {
        if let Some(private) = self.private {
            tokio::task::spawn_blocking(|| private.stop())
                .await
                .context("the private PostgreSQL was not stopped in good order")?;
        }
        Ok(())
    }
}

/// The operator's database where `DATABASE_URL` names one, else the private one in the data folder,
/// started for this process. For the process that serves: it holds the folder.
///
/// # Errors
/// The private cluster cannot be started, or another process holds it.
pub async fn own(config: &Config) -> anyhow::Result<ResolvedDatabase> {
    if let Some(url) = &config.database.url {
        return Ok(ResolvedDatabase { url: url.clone(), private: None });
    }
    let private = start_private(config).await??;
    Ok(ResolvedDatabase { url: private.url().to_owned(), private: Some(private) })
}

/// As [`own`], but a private cluster that a server runs already is shared with it. For commands, which
/// people give beside a running server.
///
/// # Errors
/// The private cluster cannot be started.
pub async fn resolve(config: &Config) -> anyhow::Result<ResolvedDatabase> {
    if let Some(url) = &config.database.url {
        return Ok(ResolvedDatabase { url: url.clone(), private: None });
    }
    match start_private(config).await? {
        Err(LocalPostgresError::Held { url: Some(url), .. }) => {
            Ok(ResolvedDatabase { url, private: None })
        }
        started => {
            let private = started?;
            Ok(ResolvedDatabase { url: private.url().to_owned(), private: Some(private) })
        }
    }
}

/// The way to the database for a process that runs on: resolved, of this release's schema, with its pool.
///
/// # Errors
/// Those of the `resolving`, of [`migrate`] and of [`connect`].
pub async fn open(
    config: &Config,
    resolving: impl Future<Output = anyhow::Result<ResolvedDatabase>>,
) -> anyhow::Result<(ResolvedDatabase, Database)> {
    let resolved = resolving.await?;
    migrate(&resolved.url).await?;
    let db = connect(config, &resolved.url).await?;
    Ok((resolved, db))
}

/// Starts the cluster on a blocking thread: the first start takes seconds.
async fn start_private(config: &Config) -> anyhow::Result<Result<Supervisor, LocalPostgresError>> {
    let mut settings = Settings::durable(config.data.folder.join("postgres"));
    settings.binaries.clone_from(&config.database.postgres_bin);
    tracing::info!("Starting the private PostgreSQL in {}", settings.folder.display());
    tokio::task::spawn_blocking(move || Supervisor::start(&settings, log_incident))
        .await
        .context("the private PostgreSQL was not started")
}

fn log_incident(incident: Incident) {
    match incident {
        Incident::Ended(status) => {
            tracing::error!(status, "The private PostgreSQL ended; starting it again");
        }
        Incident::Restarted => tracing::warn!("The private PostgreSQL runs again"),
        Incident::NotRestarted(error) => {
            tracing::error!("The private PostgreSQL does not start: {error}");
        }
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

/// Opens a single connection, for work that wants the database to itself.
///
/// # Errors
/// The database cannot be reached.
pub async fn connect_alone(url: &str) -> anyhow::Result<Database> {
    let settings = ConnectSettings {
        url: url.to_owned(),
        max_connections: 1,
        acquire_timeout: Duration::from_secs(10),
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
