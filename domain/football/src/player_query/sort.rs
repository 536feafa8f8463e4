//! In which order: a column and a direction. Unknown values come last in both.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The column that orders a list of players.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlayerSortKey {
    /// The name people use, without accents.
    Name,
    /// Position code.
    Position,
    /// Club, without accents.
    Club,
    /// Competition, without accents.
    Competition,
    /// Age: the reverse of the birth date.
    Age,
    /// Height.
    Height,
    /// Foot.
    Foot,
    /// Last day of the contract.
    Contract,
    /// Status.
    Status,
    /// Market value.
    Value,
}

impl PlayerSortKey {
    /// Every column.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::Position,
        Self::Club,
        Self::Competition,
        Self::Age,
        Self::Height,
        Self::Foot,
        Self::Contract,
        Self::Status,
        Self::Value,
    ];

    /// The word in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Position => "position",
            Self::Club => "club",
            Self::Competition => "competition",
            Self::Age => "age",
            Self::Height => "height",
            Self::Foot => "foot",
            Self::Contract => "contract",
            Self::Status => "status",
            Self::Value => "value",
        }
    }

    /// People look at the largest values first, at names from A.
    pub const fn descends_first(self) -> bool {
        matches!(self, Self::Value | Self::Height)
    }
}

/// A column and a direction; written `value` or, descending, `-value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PlayerSort {
    /// The column.
    pub key: PlayerSortKey,
    /// Largest, latest or Z first.
    pub descending: bool,
}

impl Default for PlayerSort {
    /// The most valuable first.
    fn default() -> Self {
        Self { key: PlayerSortKey::Value, descending: true }
    }
}

impl fmt::Display for PlayerSort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.key.as_str())
    }
}

impl FromStr for PlayerSort {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (word, descending) = match text.strip_prefix('-') {
            Some(word) => (word, true),
            None => (text, false),
        };
        let key = PlayerSortKey::ALL.into_iter().find(|key| key.as_str() == word);
        key.map(|key| Self { key, descending }).ok_or_else(|| {
            let words: Vec<_> = PlayerSortKey::ALL.iter().map(|key| key.as_str()).collect();
            format!("Sort by one of {}; with - before it, descending.", words.join(", "))
        })
    }
}
