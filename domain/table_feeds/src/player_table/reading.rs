//! How one file is read: proposed by a scan, corrected by a person, kept with the import.

use chrono::NaiveDate;
use football::FieldError;
use serde::{Deserialize, Serialize};

use super::{ColumnKind, DateOrder, Encoding, Layout, Legacy, TableKind, guess::guess};
use crate::career_table;

/// What parts the cells of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// The tab character.
    Tab,
    /// `|`
    Bar,
}

impl Delimiter {
    /// Every one we read.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// The byte.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }

    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Bar => "vertical bar",
        }
    }
}

/// One column of the file and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The header as written in the file.
    pub header: String,
    /// What it means; `None` is not read.
    pub kind: Option<ColumnKind>,
    /// How sure the proposal is, in per cent; 100 once a person has chosen.
    pub confidence: u8,
    /// The order of day and month, for columns of dates.
    #[serde(default)]
    pub date_order: DateOrder,
}

/// How one file is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What the file is written in.
    pub encoding: Encoding,
    /// What lines outside UTF-8 are read as.
    #[serde(default)]
    pub legacy: Legacy,
    /// What parts the cells.
    pub delimiter: Delimiter,
    /// Whose export it looks like.
    pub layout: Layout,
    /// Players, values or one of the tables of careers.
    pub table: TableKind,
    /// Whose ids the id column holds, where no column says: `transfermarkt`.
    pub provider: Option<String>,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The day of values that have no date of their own, and the latest day a birth or value may
    /// have.
    pub as_of: NaiveDate,
    /// Who estimated values that do not name a source.
    pub value_source: String,
}

impl Reading {
    /// The first column of `kind`.
    pub fn column(&self, kind: ColumnKind) -> Option<usize> {
        self.columns.iter().position(|column| column.kind == Some(kind))
    }

    /// Reads the file as another kind of table: what its columns mean is proposed anew.
    pub fn read_as(&mut self, table: TableKind) {
        if table == self.table {
            return;
        }
        let headers: Vec<String> =
            self.columns.iter().map(|column| column.header.clone()).collect();
        // Players and values have most columns in common, and their meanings stay.
        if table.is_career() || self.table.is_career() {
            let guess = if table.is_career() {
                career_table::guess_as(table, &headers)
            } else {
                guess(&headers)
            };
            for (column, (kind, confidence)) in self.columns.iter_mut().zip(guess.columns) {
                column.kind = kind;
                column.confidence = confidence;
            }
        }
        self.table = table;
    }

    /// Gives the column in `place` a meaning, by its word; an empty word takes the meaning away.
    ///
    /// # Errors
    /// There is no such column or no such meaning.
    pub fn mean(&mut self, place: usize, word: &str) -> Result<(), FieldError> {
        let kind = meaning(word)?;
        let Some(column) = self.columns.get_mut(place) else {
            return Err(FieldError::new("columns", "The file has no such column."));
        };
        if column.kind != kind {
            column.kind = kind;
            column.confidence = 100;
        }
        Ok(())
    }

    /// Gives the column called `header` a meaning, by its word, and takes it from any other column.
    ///
    /// # Errors
    /// There is no such column or no such meaning.
    pub fn mean_by_header(&mut self, header: &str, word: &str) -> Result<(), FieldError> {
        let place = self
            .columns
            .iter()
            .position(|column| column.header.eq_ignore_ascii_case(header.trim()))
            .ok_or_else(|| {
                FieldError::new("columns", format!("The file has no column “{}”.", header.trim()))
            })?;
        if let Some(kind) = meaning(word)? {
            for column in &mut self.columns {
                if column.kind == Some(kind) {
                    column.kind = None;
                }
            }
        }
        self.mean(place, word)
    }

    /// What a person has to settle before the file can be read; empty when nothing is.
    pub fn problems(&self) -> Vec<FieldError> {
        let mut problems = Vec::new();
        let has = |kind: ColumnKind| self.column(kind).is_some();
        for kind in ColumnKind::ALL {
            if self.columns.iter().filter(|column| column.kind == Some(kind)).count() > 1 {
                problems.push(FieldError::new(
                    "columns",
                    format!("Two columns mean “{}”. Choose one.", kind.label()),
                ));
            }
        }
        let mut need = |present: bool, message: &str| {
            if !present {
                problems.push(FieldError::new("columns", message));
            }
        };
        match self.table {
            TableKind::Players => need(
                has(ColumnKind::Name) || has(ColumnKind::LastName) || has(ColumnKind::PlayerId),
                "Choose the column that holds the player's name.",
            ),
            TableKind::Valuations => {
                need(has(ColumnKind::PlayerId), "Choose the column that holds the player id.");
                need(
                    has(ColumnKind::ValueDate),
                    "Choose the column that holds the date of the value.",
                );
                need(
                    has(ColumnKind::MarketValue),
                    "Choose the column that holds the market value.",
                );
            }
            career => problems.extend(career_table::problems(career, self)),
        }
        let has_ids = [ColumnKind::PlayerId, ColumnKind::ClubId, ColumnKind::CompetitionId]
            .into_iter()
            .any(has);
        if has_ids
            && !has(ColumnKind::Provider)
            && self.provider.as_deref().is_none_or(|provider| provider.trim().is_empty())
        {
            problems.push(FieldError::new(
                "provider",
                "Say whose ids these are, for example transfermarkt.",
            ));
        }
        if !self.table.is_career()
            && has(ColumnKind::MarketValue)
            && !has(ColumnKind::ValueSource)
            && self.value_source.trim().is_empty()
        {
            problems.push(FieldError::new("value_source", "Say who estimated the values."));
        }
        problems
    }
}

/// The meaning with this word; none for an empty word, `-` and `ignore`.
fn meaning(word: &str) -> Result<Option<ColumnKind>, FieldError> {
    let word = word.trim();
    if matches!(word, "" | "-" | "ignore") {
        return Ok(None);
    }
    ColumnKind::from_word(word).map(Some).ok_or_else(|| {
        let words = ColumnKind::ALL.map(ColumnKind::as_str).join(", ");
        FieldError::new(
            "columns",
            format!("“{word}” is no meaning of a column: give one of {words}."),
        )
    })
}
