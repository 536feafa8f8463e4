//! Payload of the job that imports a table of players or values.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Job;

/// Runs an import whose mapping was settled.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportPlayers {
    /// The import: a row of `player_import`.
    pub import_id: Uuid,
}

impl Job for ImportPlayers {
    const KIND: &'static str = "import_players";
    const TITLE: &'static str = "Player import";
}
