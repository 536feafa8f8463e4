//! Payload of the job that imports a table of careers.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Job;

/// Runs an import of transfers, appearances, injuries, clubs or competitions whose mapping was settled.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportCareer {
    /// The import: a row of `player_import`.
    pub import_id: Uuid,
}

impl Job for ImportCareer {
    const KIND: &'static str = "import_career";
    const TITLE: &'static str = "Career import";
}
