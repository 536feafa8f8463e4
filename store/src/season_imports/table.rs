//! The stored file as a season table.

use std::{collections::BTreeMap, io::Read as _};

use football::season_name;
use table_feeds::{
    player_table::{Flag, Reject},
    season_table::{SeasonReader, SeasonRow, SeasonTable, read_season_table},
};

use super::{Preview, PreviewPlayer, SeasonImportError};
use crate::{imports::RejectedRow, uploads::Uploads};

/// Bytes read at a time, and looked at to tell what a file is.
pub(super) const PIECE_BYTES: usize = 128 * 1024;
/// Most bytes of a season's table, unpacked: a hundred times the largest we have seen. Above it the file
/// is something else, and it would be held in memory.
const MOST_BYTES: usize = 256 * 1024 * 1024;
/// Metrics of the catalogue from which a table is a season's and not a list of players.
const LEAST_METRICS: usize = 3;
/// Players and bad rows shown of a dry run.
const SHOWN: usize = 20;

/// Whether the stored file looks like a season's table: players with minutes and metrics we know.
///
/// Blocking: call it on a blocking thread.
pub fn looks_like_a_season(uploads: &Uploads, sha256: &str) -> bool {
    let mut sample = Vec::new();
    let read = uploads
        .open_table(sha256)
        .and_then(|table| Ok(table.take(PIECE_BYTES as u64).read_to_end(&mut sample)?));
    // Only whole lines: half a row is a bad one.
    let end = sample.iter().rposition(|byte| *byte == b'\n').map_or(sample.len(), |at| at + 1);
    read.is_ok()
        && read_season_table(&sample[..end])
            .is_ok_and(|table| known_metrics(&table) >= LEAST_METRICS)
}

/// Reads the stored file. Blocking: call it on a blocking thread.
pub(super) fn read(uploads: &Uploads, sha256: &str) -> Result<SeasonTable, SeasonImportError> {
    let mut file = uploads.open_table(sha256)?;
    let mut reader = SeasonReader::default();
    let mut piece = vec![0; PIECE_BYTES];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(reader.finish()?);
        }
        bytes += read;
        if bytes > MOST_BYTES {
            let why = "the table is larger than a season can be; split it";
            return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, why).into());
        }
        reader.push(&piece[..read])?;
    }
}

/// A table by season, with the rows that cannot be taken.
pub(super) struct Parted {
    /// The rows of each season, by its name.
    pub(super) seasons: BTreeMap<String, SeasonTable>,
    /// The rows that are not taken, in the order of the file.
    pub(super) rejects: Vec<RejectedRow>,
    /// Rows behind the header.
    pub(super) rows: u64,
    /// Rows with letters lost before the file was made.
    pub(super) lost_letters: u64,
}

/// Parts a table by season: a row's own, else `season`. Rows that repeat an earlier one are left out.
pub(super) fn part(table: &SeasonTable, season: &str) -> Parted {
    let mut rejects: Vec<RejectedRow> =
        table.rejects.iter().cloned().map(RejectedRow::from).collect();
    let mut rows: BTreeMap<String, Vec<SeasonRow>> = BTreeMap::new();
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut lost_letters = 0;
    for row in &table.rows {
        let season = row.season.as_deref().unwrap_or(season);
        let Some(name) = season_name(season) else {
            let reason = format!("Season is not a season ({season})");
            rejects.push(Reject { line: row.line, column: "Season".to_owned(), reason }.into());
            continue;
        };
        if let Some(first) = seen.get(&said(table, row)) {
            rejects.push(RejectedRow {
                line: row.line,
                column: String::new(),
                reason: format!("the same as line {first}, to the last cell"),
                is_duplicate: true,
            });
            continue;
        }
        seen.insert(said(table, row), row.line);
        lost_letters += u64::from(row.flags.contains(Flag::LostLetters));
        rows.entry(name).or_default().push(row.clone());
    }
    rejects.sort_by_key(|reject| reject.line);
    let part = |rows| SeasonTable { rows, rejects: Vec::new(), ..table.clone() };
    Parted {
        rows: (table.rows.len() + table.rejects.len()) as u64,
        seasons: rows.into_iter().map(|(season, rows)| (season, part(rows))).collect(),
        rejects,
        lost_letters,
    }
}

/// All that a row says, but for its line.
fn said(table: &SeasonTable, row: &SeasonRow) -> String {
    let figures: Vec<_> = (0..table.columns.len()).map(|column| row.figure(column)).collect();
    let who = (&row.provider_id, &row.name, &row.nation, &row.positions, row.birth_year, row.age);
    let what = (&row.club, &row.competition, &row.season, row.matches, row.starts, row.minutes);
    format!("{who:?}{what:?}{figures:?}")
}

/// What a dry run of the table shows.
pub(super) fn preview(table: &SeasonTable) -> Preview {
    // The season may still be open: any will do for counting.
    let parted = part(table, "2000/2001");
    let players: Vec<_> =
        parted.seasons.values().flat_map(|table| table.player_seasons().players).collect();
    let mut seasons: Vec<String> =
        table.rows.iter().filter_map(|row| season_name(row.season.as_deref()?)).collect();
    seasons.sort_unstable();
    seasons.dedup();
    let unlisted = table
        .columns
        .iter()
        .filter(|column| column.metric.known().is_none() && column.repeats.is_none())
        .map(|column| column.header.clone())
        .collect();
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    Preview {
        encoding: table.encoding.label(table_feeds::player_table::Legacy::default()),
        rows: parted.rows,
        players: players.len() as u64,
        metrics: known_metrics(table) as u64,
        unlisted,
        rejected: parted.rejects.len() as u64,
        lost_letters: parted.lost_letters,
        seasons,
        warnings: table.warnings.clone(),
        first: players
            .iter()
            .take(SHOWN)
            .map(|player| PreviewPlayer {
                line: player.lines.first().copied().unwrap_or(0),
                name: player.name.clone(),
                nation: text(player.nation.as_ref()),
                birth_year: player.birth_year,
                positions: player.positions.clone(),
                clubs: player
                    .clubs
                    .iter()
                    .filter_map(|spell| spell.club.as_deref())
                    .collect::<Vec<_>>()
                    .join(", "),
                minutes: player.minutes,
            })
            .collect(),
        first_rejects: parted.rejects.into_iter().take(SHOWN).collect(),
    }
}

fn known_metrics(table: &SeasonTable) -> usize {
    table
        .columns
        .iter()
        .filter(|column| column.metric.known().is_some() && column.repeats.is_none())
        .count()
}
