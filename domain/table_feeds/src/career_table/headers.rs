//! What the headers of a table of careers say: which table it is, and what its columns mean.

use football::FieldError;

use crate::player_table::{
    ColumnKind, Guess, LIKELY, Layout, POSSIBLE, Reading, SURE, TableKind, best_claims, fold,
};

/// Header words, folded, with what they mean and how sure that is, in per cent.
type Words = &'static [(&'static str, ColumnKind, u8)];

const TRANSFERS: Words = &[
    ("playerid", ColumnKind::PlayerId, SURE),
    ("provider", ColumnKind::Provider, SURE),
    ("transferid", ColumnKind::TransferId, SURE),
    ("transferdate", ColumnKind::Date, SURE),
    ("date", ColumnKind::Date, LIKELY),
    ("transferseason", ColumnKind::Season, SURE),
    ("seasonname", ColumnKind::Season, LIKELY),
    ("season", ColumnKind::Season, LIKELY),
    ("window", ColumnKind::Window, SURE),
    ("dir", ColumnKind::Direction, LIKELY),
    ("direction", ColumnKind::Direction, SURE),
    ("movement", ColumnKind::Direction, LIKELY),
    ("fromclubid", ColumnKind::FromClubId, SURE),
    ("fromteamid", ColumnKind::FromClubId, SURE),
    ("fromclubname", ColumnKind::FromClub, SURE),
    ("fromteamname", ColumnKind::FromClub, SURE),
    ("toclubid", ColumnKind::ToClubId, SURE),
    ("toteamid", ColumnKind::ToClubId, SURE),
    ("toclubname", ColumnKind::ToClub, SURE),
    ("toteamname", ColumnKind::ToClub, SURE),
    ("teamid", ColumnKind::ClubId, LIKELY),
    ("clubid", ColumnKind::ClubId, LIKELY),
    ("teamname", ColumnKind::Club, LIKELY),
    ("clubname", ColumnKind::Club, LIKELY),
    ("counterteamid", ColumnKind::CounterClubId, SURE),
    ("counterclubid", ColumnKind::CounterClubId, SURE),
    ("counterteamname", ColumnKind::CounterClub, SURE),
    ("counterclubname", ColumnKind::CounterClub, SURE),
    ("transferfee", ColumnKind::Fee, SURE),
    ("fee", ColumnKind::Fee, LIKELY),
    ("marketvalueineur", ColumnKind::MarketValue, SURE),
    ("marketval", ColumnKind::MarketValue, LIKELY),
    ("marketvalue", ColumnKind::MarketValue, SURE),
    ("valueattransfer", ColumnKind::MarketValue, SURE),
    ("playerage", ColumnKind::Age, SURE),
    ("age", ColumnKind::Age, LIKELY),
];

const APPEARANCES: Words = &[
    ("playerid", ColumnKind::PlayerId, SURE),
    ("provider", ColumnKind::Provider, SURE),
    ("gameid", ColumnKind::MatchId, SURE),
    ("matchid", ColumnKind::MatchId, SURE),
    ("appearanceid", ColumnKind::MatchId, POSSIBLE),
    ("date", ColumnKind::Date, SURE),
    ("matchdate", ColumnKind::Date, SURE),
    ("playerclubid", ColumnKind::ClubId, SURE),
    ("clubid", ColumnKind::ClubId, LIKELY),
    ("teamid", ColumnKind::ClubId, LIKELY),
    ("competitionid", ColumnKind::CompetitionId, SURE),
    ("minutesplayed", ColumnKind::Minutes, SURE),
    ("minutes", ColumnKind::Minutes, SURE),
    ("goals", ColumnKind::Goals, SURE),
    ("assists", ColumnKind::Assists, SURE),
    ("yellowcards", ColumnKind::YellowCards, SURE),
    ("redcards", ColumnKind::RedCards, SURE),
];

