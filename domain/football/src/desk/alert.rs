//! Changes of players on shortlists, as those are told of them who follow the list.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::AlertId;
use crate::{PlayerId, UnknownWord};

/// What changed about a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The market value: whole euros.
    Value,
    /// The club.
    Club,
    /// The last day of the contract.
    Contract,
    /// Active, without a club, retired.
    Status,
    /// A report was written: its number among the player's.
    Report,
    /// An injury began, changed or ended, in words.
    Injury,
}

impl ChangeKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Value, Self::Club, Self::Contract, Self::Status, Self::Report, Self::Injury];

    /// The word stored and in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Club => "club",
            Self::Contract => "contract",
            Self::Status => "status",
            Self::Report => "report",
            Self::Injury => "injury",
        }
    }
}

impl FromStr for ChangeKind {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or_else(|| UnknownWord {
            word: word.to_owned(),
            expected: "what changes about a player",
        })
    }
}

/// A change that somebody is told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayerAlert {
    /// The change.
    pub id: AlertId,
    /// Whose.
    pub player_id: PlayerId,
    /// The player's name.
    pub player_name: String,
    /// What changed.
    pub kind: ChangeKind,
    /// How it was; `None` when that was not known.
    pub before: Option<String>,
    /// How it is; `None` when it is no longer known.
    pub after: Option<String>,
    /// When it was noticed.
    pub at: DateTime<Utc>,
    /// The reader has seen it.
    pub is_read: bool,
    /// The lists that the reader follows and the player is on.
    pub lists: Vec<String>,
}

/// A part of what somebody is told, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertPage {
    /// The changes.
    pub items: Vec<PlayerAlert>,
    /// How many the reader has not seen.
    pub unread: u64,
    /// Where the next part begins.
    pub next_cursor: Option<String>,
}
