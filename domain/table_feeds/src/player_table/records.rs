//! Pieces of a file in, rows of cells out, with the physical line on which each row starts.

use csv_core::ReadRecordResult;

use super::{
    Delimiter, Legacy, TableError,
    encoding::{Encoding, LONGEST_LINE_BYTES, LineDecoder},
};

/// Longest row, in bytes; above it a quote was never closed.
const LONGEST_ROW_BYTES: usize = LONGEST_LINE_BYTES;
/// Most cells in a row. The widest public table we know has 143 columns.
const MOST_FIELDS: usize = 4096;

/// One row of cells as written in the file, quotes taken off.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The physical line on which the row starts, from 1.
    pub line: u64,
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Record<'a> {
    /// Number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The row has no cell; never true of a row handed out.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell in column `column`, from 0; empty where the row has none.
    pub fn get(&self, column: usize) -> &'a str {
        let Some(end) = self.ends.get(column) else { return "" };
        let start = if column == 0 { 0 } else { self.ends[column - 1] };
        self.text.get(start..*end).unwrap_or_default()
    }

    /// The cells, left to right.
    pub fn cells(&self) -> impl Iterator<Item = &'a str> + use<'_, 'a> {
        (0..self.len()).map(|column| self.get(column))
    }
}

/// Splits a file into rows of cells. Constant memory: a piece, a line and a row.
pub struct RecordReader {
    decoder: LineDecoder,
    splitter: Splitter,
}

impl RecordReader {
    /// A reader of cells parted by `delimiter`; lines outside UTF-8 are read as `legacy`.
    pub fn new(delimiter: Delimiter, legacy: Legacy) -> Self {
        Self { decoder: LineDecoder::new(legacy), splitter: Splitter::new(delimiter) }
    }

    /// Reads the next piece of the file and hands the rows that end in it to `each`.
    ///
    /// # Errors
    /// A line or row beyond the limits: the file is not a table.
    pub fn push(
        &mut self,
        bytes: &[u8],
        each: &mut dyn FnMut(Record<'_>),
    ) -> Result<(), TableError> {
        let splitter = &mut self.splitter;
        self.decoder.push(bytes, &mut |text| splitter.push(text, each))
    }

    /// Hands out what is left at the end of the file.
    ///
    /// # Errors
    /// As [`RecordReader::push`].
    pub fn finish(&mut self, each: &mut dyn FnMut(Record<'_>)) -> Result<(), TableError> {
        let splitter = &mut self.splitter;
        self.decoder.finish(&mut |text| splitter.push(text, each))?;
        splitter.finish(each)
    }

    /// What the bytes so far were written in.
    pub fn encoding(&self) -> Encoding {
        self.decoder.encoding()
    }

    /// Lines so far that are not UTF-8.
    pub fn legacy_lines(&self) -> u64 {
        self.decoder.legacy_lines()
    }

    /// Line ends so far.
    pub fn line_ends(&self) -> u64 {
        self.splitter.line - 1
    }
}

struct Splitter {
    csv: csv_core::Reader,
    cells: Vec<u8>,
    cells_len: usize,
    ends: Vec<usize>,
    ends_len: usize,
    /// The physical line that the next byte belongs to.
    line: u64,
    record_line: u64,
    in_record: bool,
}

impl Splitter {
    fn new(delimiter: Delimiter) -> Self {
        Self {
            csv: csv_core::ReaderBuilder::new().delimiter(delimiter.byte()).build(),
            cells: vec![0; 16 * 1024],
            cells_len: 0,
            ends: vec![0; 256],
            ends_len: 0,
            line: 1,
            record_line: 1,
            in_record: false,
        }
    }

    fn push(
        &mut self,
        mut text: &[u8],
        each: &mut dyn FnMut(Record<'_>),
    ) -> Result<(), TableError> {
        while !text.is_empty() {
            if !self.in_record {
                // Line ends between rows are counted here, so that a row's first line is known;
                // csv-core would swallow them together with the row that follows.
                match text[0] {
                    b'\n' => {
                        self.line += 1;
                        text = &text[1..];
                        continue;
                    }
                    b'\r' => {
                        text = &text[1..];
                        continue;
                    }
                    _ => {
                        self.in_record = true;
                        self.record_line = self.line;
                    }
                }
            }
            let consumed = self.step(text, each)?;
            text = &text[consumed..];
        }
        Ok(())
    }

    fn finish(&mut self, each: &mut dyn FnMut(Record<'_>)) -> Result<(), TableError> {
        while self.in_record {
            self.step(&[], each)?;
        }
        Ok(())
    }

    /// One step of csv-core; answers how many bytes it took.
    fn step(&mut self, text: &[u8], each: &mut dyn FnMut(Record<'_>)) -> Result<usize, TableError> {
        let (result, consumed, written, ended) = self.csv.read_record(
            text,
            &mut self.cells[self.cells_len..],
            &mut self.ends[self.ends_len..],
        );
        self.line += memchr::memchr_iter(b'\n', &text[..consumed]).count() as u64;
        self.cells_len += written;
        self.ends_len += ended;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => {
                if self.cells.len() >= LONGEST_ROW_BYTES {
                    return Err(TableError::RowTooLong {
                        line: self.record_line,
                        limit_bytes: LONGEST_ROW_BYTES,
                    });
                }
                self.cells.resize(self.cells.len() * 2, 0);
            }
            ReadRecordResult::OutputEndsFull => {
                if self.ends.len() >= MOST_FIELDS {
                    return Err(TableError::TooManyFields {
                        line: self.record_line,
                        limit: MOST_FIELDS,
                    });
                }
                self.ends.resize(self.ends.len() * 2, 0);
            }
            ReadRecordResult::Record => {
                // The splitter cuts at ASCII bytes only, so valid text stays valid.
                if let Ok(cells) = std::str::from_utf8(&self.cells[..self.cells_len]) {
                    each(Record {
                        line: self.record_line,
                        text: cells,
                        ends: &self.ends[..self.ends_len],
                    });
                }
                self.start_record();
            }
            ReadRecordResult::End => self.start_record(),
        }
        Ok(consumed)
    }

    fn start_record(&mut self) {
        self.in_record = false;
        self.cells_len = 0;
        self.ends_len = 0;
    }
}
