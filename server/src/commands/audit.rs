//! `touchline audit`: whether the audit log is whole, from the command line.

use std::io::Write as _;

use anyhow::{Context as _, bail};
use backroom::AuditHead;
use clap::{Args, Subcommand};
use store::{Database, audit_chain};

use crate::{config::Config, database, http::logging};

/// Checks that nothing in the audit log was changed or removed.
#[derive(Debug, Args)]
pub struct AuditArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Works out every hash of the chain anew and tells the head, or the first entry that does not fit.
    /// Exit code 0 means unbroken.
    Verify {
        /// A head that was noted earlier: only by one a missing end is seen.
        #[arg(long, value_name = "NUMBER:HASH")]
        expect_head: Option<AuditHead>,
    },
}

/// Runs the command.
///
/// # Errors
/// The chain is broken, or the database cannot be reached.
pub async fn run(args: AuditArgs, config: Config) -> anyhow::Result<()> {
    logging::start(&config.data.log_filter);
    let resolved = database::resolve(&config).await?;
    database::migrate(&resolved.url).await?;
    let db = database::connect(&config, &resolved.url).await?;
    let result = act(args.action, &db).await;
    db.close().await.ok();
    resolved.close().await?;
    result
}

async fn act(action: Action, db: &Database) -> anyhow::Result<()> {
    let Action::Verify { expect_head } = action;
    let verdict = audit_chain::verify(db, expect_head).await?;
    if let Some(broken) = verdict.broken {
        bail!("{broken} The {} entries before fit.", verdict.entries);
    }
    let told = match verdict.head {
        Some(head) => format!("{} entries, unbroken.\nHead: {head}", verdict.entries),
        None => "The audit log is empty.".to_owned(),
    };
    writeln!(std::io::stdout().lock(), "{told}").context("the answer could not be printed")
}
