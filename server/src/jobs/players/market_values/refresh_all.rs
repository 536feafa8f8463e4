//! Asks the provider for the market values of many players, each as a job of its own.

use serde_json::Value;
use store::queue::market_values::RefreshMarketValues;
use tracing::instrument;

use super::NO_PROVIDER;
use crate::jobs::{JobContext, JobError, batch};

/// Queues a part for each player that the provider can know, waits for them and sums up. A player who
/// was asked for within 24 hours is passed over.
#[instrument(skip_all, fields(job_id = %context.id()))]
pub(in crate::jobs) async fn refresh_market_values(
    job: RefreshMarketValues,
    context: JobContext,
) -> Result<Value, JobError> {
    if context.env().market_values.is_none() {
        return Err(JobError::abandon(NO_PROVIDER));
    }
    let selection = job.players.selection(true).map_err(JobError::abandon)?;
    let outcome =
        batch::run(&context, &selection, |player| job.part(context.id(), player.id, &player.name))
            .await?;
    let summary = outcome.summary("refreshed");
    context.info(&summary).await;
    Ok(outcome.result(&summary, "/players"))
}
