//! Rows of careers as a dry run shows them.

use table_feeds::{
    career_table::{CareerRow, NamedClub, Window},
    player_table::{Reading, TableKind},
};

/// What the cells of a row are called; empty for tables that are not of careers.
pub const fn heads(table: TableKind) -> &'static [&'static str] {
    match table {
        TableKind::Players | TableKind::Valuations => &[],
        TableKind::Transfers => &["Player", "Day", "Season", "Left", "Joined", "Fee", "Value then"],
        TableKind::Appearances => {
            &["Player", "Day", "Club", "Competition", "Minutes", "Goals", "Assists"]
        }
        TableKind::Injuries => &["Player", "Injury", "Since", "Until", "Days out"],
        TableKind::Clubs => &["Club", "Name", "League", "Stadium"],
        TableKind::Competitions => &["Competition", "Name", "Kind", "Country"],
    }
}

/// The line and the cells of a row; an empty cell is unknown.
pub(in crate::imports) fn cells(row: &CareerRow<'_>, reading: &Reading) -> (u64, Vec<String>) {
    let id = |whose: &table_feeds::career_table::ProvidedId<'_>| {
        let provider = whose.provider.as_deref().or(reading.provider.as_deref());
        [provider.unwrap_or_default(), " ", whose.id].concat()
    };
    match row {
        CareerRow::Transfer(row) => (
            row.line,
            vec![
                id(&row.player),
                shown(row.date),
                format!("{} {}", shown(row.season), row.window.map_or("", Window::as_str))
                    .trim()
                    .to_owned(),
                club(row.from),
                club(row.to),
                row.fee.label(),
                row.value_eur.map(football::euros).unwrap_or_default(),
            ],
        ),
        CareerRow::Appearance(row) => (
            row.line,
            vec![
                id(&row.player),
                row.date.to_string(),
                row.club_id.unwrap_or_default().to_owned(),
                row.competition_id.unwrap_or_default().to_owned(),
                shown(row.minutes),
                shown(row.goals),
                shown(row.assists),
            ],
        ),
        CareerRow::Injury(row) => (
            row.line,
            vec![
                id(&row.player),
                row.injury.clone().into_owned(),
                row.since.to_string(),
                shown(row.until),
                shown(row.days),
            ],
        ),
        CareerRow::Club(row) => (
            row.line,
            vec![
                id(&row.club),
                row.name.to_owned(),
                row.competition_id.unwrap_or_default().to_owned(),
                row.stadium.unwrap_or_default().to_owned(),
            ],
        ),
        CareerRow::Competition(row) => (
            row.line,
            vec![
                id(&row.competition),
                row.name.clone().into_owned(),
                row.kind.unwrap_or_default().to_owned(),
                row.country.unwrap_or_default().to_owned(),
            ],
        ),
    }
}

fn shown(value: Option<impl std::fmt::Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn club(club: NamedClub<'_>) -> String {
    club.name.or(club.id).unwrap_or_default().to_owned()
}
