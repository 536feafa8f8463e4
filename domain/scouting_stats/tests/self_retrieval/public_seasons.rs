//! Two public seasons of five leagues, as tables of metrics, with the players who are in both.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read as _,
    path::PathBuf,
};

use football::SeasonMetric;
use scouting_stats::{MetricTable, PeerRule, TablePlayer};
use table_feeds::season_table::{SeasonTable, read_season_table};

const EARLIER: &str = "fbref_big5_2021_2022_per90_latin1_comma.csv.gz";
const LATER: &str = "fbref_big5_2022_2023_per90_semicolon_crlf.csv.gz";

/// One season after the other, with the same metrics in the same order.
pub(crate) struct PublicSeasons {
    pub(crate) earlier: MetricTable,
    pub(crate) later: MetricTable,
    /// Places of one player in both, the earlier first.
    pub(crate) same_player: Vec<(usize, usize)>,
    /// Those of them whom a reader of ISO-8859-1 finds. The earlier file is in windows-1252: read as
    /// ISO-8859-1, `Š`, `š`, `Ž` and `ž` become control characters and match no name.
    pub(crate) same_in_latin_1: Vec<(usize, usize)>,
}

/// A player's place among the rows, by name and year of birth.
type Places = BTreeMap<(String, Option<i32>), usize>;

/// The seasons as the scouting specification measures them (2.3): the 107 columns that both files
/// print under one header, as printed; of each player the row of most minutes. `None`, said aloud,
/// where the files are absent.
pub(crate) fn as_printed() -> Option<PublicSeasons> {
    let [earlier, later] = [read(EARLIER)?, read(LATER)?];
    let headers: Vec<String> = earlier
        .columns
        .iter()
        .map(|column| column.header.clone())
        .filter(|header| later.column(header).is_some())
        .collect();
    let [earlier, later] = [&earlier, &later].map(|season| printed(season, &headers));
    Some(PublicSeasons::new(earlier, later))
}

/// The seasons as the product compares them: each metric once, in the catalogue's units, the clubs of a
/// season joined.
pub(crate) fn as_joined() -> Option<PublicSeasons> {
    let [earlier, later] = [read(EARLIER)?, read(LATER)?].map(|season| season.player_seasons());
    let others: BTreeSet<_> = later.metrics.iter().collect();
    let metrics: Vec<SeasonMetric> =
        earlier.metrics.iter().filter(|metric| others.contains(metric)).cloned().collect();
    let [earlier, later] = [&earlier, &later].map(|season| {
        let players: Vec<_> =
            season.players.iter().filter(|player| is_peer(player.minutes)).collect();
        let rows = players
            .iter()
            .map(|player| TablePlayer { group: player.group, minutes: player.minutes })
            .collect();
        let mut table = MetricTable::new(metrics.clone(), rows);
        for (place, metric) in metrics.iter().enumerate() {
            let Some(column) = season.metrics.iter().position(|other| other == metric) else {
                continue;
            };
            for (row, player) in players.iter().enumerate() {
                table.set(row, place, player.figure(column));
            }
        }
        let places: Places = players
            .iter()
            .enumerate()
            .map(|(row, player)| ((player.name.clone(), player.birth_year), row))
            .collect();
        (table, places)
    });
    Some(PublicSeasons::new(earlier, later))
}

fn printed(season: &SeasonTable, headers: &[String]) -> (MetricTable, Places) {
    let mut best: BTreeMap<(&str, Option<i32>), usize> = BTreeMap::new();
    for (place, row) in season.rows.iter().enumerate().filter(|(_, row)| is_peer(row.minutes)) {
        let place_so_far = best.entry((&row.name, row.birth_year)).or_insert(place);
        if season.rows[*place_so_far].minutes < row.minutes {
            *place_so_far = place;
        }
    }
    let rows: Vec<_> = best.values().map(|place| &season.rows[*place]).collect();
    let players =
        rows.iter().map(|row| TablePlayer { group: row.group, minutes: row.minutes }).collect();
    // By header, so that a metric which stands twice counts twice, as it does in the specification.
    let metrics = headers.iter().cloned().map(SeasonMetric::Unlisted).collect();
    let mut table = MetricTable::new(metrics, players);
    for (metric, header) in headers.iter().enumerate() {
        let Some(column) = season.column(header) else { continue };
        for (player, row) in rows.iter().enumerate() {
            table.set(player, metric, row.figure(column));
        }
    }
    let places = best
        .keys()
        .enumerate()
        .map(|(player, (name, born))| (((*name).to_owned(), *born), player))
        .collect();
    (table, places)
}

fn is_peer(minutes: u32) -> bool {
    minutes >= PeerRule::SEASON.least_minutes
}

impl PublicSeasons {
    fn new(
        (earlier, before): (MetricTable, Places),
        (later, after): (MetricTable, Places),
    ) -> Self {
        let in_both: Vec<_> = before
            .iter()
            .filter_map(|(who, own)| Some((&who.0, (*own, *after.get(who)?))))
            .collect();
        let is_latin_1 = |name: &str| name.chars().all(|letter| u32::from(letter) < 0x100);
        Self {
            earlier,
            later,
            same_player: in_both.iter().map(|(_, places)| *places).collect(),
            same_in_latin_1: in_both
                .iter()
                .filter(|(name, _)| is_latin_1(name))
                .map(|(_, places)| *places)
                .collect(),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the test data lies outside the checkout")]
fn read(name: &str) -> Option<SeasonTable> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/scouting/fbref")
        .join(name);
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is absent", path.display());
        return None;
    };
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice())
        .read_to_end(&mut unpacked)
        .expect("the public files are whole");
    Some(read_season_table(&unpacked).expect("the public files are season tables"))
}
