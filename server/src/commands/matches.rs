//! `touchline match`: the files of a match from a terminal.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use page_base::request::{AppState, Clock};
use store::matches::{self, MatchSettings};
use tokio_util::sync::CancellationToken;

use super::players::{say, store_file, wait_for};
use crate::{config::Config, database, jobs::matches::preview, state::app_state};

/// Imports matches.
#[derive(Debug, Args)]
pub struct MatchArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Queues the import of a match: its positions, its events or both, with what describes them.
    Import(ImportArgs),
}

#[derive(Debug, Args)]
struct ImportArgs {
    /// The files of one match, of any provider that is known, plain or packed with gzip. What each is, is found by its
    /// content.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The home team; by the events where it is left out.
    #[arg(long, default_value_t)]
    home: String,
    /// The away team.
    #[arg(long, default_value_t)]
    away: String,
    /// The competition.
    #[arg(long, default_value_t)]
    competition: String,
    /// The day it was played: 2026-11-27.
    #[arg(long)]
    played_on: Option<NaiveDate>,
    /// Works on the queue until the import is done and tells what came of it.
    #[arg(long)]
    wait: bool,
}

/// Runs the command.
///
/// # Errors
/// A file cannot be read, the files make no match, or the database cannot be reached.
pub async fn run(args: MatchArgs, config: Config) -> anyhow::Result<()> {
    let resolved = database::resolve(&config).await?;
    database::migrate(&resolved.url).await?;
    let db = database::connect(&config, &resolved.url).await?;
    let state = app_state(&config, db.clone(), Clock::System, CancellationToken::new())?;
    let Action::Import(args) = args.action;
    let result = import(args, &state, &config).await;
    db.close().await.ok();
    resolved.close().await?;
    result
}

async fn import(args: ImportArgs, state: &AppState, config: &Config) -> anyhow::Result<()> {
    let (db, now) = (&state.db, state.clock.now());
    let id = matches::create_draft(db, None, now).await?;
    for path in &args.files {
        let file = store_file(path, state).await?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        matches::add_file(db, id, file, &name, None, now).await?.context("the draft is there")?;
    }
    let draft = matches::find_import(db, id).await?.context("the draft is there")?;
    let uploads = state.uploads.clone();
    let found = tokio::task::spawn_blocking(move || preview(&uploads, &draft.files)).await??;
    for (path, file) in args.files.iter().zip(&found.files) {
        say(&format!("{}: {}", path.display(), file.kind.as_deref().unwrap_or("unknown")))?;
    }
    if let Some(problem) = &found.problem {
        bail!("{problem}");
    }
    let settings = MatchSettings {
        home: args.home,
        away: args.away,
        competition: args.competition,
        played_on: args.played_on,
        ..MatchSettings::default()
    };
    matches::save_settings(db, id, Some(settings), Some(&found)).await?;
    let job = matches::start(db, id, None, None).await?.context("the draft is there")?;
    if !args.wait {
        return say(&format!(
            "Queued as job {job}. A running server or `touchline work` takes it up."
        ));
    }
    wait_for(job, "import", state, config).await?;
    let import = matches::find_import(db, id).await?.context("the import is there")?;
    let made = import.match_id.context("a completed import has a match")?;
    let found = matches::find(db, made).await?.context("the match is there")?;
    say(&format!("match {made}: {} – {}", found.home, found.away))?;
    if let Some(quality) = found.quality {
        say(&format!("data quality: {quality} of 100"))?;
    }
    Ok(())
}