const INJURIES: Words = &[
    ("playerid", ColumnKind::PlayerId, SURE),
    ("provider", ColumnKind::Provider, SURE),
    ("injury", ColumnKind::Injury, SURE),
    ("injuryreason", ColumnKind::Injury, SURE),
    ("injuredsince", ColumnKind::InjuredSince, SURE),
    ("fromdate", ColumnKind::InjuredSince, SURE),
    ("dateofinjury", ColumnKind::InjuredSince, SURE),
    ("injureduntil", ColumnKind::InjuredUntil, SURE),
    ("enddate", ColumnKind::InjuredUntil, SURE),
    ("untildate", ColumnKind::InjuredUntil, SURE),
    ("dateofreturn", ColumnKind::InjuredUntil, SURE),
    ("duration", ColumnKind::DaysOut, LIKELY),
    ("daysmissed", ColumnKind::DaysOut, SURE),
    ("days", ColumnKind::DaysOut, LIKELY),
    ("gamesmissed", ColumnKind::MatchesMissed, SURE),
    ("matchesmissed", ColumnKind::MatchesMissed, SURE),
    ("seasoninjured", ColumnKind::Season, SURE),
    ("seasonname", ColumnKind::Season, LIKELY),
    ("season", ColumnKind::Season, LIKELY),
    ("club", ColumnKind::Club, SURE),
    ("clubname", ColumnKind::Club, SURE),
    ("teamname", ColumnKind::Club, LIKELY),
];

const CLUBS: Words = &[
    ("clubid", ColumnKind::ClubId, SURE),
    ("provider", ColumnKind::Provider, SURE),
    ("name", ColumnKind::Club, SURE),
    ("clubname", ColumnKind::Club, SURE),
    ("domesticcompetitionid", ColumnKind::CompetitionId, SURE),
    ("competitionid", ColumnKind::CompetitionId, LIKELY),
    ("stadiumname", ColumnKind::Stadium, SURE),
    ("stadiumseats", ColumnKind::Seats, SURE),
    ("nettransferrecord", ColumnKind::NetTransfers, SURE),
];

const COMPETITIONS: Words = &[
    ("competitionid", ColumnKind::CompetitionId, SURE),
    ("provider", ColumnKind::Provider, SURE),
    ("name", ColumnKind::Competition, SURE),
    ("competitionname", ColumnKind::Competition, SURE),
    ("subtype", ColumnKind::CompetitionKind, SURE),
    ("type", ColumnKind::CompetitionKind, POSSIBLE),
    ("countryname", ColumnKind::Country, SURE),
    ("confederation", ColumnKind::Confederation, SURE),
];

const fn words_of(table: TableKind) -> Words {
    match table {
        TableKind::Players | TableKind::Valuations => &[],
        TableKind::Transfers => TRANSFERS,
        TableKind::Appearances => APPEARANCES,
        TableKind::Injuries => INJURIES,
        TableKind::Clubs => CLUBS,
        TableKind::Competitions => COMPETITIONS,
    }
}

/// What a column of `table` can mean; nothing for tables that are not of careers.
pub(crate) fn meanings(table: TableKind) -> Vec<ColumnKind> {
    words_of(table).iter().map(|(_, kind, _)| *kind).collect()
}

/// Proposes a table of careers and the meaning of each column; `None` when the headers are not those of
/// one.
pub(crate) fn guess(headers: &[String]) -> Option<Guess> {
    let folded: Vec<String> = headers.iter().map(|header| fold(header)).collect();
    table_of(&folded).map(|table| as_table(table, &folded))
}

/// Proposes the meaning of each column of a table that a person says is `table`.
pub(crate) fn guess_as(table: TableKind, headers: &[String]) -> Guess {
    let folded: Vec<String> = headers.iter().map(|header| fold(header)).collect();
    as_table(table, &folded)
}

