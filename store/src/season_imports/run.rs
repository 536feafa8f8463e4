//! The run of a season import: all of a file or nothing.

use std::time::Instant;

use chrono::{DateTime, Utc};
use football::identity::Trust;
use sea_orm::ConnectionTrait;
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    SeasonImportError, Summary,
    draft::{blocking, json},
    find,
    rejects::write_rejects,
    table::{self, Parted},
};
use crate::{
    Database, StoreError,
    database::begin,
    identities::resolve,
    imports::IMPORT_LOCK,
    seasons::{NewSeason, write_season},
    sql,
    uploads::Uploads,
};

/// Rows that were not taken, kept with the summary for the page.
const SHOWN_REJECTS: usize = 50;
/// Changed rows from which the statistics of lists no longer hold.
const BULK_ROWS: u64 = 1_000;

/// What a run is busy with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Reading the file.
    #[default]
    Reading,
    /// Writing lines.
    Writing,
    /// Finding out who is who.
    Matching,
}

/// Imports the table of `id` by its settled source and season, and tells what came of it.
///
/// Lines, who is who, questions and the mark that it is done are one transaction: dropping the future
/// leaves nothing behind, and a run after a completed one answers with its summary and does nothing.
///
/// # Errors
/// [`SeasonImportError::Table`] and [`SeasonImportError::Unsettled`] cannot be cured by trying again.
pub async fn run(
    db: &Database,
    uploads: &Uploads,
    id: Uuid,
    now: DateTime<Utc>,
    stage: &watch::Sender<Stage>,
) -> Result<Summary, SeasonImportError> {
    const DONE: &str = "UPDATE season_import SET state = 'completed', summary = $2,
        reject_sha256 = $3, error = NULL, finished_at = $4 WHERE id = $1";
    let started = Instant::now();
    let import = find(db, id).await?.ok_or(SeasonImportError::NotFound(id))?;
    if let Some(summary) = import.summary {
        return Ok(summary);
    }
    let problems = import.settings.problems();
    if !problems.is_empty() {
        return Err(SeasonImportError::Unsettled(problems));
    }
    let (parted, delimiter, warnings) = {
        let (uploads, sha256) = (uploads.clone(), import.sha256.clone());
        let season = import.settings.season.clone();
        blocking(move || {
            let table = table::read(&uploads, &sha256)?;
            Ok((table::part(&table, &season), table.delimiter, table.warnings))
        })
        .await?
    };
    let rejects = write_rejects(uploads, &import.sha256, delimiter, &parted.rejects).await?;

    let transaction = begin(db).await?;
    // One import writes at a time, whatever its kind: two would wait for each other's players.
    sql::execute(&transaction, "SELECT pg_advisory_xact_lock($1)", [IMPORT_LOCK.into()]).await?;
    if let Some(summary) = find(&transaction, id).await?.and_then(|import| import.summary) {
        return Ok(summary);
    }
    let mut summary = counted(&parted, warnings);
    for (season, table) in &parted.seasons {
        let players = table.player_seasons();
        let source = import.settings.source.as_str();
        let new = NewSeason { source, season, players: &players };
        stage.send_replace(Stage::Writing);
        let written = write_season(&transaction, &new).await?;
        let trust = Trust { birth_error_days: import.settings.birth_error_days };
        let add = import.settings.add_strangers;
        stage.send_replace(Stage::Matching);
        let resolved = resolve(&transaction, source, written.set, trust, add).await?;
        summary.players += players.players.len() as u64;
        summary.lines_added += written.added;
        summary.lines_changed += written.changed;
        summary.known += resolved.known;
        summary.matched += resolved.remembered + resolved.matched;
        summary.doubtful += resolved.doubtful;
        summary.asked += resolved.asked;
        summary.unknown += resolved.unknown;
        summary.players_added += resolved.added;
        for name in players.doubtful {
            summary.warnings.push(format!(
                "{name} stands twice in {season} for one club with nothing to tell the two apart; \
                 neither is given to a player."
            ));
        }
    }
    summary.took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let reject_sha256 = rejects.map(|file| file.sha256);
    let values = [id.into(), json(&summary)?.into(), reject_sha256.into(), now.into()];
    sql::execute(&transaction, DONE, values).await?;
    transaction.commit().await?;
    if summary.players_added >= BULK_ROWS {
        crate::players::settle_after_bulk_change(db).await?;
    }
    Ok(summary)
}

/// Notes that an import cannot be done, and why.
///
/// # Errors
/// The database does not answer.
pub async fn mark_failed(db: &impl ConnectionTrait, id: Uuid, why: &str) -> Result<(), StoreError> {
    const FAILED: &str =
        "UPDATE season_import SET state = 'failed', error = $2 WHERE id = $1 AND summary IS NULL";
    sql::execute(db, FAILED, [id.into(), why.into()]).await?;
    Ok(())
}

fn counted(parted: &Parted, warnings: Vec<String>) -> Summary {
    let duplicates = parted.rejects.iter().filter(|row| row.is_duplicate).count() as u64;
    let rejected = parted.rejects.len() as u64 - duplicates;
    Summary {
        rows: parted.rows,
        accepted: parted.rows - rejected - duplicates,
        duplicates,
        rejected,
        lost_letters: parted.lost_letters,
        warnings,
        first_rejects: parted.rejects.iter().take(SHOWN_REJECTS).cloned().collect(),
        ..Summary::default()
    }
}
