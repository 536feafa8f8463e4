//! Imports of tables of players, of values and of careers: a draft that a person looks at and corrects, then a run
//! that takes all of a file or nothing.
//!
//! A run streams the file through `feeds` into a temporary table by `COPY` and writes the players from
//! there with a handful of statements, in one transaction on a connection of its own. So the memory
//! needed does not grow with the file, whatever stops the run leaves no trace of it, and running it
//! again is harmless: a row that changes nothing writes nothing. Who is who is settled in
//! [`identity`]; the decision record 0020 says why so.

mod career;
mod draft;
mod identity;
mod preview;
mod record;
mod rejects;
mod run;
pub(crate) mod staging;
mod write_players;
mod write_valuations;

pub use career::heads as career_heads;
pub use draft::{create_draft, save_reading, start};
pub use preview::{Preview, PreviewRow};
pub use record::{Import, ImportState, find, find_by_job, list};
pub use rejects::RejectedRow;
pub(crate) use rejects::harmless;
pub(crate) use run::IMPORT_LOCK;
pub use run::{RunProgress, Stage, mark_failed, run};

use football::FieldError;
use serde::{Deserialize, Serialize};
use table_feeds::player_table::TableError;
use uuid::Uuid;

use crate::StoreError;

/// What an import came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Rows of the file behind the header: the sum of the three below.
    pub rows: u64,
    /// Rows taken.
    pub accepted: u64,
    /// Rows that say again what an earlier row of the file said.
    pub duplicates: u64,
    /// Rows not taken, each with line, column and reason in the reject file.
    pub rejected: u64,
    /// Players that were not known before.
    pub players_added: u64,
    /// Players of whom something changed.
    pub players_changed: u64,
    /// Values that were not known before.
    pub valuations_added: u64,
    /// Values whose amount changed.
    pub valuations_changed: u64,
    /// Rows of a table of careers that were not known before.
    #[serde(default)]
    pub career_added: u64,
    /// Rows of a table of careers of which something changed.
    #[serde(default)]
    pub career_changed: u64,
    /// Accepted rows with something odd about them.
    pub flags: FlagCounts,
    /// The first rows that were not taken.
    pub first_rejects: Vec<RejectedRow>,
    /// How long the run took, in milliseconds.
    pub took_ms: u64,
}

impl Summary {
    /// Rows of our tables that the import wrote; 0 when the file was imported before.
    pub const fn changed_rows(&self) -> u64 {
        self.players_added
            + self.players_changed
            + self.valuations_added
            + self.valuations_changed
            + self.career_added
            + self.career_changed
    }
}

/// Accepted rows with something odd about them, by what it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FlagCounts {
    /// Without a birth date.
    pub no_birth_date: u64,
    /// Without a name.
    pub no_name: u64,
    /// With letters lost before the file was made.
    pub lost_letters: u64,
    /// With text that a spreadsheet would run.
    pub formula: u64,
    /// With a line of play in place of a position.
    pub line_only: u64,
    /// With an age that is none.
    pub odd_age: u64,
}

/// What an import cannot do.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file as a whole is not a table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Something has to be settled first.
    #[error("{}", .0.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join(" "))]
    Unsettled(Vec<FieldError>),
    /// There is no such import.
    #[error("there is no import {0}")]
    NotFound(Uuid),
    /// The file or the database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for ImportError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<std::io::Error> for ImportError {
    fn from(error: std::io::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<sea_orm::DbErr> for ImportError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}
