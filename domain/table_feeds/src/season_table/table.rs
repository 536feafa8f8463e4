//! A season table as it is written in its file.

use football::PositionGroup;

use super::MetricColumn;
use crate::player_table::{Delimiter, Encoding, Flags, Reject, TableError};

/// A season table, read.
#[derive(Clone, Debug)]
pub struct SeasonTable {
    /// What the file is written in.
    pub encoding: Encoding,
    /// What parts its cells.
    pub delimiter: Delimiter,
    /// The columns of figures, left to right.
    pub columns: Vec<MetricColumn>,
    /// One a player and club, in the order of the file.
    pub rows: Vec<SeasonRow>,
    /// Rows that could not be taken, each with its physical line, column and reason.
    pub rejects: Vec<Reject>,
    /// What a person should know, as sentences.
    pub warnings: Vec<String>,
}

impl SeasonTable {
    /// The first column with this header, in capitals or not.
    pub fn column(&self, header: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.header.eq_ignore_ascii_case(header))
    }
}

/// A player at one club in one season.
#[derive(Clone, Debug)]
pub struct SeasonRow {
    /// The physical line on which the row starts, from 1.
    pub line: u64,
    /// The provider's id of the player, where the file has one.
    pub provider_id: Option<String>,
    /// The player's name, to the letter.
    pub name: String,
    /// Nation, as written.
    pub nation: Option<String>,
    /// Where he played, as written: `MFFW`.
    pub positions: String,
    /// The group of the first of them; `None` where the file does not say.
    pub group: Option<PositionGroup>,
    /// Club.
    pub club: Option<String>,
    /// Its competition.
    pub competition: Option<String>,
    /// The season, where the file has a column of it.
    pub season: Option<String>,
    /// Age in whole years, as the provider counts it.
    pub age: Option<u32>,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// Matches played.
    pub matches: Option<u32>,
    /// Matches begun.
    pub starts: Option<u32>,
    /// Minutes played.
    pub minutes: u32,
    /// What is odd about the row.
    pub flags: Flags,
    /// One for each column of the table; NaN where the cell says nothing.
    pub(super) figures: Vec<f64>,
}

impl SeasonRow {
    /// The figure in `column`, as written; `None` where the cell says nothing.
    ///
    /// Its unit is that of the column's metric only where the column says [`super::Written::AsCounted`].
    pub fn figure(&self, column: usize) -> Option<f64> {
        self.figures.get(column).copied().filter(|figure| !figure.is_nan())
    }
}

/// Why a file cannot be read as a season table at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SeasonTableError {
    /// It is no table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A column that every row needs is not in the header.
    #[error(
        "No column holds {what}. Expected one headed {expected}; the file has {found}. Export the table with that column."
    )]
    MissingColumn {
        /// What is missing: `the player's name`.
        what: &'static str,
        /// How it may be headed.
        expected: &'static str,
        /// The first headers of the file.
        found: String,
    },
    /// There is nothing to measure by.
    #[error("No column holds figures. Export the table with its statistics.")]
    NoFigures,
}
