//! Players: who they are, what is known of them, and what a person may write down about them.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::Position;

/// Identifies a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlayerId(pub i64);

impl fmt::Display for PlayerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for PlayerId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// A word that is none of those expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// What was found.
    pub word: String,
    /// What was expected, with its article: `a position code`.
    pub expected: &'static str,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.word, self.expected)
    }
}

impl std::error::Error for UnknownWord {}

/// The stronger foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Foot {
    /// Left.
    Left,
    /// Right.
    Right,
    /// Both alike.
    Both,
}

impl Foot {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::Left, Self::Right, Self::Both];

    /// The word stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Both => "both",
        }
    }
}

impl FromStr for Foot {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|foot| foot.as_str() == word)
            .ok_or_else(|| UnknownWord { word: word.to_owned(), expected: "left, right or both" })
    }
}

/// Whether the player can be signed, and from whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlayerStatus {
    /// Plays for a club.
    #[default]
    Active,
    /// Without a club.
    FreeAgent,
    /// No longer plays.
    Retired,
}

impl PlayerStatus {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::Active, Self::FreeAgent, Self::Retired];

    /// The word stored in the database and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::FreeAgent => "free_agent",
            Self::Retired => "retired",
        }
    }

    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::FreeAgent => "Free agent",
            Self::Retired => "Retired",
        }
    }
}

impl FromStr for PlayerStatus {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|status| status.as_str() == word).ok_or_else(|| UnknownWord {
            word: word.to_owned(),
            expected: "active, free_agent or retired",
        })
    }
}

/// What somebody estimated a player to be worth, when, and who said so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketValue {
    /// Whole euros.
    pub amount_eur: i64,
    /// The day of the estimate.
    pub date: NaiveDate,
    /// Who estimated it: `Transfermarkt estimate`.
    pub source: String,
}

/// One point of a player's value history.
pub type Valuation = MarketValue;

/// All that is known of a player. `None` is unknown, never a guess.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Player {
    /// Identifies the player.
    pub id: PlayerId,
    /// Full name as the source writes it.
    pub name: String,
    /// The name on the shirt, where it differs.
    pub known_name: Option<String>,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    /// Countries, the one played for first.
    pub nationalities: Vec<String>,
    /// Where the player mainly plays.
    pub position: Option<Position>,
    /// The stronger foot.
    pub foot: Option<Foot>,
    /// Height in centimetres.
    pub height_cm: Option<i16>,
    /// Present club.
    pub club: Option<String>,
    /// The competition the club plays in.
    pub competition: Option<String>,
    /// Last day of the contract.
    pub contract_until: Option<NaiveDate>,
    /// Whether the player can be signed.
    pub status: PlayerStatus,
    /// The newest value known.
    pub market_value: Option<MarketValue>,
    /// Address of a picture.
    pub photo_url: Option<String>,
    /// Rises by one with each change; a writer names the one it read.
    pub version: i32,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl Player {
    /// The name people use: the known name, else the full name.
    pub fn display_name(&self) -> &str {
        self.known_name.as_deref().unwrap_or(&self.name)
    }

    /// Whole years lived on `day`; `None` when the birth date is unknown or later than `day`.
    pub fn age_on(&self, day: NaiveDate) -> Option<u32> {
        self.birth_date.and_then(|birth_date| day.years_since(birth_date))
    }
}

/// What a person may write down about a player: a player without id, version and times.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlayerDraft {
    /// See [`Player::name`].
    pub name: String,
    /// See [`Player::known_name`].
    pub known_name: Option<String>,
    /// See [`Player::birth_date`].
    pub birth_date: Option<NaiveDate>,
    /// See [`Player::nationalities`].
    pub nationalities: Vec<String>,
    /// See [`Player::position`].
    pub position: Option<Position>,
    /// See [`Player::foot`].
    pub foot: Option<Foot>,
    /// See [`Player::height_cm`].
    pub height_cm: Option<i16>,
    /// See [`Player::club`].
    pub club: Option<String>,
    /// See [`Player::competition`].
    pub competition: Option<String>,
    /// See [`Player::contract_until`].
    pub contract_until: Option<NaiveDate>,
    /// See [`Player::status`].
    pub status: PlayerStatus,
    /// See [`Player::market_value`].
    pub market_value: Option<MarketValue>,
    /// See [`Player::photo_url`].
    pub photo_url: Option<String>,
}

/// What is wrong with one field of a form, and the cure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name as the form and the API spell it: `birth_date`.
    pub field: String,
    /// What is wrong and what would be right, as a sentence.
    pub message: String,
}

impl FieldError {
    /// A complaint about `field`.
    pub fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: field.to_owned(), message: message.into() }
    }
}

