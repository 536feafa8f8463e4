//! The reject file: the rows that were not taken, as they stood, with line, column and reason.

use std::collections::HashMap;

use table_feeds::player_table::{Delimiter, Legacy, Record, RecordReader};

use super::{SeasonImportError, draft::blocking, table::PIECE_BYTES};
use crate::{
    imports::{RejectedRow, harmless},
    uploads::{StoredFile, Uploads},
};

/// The reject file is never larger than the file it is from by more than this; beyond it something is
/// wrong with us.
const LIMIT_BYTES: u64 = 1024 * 1024 * 1024;

/// Writes the reject file in a second pass over the table; `None` where every row was taken.
pub(super) async fn write_rejects(
    uploads: &Uploads,
    sha256: &str,
    delimiter: Delimiter,
    rejects: &[RejectedRow],
) -> Result<Option<StoredFile>, SeasonImportError> {
    if rejects.is_empty() {
        return Ok(None);
    }
    let bytes = {
        let (uploads, sha256, rejects) = (uploads.clone(), sha256.to_owned(), rejects.to_vec());
        blocking(move || read_again(&uploads, &sha256, delimiter, &rejects)).await?
    };
    let mut writer = uploads.begin(LIMIT_BYTES).await?;
    writer.write(&bytes).await?;
    Ok(Some(writer.finish().await?))
}

fn read_again(
    uploads: &Uploads,
    sha256: &str,
    delimiter: Delimiter,
    rejects: &[RejectedRow],
) -> Result<Vec<u8>, SeasonImportError> {
    let bad: HashMap<u64, &RejectedRow> = rejects.iter().map(|row| (row.line, row)).collect();
    let mut file = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let mut header_seen = false;
    let mut fault = None;
    let mut take = |record: Record<'_>| {
        let written = if header_seen {
            bad.get(&record.line).map_or(Ok(()), |row| write_row(&mut file, row, &record))
        } else {
            header_seen = true;
            file.write_record(["line", "column", "reason"].into_iter().chain(record.cells()))
        };
        if let Err(error) = written {
            fault.get_or_insert(error);
        }
    };
    let mut table = uploads.open_table(sha256)?;
    let mut records = RecordReader::new(delimiter, Legacy::default());
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let read = std::io::Read::read(&mut table, &mut piece)?;
        if read == 0 {
            break;
        }
        records
            .push(&piece[..read], &mut take)
            .map_err(table_feeds::season_table::SeasonTableError::from)?;
    }
    records.finish(&mut take).map_err(table_feeds::season_table::SeasonTableError::from)?;
    if let Some(error) = fault {
        return Err(std::io::Error::other(error).into());
    }
    Ok(file.into_inner().map_err(|error| std::io::Error::other(error.to_string()))?)
}

fn write_row(
    file: &mut csv::Writer<Vec<u8>>,
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
