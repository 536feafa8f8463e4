//! Players as a CSV file: for people, who open it in a spreadsheet, or without loss, for an import.
//!
//! The header has the words that `table_feeds::player_table` knows. `store::exports` writes the file that names
//! each player across installations.

use chrono::NaiveDate;
use football::{Player, PlayerQuery};
use futures::{Stream, stream};
use store::{Database, players};

use crate::spreadsheet::{Writer, neutralised, written};

/// Players read from the database at once: some megabytes at most.
const PLAYERS_AT_ONCE: u16 = 2_000;

/// The columns, in order.
const HEADER: [&str; 17] = [
    "touchline_id",
    "name",
    "known_name",
    "birth_date",
    "nationality",
    "position",
    "foot",
    "height_cm",
    "club",
    "competition",
    "contract_until",
    "status",
    "market_value",
    "value_date",
    "value_source",
    "photo_url",
    "updated_at",
];

/// What becomes of a cell that a spreadsheet would take for a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formulas {
    /// An apostrophe goes before it: for people.
    Neutralised,
    /// It stays: for programs.
    Kept,
}

/// The file in pieces, header first: the players that fit the query in its order, however many. Its
/// cursor and limit are not looked at.
///
/// Read by keyset in many short queries, so a reader who is slow holds no connection. Players who
/// change their place meanwhile may be missed or come twice; order by name to avoid it.
pub fn export(
    db: Database,
    query: PlayerQuery,
    today: NaiveDate,
    formulas: Formulas,
) -> impl Stream<Item = Result<Vec<u8>, anyhow::Error>> {
    let first = PlayerQuery { cursor: None, limit: PLAYERS_AT_ONCE, ..query };
    let header = stream::once(async { written(|csv| csv.write_record(HEADER)) });
    let pages = stream::try_unfold(Some(first), move |query| {
        let db = db.clone();
        async move {
            let Some(query) = query else { return Ok(None) };
            let page = players::list(&db, &query, today).await?;
            let piece = written(|csv| {
                page.items.iter().try_for_each(|player| write_player(csv, player, formulas))
            })?;
            let next = page.next_cursor.map(|cursor| query.at(Some(cursor)));
            Ok(Some((piece, next)))
        }
    });
    futures::StreamExt::chain(header, pages)
}

fn write_player(csv: &mut Writer, player: &Player, formulas: Formulas) -> Result<(), csv::Error> {
    let text = |text: &str| match formulas {
        Formulas::Neutralised => neutralised(text),
        Formulas::Kept => text.to_owned(),
    };
    let optional = |value: Option<&str>| value.map(text).unwrap_or_default();
    let shown = |value: Option<String>| value.unwrap_or_default();
    let value = player.market_value.as_ref();
    csv.write_record([
        player.id.to_string(),
        text(&player.name),
        optional(player.known_name.as_deref()),
        shown(player.birth_date.map(|day| day.to_string())),
        text(&player.nationalities.join("|")),
        shown(player.position.map(|position| position.to_string())),
        shown(player.foot.map(|foot| foot.as_str().to_owned())),
        shown(player.height_cm.map(|height| height.to_string())),
        optional(player.club.as_deref()),
        optional(player.competition.as_deref()),
        shown(player.contract_until.map(|day| day.to_string())),
        player.status.as_str().to_owned(),
        shown(value.map(|value| value.amount_eur.to_string())),
        shown(value.map(|value| value.date.to_string())),
        optional(value.map(|value| value.source.as_str())),
        optional(player.photo_url.as_deref()),
        player.updated_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
    ])
}
