//! `touchline demo`: the demo's players, in and out.

use std::io::Write as _;

use clap::{Args, Subcommand};

use crate::{
    config::Config,
    database,
    demo::{demo_players, demo_seasons},
    http::logging,
};

/// Adds or removes the demo's players.
#[derive(Debug, Args)]
pub struct DemoArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Adds about 25 well-known players and an invented league, if there is no player yet.
    Load,
    /// Removes them for good, with their values and reports.
    Purge,
}

/// Runs the command.
///
/// # Errors
/// The database cannot be reached.
pub async fn run(args: DemoArgs, config: Config) -> anyhow::Result<()> {
    logging::start(&config.data.log_filter);
    let resolved = database::resolve(&config).await?;
    database::migrate(&resolved.url).await?;
    let db = database::connect(&config, &resolved.url).await?;
    let told = match args.action {
        Action::Load => match store::demo::load(&db, &demo_players()?, &demo_seasons()?).await? {
            0 => "There are players already: the demo's were left out.".to_owned(),
            count => format!("Added {count} demo players."),
        },
        Action::Purge => {
            format!("Removed {} demo players.", store::demo::purge(&db).await?)
        }
    };
    writeln!(std::io::stdout().lock(), "{told}")?;
    db.close().await.ok();
    resolved.close().await
}
