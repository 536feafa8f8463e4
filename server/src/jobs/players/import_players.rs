//! Imports a table of players or values.

use std::{convert::Infallible, sync::Arc, time::Duration};

use page_base::wording::count;
use serde_json::json;
use store::{
    imports::{self, ImportError, RunProgress, Stage, Summary},
    queue::import_players::ImportPlayers,
};
use tokio::sync::watch;
use uuid::Uuid;

use crate::jobs::{JobContext, JobError};

/// How often progress is told while the import runs.
const TELL_EVERY: Duration = Duration::from_millis(250);

const READ: &str = "Read the file";
const REJECTS: &str = "Write the reject file";

/// Runs an import whose mapping was settled.
///
/// Running it twice is harmless: all of the file is written in one transaction, a row that changes
/// nothing writes nothing, and an import that is done answers with what it came to. Stopped half-way,
/// it leaves nothing behind.
#[tracing::instrument(skip_all, fields(import_id = %job.import_id))]
pub async fn import_players(
    job: ImportPlayers,
    context: JobContext,
) -> Result<serde_json::Value, JobError> {
    run_import(job.import_id, &context, "Write players and values").await
}

/// Runs an import of any table; `write` is what its second step is called.
pub(super) async fn run_import(
    import_id: Uuid,
    context: &JobContext,
    write: &'static str,
) -> Result<serde_json::Value, JobError> {
    context.plan_steps(&[READ, write, REJECTS]).await;
    let env = context.env();
    let progress = Arc::new(watch::Sender::new(RunProgress::default()));
    let seen = progress.subscribe();
    let run = imports::run(&env.db, &env.uploads, import_id, env.clock.now(), progress);
    let result = tokio::select! {
        result = run => result,
        never = tell(context, seen, write) => match never {},
        // The run is dropped, its connection closes, and Postgres undoes what it did.
        () = context.cancelled() => return Err(JobError::Cancelled),
    };
    let summary = match result {
        Ok(summary) => summary,
        Err(ImportError::Store(error)) => return Err(error.into()),
        // A file that cannot be read now cannot be read in an hour.
        Err(error) => {
            imports::mark_failed(&env.db, import_id, &error.to_string()).await?;
            return Err(JobError::abandon(error));
        }
    };
    context.finish_step(READ, &format!("{} rows", summary.rows)).await;
    context.finish_step(write, &format!("{} changed", summary.changed_rows())).await;
    let refused = summary.rejected + summary.duplicates;
    context.finish_step(REJECTS, &format!("{refused} rows")).await;
    context.progress(Some(1.0)).await;
    context.info(&told(&summary)).await;
    for reject in summary.first_rejects.iter().filter(|row| !row.is_duplicate).take(5) {
        context.warn(&format!("Line {}: {}", reject.line, reject.reason)).await;
    }
    tracing::info!(
        rows = summary.rows,
        accepted = summary.accepted,
        rejected = summary.rejected,
        took_ms = summary.took_ms,
        "Imported {} rows",
        summary.rows
    );
    Ok(json!({
        "href": format!("/players/import/{import_id}"),
        "summary": format!("{} accepted, {} rejected", count(summary.accepted), count(summary.rejected)),
        "import_id": import_id,
        "counts": {
            "rows": summary.rows,
            "accepted": summary.accepted,
            "duplicates": summary.duplicates,
            "rejected": summary.rejected,
            "players_added": summary.players_added,
            "players_changed": summary.players_changed,
            "valuations_added": summary.valuations_added,
            "valuations_changed": summary.valuations_changed,
            "career_added": summary.career_added,
            "career_changed": summary.career_changed,
        },
    }))
}

/// What the import came to, as a line of the log.
fn told(summary: &Summary) -> String {
    format!(
        "{} rows: {} accepted, {} duplicates, {} rejected. {} players added, {} changed; {} values \
         added, {} changed; {} rows of careers added, {} changed.",
        summary.rows,
        summary.accepted,
        summary.duplicates,
        summary.rejected,
        summary.players_added,
        summary.players_changed,
        summary.valuations_added,
        summary.valuations_changed,
        summary.career_added,
        summary.career_changed,
    )
}

/// Tells how far the run has come, for as long as it lasts.
async fn tell(
    context: &JobContext,
    mut seen: watch::Receiver<RunProgress>,
    write: &'static str,
) -> Infallible {
    let mut stage = None;
    loop {
        let now = *seen.borrow_and_update();
        if stage != Some(now.stage) {
            if now.stage != Stage::Reading {
                context.finish_step(READ, &format!("{} rows", now.rows)).await;
            }
            match now.stage {
                Stage::Reading => context.start_step(READ).await,
                Stage::Writing => context.start_step(write).await,
                Stage::Rejects => {
                    context.finish_step(write, "").await;
                    context.start_step(REJECTS).await;
                }
            }
            stage = Some(now.stage);
        }
        // Writing is one statement after the other and takes about as long as reading.
        let fraction = match now.stage {
            Stage::Reading => now.fraction_read * 0.5,
            Stage::Writing => 0.5,
            Stage::Rejects => 0.9,
        };
        context.progress(Some(fraction)).await;
        tokio::time::sleep(TELL_EVERY).await;
    }
}
