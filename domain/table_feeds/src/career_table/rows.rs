//! What one row of a table of careers says. `None` is unknown.

use std::borrow::Cow;

use chrono::NaiveDate;
use football::{Fee, SeasonYears};

use crate::player_table::Flags;

/// What a row says.
#[derive(Clone, Debug, PartialEq)]
pub enum CareerRow<'a> {
    /// A player went from a club to another.
    Transfer(TransferRow<'a>),
    /// A player played in a match.
    Appearance(AppearanceRow<'a>),
    /// A player was out.
    Injury(InjuryRow<'a>),
    /// A club.
    Club(ClubRow<'a>),
    /// A competition.
    Competition(CompetitionRow<'a>),
}

/// Something or somebody by the id that a provider gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvidedId<'a> {
    /// Whose id it is; `None` where no column says.
    pub provider: Option<Cow<'a, str>>,
    /// The id.
    pub id: &'a str,
}

/// A club as a row names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NamedClub<'a> {
    /// The provider's id of the club.
    pub id: Option<&'a str>,
    /// Its name.
    pub name: Option<&'a str>,
}

/// One of the two times of the year in which players may be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Between seasons.
    Summer,
    /// In mid-season.
    Winter,
}

impl Window {
    /// The word stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Summer => "summer",
            Self::Winter => "winter",
        }
    }
}

/// A player went from a club to another.
#[derive(Clone, Debug, PartialEq)]
pub struct TransferRow<'a> {
    /// The physical line on which the row starts, from 1.
    pub line: u64,
    /// The player.
    pub player: ProvidedId<'a>,
    /// What makes it the same transfer in another row: the provider's id of it, else day and clubs.
    pub key: String,
    /// The day; may lie ahead, for what has been agreed.
    pub date: Option<NaiveDate>,
    /// The season.
    pub season: Option<SeasonYears>,
    /// The time of the year.
    pub window: Option<Window>,
    /// The club left.
    pub from: NamedClub<'a>,
    /// The club joined.
    pub to: NamedClub<'a>,
    /// What was paid.
    pub fee: Fee,
    /// What the provider estimated the player to be worth then, in whole euros.
    pub value_eur: Option<i64>,
    /// Age in whole years, as the provider counts it.
    pub age: Option<u8>,
    /// What is odd about the row.
    pub flags: Flags,
}

/// A player played in a match.
#[derive(Clone, Debug, PartialEq)]
pub struct AppearanceRow<'a> {
    /// The physical line on which the row starts, from 1.
    pub line: u64,
    /// The player.
    pub player: ProvidedId<'a>,
    /// The provider's id of the match, else its day.
    pub game: Cow<'a, str>,
    /// The day of the match.
    pub date: NaiveDate,
    /// The provider's id of the club played for.
    pub club_id: Option<&'a str>,
    /// The provider's id of the competition.
    pub competition_id: Option<&'a str>,
    /// Minutes played.
    pub minutes: Option<u16>,
    /// Goals scored.
    pub goals: Option<u16>,
    /// Assists given.
    pub assists: Option<u16>,
    /// Yellow cards.
    pub yellow_cards: Option<u16>,
    /// Red cards.
    pub red_cards: Option<u16>,
}

/// A player was out.
#[derive(Clone, Debug, PartialEq)]
pub struct InjuryRow<'a> {
    /// The physical line on which the row starts, from 1.
    pub line: u64,
    /// The player.
    pub player: ProvidedId<'a>,
    /// What kept the player out, as the source words it.
    pub injury: Cow<'a, str>,
    /// First day out.
    pub since: NaiveDate,
    /// Last day out; `None` while the player is out, or where nobody wrote down the return.
    pub until: Option<NaiveDate>,
    /// Days out as the source counts them, else from the two days.
    pub days: Option<u32>,
    /// Matches missed.
    pub matches_missed: Option<u16>,
    /// The season, as the source says.
    pub season: Option<SeasonYears>,
    /// The club at the time.
    pub club: Option<&'a str>,
}

/// A club.
#[derive(Clone, Debug, PartialEq)]
pub struct ClubRow<'a> {
    /// The physical line on which the row starts, from 1.
    pub line: u64,
    /// The club's id.
    pub club: ProvidedId<'a>,
    /// Its name.
    pub name: &'a str,
    /// The provider's id of its domestic league.
    pub competition_id: Option<&'a str>,
    /// Its stadium.
    pub stadium: Option<&'a str>,
    /// Seats of the stadium.
    pub seats: Option<u32>,
    /// What it earned by transfers less what it spent, in whole euros.
    pub net_transfers_eur: Option<i64>,
}

/// A competition.
#[derive(Clone, Debug, PartialEq)]
pub struct CompetitionRow<'a> {
    /// The physical line on which the row starts, from 1.
    pub line: u64,
    /// The competition's id.
    pub competition: ProvidedId<'a>,
    /// Its name, with capitals where the source gives a slug.
    pub name: Cow<'a, str>,
    /// What kind of competition it is: `first_tier`.
    pub kind: Option<&'a str>,
    /// Its country; `None` where it has none.
    pub country: Option<&'a str>,
    /// Its confederation.
    pub confederation: Option<&'a str>,
}
