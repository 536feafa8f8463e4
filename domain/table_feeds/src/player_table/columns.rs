//! What a column of a table can mean to us.

use serde::{Deserialize, Serialize};

use super::TableKind;

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
    /// Day of a transfer or match.
    Date,
    /// Season of a transfer or injury.
    Season,
    /// Summer or winter.
    Window,
    /// Whether the player came to the club or left it.
    Direction,
    /// The provider's id of a transfer.
    TransferId,
    /// The provider's id of the club that a player left.
    FromClubId,
    /// The club that a player left.
    FromClub,
    /// The provider's id of the club that a player joined.
    ToClubId,
    /// The club that a player joined.
    ToClub,
    /// The provider's id of the club.
    ClubId,
    /// The provider's id of the other club of a transfer.
    CounterClubId,
    /// The other club of a transfer.
    CounterClub,
    /// What was paid for a transfer.
    Fee,
    /// Age at the time of a transfer.
    Age,
    /// The provider's id of a match, or of one player in it.
    MatchId,
    /// The provider's id of a competition.
    CompetitionId,
    /// Minutes played.
    Minutes,
    /// Goals scored.
    Goals,
    /// Assists given.
    Assists,
    /// Yellow cards.
    YellowCards,
    /// Red cards.
    RedCards,
    /// What kept the player out.
    Injury,
    /// First day out.
    InjuredSince,
    /// Last day out.
    InjuredUntil,
    /// Days out, as the source counts them.
    DaysOut,
    /// Matches missed.
    MatchesMissed,
    /// Stadium of a club.
    Stadium,
    /// Seats of the stadium.
    Seats,
    /// What a club earned by transfers less what it spent.
    NetTransfers,
    /// What kind of competition it is.
    CompetitionKind,
    /// Country of a competition.
    Country,
    /// Confederation of a competition.
    Confederation,
}

impl ColumnKind {
    /// Every kind, in the order of the select box.
    pub const ALL: [Self; 52] = [
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
        Self::Date,
        Self::Season,
        Self::Window,
        Self::Direction,
        Self::TransferId,
        Self::FromClubId,
        Self::FromClub,
        Self::ToClubId,
        Self::ToClub,
        Self::ClubId,
        Self::CounterClubId,
        Self::CounterClub,
        Self::Fee,
        Self::Age,
        Self::MatchId,
        Self::CompetitionId,
        Self::Minutes,
        Self::Goals,
        Self::Assists,
        Self::YellowCards,
        Self::RedCards,
        Self::Injury,
        Self::InjuredSince,
        Self::InjuredUntil,
        Self::DaysOut,
        Self::MatchesMissed,
        Self::Stadium,
        Self::Seats,
        Self::NetTransfers,
        Self::CompetitionKind,
        Self::Country,
        Self::Confederation,
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
            Self::Date => "date",
            Self::Season => "season",
            Self::Window => "window",
            Self::Direction => "direction",
            Self::TransferId => "transfer_id",
            Self::FromClubId => "from_club_id",
            Self::FromClub => "from_club",
            Self::ToClubId => "to_club_id",
            Self::ToClub => "to_club",
            Self::ClubId => "club_id",
            Self::CounterClubId => "counter_club_id",
            Self::CounterClub => "counter_club",
            Self::Fee => "fee",
            Self::Age => "age",
            Self::MatchId => "match_id",
            Self::CompetitionId => "competition_id",
            Self::Minutes => "minutes",
            Self::Goals => "goals",
            Self::Assists => "assists",
            Self::YellowCards => "yellow_cards",
            Self::RedCards => "red_cards",
            Self::Injury => "injury",
            Self::InjuredSince => "injured_since",
            Self::InjuredUntil => "injured_until",
            Self::DaysOut => "days_out",
            Self::MatchesMissed => "matches_missed",
            Self::Stadium => "stadium",
            Self::Seats => "seats",
            Self::NetTransfers => "net_transfers",
            Self::CompetitionKind => "competition_kind",
            Self::Country => "country",
            Self::Confederation => "confederation",
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
            Self::Date => "Day",
            Self::Season => "Season",
            Self::Window => "Transfer window",
            Self::Direction => "In or left",
            Self::TransferId => "Transfer id",
            Self::FromClubId => "Id of the club left",
            Self::FromClub => "Club left",
            Self::ToClubId => "Id of the club joined",
            Self::ToClub => "Club joined",
            Self::ClubId => "Club id",
            Self::CounterClubId => "Id of the other club",
            Self::CounterClub => "Other club",
            Self::Fee => "Transfer fee",
            Self::Age => "Age",
            Self::MatchId => "Match id",
            Self::CompetitionId => "Competition id",
            Self::Minutes => "Minutes",
            Self::Goals => "Goals",
            Self::Assists => "Assists",
            Self::YellowCards => "Yellow cards",
            Self::RedCards => "Red cards",
            Self::Injury => "Injury",
            Self::InjuredSince => "Out since",
            Self::InjuredUntil => "Out until",
            Self::DaysOut => "Days out",
            Self::MatchesMissed => "Matches missed",
            Self::Stadium => "Stadium",
            Self::Seats => "Seats",
            Self::NetTransfers => "Net transfer record",
            Self::CompetitionKind => "Kind of competition",
            Self::Country => "Country",
            Self::Confederation => "Confederation",
        }
    }

    /// The kind with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The meanings that a column of `table` can have, in the order of the select box.
    pub fn of(table: TableKind) -> Vec<Self> {
        let career = crate::career_table::meanings(table);
        Self::ALL
            .into_iter()
            .filter(|kind| match table {
                TableKind::Players | TableKind::Valuations => !kind.is_of_careers(),
                _ => career.contains(kind),
            })
            .collect()
    }

    /// Only tables of careers have such columns.
    const fn is_of_careers(self) -> bool {
        self as usize > Self::PhotoUrl as usize
    }

    /// The column holds dates, so it has an order of day and month.
    pub const fn holds_dates(self) -> bool {
        matches!(
            self,
            Self::BirthDate
                | Self::ContractUntil
                | Self::ValueDate
                | Self::Date
                | Self::InjuredSince
                | Self::InjuredUntil
        )
    }
}
