//! What kind of table a file is.

use serde::{Deserialize, Serialize};

/// The kinds of table we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// One row a player.
    Players,
    /// One row a player and day: what he was worth.
    Valuations,
    /// One row a transfer, or two: one for each club.
    Transfers,
    /// One row a player and match.
    Appearances,
    /// One row a spell of absence.
    Injuries,
    /// One row a club.
    Clubs,
    /// One row a competition.
    Competitions,
}

impl TableKind {
    /// Every kind, in the order of the select box.
    pub const ALL: [Self; 7] = [
        Self::Players,
        Self::Valuations,
        Self::Transfers,
        Self::Appearances,
        Self::Injuries,
        Self::Clubs,
        Self::Competitions,
    ];

    /// The word in forms and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Players => "players",
            Self::Valuations => "valuations",
            Self::Transfers => "transfers",
            Self::Appearances => "appearances",
            Self::Injuries => "injuries",
            Self::Clubs => "clubs",
            Self::Competitions => "competitions",
        }
    }

    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Players => "Players",
            Self::Valuations => "Market values",
            Self::Transfers => "Transfers",
            Self::Appearances => "Appearances",
            Self::Injuries => "Injuries",
            Self::Clubs => "Clubs",
            Self::Competitions => "Competitions",
        }
    }

    /// One row of it, in words.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Players => "player",
            Self::Valuations => "value",
            Self::Transfers => "transfer",
            Self::Appearances => "appearance",
            Self::Injuries => "injury",
            Self::Clubs => "club",
            Self::Competitions => "competition",
        }
    }

    /// The kind with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The table tells of careers, not of players and their values: see [`crate::career_table`].
    pub const fn is_career(self) -> bool {
        !matches!(self, Self::Players | Self::Valuations)
    }
}
