//! Imports of season tables: a draft that a person looks at and settles, then a run that takes all of a
//! file or nothing.
//!
//! A season's table is small, a few thousand rows, so it is held in memory; what makes a second run
//! write nothing is that lines are compared before they are written ([`crate::seasons`]) and that what
//! was settled about who is who is remembered ([`crate::identities`]).

mod draft;
mod record;
mod rejects;
mod run;
mod table;

pub use draft::{create_draft, save_settings, start};
pub use record::{SeasonImport, find, list};
pub use run::{Stage, mark_failed, run};
pub use table::looks_like_a_season;

use football::{FieldError, season_name};
use serde::{Deserialize, Serialize};
use table_feeds::season_table::SeasonTableError;
use uuid::Uuid;

use crate::{StoreError, imports::RejectedRow};

/// Most days by which birth dates may be said to be off: a year is no date any more.
const MOST_BIRTH_ERROR_DAYS: u16 = 366;

/// How a table is to be taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Whose figures these are: `fbref`.
    pub source: String,
    /// Which season, for rows that do not say.
    pub season: String,
    /// Add players whom nobody knows.
    pub add_strangers: bool,
    /// Days by which the birth dates of our players may be off: 0 where they are facts.
    pub birth_error_days: u16,
}

impl Settings {
    /// What has to be settled before the run; empty when all is.
    pub fn problems(&self) -> Vec<FieldError> {
        let mut problems = Vec::new();
        if self.source.is_empty()
            || !self
                .source
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        {
            problems.push(FieldError::new(
                "source",
                "Say whose figures these are, in one word: fbref.",
            ));
        }
        if season_name(&self.season).is_none() {
            problems.push(FieldError::new("season", "Say which season: 2022/2023, or 2023."));
        }
        if self.birth_error_days > MOST_BIRTH_ERROR_DAYS {
            problems.push(FieldError::new(
                "birth_error_days",
                "Give the days by which birth dates may be off, at most 366.",
            ));
        }
        problems
    }

    /// With the provider in lower case and the season by its one name.
    #[must_use]
    pub fn tidied(self) -> Self {
        Self {
            source: self.source.trim().to_lowercase(),
            season: season_name(&self.season).unwrap_or_else(|| self.season.trim().to_owned()),
            ..self
        }
    }
}

/// What a dry run found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preview {
    /// What the file is written in: `UTF-8`.
    pub encoding: String,
    /// Rows behind the header.
    pub rows: u64,
    /// Players, with their clubs joined.
    pub players: u64,
    /// Metrics of the catalogue.
    pub metrics: u64,
    /// Columns of figures that the catalogue does not know, by header.
    pub unlisted: Vec<String>,
    /// Rows that cannot be taken.
    pub rejected: u64,
    /// Rows with letters lost before the file was made.
    pub lost_letters: u64,
    /// Seasons that rows name themselves.
    pub seasons: Vec<String>,
    /// What a person should know, as sentences.
    pub warnings: Vec<String>,
    /// The first players as they would be taken.
    pub first: Vec<PreviewPlayer>,
    /// The first rows that cannot be taken.
    pub first_rejects: Vec<RejectedRow>,
}

/// One player as he would be taken. Empty text is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewPlayer {
    /// The physical line of his first row.
    pub line: u64,
    /// His name.
    pub name: String,
    /// His nation, as written.
    pub nation: String,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// Where he played, as written.
    pub positions: String,
    /// His clubs, comma between them.
    pub clubs: String,
    /// Minutes played.
    pub minutes: u32,
}

/// What an import came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// Rows of the file behind the header: accepted, duplicates and rejected.
    pub rows: u64,
    /// Rows taken.
    pub accepted: u64,
    /// Rows that repeat an earlier one to the last cell.
    pub duplicates: u64,
    /// Rows not taken, each with line, column and reason in the reject file.
    pub rejected: u64,
    /// Players of the table, with their clubs joined.
    pub players: u64,
    /// Lines that were not there before.
    pub lines_added: u64,
    /// Lines of which something changed.
    pub lines_changed: u64,
    /// Lines whose player was known before.
    pub known: u64,
    /// Lines whose player is known now.
    pub matched: u64,
    /// Lines that wait for a person.
    pub doubtful: u64,
    /// Of those, questions that are new.
    pub asked: u64,
    /// Lines of whom nobody knows anything.
    pub unknown: u64,
    /// Players added for them.
    pub players_added: u64,
    /// Rows with letters lost before the file was made.
    pub lost_letters: u64,
    /// What a person should know, as sentences.
    pub warnings: Vec<String>,
    /// The first rows that were not taken.
    pub first_rejects: Vec<RejectedRow>,
    /// How long the run took, in milliseconds.
    pub took_ms: u64,
}

impl Summary {
    /// Rows of our tables that the import wrote; 0 when the file was imported before.
    pub const fn changed_rows(&self) -> u64 {
        self.lines_added + self.lines_changed + self.matched + self.asked + self.players_added
    }
}

/// What a season import cannot do.
#[derive(Debug, thiserror::Error)]
pub enum SeasonImportError {
    /// The file as a whole is no season table.
    #[error(transparent)]
    Table(#[from] SeasonTableError),
    /// Something has to be settled first.
    #[error("{}", .0.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join(" "))]
    Unsettled(Vec<FieldError>),
    /// There is no such import.
    #[error("there is no season import {0}")]
    NotFound(Uuid),
    /// The file or the database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<std::io::Error> for SeasonImportError {
    fn from(error: std::io::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<sea_orm::DbErr> for SeasonImportError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}
