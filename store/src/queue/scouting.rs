//! Jobs of the scouting room.

use football::PlayerId;
use serde::{Deserialize, Serialize};

use super::{Job, NewJob};

/// Writes a scouting report on a player.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScoutPlayer {
    /// The player.
    pub player_id: PlayerId,
    /// What the reader wants to know; may be empty.
    #[serde(default)]
    pub question: String,
}

impl Job for ScoutPlayer {
    const KIND: &'static str = "scout_player";
    const TITLE: &'static str = "Scouting report";
}

impl ScoutPlayer {
    /// The job with what it is about and the key that keeps a player from being scouted twice at once
    /// for the same question.
    pub fn job(self, player_name: &str) -> NewJob<Self> {
        let question = self.question.trim();
        let subject = if question.is_empty() {
            player_name.to_owned()
        } else {
            format!("{player_name} · {question}")
        };
        let unique_key =
            Some(format!("scout_player:{}:{}", self.player_id, question.to_lowercase()));
        NewJob { subject, unique_key, ..NewJob::new(self) }
    }
}

/// Asks the chosen language model for one sentence, to see whether it answers. Nothing of a player is sent.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct TryWriter {}

impl Job for TryWriter {
    const KIND: &'static str = "try_writer";
    const TITLE: &'static str = "Language model, trial";
    // Whoever tries it wants to see the first error.
    const MAX_ATTEMPTS: u32 = 1;
}
