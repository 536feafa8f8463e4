//! `touchline migrate`: brings the database to the schema of this release.

use clap::Args;

use crate::{config::Config, database, http::logging};

/// Brings the database to the schema of this release.
#[derive(Debug, Args)]
pub struct MigrateArgs {}

/// Runs the command.
///
/// # Errors
/// The database cannot be reached or refuses a migration.
pub async fn run(_args: MigrateArgs, config: Config) -> anyhow::Result<()> {
    logging::start(&config.data.log_filter);
    let database = database::resolve(&config).await?;
    database::migrate(&database.url).await?;
    database.close().await
}
