//! `touchline players import-season`: a season's table from a terminal.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use page_base::request::AppState;
use store::season_imports::{self, Summary};

use super::players::{say, store_file, wait_for};
use crate::config::Config;

/// Bad rows that are named.
const NAMED_REJECTS: usize = 20;

#[derive(Debug, Args)]
pub(super) struct SeasonArgs {
    /// CSV with comma, semicolon, tab or bar, plain or packed with gzip.
    file: PathBuf,
    /// Whose figures these are: fbref. Guessed from the file's name where it is left out.
    #[arg(long)]
    source: Option<String>,
    /// Which season: 2022/2023. Guessed from rows and file name where it is left out.
    #[arg(long)]
    season: Option<String>,
    /// Adds players whom nobody knows, with unknown birth dates.
    #[arg(long)]
    add_strangers: bool,
    /// Days by which the birth dates of our players may be off; 0 where they are facts.
    #[arg(long, default_value_t = 0)]
    birth_error_days: u16,
    /// Works on the queue until the import is done and tells what came of it.
    #[arg(long)]
    wait: bool,
}

/// Drafts, settles and queues the import of a table.
pub(super) async fn import(
    args: SeasonArgs,
    state: &AppState,
    config: &Config,
) -> anyhow::Result<()> {
    let file = store_file(&args.file, state).await?;
    let name = args.file.file_name().unwrap_or_default().to_string_lossy();
    let (db, uploads, now) = (&state.db, &state.uploads, state.clock.now());
    let id = season_imports::create_draft(db, uploads, file, &name, None, now)
        .await
        .with_context(|| args.file.display().to_string())?;
    let draft = season_imports::find(db, id).await?.context("the draft is there")?;
    let mut settings = draft.settings;
    settings.source = args.source.unwrap_or(settings.source);
    settings.season = args.season.unwrap_or(settings.season);
    settings.add_strangers = args.add_strangers;
    settings.birth_error_days = args.birth_error_days;
    season_imports::save_settings(db, id, settings).await?;
    let draft = season_imports::find(db, id).await?.context("the draft is there")?;
    say(&format!(
        "{}: {}, {} {}, {} rows, {} players by {} metrics",
        draft.file_name,
        draft.preview.encoding,
        draft.settings.source,
        draft.settings.season,
        draft.preview.rows,
        draft.preview.players,
        draft.preview.metrics
    ))?;
    let job = season_imports::start(db, id, None, None).await?;
    if !args.wait {
        return say(&format!(
            "Queued as job {job}. A running server or `touchline work` takes it up."
        ));
    }
    wait_for(job, "import", state, config).await?;
    let import = season_imports::find(db, id).await?.context("the import is there")?;
    tell(&import.summary.context("a completed import has a summary")?)?;
    if let Some(sha256) = import.reject_sha256 {
        say(&format!("reject file: {}", uploads.path(&sha256)?.display()))?;
    }
    Ok(())
}

fn tell(summary: &Summary) -> anyhow::Result<()> {
    say(&format!(
        "{} rows in {}.{:03} s: {} accepted, {} duplicates, {} rejected",
        summary.rows,
        summary.took_ms / 1_000,
        summary.took_ms % 1_000,
        summary.accepted,
        summary.duplicates,
        summary.rejected
    ))?;
    say(&format!("lines: {} added, {} changed", summary.lines_added, summary.lines_changed))?;
    say(&format!(
        "players: {} known before, {} matched, {} doubtful, {} unknown, {} added",
        summary.known, summary.matched, summary.doubtful, summary.unknown, summary.players_added
    ))?;
    for warning in &summary.warnings {
        say(&format!("  {warning}"))?;
    }
    for reject in summary.first_rejects.iter().take(NAMED_REJECTS) {
        say(&format!("  line {}: {}", reject.line, reject.reason))?;
    }
    Ok(())
}
