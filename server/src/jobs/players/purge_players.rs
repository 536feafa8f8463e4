//! Removes deleted players for good.

use serde_json::{Value, json};
use store::{
    players::purge_deleted, queue::purge_players::PurgePlayers, scouting::purge_deleted_reports,
};
use tracing::instrument;

use crate::jobs::{JobContext, JobError};

/// Removes the players who were deleted more than 30 days ago, batch by batch, and people's reports that
/// were.
///
/// Running it twice is harmless: what is gone is not found again.
#[instrument(skip_all, fields(job_id = %context.id()))]
pub(in crate::jobs) async fn purge_players(
    _: PurgePlayers,
    context: JobContext,
) -> Result<Value, JobError> {
    let env = context.env();
    let mut removed = 0;
    loop {
        context.check_cancelled()?;
        match purge_deleted(&env.db, env.clock.now()).await? {
            0 => break,
            batch => removed += batch,
        }
    }
    purge_deleted_reports(&env.db, env.clock.now()).await?;
    let summary = format!("{removed} players removed for good");
    context.info(&summary).await;
    Ok(json!({ "summary": summary, "removed": removed }))
}
