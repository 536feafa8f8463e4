//! Notes and tags on players.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::NoteId;
use crate::{PlayerId, Position};

/// Longest tag, in characters: one that is longer is a note.
pub const LONGEST_TAG: usize = 40;

/// What somebody noted about a player.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayerNote {
    /// The note.
    pub id: NoteId,
    /// Rises with every change, from 1.
    pub version: i32,
    /// The words; none while it is deleted.
    pub text: String,
    /// Who wrote it, while that account is there.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// When its words were last changed.
    pub edited_at: Option<DateTime<Utc>>,
    /// The reader wrote it, and may change it.
    pub is_own: bool,
    /// The reader deleted it a short while ago, and may bring it back.
    pub is_deleted: bool,
}

/// A word by which players are found together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayerTag {
    /// The word.
    pub tag: String,
    /// Who gave it, while that account is there.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A tag in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagCount {
    /// The word.
    pub tag: String,
    /// How many players have it.
    pub players: u64,
}

/// A player with a tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaggedPlayer {
    /// The player.
    pub id: PlayerId,
    /// The player's name.
    pub name: String,
    /// Where the player plays.
    pub position: Option<Position>,
    /// The birth date.
    pub birth_date: Option<NaiveDate>,
    /// The club.
    pub club: Option<String>,
    /// The market value, in euros.
    pub value_eur: Option<i64>,
    /// Who gave the tag, while that account is there.
    pub by: Option<String>,
    /// When it was given.
    pub at: DateTime<Utc>,
}

/// A part of the players with a tag, those who got it last first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaggedPlayers {
    /// The players.
    pub items: Vec<TaggedPlayer>,
    /// How many have the tag.
    pub total: u64,
    /// Where the next part begins.
    pub next_cursor: Option<String>,
}

/// `text` as a tag: lower case, one space between words, so that "Left  foot" and "left foot" are one;
/// `None` for what is no tag.
pub fn tag_of(text: &str) -> Option<String> {
    let words: Vec<_> = text.split_whitespace().map(str::to_lowercase).collect();
    let tag = words.join(" ");
    // A slash would part an address, a comma a list of tags.
    let is_odd = |letter: char| letter.is_control() || matches!(letter, '/' | ',' | '#' | '?');
    let fits = !tag.is_empty() && tag.chars().count() <= LONGEST_TAG && !tag.chars().any(is_odd);
    (fits && !matches!(tag.as_str(), "." | "..")).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_read_alike_are_one() {
        for text in ["left foot", " Left  Foot ", "LEFT FOOT"] {
            assert_eq!(tag_of(text).as_deref(), Some("left foot"));
        }
        assert_eq!(tag_of("Übersteiger").as_deref(), Some("übersteiger"));
    }

    #[test]
    fn what_would_break_an_address_is_no_tag() {
        for text in ["", " ", "a/b", "a,b", "#1", "why?", "..", "a\u{7}", &"x".repeat(41)] {
            assert_eq!(tag_of(text), None, "{text:?}");
        }
    }
}
