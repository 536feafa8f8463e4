//! Payload of the job that imports a match.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Job;

/// Reads the files of a match and keeps what they tell.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportMatch {
    /// The import: a row of `match_import`.
    pub import_id: Uuid,
}

impl Job for ImportMatch {
    const KIND: &'static str = "import_match";
    const TITLE: &'static str = "Match import";
}