fn as_table(table: TableKind, folded: &[String]) -> Guess {
    let words = words_of(table);
    let mut columns: Vec<(Option<ColumnKind>, u8)> = folded
        .iter()
        .map(|header| {
            words
                .iter()
                .find(|(word, ..)| word == header)
                .map_or((None, 0), |(_, kind, score)| (Some(*kind), *score))
        })
        .collect();
    best_claims(&mut columns);
    let has_ids = columns.iter().any(|(kind, _)| {
        matches!(kind, Some(ColumnKind::PlayerId | ColumnKind::ClubId | ColumnKind::CompetitionId))
    });
    // The ids of these layouts are Transfermarkt's wherever the tables are public.
    let layout = if has_ids { Layout::Transfermarkt } else { Layout::Other };
    Guess { layout, table, columns }
}

fn table_of(folded: &[String]) -> Option<TableKind> {
    let has = |word: &str| folded.iter().any(|header| header == word);
    let has_any = |words: &[&str]| words.iter().any(|word| has(word));
    let both_clubs = has_any(&["fromclubid", "fromteamid", "fromclubname"])
        && has_any(&["toclubid", "toteamid", "toclubname"])
        || has_any(&["dir", "direction", "movement"])
            && has_any(&["counterteamid", "counterclubid", "counterteamname"]);
    if both_clubs && (has("playerid") || has_any(&["transferfee", "fee"])) {
        Some(TableKind::Transfers)
    } else if has("playerid")
        && has_any(&["minutesplayed", "minutes"])
        && has_any(&["gameid", "matchid", "appearanceid"])
    {
        Some(TableKind::Appearances)
    } else if has_any(&["injury", "injuryreason"])
        && has_any(&["injuredsince", "fromdate", "dateofinjury"])
    {
        Some(TableKind::Injuries)
    } else if has("playerid") || !has_any(&["name", "clubname", "competitionname"]) {
        None
    } else if has("clubid") && has_any(&["domesticcompetitionid", "clubcode", "stadiumname"]) {
        Some(TableKind::Clubs)
    } else if has("competitionid")
        && !has("clubid")
        && has_any(&["competitioncode", "countryname", "confederation"])
    {
        Some(TableKind::Competitions)
    } else {
        None
    }
}

/// What a person has to settle before a table of careers can be read.
pub(crate) fn problems(table: TableKind, reading: &Reading) -> Vec<FieldError> {
    let has = |kind: ColumnKind| reading.column(kind).is_some();
    let player = (
        has(ColumnKind::PlayerId),
        "Choose the column that holds the provider's player id. A name is no key: players share them.",
    );
    let needs: &[(bool, &str)] = &match table {
        TableKind::Players | TableKind::Valuations => return Vec::new(),
        TableKind::Transfers => vec![
            player,
            (
                has(ColumnKind::Date) || has(ColumnKind::Season),
                "Choose the column that holds the day or the season of the transfer.",
            ),
            (
                has(ColumnKind::ToClubId)
                    || has(ColumnKind::ToClub)
                    || has(ColumnKind::Direction)
                        && (has(ColumnKind::ClubId) || has(ColumnKind::Club)),
                "Choose the columns that hold the clubs.",
            ),
        ],
        TableKind::Appearances => vec![
            player,
            (has(ColumnKind::Date), "Choose the column that holds the day of the match."),
            (has(ColumnKind::Minutes), "Choose the column that holds the minutes played."),
        ],
        TableKind::Injuries => vec![
            player,
            (has(ColumnKind::InjuredSince), "Choose the column that holds the first day out."),
        ],
        TableKind::Clubs => vec![
            (has(ColumnKind::ClubId), "Choose the column that holds the club id."),
            (has(ColumnKind::Club), "Choose the column that holds the club's name."),
        ],
        TableKind::Competitions => vec![
            (has(ColumnKind::CompetitionId), "Choose the column that holds the competition id."),
            (has(ColumnKind::Competition), "Choose the column that holds the competition's name."),
        ],
    };
    needs
        .iter()
        .filter(|(met, _)| !met)
        .map(|(_, message)| FieldError::new("columns", *message))
        .collect()
}
