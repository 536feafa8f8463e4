//! The reject file: the rows that were not taken, as they stood, with line, column and reason.

use futures::TryStreamExt;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, Row as _};
use table_feeds::player_table::{
    ColumnKind, Reading, Record, Reject, Row, TableReader, is_formula,
};
use tokio::sync::mpsc;

use super::{ImportError, draft::blocking, preview::pieces};
use crate::uploads::{StoredFile, Uploads};

/// Rows kept with the summary, for the page.
const SHOWN: usize = 50;
/// Rows that wait between the database and the file.
const WAITING_ROWS: usize = 1024;
/// Size above which the reject file is handed on to the disk, in bytes.
const FLUSH_BYTES: usize = 64 * 1024;
/// The reject file is never larger than the file it is from by more than this factor; beyond it
/// something is wrong with us.
const LIMIT_BYTES: u64 = 16 * 1024 * 1024 * 1024;

/// A row that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedRow {
    /// The physical line on which the row starts, from 1.
    pub line: u64,
    /// The column's header; empty when the row as a whole is at fault.
    pub column: String,
    /// What is wrong.
    pub reason: String,
    /// It only says again what an earlier row says.
    #[serde(default)]
    pub is_duplicate: bool,
}

impl From<Reject> for RejectedRow {
    fn from(reject: Reject) -> Self {
        Self {
            line: reject.line,
            column: reject.column,
            reason: reject.reason,
            is_duplicate: false,
        }
    }
}

/// Why a row that parsed was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The player stands on an earlier line.
    Duplicate,
    /// The player's value of that day stands on an earlier line.
    DuplicateValue,
    /// The player was deleted.
    Deleted,
    /// Several players have the name and birth date.
    Ambiguous,
    /// Nobody has the id.
    UnknownPlayer,
    /// The same row of a table of careers stands on an earlier line.
    DuplicateEntry,
}

impl Refusal {
    const ALL: [Self; 6] = [
        Self::Duplicate,
        Self::DuplicateValue,
        Self::Deleted,
        Self::Ambiguous,
        Self::UnknownPlayer,
        Self::DuplicateEntry,
    ];

    pub(super) const fn code(self) -> u8 {
        self as u8
    }

    fn is_duplicate(self) -> bool {
        matches!(self, Self::Duplicate | Self::DuplicateValue | Self::DuplicateEntry)
    }

    fn row(self, line: u64, detail: i64, reading: &Reading, record: &Record<'_>) -> RejectedRow {
        let column = |kind: ColumnKind| {
            reading.column(kind).map_or("", |place| reading.columns[place].header.as_str())
        };
        let id = reading.column(ColumnKind::PlayerId).map_or("", |place| record.get(place));
        let (column, reason) = match self {
            Self::Duplicate => ("", format!("same player as on line {detail}")),
            Self::DuplicateValue => {
                ("", format!("same player, date and source as on line {detail}"))
            }
            Self::DuplicateEntry => {
                ("", format!("same {} as on line {detail}", reading.table.noun()))
            }
            Self::Deleted => {
                ("", "this player was deleted in Touchline; restore the player first".to_owned())
            }
            Self::Ambiguous => (
                column(ColumnKind::Name),
                format!("{detail} players have this name and birth date; add a player id"),
            ),
            Self::UnknownPlayer => (
                column(ColumnKind::PlayerId),
                format!(
                    "{} {id} is not known; import the players first",
                    column(ColumnKind::PlayerId)
                ),
            ),
        };
        RejectedRow { line, column: column.to_owned(), reason, is_duplicate: self.is_duplicate() }
    }
}

/// What was not taken.
#[derive(Debug, Default)]
pub(super) struct Rejected {
    pub(super) faulty: u64,
    pub(super) duplicates: u64,
    pub(super) first: Vec<RejectedRow>,
    pub(super) file: Option<StoredFile>,
}

