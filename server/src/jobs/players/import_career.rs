//! Imports a table of careers: transfers, appearances, injuries, clubs or competitions.

use store::queue::import_career::ImportCareer;

use super::import_players::run_import;
use crate::jobs::{JobContext, JobError};

/// Runs an import whose mapping was settled.
///
/// Running it twice is harmless, as with players and values: one transaction holds all of the file, and
/// a row that changes nothing writes nothing.
#[tracing::instrument(skip_all, fields(import_id = %job.import_id))]
pub async fn import_career(
    job: ImportCareer,
    context: JobContext,
) -> Result<serde_json::Value, JobError> {
    run_import(job.import_id, &context, "Write the rows").await
}
