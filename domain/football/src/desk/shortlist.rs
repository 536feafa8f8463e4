//! Shortlists: players followed for one purpose, each at a stage on the way to a signing.

use std::{ops::RangeInclusive, str::FromStr};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{CommentId, ShortlistId, one_line, paragraphs};
use crate::{FieldError, PlayerId, Position, UnknownWord};

/// Most players on a shortlist: a list that is longer is a search.
pub const MOST_ENTRIES: u16 = 500;
/// What a person may rate a player's priority with, 5 is the highest.
pub const STARS: RangeInclusive<u8> = 1..=5;
/// Longest name of a list, in characters.
const LONGEST_NAME: usize = 80;
/// Longest purpose of a list, in characters.
const LONGEST_PURPOSE: usize = 500;

/// How far the club has come with a player.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Looked at from afar.
    #[default]
    Watch,
    /// The player's side knows of the interest.
    Contacted,
    /// Somebody goes to the matches.
    LiveScouting,
    /// An offer was made.
    Offer,
    /// The player comes.
    Signed,
    /// No longer wanted, or gone elsewhere.
    Dropped,
}

impl Stage {
    /// Every stage, in their order.
    pub const ALL: [Self; 6] = [
        Self::Watch,
        Self::Contacted,
        Self::LiveScouting,
        Self::Offer,
        Self::Signed,
        Self::Dropped,
    ];

    /// The word stored, in addresses and in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Watch => "watch",
            Self::Contacted => "contacted",
            Self::LiveScouting => "live_scouting",
            Self::Offer => "offer",
            Self::Signed => "signed",
            Self::Dropped => "dropped",
        }
    }

    /// The word for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Watch => "Watch",
            Self::Contacted => "Contacted",
            Self::LiveScouting => "Live scouting",
            Self::Offer => "Offer",
            Self::Signed => "Signed",
            Self::Dropped => "Dropped",
        }
    }
}

impl FromStr for Stage {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word).ok_or_else(|| UnknownWord {
            word: word.to_owned(),
            expected: "a stage: watch, contacted, live_scouting, offer, signed or dropped",
        })
    }
}

/// What people say of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortlistDraft {
    /// Its name: "Left-backs, summer".
    pub name: String,
    /// What it is for; may be empty.
    pub purpose: String,
}

impl ShortlistDraft {
    /// The draft as it is kept.
    ///
    /// # Errors
    /// A complaint about `name` and one about `purpose`.
    pub fn checked(&self) -> Result<Self, Vec<FieldError>> {
        let name = one_line("name", &self.name, LONGEST_NAME);
        let purpose = if self.purpose.trim().is_empty() {
            Ok(String::new())
        } else {
            paragraphs("purpose", &self.purpose, LONGEST_PURPOSE)
        };
        match (name, purpose) {
            (Ok(name), Ok(purpose)) => Ok(Self { name, purpose }),
            (name, purpose) => Err([name.err(), purpose.err()].into_iter().flatten().collect()),
        }
    }
}

/// A shortlist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortlistView {
    /// The list.
    pub id: ShortlistId,
    /// Rises with every change of name, purpose or state, from 1.
    pub version: i32,
    /// Name and purpose.
    pub draft: ShortlistDraft,
    /// How many players are on it.
    pub players: u64,
    /// It is no longer in use; nobody is told of its players.
    pub is_archived: bool,
    /// The reader is told of changes of its players.
    pub is_followed: bool,
    /// Who made it, while that account is there.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Which player on which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The list.
    pub list: ShortlistId,
    /// The player.
    pub player: PlayerId,
}

/// A player's place on a shortlist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShortlistEntry {
    /// Rises with every move and removal, from 1.
    pub version: i32,
    /// The player.
    pub player_id: PlayerId,
    /// The player's name.
    pub name: String,
    /// Where the player plays.
    pub position: Option<Position>,
    /// The birth date.
    pub birth_date: Option<NaiveDate>,
    /// The club.
    pub club: Option<String>,
    /// Last day of the contract.
    pub contract_until: Option<NaiveDate>,
    /// The market value, in euros.
    pub value_eur: Option<i64>,
    /// How far the club has come.
    pub stage: Stage,
    /// Why the player is here; may be empty.
    pub why: String,
    /// Who added the player, while that account is there.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// Mean of the ratings, 1 to 5; `None` while nobody has rated.
    pub mean_stars: Option<f64>,
    /// How many people rated.
    pub ratings: u32,
    /// What the reader gave.
    pub own_stars: Option<u8>,
    /// How many comments there are.
    pub comments: u32,
    /// Taken off the list, and can be put back.
    pub is_removed: bool,
}