/// Writes the reject file in a second pass over the table: the rows that did not parse, and those in
/// `refused`, in the order of the file.
pub(super) async fn write_rejects(
    connection: &mut PgConnection,
    uploads: &Uploads,
    sha256: &str,
    reading: &Reading,
) -> Result<Rejected, ImportError> {
    let (refused_sender, refused) = mpsc::channel(WAITING_ROWS);
    let (bytes_sender, mut bytes) = mpsc::channel::<Vec<u8>>(2);
    let second_pass = {
        let (uploads, sha256, reading) = (uploads.clone(), sha256.to_owned(), reading.clone());
        blocking(move || read_again(&uploads, &sha256, &reading, refused, bytes_sender))
    };
    let feed = async {
        let mut rows =
            sqlx::query("SELECT line, reason, detail FROM refused ORDER BY line").fetch(connection);
        while let Some(row) = rows.try_next().await? {
            let (line, reason, detail): (i64, i16, i64) = (row.get(0), row.get(1), row.get(2));
            if refused_sender.send((line.unsigned_abs(), reason, detail)).await.is_err() {
                break;
            }
        }
        drop(refused_sender);
        Ok::<_, ImportError>(())
    };
    let keep = async {
        let mut writer = uploads.begin(LIMIT_BYTES).await?;
        while let Some(piece) = bytes.recv().await {
            writer.write(&piece).await?;
        }
        Ok::<_, ImportError>(writer.finish().await?)
    };
    let (mut rejected, (), file) = tokio::try_join!(second_pass, feed, keep)?;
    rejected.file = (rejected.faulty + rejected.duplicates > 0).then_some(file);
    Ok(rejected)
}

fn read_again(
    uploads: &Uploads,
    sha256: &str,
    reading: &Reading,
    mut refused: mpsc::Receiver<(u64, i16, i64)>,
    bytes: mpsc::Sender<Vec<u8>>,
) -> Result<Rejected, ImportError> {
    let mut rejected = Rejected::default();
    let mut file =
        csv::WriterBuilder::new().flexible(true).from_writer(Pieces { waiting: Vec::new(), bytes });
    let headers = reading.columns.iter().map(|column| column.header.as_str());
    file.write_record(["line", "column", "reason"].into_iter().chain(headers))
        .map_err(std::io::Error::other)?;
    let mut next_refused = refused.blocking_recv();
    let mut fault = None;
    let mut take = |row: Row<'_>, record: &Record<'_>| {
        let bad = match row {
            Row::Rejected(reject) => RejectedRow::from(reject),
            _ => match next_refused {
                Some((line, reason, detail)) if line == record.line => {
                    next_refused = refused.blocking_recv();
                    let refusal = Refusal::ALL
                        .into_iter()
                        .find(|refusal| i16::from(refusal.code()) == reason)
                        .unwrap_or(Refusal::Duplicate);
                    refusal.row(line, detail, reading, record)
                }
                _ => return,
            },
        };
        if let Err(error) = write_row(&mut file, &bad, record) {
            fault.get_or_insert(error);
        }
        rejected.take(bad);
    };
    let mut reader = TableReader::new(reading);
    pieces(uploads, sha256, |piece| Ok(reader.push(piece, &mut take)?))?;
    reader.finish(&mut take)?;
    if let Some(error) = fault {
        return Err(std::io::Error::other(error).into());
    }
    file.flush()?;
    Ok(rejected)
}

/// Hands what is written on to the disk's side, piece by piece.
struct Pieces {
    waiting: Vec<u8>,
    bytes: mpsc::Sender<Vec<u8>>,
}

impl std::io::Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= FLUSH_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.bytes
            .blocking_send(std::mem::take(&mut self.waiting))
            .map_err(|_closed| std::io::Error::other("the reject file could not be written"))
    }
}

fn write_row(
    file: &mut csv::Writer<Pieces>,
    bad: &RejectedRow,
    record: &Record<'_>,
) -> Result<(), csv::Error> {
    file.write_field(bad.line.to_string())?;
    file.write_field(harmless(&bad.column).as_bytes())?;
    file.write_field(harmless(&bad.reason).as_bytes())?;
    for cell in record.cells() {
        file.write_field(harmless(cell).as_bytes())?;
    }
    file.write_record(None::<&[u8]>)
}

/// The reject file is opened in a spreadsheet, to be mended there: nothing in it may run.
pub(crate) fn harmless(cell: &str) -> std::borrow::Cow<'_, str> {
    // A negative number is a number and no formula.
    if is_formula(cell) && cell.parse::<f64>().is_err() {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

impl Rejected {
    fn take(&mut self, row: RejectedRow) {
        if row.is_duplicate {
            self.duplicates += 1;
        } else {
            self.faulty += 1;
        }
        if self.first.len() < SHOWN {
            self.first.push(row);
        }
    }
}
