//! Forgets finished jobs.

use serde_json::{Value, json};
use store::queue::{prune_finished, prune_jobs::PruneJobs};
use tracing::instrument;

use crate::jobs::{JobContext, JobError};

/// Deletes the jobs that ended longer ago than the payload says, with their logs.
///
/// Running it twice is harmless: what is gone is not found again.
#[instrument(skip_all, fields(job_id = %context.id()))]
pub(in crate::jobs) async fn prune_jobs(
    job: PruneJobs,
    context: JobContext,
) -> Result<Value, JobError> {
    let removed = prune_finished(&context.env().db, job.age()).await?;
    let summary = format!("{removed} jobs removed");
    context.info(&summary).await;
    Ok(json!({ "summary": summary, "removed": removed }))
}
