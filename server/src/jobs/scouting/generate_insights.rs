//! Writes reports on many players, each as a job of its own.

use backroom::WriterSettings;
use serde_json::Value;
use store::queue::{
    ScoutPlayer,
    batch::time_limit,
    insights::{GenerateInsight, GenerateInsights},
};
use tracing::instrument;

use super::scout_player::report_on;
use crate::jobs::{JobContext, JobError, batch};

/// Queues a report on each of the players, waits for them and sums up. A player on whom a batch has
/// reported within 24 hours is passed over.
#[instrument(skip_all, fields(job_id = %context.id()))]
pub(in crate::jobs) async fn generate_insights(
    job: GenerateInsights,
    context: JobContext,
) -> Result<Value, JobError> {
    let selection = job.players.selection(false).map_err(JobError::abandon)?;
    let outcome =
        batch::run(&context, &selection, |player| job.part(context.id(), player.id, &player.name))
            .await?;
    let summary = outcome.summary("reported on");
    context.info(&summary).await;
    Ok(outcome.result(&summary, "/reports"))
}

/// Writes the report on one of the players, as a person's own report is written, but always by the offline
/// writer: thousands of questions to a language model are nothing to be asked for by one click.
///
/// Running it twice is harmless, as [`super::scout_player()`] is.
pub(in crate::jobs) async fn generate_insight(
    job: GenerateInsight,
    context: JobContext,
) -> Result<Value, JobError> {
    let wanted = ScoutPlayer { player_id: job.player_id, question: String::new() };
    let report = report_on(wanted, context, WriterSettings::default());
    let Some(limit) = time_limit(job.timeout_secs) else { return report.await };
    tokio::time::timeout(limit, report).await.unwrap_or_else(|_| {
        let seconds = limit.as_secs_f64();
        Err(JobError::Retry(anyhow::anyhow!("the report was not written within {seconds} s")))
    })
}
