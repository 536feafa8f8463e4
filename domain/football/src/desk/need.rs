//! Needs: searches that are kept with a name, and who wants such a player by when.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{NeedId, one_line, paragraphs};
use crate::FieldError;

/// Longest name of a need or of whoever wants it, in characters.
const LONGEST_NAME: usize = 80;
/// Longest note, in characters.
const LONGEST_NOTE: usize = 2_000;

/// What people say of a need.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedDraft {
    /// Its name: "Left-back, under 23".
    pub name: String,
    /// The search, as the address of the list of players has it.
    pub query: String,
    /// Who wants such a player; may be empty.
    #[serde(default)]
    pub wanted_by: String,
    /// By when.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// What else is to be known; may be empty.
    #[serde(default)]
    pub note: String,
}

impl NeedDraft {
    /// The draft as it is kept. The query is the caller's to read.
    ///
    /// # Errors
    /// A complaint about each of `name`, `wanted_by` and `note`.
    pub fn checked(&self) -> Result<Self, Vec<FieldError>> {
        let optional = |text: &str, kept: Result<String, FieldError>| {
            if text.trim().is_empty() { Ok(String::new()) } else { kept }
        };
        let name = one_line("name", &self.name, LONGEST_NAME);
        let wanted_by = one_line("wanted_by", &self.wanted_by, LONGEST_NAME);
        let wanted_by = optional(&self.wanted_by, wanted_by);
        let note = optional(&self.note, paragraphs("note", &self.note, LONGEST_NOTE));
        match (name, wanted_by, note) {
            (Ok(name), Ok(wanted_by), Ok(note)) => {
                Ok(Self { name, wanted_by, note, query: self.query.clone(), due: self.due })
            }
            (name, wanted_by, note) => {
                Err([name.err(), wanted_by.err(), note.err()].into_iter().flatten().collect())
            }
        }
    }
}

/// How many players fit a need, and when that was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fitting {
    /// The players; `None` is more than 10,000.
    pub players: Option<u64>,
    /// When they were counted.
    pub at: DateTime<Utc>,
}

/// A kept search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// The need.
    pub id: NeedId,
    /// Rises with every change, from 1.
    pub version: i32,
    /// What people say of it.
    pub draft: NeedDraft,
    /// How many players fit; `None` when counting them took too long.
    pub fitting: Option<Fitting>,
    /// It is settled or was given up.
    pub is_archived: bool,
    /// Who made it, while that account is there.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_needs_a_name_and_nothing_else() {
        let draft = NeedDraft { name: "Left-back".to_owned(), ..NeedDraft::default() };
        assert_eq!(draft.checked().as_ref(), Ok(&draft));

        let long = "x".repeat(2_001);
        let draft = NeedDraft { wanted_by: "a\u{1}".to_owned(), note: long, ..draft };
        let fields = draft.checked().unwrap_err();
        assert_eq!(fields.len(), 2, "{fields:?}");
    }
}
