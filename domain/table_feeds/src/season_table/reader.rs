//! Bytes of a season table in, rows out.

use super::{SeasonTable, SeasonTableError, row_reader::TableSoFar};
use crate::player_table::{
    Delimiter, Legacy, RecordReader, SAMPLE_BYTES, TableError, likely_delimiter,
    refuse_other_than_text,
};

/// Reads a season table that comes in pieces.
#[derive(Default)]
pub struct SeasonReader {
    sample: Vec<u8>,
    pass: Option<Pass>,
}

struct Pass {
    delimiter: Delimiter,
    records: RecordReader,
    table: TableSoFar,
}

/// Reads a season table that is there as a whole.
///
/// # Errors
/// As [`SeasonReader::finish`].
pub fn read_season_table(bytes: &[u8]) -> Result<SeasonTable, SeasonTableError> {
    let mut reader = SeasonReader::default();
    reader.push(bytes)?;
    reader.finish()
}

impl SeasonReader {
    /// Reads the next piece of the file.
    ///
    /// # Errors
    /// The file as a whole is not a table.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), SeasonTableError> {
        if let Some(pass) = &mut self.pass {
            return pass.push(bytes);
        }
        self.sample.extend_from_slice(bytes);
        if self.sample.len() >= SAMPLE_BYTES { self.begin() } else { Ok(()) }
    }

    /// What the file holds.
    ///
    /// # Errors
    /// - [`SeasonTableError::Table`]: the file is not a table of text, or empty.
    /// - [`SeasonTableError::MissingColumn`]: nothing says who or for how long.
    /// - [`SeasonTableError::NoFigures`]: nothing is measured.
    pub fn finish(mut self) -> Result<SeasonTable, SeasonTableError> {
        if self.pass.is_none() {
            self.begin()?;
        }
        let Some(Pass { delimiter, mut records, mut table }) = self.pass else {
            return Err(TableError::Empty.into());
        };
        records.finish(&mut |record| table.take(&record))?;
        table.finish(records.encoding(), delimiter)
    }

    fn begin(&mut self) -> Result<(), SeasonTableError> {
        let sample = std::mem::take(&mut self.sample);
        refuse_other_than_text(&sample)?;
        let delimiter = likely_delimiter(&sample);
        let mut pass = Pass {
            delimiter,
            records: RecordReader::new(delimiter, Legacy::default()),
            table: TableSoFar::new(delimiter),
        };
        pass.push(&sample)?;
        self.pass = Some(pass);
        Ok(())
    }
}

impl Pass {
    fn push(&mut self, bytes: &[u8]) -> Result<(), SeasonTableError> {
        let table = &mut self.table;
        self.records.push(bytes, &mut |record| table.take(&record))?;
        Ok(())
    }
}
