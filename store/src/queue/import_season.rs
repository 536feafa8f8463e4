//! Payload of the job that imports a season table.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Job;

/// Runs an import whose provider and season were settled.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportSeason {
    /// The import: a row of `season_import`.
    pub import_id: Uuid,
}

impl Job for ImportSeason {
    const KIND: &'static str = "import_season";
    const TITLE: &'static str = "Season import";
}
