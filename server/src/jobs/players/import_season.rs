//! Imports a season's table.

use std::convert::Infallible;

use page_base::wording::{count, counted};
use serde_json::json;
use store::{
    queue::import_season::ImportSeason,
    season_imports::{self, SeasonImportError, Stage, Summary},
};
use tokio::sync::watch;

use crate::jobs::{JobContext, JobError};

const READ: &str = "Read the table";
const WRITE: &str = "Write the season";
const MATCH: &str = "Find out who is who";
/// Bad rows that the log names.
const NAMED_REJECTS: usize = 5;

/// Runs an import whose provider and season were settled.
///
/// Running it twice is harmless: all of the table is written in one transaction, a line that says
/// nothing new is not written, and an import that is done answers with what it came to. Stopped
/// half-way, it leaves nothing behind.
#[tracing::instrument(skip_all, fields(import_id = %job.import_id))]
pub(crate) async fn import_season(
    job: ImportSeason,
    context: JobContext,
) -> Result<serde_json::Value, JobError> {
    context.plan_steps(&[READ, WRITE, MATCH]).await;
    let env = context.env();
    let stage = watch::Sender::new(Stage::default());
    let seen = stage.subscribe();
    let run = season_imports::run(&env.db, &env.uploads, job.import_id, env.clock.now(), &stage);
    let result = tokio::select! {
        result = run => result,
        never = tell(&context, seen) => match never {},
        // The run is dropped, and with it its transaction.
        () = context.cancelled() => return Err(JobError::Cancelled),
    };
    let summary = match result {
        Ok(summary) => summary,
        Err(SeasonImportError::Store(error)) => return Err(error.into()),
        // A file that cannot be read now cannot be read in an hour.
        Err(error) => {
            season_imports::mark_failed(&env.db, job.import_id, &error.to_string()).await?;
            return Err(JobError::abandon(error));
        }
    };
    context.finish_step(READ, &counted(summary.rows, "row", "rows")).await;
    let changed = summary.lines_added + summary.lines_changed;
    context.finish_step(WRITE, &format!("{} changed", count(changed))).await;
    context.finish_step(MATCH, &format!("{} doubtful", count(summary.doubtful))).await;
    context.progress(Some(1.0)).await;
    context.info(&told(&summary)).await;
    for warning in &summary.warnings {
        context.warn(warning).await;
    }
    let bad = summary.first_rejects.iter().filter(|row| !row.is_duplicate);
    for reject in bad.take(NAMED_REJECTS) {
        context.warn(&format!("Line {}: {}", reject.line, reject.reason)).await;
    }
    tracing::info!(
        rows = summary.rows,
        players = summary.players,
        matched = summary.matched,
        doubtful = summary.doubtful,
        took_ms = summary.took_ms,
        "Imported a season of {} rows",
        summary.rows
    );
    Ok(json!({
        "href": format!("/players/seasons/import/{}", job.import_id),
        "summary": format!(
            "{}, {} waiting for you",
            counted(summary.players, "player", "players"),
            count(summary.doubtful)
        ),
        "import_id": job.import_id,
        "counts": {
            "rows": summary.rows,
            "accepted": summary.accepted,
            "duplicates": summary.duplicates,
            "rejected": summary.rejected,
            "players": summary.players,
            "lines_added": summary.lines_added,
            "lines_changed": summary.lines_changed,
            "known": summary.known,
            "matched": summary.matched,
            "doubtful": summary.doubtful,
            "unknown": summary.unknown,
            "players_added": summary.players_added,
        },
    }))
}

/// What the import came to, as a line of the log.
fn told(summary: &Summary) -> String {
    format!(
        "{} rows: {} accepted, {} duplicates, {} rejected. {} players: {} known before, {} matched, \
         {} doubtful, {} unknown, {} added. {} lines written.",
        summary.rows,
        summary.accepted,
        summary.duplicates,
        summary.rejected,
        summary.players,
        summary.known,
        summary.matched,
        summary.doubtful,
        summary.unknown,
        summary.players_added,
        summary.lines_added + summary.lines_changed,
    )
}

/// Tells what the run is busy with, for as long as it lasts.
async fn tell(context: &JobContext, mut seen: watch::Receiver<Stage>) -> Infallible {
    loop {
        let (step, fraction) = match *seen.borrow_and_update() {
            Stage::Reading => (READ, 0.0),
            Stage::Writing => (WRITE, 0.3),
            Stage::Matching => (MATCH, 0.6),
        };
        context.start_step(step).await;
        context.progress(Some(fraction)).await;
        if seen.changed().await.is_err() {
            // The run is over, and so is this wait.
            std::future::pending::<()>().await;
        }
    }
}
