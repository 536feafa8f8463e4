//! What a column of a table can mean to us.

use serde::{Deserialize, Serialize};

/// The two kinds of table we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// One row a player.
    Players,
    /// One row a player and day: what he was worth.
    Valuations,
}

impl TableKind {
    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Players => "Players",
            Self::Valuations => "Market values",
        }
    }
}

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Our own key of a player, as our export writes it.
    TouchlineKey,
    /// Whose id the player id is.
    Provider,
    /// The provider's id of the player.
    PlayerId,
    /// Full name.
    Name,
    /// First name; joined with the last name.
    FirstName,
    /// Last name.
    LastName,
    /// The name on the shirt.
    KnownName,
    /// Day of birth.
    BirthDate,
    /// Where the player plays.
    Position,
    /// Nations.
    Nationality,
    /// The stronger foot.
    Foot,
    /// Height.
    Height,
    /// Present club.
    Club,
    /// Competition of the club.
    Competition,
    /// Last day of the contract.
    ContractUntil,
    /// Active, free agent or retired.
    Status,
    /// Market value.
    MarketValue,
    /// Day of the market value.
    ValueDate,
    /// Who estimated the market value.
    ValueSource,
    /// Address of a picture.
    PhotoUrl,
}

impl ColumnKind {
    /// Every kind, in the order of the select box.
    pub const ALL: [Self; 20] = [
        Self::Name,
        Self::FirstName,
        Self::LastName,
        Self::KnownName,
        Self::PlayerId,
        Self::Provider,
        Self::BirthDate,
        Self::Position,
        Self::Nationality,
        Self::Foot,
        Self::Height,
        Self::Club,
        Self::Competition,
        Self::ContractUntil,
        Self::Status,
        Self::MarketValue,
        Self::ValueDate,
        Self::ValueSource,
        Self::PhotoUrl,
        Self::TouchlineKey,
    ];

    /// The word in addresses, forms and `--mapping`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TouchlineKey => "touchline_key",
            Self::Provider => "provider",
            Self::PlayerId => "player_id",
            Self::Name => "name",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::KnownName => "known_name",
            Self::BirthDate => "birth_date",
            Self::Position => "position",
            Self::Nationality => "nationality",
            Self::Foot => "foot",
            Self::Height => "height",
            Self::Club => "club",
            Self::Competition => "competition",
            Self::ContractUntil => "contract_until",
            Self::Status => "status",
            Self::MarketValue => "market_value",
            Self::ValueDate => "value_date",
            Self::ValueSource => "value_source",
            Self::PhotoUrl => "photo_url",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::TouchlineKey => "Touchline key",
            Self::Provider => "Provider",
            Self::PlayerId => "Player id",
            Self::Name => "Name",
            Self::FirstName => "First name",
            Self::LastName => "Last name",
            Self::KnownName => "Known name",
            Self::BirthDate => "Birth date",
            Self::Position => "Position",
            Self::Nationality => "Nationality",
            Self::Foot => "Foot",
            Self::Height => "Height",
            Self::Club => "Club",
            Self::Competition => "Competition",
            Self::ContractUntil => "Contract until",
            Self::Status => "Status",
            Self::MarketValue => "Market value",
            Self::ValueDate => "Value date",
            Self::ValueSource => "Value source",
            Self::PhotoUrl => "Photo address",
        }
    }

    /// The kind with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The column holds dates, so it has an order of day and month.
    pub const fn holds_dates(self) -> bool {
        matches!(self, Self::BirthDate | Self::ContractUntil | Self::ValueDate)
    }
}
