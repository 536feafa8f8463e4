//! A dry run over a whole file: what an import would take, and what its first rows look like.

use std::io::Read;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use table_feeds::{
    career_table::CareerRow,
    player_table::{Delimiter, Flag, Flags, Legacy, Reading, Row, Scan, Scanned, TableReader},
};

use super::{FlagCounts, ImportError, RejectedRow, career};
use crate::uploads::Uploads;

/// Rows shown of a dry run.
const SHOWN_ROWS: usize = 20;
/// Bad rows shown of a dry run.
const SHOWN_REJECTS: usize = 20;
/// Bytes read at a time.
pub(super) const PIECE_BYTES: usize = 128 * 1024;

/// What a dry run found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Rows behind the header.
    pub rows: u64,
    /// Physical lines.
    pub lines: u64,
    /// Rows that cannot be taken, whoever is known already.
    pub rejected: u64,
    /// Oddities by kind.
    pub flags: FlagCounts,
    /// What a person should know, as sentences.
    pub warnings: Vec<String>,
    /// The cells of the first row as written: one example for each column.
    pub examples: Vec<String>,
    /// The first rows as they would be taken.
    pub first_rows: Vec<PreviewRow>,
    /// The first rows that cannot be taken.
    pub first_rejects: Vec<RejectedRow>,
}

/// One row as it would be taken. Empty text is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// The physical line.
    pub line: u64,
    /// Provider and id.
    pub id: String,
    /// The player's name.
    pub name: String,
    /// ISO date.
    pub birth_date: String,
    /// Position code.
    pub position: String,
    /// Nations, comma between them.
    pub nationalities: String,
    /// Club.
    pub club: String,
    /// Height in centimetres.
    pub height_cm: String,
    /// Value in whole euros.
    pub value_eur: Option<i64>,
    /// ISO date of the value.
    pub value_date: String,
    /// What is odd about the row, as words.
    pub notes: Vec<String>,
    /// The cells of a row of a table of careers, under [`super::career_heads`].
    #[serde(default)]
    pub cells: Vec<String>,
}

/// How a file is looked over.
pub(super) enum Look {
    /// Propose everything.
    Fresh,
    /// Propose the columns; a person has chosen delimiter and encoding.
    By(Delimiter, Legacy),
    /// Read it as settled.
    As(Reading),
}

/// Looks over the stored file: proposes how to read it, and reads all of it once that way.
///
/// Blocking and long for a large file: call it on a blocking thread.
pub(super) fn look_over(
    uploads: &Uploads,
    sha256: &str,
    today: NaiveDate,
    look: Look,
) -> Result<(Reading, Preview), ImportError> {
    let mut scan = match look {
        Look::Fresh => Scan::new(today),
        Look::By(delimiter, legacy) => Scan::with_format(today, delimiter, legacy),
        Look::As(reading) => Scan::with_reading(reading),
    };
    pieces(uploads, sha256, |piece| scan.push(piece).map_err(ImportError::from))?;
    let scanned = scan.finish()?;
    let preview = dry_run(uploads, sha256, &scanned)?;
    Ok((scanned.reading, preview))
}

/// Hands the stored file, unpacked, to `each`, piece by piece.
pub(super) fn pieces(
    uploads: &Uploads,
    sha256: &str,
    mut each: impl FnMut(&[u8]) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut table = uploads.open_table(sha256)?;
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        match table.read(&mut piece)? {
            0 => return Ok(()),
            read => each(&piece[..read])?,
        }
    }
}

fn dry_run(uploads: &Uploads, sha256: &str, scanned: &Scanned) -> Result<Preview, ImportError> {
    let mut preview = Preview {
        rows: scanned.rows,
        lines: scanned.lines,
        warnings: scanned.warnings.clone(),
        examples: scanned.preview.first().cloned().unwrap_or_default(),
        ..Preview::default()
    };
    // An unsettled reading would reject every row for one and the same reason.
    if !scanned.reading.problems().is_empty() {
        return Ok(preview);
    }
    let mut reader = TableReader::new(&scanned.reading);
    pieces(uploads, sha256, |piece| {
        Ok(reader.push(piece, &mut |row, _| preview.take(row, &scanned.reading))?)
    })?;
    reader.finish(&mut |row, _| preview.take(row, &scanned.reading))?;
    preview.warn_of_flags();
    Ok(preview)
}