/// Longest name, club or competition, in characters.
const LONGEST_NAME: usize = 200;
/// Most nationalities of a player.
const MOST_NATIONALITIES: usize = 8;
/// Longest name of a country, in characters; the longest in use has 56.
const LONGEST_COUNTRY: usize = 60;
/// Heights taken for a footballer, in centimetres; outside is a slip of the pen.
const HEIGHTS_CM: std::ops::RangeInclusive<i16> = 120..=230;
/// Earliest birth year taken: the first association football clubs are from 1857.
const FIRST_BIRTH_YEAR: i32 = 1840;
/// Youngest age taken, in years, on the day of writing.
const YOUNGEST: u32 = 5;
/// Largest value taken, in euros: five times the record.
const LARGEST_VALUE_EUR: i64 = 1_000_000_000;

impl PlayerDraft {
    /// What has to be mended before the draft can be stored; empty when it is sound.
    ///
    /// The browser and the server run this same function. `today` bounds birth dates and value
    /// dates.
    pub fn errors(&self, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.name.trim().is_empty() {
            errors.push(FieldError::new("name", "Give the player's name."));
        }
        for (field, text) in [
            ("name", Some(&self.name)),
            ("known_name", self.known_name.as_ref()),
            ("club", self.club.as_ref()),
            ("competition", self.competition.as_ref()),
        ] {
            if text.is_some_and(|text| text.chars().count() > LONGEST_NAME) {
                errors.push(FieldError::new(
                    field,
                    format!("Use at most {LONGEST_NAME} characters."),
                ));
            }
        }
        if self.nationalities.len() > MOST_NATIONALITIES
            || self.nationalities.iter().any(|country| country.chars().count() > LONGEST_COUNTRY)
        {
            errors.push(FieldError::new(
                "nationalities",
                format!(
                    "Give at most {MOST_NATIONALITIES} countries of at most {LONGEST_COUNTRY} letters."
                ),
            ));
        }
        if let Some(birth_date) = self.birth_date {
            if birth_date.year() < FIRST_BIRTH_YEAR {
                errors.push(FieldError::new(
                    "birth_date",
                    format!("The year must be {FIRST_BIRTH_YEAR} or later."),
                ));
            } else if today.years_since(birth_date).is_none_or(|age| age < YOUNGEST) {
                errors.push(FieldError::new(
                    "birth_date",
                    format!("The player must be at least {YOUNGEST} years old."),
                ));
            }
        }
        if let Some(height_cm) = self.height_cm
            && !HEIGHTS_CM.contains(&height_cm)
        {
            errors.push(FieldError::new(
                "height_cm",
                format!(
                    "Give the height in centimetres, {} to {}.",
                    HEIGHTS_CM.start(),
                    HEIGHTS_CM.end()
                ),
            ));
        }
        if let Some(value) = &self.market_value {
            if !(0..=LARGEST_VALUE_EUR).contains(&value.amount_eur) {
                errors.push(FieldError::new(
                    "market_value",
                    "Give whole euros, from 0 to 1,000,000,000.",
                ));
            }
            if value.date > today {
                errors.push(FieldError::new(
                    "market_value_date",
                    "The day of the value must not lie in the future.",
                ));
            }
            if value.source.trim().is_empty() {
                errors.push(FieldError::new("market_value_source", "Say who estimated the value."));
            }
        }
        if let Some(url) = &self.photo_url
            && !url.starts_with("https://")
        {
            errors.push(FieldError::new("photo_url", "Give an address that starts with https://."));
        }
        errors
    }
}

impl From<Player> for PlayerDraft {
    fn from(player: Player) -> Self {
        Self {
            name: player.name,
            known_name: player.known_name,
            birth_date: player.birth_date,
            nationalities: player.nationalities,
            position: player.position,
            foot: player.foot,
            height_cm: player.height_cm,
            club: player.club,
            competition: player.competition,
            contract_until: player.contract_until,
            status: player.status,
            market_value: player.market_value,
            photo_url: player.photo_url,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_name_alone_is_a_sound_draft() {
        let draft = PlayerDraft { name: "Luka Modrić".to_owned(), ..PlayerDraft::default() };

        assert_eq!(draft.errors(day(2026, 1, 1)), []);
    }

    #[test]
    fn each_slip_is_named_by_its_field() {
        let draft = PlayerDraft {
            name: " ".to_owned(),
            birth_date: Some(day(2025, 12, 31)),
            height_cm: Some(18),
            market_value: Some(MarketValue {
                amount_eur: -1,
                date: day(2027, 1, 1),
                source: String::new(),
            }),
            photo_url: Some("javascript:alert(1)".to_owned()),
            ..PlayerDraft::default()
        };

        let errors = draft.errors(day(2026, 1, 1));

        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "name",
                "birth_date",
                "height_cm",
                "market_value",
                "market_value_date",
                "market_value_source",
                "photo_url"
            ]
        );
    }

    #[test]
    fn age_counts_whole_years() {
        let draft = PlayerDraft { birth_date: Some(day(1998, 12, 17)), ..PlayerDraft::default() };

        let age = |on: NaiveDate| on.years_since(draft.birth_date.unwrap());

        assert_eq!(age(day(2024, 12, 16)), Some(25));
        assert_eq!(age(day(2024, 12, 17)), Some(26));
        assert_eq!(age(day(1990, 1, 1)), None);
    }
}
