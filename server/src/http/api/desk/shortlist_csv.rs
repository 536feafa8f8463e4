//! A shortlist as a CSV file for people, who open it in a spreadsheet.

use football::desk::{Board, ShortlistEntry};

use crate::spreadsheet::{Writer, neutralised, written};

/// The columns, in order.
const HEADER: [&str; 14] = [
    "touchline_id",
    "name",
    "position",
    "birth_date",
    "club",
    "contract_until",
    "market_value",
    "stage",
    "mean_rating",
    "ratings",
    "comments",
    "why",
    "added_by",
    "added_at",
];

/// The file: everybody who is on the list, by stage and then in the order in which they were added.
pub(super) fn file(board: &Board) -> anyhow::Result<Vec<u8>> {
    let mut there: Vec<_> = board.entries.iter().filter(|entry| !entry.is_removed).collect();
    there.sort_by_key(|entry| entry.stage as usize);
    written(|csv| {
        csv.write_record(HEADER)?;
        there.into_iter().try_for_each(|entry| write(csv, entry))
    })
}

fn write(csv: &mut Writer, entry: &ShortlistEntry) -> Result<(), csv::Error> {
    let shown = |value: Option<String>| value.unwrap_or_default();
    let optional = |text: Option<&str>| text.map(neutralised).unwrap_or_default();
    csv.write_record([
        entry.player_id.to_string(),
        neutralised(&entry.name),
        shown(entry.position.map(|position| position.to_string())),
        shown(entry.birth_date.map(|day| day.to_string())),
        optional(entry.club.as_deref()),
        shown(entry.contract_until.map(|day| day.to_string())),
        shown(entry.value_eur.map(|value| value.to_string())),
        entry.stage.as_str().to_owned(),
        shown(entry.mean_stars.map(|mean| format!("{mean:.1}"))),
        entry.ratings.to_string(),
        entry.comments.to_string(),
        neutralised(&entry.why),
        optional(entry.by.as_deref()),
        entry.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
    ])
}
