//! A first pass over a whole file: what it is written in, what its columns mean, how its dates are
//! ordered, and what a person should know before it is imported.

use chrono::NaiveDate;

use super::{
    Column, ColumnKind, Delimiter, Encoding, Layout, Legacy, Reading, Record, RecordReader,
    TableError, TableKind, dates::OrderEvidence, guess::guess,
};
use crate::career_table;

/// Bytes looked at to find the delimiter.
pub(crate) const SAMPLE_BYTES: usize = 64 * 1024;
/// Rows kept for the preview.
const PREVIEW_ROWS: usize = 20;

/// What a scan found.
#[derive(Clone, Debug)]
pub struct Scanned {
    /// The proposal, or the given reading with the encoding filled in.
    pub reading: Reading,
    /// Rows after the header.
    pub rows: u64,
    /// Physical lines, the last one counted even without a line end.
    pub lines: u64,
    /// The first rows, as written.
    pub preview: Vec<Vec<String>>,
    /// What a person should know, as sentences.
    pub warnings: Vec<String>,
}

/// Looks at a whole file, piece by piece.
pub struct Scan {
    today: NaiveDate,
    given: Option<Reading>,
    format: Option<(Delimiter, Legacy)>,
    sample: Vec<u8>,
    pass: Option<Pass>,
}

struct Pass {
    records: RecordReader,
    tally: Tally,
}

/// What is counted row by row.
struct Tally {
    given: Option<Reading>,
    delimiter: Delimiter,
    legacy: Legacy,
    headers: Vec<String>,
    header_seen: bool,
    dates: Vec<OrderEvidence>,
    rows: u64,
    ragged: u64,
    last_line: u64,
    preview: Vec<Vec<String>>,
}

impl Scan {
    /// A scan that proposes a reading; `today` bounds the dates in it.
    pub fn new(today: NaiveDate) -> Self {
        Self { today, given: None, format: None, sample: Vec::new(), pass: None }
    }

    /// A scan of a file by a reading that a person corrected: the encoding and the warnings are made
    /// anew, all else stays as it was settled.
    pub fn with_reading(reading: Reading) -> Self {
        Self {
            today: reading.as_of,
            given: Some(reading),
            format: None,
            sample: Vec::new(),
            pass: None,
        }
    }

    /// A scan that proposes the columns of a file whose delimiter and encoding a person has chosen.
    pub fn with_format(today: NaiveDate, delimiter: Delimiter, legacy: Legacy) -> Self {
        Self { format: Some((delimiter, legacy)), ..Self::new(today) }
    }

    /// Looks at the next piece of the file.
    ///
    /// # Errors
    /// The file as a whole is not a table.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        if let Some(pass) = &mut self.pass {
            return pass.push(bytes);
        }
        self.sample.extend_from_slice(bytes);
        if self.sample.len() >= SAMPLE_BYTES { self.begin() } else { Ok(()) }
    }

    /// What the file is.
    ///
    /// # Errors
    /// The file as a whole is not a table, or is empty.
    pub fn finish(mut self) -> Result<Scanned, TableError> {
        if self.pass.is_none() {
            self.begin()?;
        }
        let Some(mut pass) = self.pass else { return Err(TableError::Empty) };
        pass.records.finish(&mut |record| pass.tally.take(&record))?;
        if !pass.tally.header_seen {
            return Err(TableError::Empty);
        }
        let encoding = pass.records.encoding();
        let lines = pass.records.line_ends().max(pass.tally.last_line);
        let legacy_lines = pass.records.legacy_lines();
        let tally = pass.tally;
        let reading = match self.given {
            Some(reading) => Reading { encoding, ..reading },
            None => tally.proposal(encoding, self.today),
        };
        let warnings = tally.warnings(&reading, legacy_lines);
        Ok(Scanned { rows: tally.rows, lines, preview: tally.preview, warnings, reading })
    }

    fn begin(&mut self) -> Result<(), TableError> {
        let sample = std::mem::take(&mut self.sample);
        refuse_other_than_text(&sample)?;
        let (delimiter, legacy) = match (&self.given, self.format) {
            (Some(reading), _) => (reading.delimiter, reading.legacy),
            (None, Some(format)) => format,
            (None, None) => (likely_delimiter(&sample), Legacy::default()),
        };
        let mut pass = Pass {
            records: RecordReader::new(delimiter, legacy),
            tally: Tally {
                given: self.given.clone(),
                delimiter,
                legacy,
                headers: Vec::new(),
                header_seen: false,
                dates: Vec::new(),
                rows: 0,
                ragged: 0,
                last_line: 0,
                preview: Vec::new(),
            },
        };
        pass.push(&sample)?;
        self.pass = Some(pass);
        Ok(())
    }
}

impl Pass {
    fn push(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        let tally = &mut self.tally;
        self.records.push(bytes, &mut |record| tally.take(&record))
    }
}

impl Tally {
    fn take(&mut self, record: &Record<'_>) {
        self.last_line =
            record.line + record.cells().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
        if !self.header_seen {
            self.header_seen = true;
            self.headers = record.cells().map(|cell| cell.trim().to_owned()).collect();
            self.dates = vec![OrderEvidence::default(); self.headers.len()];
            return;
        }
        self.rows += 1;
        if record.len() == self.headers.len() {
            for (evidence, cell) in self.dates.iter_mut().zip(record.cells()) {
                // Cheap refusal first: nearly no cell of a wide table is a date.
                if (8..=10).contains(&cell.len()) && cell.as_bytes()[0].is_ascii_digit() {
                    evidence.add(cell);
                }
            }
        } else {
            self.ragged += 1;
        }
        if self.preview.len() < PREVIEW_ROWS {
            self.preview.push(record.cells().map(str::to_owned).collect());
        }
    }

