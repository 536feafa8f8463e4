//! What the headers of a table say about its columns: a proposal, for a person to correct.

use serde::{Deserialize, Serialize};

use super::{ColumnKind, TableKind};

/// Whose export a table looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Our own export.
    Touchline,
    /// Transfermarkt, by way of transfermarkt-datasets and its like.
    Transfermarkt,
    /// `FBref`.
    Fbref,
    /// Sofascore.
    Sofascore,
    /// EA's FIFA 17.
    Fifa17,
    /// None that we know.
    Other,
}

impl Layout {
    /// The name people know.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Touchline => "Touchline export",
            Self::Transfermarkt => "Transfermarkt",
            Self::Fbref => "FBref",
            Self::Sofascore => "Sofascore",
            Self::Fifa17 => "FIFA 17",
            Self::Other => "unknown layout",
        }
    }

    /// Whose ids the table most likely has.
    pub const fn provider(self) -> Option<&'static str> {
        match self {
            Self::Transfermarkt => Some("transfermarkt"),
            Self::Fbref => Some("fbref"),
            Self::Sofascore => Some("sofascore"),
            Self::Fifa17 => Some("fifa17"),
            Self::Touchline | Self::Other => None,
        }
    }
}

/// Sure: the header can mean nothing else in this layout, in per cent.
pub(crate) const SURE: u8 = 95;
/// Likely: the usual word.
pub(crate) const LIKELY: u8 = 80;
/// Possible: a word that may mean it.
pub(crate) const POSSIBLE: u8 = 50;

/// Header words, folded as by [`fold`], and what they mean. The better word wins where two columns
/// claim a kind.
const WORDS: &[(&str, ColumnKind, u8)] = &[
    ("touchlinekey", ColumnKind::TouchlineKey, SURE),
    ("provider", ColumnKind::Provider, SURE),
    ("providerid", ColumnKind::PlayerId, SURE),
    ("playerid", ColumnKind::PlayerId, SURE),
    ("transfermarktid", ColumnKind::PlayerId, SURE),
    ("sofifaid", ColumnKind::PlayerId, LIKELY),
    ("uid", ColumnKind::PlayerId, POSSIBLE),
    ("id", ColumnKind::PlayerId, POSSIBLE),
    ("name", ColumnKind::Name, SURE),
    ("fullname", ColumnKind::Name, SURE),
    ("playername", ColumnKind::Name, SURE),
    ("player", ColumnKind::Name, LIKELY),
    ("firstname", ColumnKind::FirstName, SURE),
    ("lastname", ColumnKind::LastName, SURE),
    ("secondname", ColumnKind::LastName, LIKELY),
    ("surname", ColumnKind::LastName, SURE),
    ("knownname", ColumnKind::KnownName, SURE),
    ("shortname", ColumnKind::KnownName, LIKELY),
    ("playershortname", ColumnKind::KnownName, LIKELY),
    ("webname", ColumnKind::KnownName, LIKELY),
    ("dateofbirth", ColumnKind::BirthDate, SURE),
    ("birthdate", ColumnKind::BirthDate, SURE),
    ("playerbirthdate", ColumnKind::BirthDate, SURE),
    ("birthdateest", ColumnKind::BirthDate, LIKELY),
    ("dob", ColumnKind::BirthDate, SURE),
    ("birthday", ColumnKind::BirthDate, LIKELY),
    ("geburtsdatum", ColumnKind::BirthDate, SURE),
    ("subposition", ColumnKind::Position, SURE),
    ("position", ColumnKind::Position, LIKELY),
    ("preferredposition", ColumnKind::Position, SURE),
    ("prefferedposition", ColumnKind::Position, SURE),
    ("playerpos", ColumnKind::Position, LIKELY),
    ("playerposition", ColumnKind::Position, LIKELY),
    ("pos", ColumnKind::Position, LIKELY),
    ("clubposition", ColumnKind::Position, POSSIBLE),
    ("nationalities", ColumnKind::Nationality, SURE),
    ("nationality", ColumnKind::Nationality, SURE),
    ("playernationality", ColumnKind::Nationality, SURE),
    ("playernat", ColumnKind::Nationality, LIKELY),
    ("countryofcitizenship", ColumnKind::Nationality, SURE),
    ("citizenship", ColumnKind::Nationality, SURE),
    ("nation", ColumnKind::Nationality, LIKELY),
    ("foot", ColumnKind::Foot, SURE),
    ("preferredfoot", ColumnKind::Foot, SURE),
    ("prefferedfoot", ColumnKind::Foot, SURE),
    ("playerstrongfoot", ColumnKind::Foot, SURE),
    ("strongfoot", ColumnKind::Foot, SURE),
    ("height", ColumnKind::Height, SURE),
    ("heightcm", ColumnKind::Height, SURE),
    ("heightincm", ColumnKind::Height, SURE),
    ("playerheight", ColumnKind::Height, SURE),
    ("club", ColumnKind::Club, SURE),
    ("clubname", ColumnKind::Club, SURE),
    ("currentclubname", ColumnKind::Club, SURE),
    ("currentclub", ColumnKind::Club, LIKELY),
    ("squad", ColumnKind::Club, LIKELY),
    ("team", ColumnKind::Club, LIKELY),
    ("teamname", ColumnKind::Club, LIKELY),
    ("competition", ColumnKind::Competition, SURE),
    ("leaguename", ColumnKind::Competition, LIKELY),
    ("league", ColumnKind::Competition, LIKELY),
    ("comp", ColumnKind::Competition, LIKELY),
    ("currentclubdomesticcompetitionid", ColumnKind::Competition, POSSIBLE),
    ("contractuntil", ColumnKind::ContractUntil, SURE),
    ("contractexpirationdate", ColumnKind::ContractUntil, SURE),
    ("playercontractexpirationdate", ColumnKind::ContractUntil, SURE),
    ("contractexpires", ColumnKind::ContractUntil, SURE),
    ("status", ColumnKind::Status, LIKELY),
    ("marketvalue", ColumnKind::MarketValue, SURE),
    ("marketvalueeur", ColumnKind::MarketValue, SURE),
    ("marketvalueineur", ColumnKind::MarketValue, SURE),
    ("playermarketvalue", ColumnKind::MarketValue, SURE),
    ("marketval", ColumnKind::MarketValue, LIKELY),
    ("value", ColumnKind::MarketValue, POSSIBLE),
    ("valueeur", ColumnKind::MarketValue, LIKELY),
    ("valuedate", ColumnKind::ValueDate, SURE),
    ("marketvaluedate", ColumnKind::ValueDate, SURE),
    ("date", ColumnKind::ValueDate, POSSIBLE),
    ("valuesource", ColumnKind::ValueSource, SURE),
    ("marketvaluesource", ColumnKind::ValueSource, SURE),
    ("photourl", ColumnKind::PhotoUrl, SURE),
    ("imageurl", ColumnKind::PhotoUrl, LIKELY),
];

