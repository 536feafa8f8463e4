//! Asks the provider for the market values of many players, each as a job of its own.

use std::time::Duration;

use football::PlayerId;
use serde_json::{Value, json};
use store::{
    players,
    queue::{
        self, ChildCount, count_children, enqueue_together,
        market_values::{RefreshMarketValue, RefreshMarketValues, last_part},
    },
};
use tracing::instrument;

use super::NO_PROVIDER;
use crate::jobs::{JobContext, JobError};

const ASK: &str = "Queue players";
const WAIT: &str = "Refresh values";
/// Players queued in one transaction.
const BATCH: u32 = 500;
/// Between two looks at how far the parts have come.
const LOOK: Duration = Duration::from_millis(500);

/// Queues a part for each player that the provider can know, waits for them and sums up. A player who
/// was asked for within 24 hours is passed over.
///
/// Running it twice is harmless: parts are queued by rising id, and a second run goes on after the
/// last one that the first queued.
#[instrument(skip_all, fields(job_id = %context.id()))]
pub(in crate::jobs) async fn refresh_market_values(
    job: RefreshMarketValues,
    context: JobContext,
) -> Result<Value, JobError> {
    if context.env().market_values.is_none() {
        return Err(JobError::abandon(NO_PROVIDER));
    }
    context.plan_steps(&[ASK, WAIT]).await;
    let worked = ask_and_wait(&job, &context).await;
    if let Err(JobError::Cancelled) = worked {
        end_parts_if_cancelled(&context).await?;
    }
    let (asked, parts) = worked?;

    let fresh = asked.saturating_sub(parts.completed + parts.failed);
    let summary = format!(
        "{} refreshed, {fresh} asked for within a day, {} failed",
        parts.completed, parts.failed
    );
    context.info(&summary).await;
    Ok(json!({
        "href": "/players",
        "summary": summary,
        "asked": asked,
        "processed": parts.completed,
        "skipped_as_fresh": fresh,
        "failed": parts.failed,
    }))
}

async fn ask_and_wait(
    job: &RefreshMarketValues,
    context: &JobContext,
) -> Result<(u64, ChildCount), JobError> {
    let db = &context.env().db;
    let only = job.player_ids.as_deref();

    context.start_step(ASK).await;
    let asked = players::count_provided(db, only).await?;
    let mut last = last_part(db, context.id()).await?.unwrap_or(PlayerId(0));
    loop {
        context.check_cancelled()?;
        let batch = players::provided_after(db, last, only, BATCH).await?;
        let Some(end) = batch.last() else { break };
        last = end.id;
        let parts = batch
            .iter()
            .map(|player| RefreshMarketValue::part_of(context.id(), player.id, &player.name))
            .collect();
        enqueue_together(db, parts).await?;
    }
    context.finish_step(ASK, &format!("{asked} players")).await;

    context.start_step(WAIT).await;
    loop {
        let parts = count_children(db, context.id()).await?;
        let (done, all) =
            (parts.completed + parts.failed, parts.open + parts.completed + parts.failed);
        context.progress((all > 0).then(|| share(done, all))).await;
        if parts.open == 0 {
            context.finish_step(WAIT, &format!("{done} of {asked}")).await;
            return Ok((asked, parts));
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            () = context.cancelled() => {}
        }
        context.check_cancelled()?;
    }
}

/// A person's wish to stop reaches parts that were queued after it, too. When only the process stops,
/// the parts go on elsewhere.
async fn end_parts_if_cancelled(context: &JobContext) -> Result<(), JobError> {
    let db = &context.env().db;
    let task = queue::find_task(db, context.id()).await?;
    if task.is_some_and(|task| task.cancel_requested) {
        queue::request_cancel(db, context.id()).await?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a share for a progress bar")]
fn share(done: u64, all: u64) -> f64 {
    done as f64 / all as f64
}
