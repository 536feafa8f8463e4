//! What a person may ask of the list of players: search, filters, order and page.
//!
//! The page's address and the REST query string are the same words, read and written here. How a
//! question is answered is the store's affair.

mod filter;
mod query_string;
mod sort;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{FieldError, Player};

pub use filter::PlayerFilter;
pub use query_string::encode_component;
pub use sort::{PlayerSort, PlayerSortKey};

/// Players on a page when nobody says otherwise.
pub const DEFAULT_PAGE_LENGTH: u16 = 50;
/// Most players on a page.
pub const LONGEST_PAGE: u16 = 200;

/// One question to the list of players.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayerQuery {
    /// Which players.
    pub filter: PlayerFilter,
    /// In which order.
    pub sort: PlayerSort,
    /// Where the page begins, as the page before or after it said; `None` is the first page.
    pub cursor: Option<String>,
    /// Players on the page, 1 to [`LONGEST_PAGE`].
    pub limit: u16,
}

impl Default for PlayerQuery {
    fn default() -> Self {
        Self {
            filter: PlayerFilter::default(),
            sort: PlayerSort::default(),
            cursor: None,
            limit: DEFAULT_PAGE_LENGTH,
        }
    }
}

impl PlayerQuery {
    /// Every word that a query string may hold, in the order in which they are written.
    pub const NAMES: [&'static str; 17] = [
        "q",
        "position",
        "age_min",
        "age_max",
        "value_min",
        "value_max",
        "nationality",
        "club",
        "competition",
        "status",
        "foot",
        "contract_before",
        "height_min",
        "height_max",
        "sort",
        "cursor",
        "limit",
    ];

    /// Reads decoded pairs of a query string. Words that are not ours and empty values are passed
    /// over: a form sends its empty fields too.
    ///
    /// # Errors
    /// One [`FieldError`] for each value that cannot be read.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut query = Self::default();
        let mut errors = Vec::new();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let read = match name {
                "sort" => value.parse().map(|sort| query.sort = sort),
                "cursor" => {
                    query.cursor = Some(value.to_owned());
                    Ok(())
                }
                "limit" => match value.parse() {
                    Ok(limit @ 1..=LONGEST_PAGE) => {
                        query.limit = limit;
                        Ok(())
                    }
                    _ => Err(format!("Give a whole number from 1 to {LONGEST_PAGE}.")),
                },
                _ => query.filter.read(name, value),
            };
            if let Err(message) = read {
                errors.push(FieldError::new(name, message));
            }
        }
        errors.extend(query.filter.contradictions());
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }

    /// Reads a query string that [`Self::to_query_string`] wrote and somebody kept.
    ///
    /// # Errors
    /// One [`FieldError`] for each value that cannot be read.
    pub fn from_query_string(text: &str) -> Result<Self, Vec<FieldError>> {
        let pairs = query_string::decode(text.strip_prefix('?').unwrap_or(text));
        Self::parse(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// The same question about the page at `cursor`.
    #[must_use]
    pub fn at(&self, cursor: Option<String>) -> Self {
        Self { cursor, ..self.clone() }
    }

    /// The same players in another order, from the first page.
    #[must_use]
    pub fn sorted(&self, sort: PlayerSort) -> Self {
        Self { sort, cursor: None, ..self.clone() }
    }

    /// The same order over other players, from the first page.
    #[must_use]
    pub fn filtered(&self, filter: PlayerFilter) -> Self {
        Self { filter, cursor: None, ..self.clone() }
    }

    /// The question as it stands in an address, without the `?`; defaults are left out.
    pub fn to_query_string(&self) -> String {
        let mut pairs = self.filter.pairs();
        if self.sort != PlayerSort::default() {
            pairs.push(("sort", self.sort.to_string()));
        }
        if let Some(cursor) = &self.cursor {
            pairs.push(("cursor", cursor.clone()));
        }
        if self.limit != DEFAULT_PAGE_LENGTH {
            pairs.push(("limit", self.limit.to_string()));
        }
        query_string::encode(&pairs)
    }
}

/// One page of players.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlayerPage {
    /// The players, in the order asked for.
    pub items: Vec<Player>,
    /// Number of the first of them, from 1; 0 on an empty page.
    pub first_row: u64,
    /// How many players fit the filter; `None` when counting them would cost too much.
    pub total: Option<u64>,
    /// Where the next page begins; `None` on the last one.
    pub next_cursor: Option<String>,
    /// Where the page before begins; `None` on the first one.
    pub previous_cursor: Option<String>,
    /// No name holds what was typed, so these are the names that differ from it by one slip.
    pub similar_names: bool,
}