/// What somebody said about a player's place on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryComment {
    /// The comment.
    pub id: CommentId,
    /// The words; none while it is taken back.
    pub text: String,
    /// Who said it, while that account is there.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// The reader said it, and may take it back.
    pub is_own: bool,
    /// The reader took it back a short while ago, and may bring it back.
    pub is_deleted: bool,
}

/// A list with everybody on it, in the order in which they were added; then those taken off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// The list.
    pub list: ShortlistView,
    /// The players.
    pub entries: Vec<ShortlistEntry>,
}

/// A list that a player is on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedOn {
    /// The list.
    pub id: ShortlistId,
    /// Its name.
    pub name: String,
    /// How far the club has come with the player there.
    pub stage: Stage,
}

/// Something that somebody did with a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortlistEvent {
    /// Its number in the audit log.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, while that account is there; `None` for a command too.
    pub by: Option<String>,
    /// What was done: `shortlist.move`.
    pub action: String,
    /// With whom, where it was about a player.
    pub player: Option<PlayerId>,
    /// The player's name, while the player is there.
    pub player_name: Option<String>,
    /// How it was before.
    pub from: Option<String>,
    /// How it is since.
    pub to: Option<String>,
}

impl ShortlistEvent {
    /// What was done, for people: what goes before the player's name and what goes behind it.
    pub fn words(&self) -> (String, String) {
        let stage = |word: &Option<String>| {
            let word = word.as_deref().unwrap_or_default();
            word.parse::<Stage>().map_or_else(|_| word.to_owned(), |stage| stage.label().to_owned())
        };
        let (from, to) = (stage(&self.from), stage(&self.to));
        let pair = |before: &str, after: String| (before.to_owned(), after);
        match self.action.as_str() {
            "shortlist.create" => pair("made the list", String::new()),
            "shortlist.update" => pair("renamed the list", [" to ", &to].concat()),
            "shortlist.archive" => pair("archived the list", String::new()),
            "shortlist.restore" => pair("took the list out of the archive", String::new()),
            "shortlist.add" => pair("added", [" to ", &to].concat()),
            "shortlist.move" => pair("moved", [" from ", &from, " to ", &to].concat()),
            "shortlist.remove" => pair("took off", String::new()),
            "shortlist.put_back" => pair("put back", [" to ", &to].concat()),
            "shortlist.rate" => pair("rated", [" ", &to, " of 5"].concat()),
            "shortlist.comment" => pair("commented on", String::new()),
            "shortlist.take_back" => pair("took back a comment on", String::new()),
            "shortlist.bring_back" => pair("brought back a comment on", String::new()),
            other => pair(other, String::new()),
        }
    }
}

/// A part of what was done with a list, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortlistEvents {
    /// What was done.
    pub items: Vec<ShortlistEvent>,
    /// Where the next part begins.
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(action: &str, from: Option<&str>, to: Option<&str>) -> ShortlistEvent {
        ShortlistEvent {
            id: 1,
            at: DateTime::UNIX_EPOCH,
            by: None,
            action: action.to_owned(),
            player: None,
            player_name: None,
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
        }
    }

    #[test]
    fn a_stage_reads_back_from_its_word() {
        for stage in Stage::ALL {
            assert_eq!(stage.as_str().parse(), Ok(stage));
        }
        assert!("bought".parse::<Stage>().is_err());
    }

    #[test]
    fn what_was_done_reads_as_a_sentence_round_the_name() {
        let moved = event("shortlist.move", Some("watch"), Some("live_scouting")).words();
        let rated = event("shortlist.rate", None, Some("4")).words();
        let unknown = event("shortlist.frame", None, None).words();

        assert_eq!(moved, ("moved".to_owned(), " from Watch to Live scouting".to_owned()));
        assert_eq!(rated.1, " 4 of 5");
        assert_eq!(unknown.0, "shortlist.frame", "what a later release did is not hidden");
    }

    #[test]
    fn a_draft_is_refused_field_by_field() {
        let draft = ShortlistDraft { name: " ".to_owned(), purpose: "a\0".to_owned() };
        let fields = draft.checked().unwrap_err();

        assert_eq!(
            fields.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(),
            ["name", "purpose"]
        );
        let sound = ShortlistDraft { name: " Left  backs ".to_owned(), purpose: "\n".to_owned() };
        assert_eq!(sound.checked().unwrap().name, "Left backs");
    }
}
