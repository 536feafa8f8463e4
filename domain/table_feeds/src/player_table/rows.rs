//! One row of cells to one player, one valuation, or what is wrong with it.

use std::borrow::Cow;

use chrono::NaiveDate;
use football::{Foot, PlayerStatus, Position};

use crate::career_table::CareerRow;

/// What a row says.
#[derive(Clone, Debug, PartialEq)]
pub enum Row<'a> {
    /// A player.
    Player(PlayerRow<'a>),
    /// What a player was worth on a day.
    Valuation(ValuationRow<'a>),
    /// A row of a table of careers.
    Career(CareerRow<'a>),
    /// It cannot be taken.
    Rejected(Reject),
}

/// A player as one row has him. `None` is unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlayerRow<'a> {
    /// The physical line on which the row starts, from 1.
    pub line: u64,
    /// Our own key, from our own export.
    pub touchline_key: Option<&'a str>,
    /// Whose id it is.
    pub provider: Option<Cow<'a, str>>,
    /// The provider's id.
    pub provider_id: Option<&'a str>,
    /// Full name; without one the row has an id.
    pub name: Option<Cow<'a, str>>,
    /// The name on the shirt.
    pub known_name: Option<&'a str>,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    /// Nations, the one played for first.
    pub nationalities: Vec<&'a str>,
    /// Where the player mainly plays.
    pub position: Option<Position>,
    /// The stronger foot.
    pub foot: Option<Foot>,
    /// Height in centimetres.
    pub height_cm: Option<i16>,
    /// Present club.
    pub club: Option<&'a str>,
    /// Its competition.
    pub competition: Option<&'a str>,
    /// Last day of the contract.
    pub contract_until: Option<NaiveDate>,
    /// Whether he can be signed; `None` where the file does not say.
    pub status: Option<PlayerStatus>,
    /// Market value in whole euros.
    pub value_eur: Option<i64>,
    /// The day of the value; `None` where the file does not say.
    pub value_date: Option<NaiveDate>,
    /// Who estimated it; `None` where the file does not say.
    pub value_source: Option<&'a str>,
    /// Address of a picture.
    pub photo_url: Option<&'a str>,
    /// What is odd about the row.
    pub flags: Flags,
}

/// What a player was worth on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct ValuationRow<'a> {
    /// The physical line on which the row starts, from 1.
    pub line: u64,
    /// Whose id it is.
    pub provider: Option<Cow<'a, str>>,
    /// The provider's id of the player.
    pub provider_id: &'a str,
    /// The day.
    pub date: NaiveDate,
    /// Whole euros.
    pub amount_eur: i64,
    /// Who estimated it; `None` where the file does not say.
    pub source: Option<&'a str>,
}

/// A row that cannot be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The physical line on which the row starts, from 1.
    pub line: u64,
    /// The column's header; empty when the row as a whole is at fault.
    pub column: String,
    /// What is wrong, naming the column and the cell.
    pub reason: String,
}

/// Something odd about a row that was taken all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// The birth date is unknown.
    NoBirthDate,
    /// The name is unknown.
    NoName,
    /// Letters of the name or club were lost before the file was made.
    LostLetters,
    /// The name or club would run as a formula in a spreadsheet.
    Formula,
    /// Only the line of play is known, not the position.
    LineOnly,
    /// The age says something else than an age, and stays unknown.
    OddAge,
}

impl Flag {
    /// Every flag.
    pub const ALL: [Self; 6] = [
        Self::NoBirthDate,
        Self::NoName,
        Self::LostLetters,
        Self::Formula,
        Self::LineOnly,
        Self::OddAge,
    ];

    /// The word in summaries.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoBirthDate => "no_birth_date",
            Self::NoName => "no_name",
            Self::LostLetters => "lost_letters",
            Self::Formula => "formula",
            Self::LineOnly => "line_only",
            Self::OddAge => "odd_age",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of [`Flag`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u8);

impl Flags {
    /// Adds `flag`.
    pub fn insert(&mut self, flag: Flag) {
        self.0 |= flag.bit();
    }

    /// `flag` is in the set.
    pub const fn contains(self, flag: Flag) -> bool {
        self.0 & flag.bit() != 0
    }
}