impl Preview {
    fn take(&mut self, row: Row<'_>, reading: &Reading) {
        match row {
            Row::Rejected(reject) => {
                self.rejected += 1;
                if self.first_rejects.len() < SHOWN_REJECTS {
                    self.first_rejects.push(reject.into());
                }
            }
            Row::Player(player) => {
                self.flags.add(player.flags);
                if self.first_rows.len() < SHOWN_ROWS {
                    let date = |date: Option<NaiveDate>| date.map(|date| date.to_string());
                    self.first_rows.push(PreviewRow {
                        line: player.line,
                        id: id_text(player.provider.as_deref(), player.provider_id, reading),
                        name: player.name.map(std::borrow::Cow::into_owned).unwrap_or_default(),
                        birth_date: date(player.birth_date).unwrap_or_default(),
                        position: player
                            .position
                            .map(|position| position.code().to_owned())
                            .unwrap_or_default(),
                        nationalities: player.nationalities.join(", "),
                        club: player.club.unwrap_or_default().to_owned(),
                        height_cm: player
                            .height_cm
                            .map(|height| height.to_string())
                            .unwrap_or_default(),
                        value_eur: player.value_eur,
                        value_date: player
                            .value_eur
                            .map(|_| player.value_date.unwrap_or(reading.as_of).to_string())
                            .unwrap_or_default(),
                        notes: notes(player.flags),
                        cells: Vec::new(),
                    });
                }
            }
            Row::Valuation(value) => {
                if self.first_rows.len() < SHOWN_ROWS {
                    self.first_rows.push(PreviewRow {
                        line: value.line,
                        id: id_text(value.provider.as_deref(), Some(value.provider_id), reading),
                        value_eur: Some(value.amount_eur),
                        value_date: value.date.to_string(),
                        ..PreviewRow::default()
                    });
                }
            }
            Row::Career(row) => self.take_career(&row, reading),
        }
    }

    fn take_career(&mut self, row: &CareerRow<'_>, reading: &Reading) {
        if let CareerRow::Transfer(transfer) = row {
            self.flags.add(transfer.flags);
        }
        if self.first_rows.len() < SHOWN_ROWS {
            let (line, cells) = career::cells(row, reading);
            self.first_rows.push(PreviewRow { line, cells, ..PreviewRow::default() });
        }
    }

    fn warn_of_flags(&mut self) {
        let flags = self.flags;
        for (count, what) in [
            (
                flags.no_name,
                "Rows without a name, whose players are shown by provider and id until a name comes",
            ),
            (flags.no_birth_date, "Rows without a birth date, which stays unknown"),
            (
                flags.lost_letters,
                "Rows that lost letters (a “?” within a name), kept as they are and flagged",
            ),
            (
                flags.formula,
                "Rows with text that a spreadsheet would run as a formula, kept as text",
            ),
            (
                flags.line_only,
                "Rows that give only a line of play, for which its central position stands",
            ),
            (flags.odd_age, "Rows with an age that is none (“†26”), which stays unknown"),
        ] {
            if count > 0 {
                self.warnings.push(format!("{what}: {count}."));
            }
        }
    }
}

impl FlagCounts {
    pub(super) fn add(&mut self, flags: Flags) {
        for flag in Flag::ALL {
            if flags.contains(flag) {
                *match flag {
                    Flag::NoBirthDate => &mut self.no_birth_date,
                    Flag::NoName => &mut self.no_name,
                    Flag::LostLetters => &mut self.lost_letters,
                    Flag::Formula => &mut self.formula,
                    Flag::LineOnly => &mut self.line_only,
                    Flag::OddAge => &mut self.odd_age,
                } += 1;
            }
        }
    }
}

fn id_text(provider: Option<&str>, id: Option<&str>, reading: &Reading) -> String {
    let provider = provider.or(reading.provider.as_deref()).unwrap_or_default();
    id.map_or_else(String::new, |id| format!("{provider} {id}"))
}

fn notes(flags: Flags) -> Vec<String> {
    Flag::ALL
        .into_iter()
        .filter(|flag| flags.contains(*flag))
        .map(|flag| {
            match flag {
                Flag::NoBirthDate => "birth date unknown",
                Flag::NoName => "name unknown",
                Flag::LostLetters => "lost letters",
                Flag::Formula => "formula kept as text",
                Flag::LineOnly => "line of play only",
                Flag::OddAge => "age unknown",
            }
            .to_owned()
        })
        .collect()
}