/// What is proposed for the columns of one table.
#[derive(Debug)]
pub(crate) struct Guess {
    pub(crate) layout: Layout,
    pub(crate) table: TableKind,
    /// One for each header: the meaning, if any, and how sure of it we are, in per cent.
    pub(crate) columns: Vec<(Option<ColumnKind>, u8)>,
}

/// Proposes a meaning for each column. A kind is given to one column at most.
pub(crate) fn guess(headers: &[String]) -> Guess {
    let folded: Vec<String> = headers.iter().map(|header| fold(header)).collect();
    let layout = layout_of(&folded);
    let mut columns: Vec<(Option<ColumnKind>, u8)> = folded
        .iter()
        .map(|header| {
            WORDS
                .iter()
                .find(|(word, ..)| word == header)
                .map_or((None, 0), |(_, kind, score)| (Some(*kind), *score))
        })
        .collect();

    best_claims(&mut columns);

    let has = |kind: ColumnKind| columns.iter().any(|column| column.0 == Some(kind));
    let has_name = has(ColumnKind::Name) || has(ColumnKind::LastName);
    let table = if !has_name
        && has(ColumnKind::PlayerId)
        && has(ColumnKind::ValueDate)
        && has(ColumnKind::MarketValue)
    {
        TableKind::Valuations
    } else {
        TableKind::Players
    };
    for column in &mut columns {
        let unfit = match (table, column.0) {
            // In a table of values the other columns describe the player as he is today, not on
            // that date.
            (TableKind::Valuations, Some(kind)) => !matches!(
                kind,
                ColumnKind::PlayerId
                    | ColumnKind::Provider
                    | ColumnKind::ValueDate
                    | ColumnKind::ValueSource
                    | ColumnKind::MarketValue
            ),
            // A bare "date" in a table of players is seldom the day of the value.
            (TableKind::Players, Some(ColumnKind::ValueDate)) => column.1 == POSSIBLE,
            // The whole name makes its parts superfluous.
            (_, Some(ColumnKind::FirstName | ColumnKind::LastName)) => folded
                .iter()
                .any(|header| matches!(header.as_str(), "name" | "fullname" | "playername")),
            _ => false,
        };
        if unfit {
            *column = (None, 0);
        }
    }
    Guess { layout, table, columns }
}

/// Of several columns that claim a kind, the best keeps it, the leftmost among equals.
pub(crate) fn best_claims(columns: &mut [(Option<ColumnKind>, u8)]) {
    for kind in ColumnKind::ALL {
        let best = (0..columns.len())
            .filter(|column| columns[*column].0 == Some(kind))
            .max_by_key(|column| (columns[*column].1, std::cmp::Reverse(*column)));
        for (place, column) in columns.iter_mut().enumerate() {
            if column.0 == Some(kind) && Some(place) != best {
                *column = (None, 0);
            }
        }
    }
}

/// Lower case, letters and digits only.
pub(crate) fn fold(header: &str) -> String {
    header.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn layout_of(folded: &[String]) -> Layout {
    let has = |word: &str| folded.iter().any(|header| header == word);
    if has("touchlinekey") {
        Layout::Touchline
    } else if has("player") && has("squad") && has("born") && has("pos") {
        Layout::Fbref
    } else if has("playername") && has("playershortname") && has("teamname") {
        Layout::Sofascore
    } else if has("prefferedfoot") && has("prefferedposition") {
        Layout::Fifa17
    } else if has("playerid")
        && (has("marketvalueineur")
            || has("countryofcitizenship")
            || has("positiongroup")
            || has("marketval"))
    {
        Layout::Transfermarkt
    } else {
        Layout::Other
    }
}