    fn proposal(&self, encoding: Encoding, today: NaiveDate) -> Reading {
        let guess = career_table::guess(&self.headers).unwrap_or_else(|| guess(&self.headers));
        let columns = self
            .headers
            .iter()
            .zip(guess.columns)
            .zip(&self.dates)
            .map(|((header, (kind, confidence)), evidence)| Column {
                header: header.clone(),
                kind,
                confidence,
                date_order: evidence.order(),
            })
            .collect();
        let provider = guess.layout.provider().map(str::to_owned);
        let value_source = match guess.layout {
            Layout::Transfermarkt => "Transfermarkt estimate",
            Layout::Sofascore => "Sofascore estimate",
            _ => "Imported file",
        };
        Reading {
            encoding,
            legacy: self.legacy,
            delimiter: self.delimiter,
            layout: guess.layout,
            table: guess.table,
            provider,
            columns,
            as_of: today,
            value_source: value_source.to_owned(),
        }
    }

    fn warnings(&self, reading: &Reading, legacy_lines: u64) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.rows == 0 {
            warnings.push("The file has a header and no rows.".to_owned());
        }
        if reading.encoding == Encoding::Mixed {
            warnings.push(format!(
                "{legacy_lines} lines are not UTF-8 and are read as {}. Check the names in the preview.",
                reading.legacy.label()
            ));
        }
        if self.ragged > 0 {
            warnings.push(format!(
                "Rows that do not have {} fields and will be rejected: {}.",
                self.headers.len(),
                self.ragged
            ));
        }
        for (column, evidence) in reading.columns.iter().zip(&self.dates) {
            if column.kind.is_some_and(ColumnKind::holds_dates) {
                if evidence.is_open() {
                    warnings.push(format!(
                        "The dates of {} can be read in two ways; {} is assumed. Choose the other order if it is wrong.",
                        column.header,
                        column.date_order.label()
                    ));
                } else if evidence.day_first > 0 && evidence.month_first > 0 {
                    let others = evidence.day_first.min(evidence.month_first);
                    warnings.push(format!(
                        "{} is in {} order, save for {others} dates that cannot be; those rows will be rejected.",
                        column.header,
                        column.date_order.label()
                    ));
                }
            }
        }
        self.warn_of_rows(reading, &mut warnings);
        warnings
    }

    /// What the previewed rows already show to be wrong.
    fn warn_of_rows(&self, reading: &Reading, warnings: &mut Vec<String>) {
        if reading.table == TableKind::Players && reading.column(ColumnKind::BirthDate).is_none() {
            warnings.push(
                "No column holds birth dates. Rows without an id are then told apart by name, club and nationality, and are never joined with players from elsewhere."
                    .to_owned(),
            );
        }
        if self.given.is_none()
            && let Some(born) =
                reading.columns.iter().find(|column| column.header.eq_ignore_ascii_case("born"))
            && born.kind.is_none()
        {
            warnings.push(format!(
                "{} holds years, not dates, and is not read: birth dates stay unknown.",
                born.header
            ));
        }
    }
}

/// How files that people upload by mistake begin.
const KNOWN: [(&[u8], &str); 9] = [
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "an Excel workbook or ZIP archive"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
    (b"%PDF", "a PDF document"),
    (b"\xFF\xFE", "UTF-16 text"),
    (b"\xFE\xFF", "UTF-16 text"),
    (b"\x1F\x8B", "a gzip archive within a gzip archive"),
];

/// Refuses files that are known not to be text, by their first bytes and by zero bytes.
pub(crate) fn refuse_other_than_text(sample: &[u8]) -> Result<(), TableError> {
    if sample.is_empty() {
        return Err(TableError::Empty);
    }
    for (start, found) in KNOWN {
        if sample.starts_with(start) {
            return Err(TableError::NotText { found });
        }
    }
    if memchr::memchr(0, sample).is_some() {
        return Err(TableError::NotText { found: "a file with zero bytes in it" });
    }
    Ok(())
}

/// The delimiter that gives the widest rows of equal width.
pub(crate) fn likely_delimiter(sample: &[u8]) -> Delimiter {
    let whole = memchr::memrchr(b'\n', sample).map_or(sample, |end| &sample[..=end]);
    let score = |delimiter: Delimiter| {
        let mut widths = Vec::new();
        let mut records = RecordReader::new(delimiter, Legacy::default());
        let mut note = |record: Record<'_>| widths.push(record.len());
        // A sample that breaks the limits scores by the rows before the break.
        let _ = records.push(whole, &mut note).and_then(|()| records.finish(&mut note));
        let header = widths.first().copied().unwrap_or(0);
        let alike = widths.iter().filter(|width| **width == header).count();
        // Width counts only where at least half of the rows share it.
        if header > 1 && alike * 2 >= widths.len() { header } else { 0 }
    };
    // The first of equals wins, so a file of one column is read with commas.
    Delimiter::ALL.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or_default()
}
