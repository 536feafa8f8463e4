//! Bytes of a season table in, rows out.

use std::fmt::Write as _;

use football::SeasonMetric;

use super::{
    MetricColumn, SeasonRow, SeasonTable, SeasonTableError, Written,
    cells::{NotAFigure, read_age, read_count, read_figure},
    columns::{Places, read_header},
};
use crate::player_table::{
    Delimiter, Encoding, Flag, Flags, Legacy, PositionRead, Record, RecordReader, Reject,
    SAMPLE_BYTES, TableError, has_lost_letters, is_formula, is_unknown, likely_delimiter,
    read_position, refuse_other_than_text,
};

/// Longest name, club or competition, in characters; as for players written by hand.
const LONGEST_TEXT: usize = 200;
/// Longest piece of a bad cell that a reason quotes, in characters.
const LONGEST_QUOTE: usize = 60;
/// Most minutes of a season: 80 matches with extra time. Above it a column was misread.
const MOST_MINUTES: u32 = 80 * 120;
/// Birth years taken: the first association football clubs are from 1857.
const BIRTH_YEARS: std::ops::RangeInclusive<u32> = 1840..=2100;
/// Players with a figure other than nought from which whole numbers throughout mean totals. A rate of
/// two decimals is whole by chance once in a hundred.
const LEAST_TO_TELL_TOTALS: usize = 20;
/// Headers of the file that an error quotes.
const HEADERS_QUOTED: usize = 8;

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
        if self.sample.len() >= SAMPLE_BYTES { self.begin().map(drop) } else { Ok(()) }
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

/// The table so far.
struct TableSoFar {
    decimal_comma: bool,
    header_seen: bool,
    headers: Vec<String>,
    places: Places,
    columns: Vec<MetricColumn>,
    /// Of each column that the catalogue does not know: the first line whose cell is no figure.
    no_figure_on: Vec<Option<u64>>,
    rows: Vec<SeasonRow>,
    rejects: Vec<Reject>,
}

impl TableSoFar {
    fn new(delimiter: Delimiter) -> Self {
        Self {
            decimal_comma: delimiter != Delimiter::Comma,
            header_seen: false,
            headers: Vec::new(),
            places: Places::default(),
            columns: Vec::new(),
            no_figure_on: Vec::new(),
            rows: Vec::new(),
            rejects: Vec::new(),
        }
    }

    fn take(&mut self, record: &Record<'_>) {
        if !self.header_seen {
            self.header_seen = true;
            (self.places, self.headers, self.columns) = read_header(record);
            self.no_figure_on = vec![None; self.columns.len()];
            return;
        }
        match self.row(record) {
            Ok(Some(row)) => self.rows.push(row),
            Ok(None) => {}
            Err(reject) => self.rejects.push(reject),
        }
    }

    /// What a row says; `None` for the header, which some sites print again every 25 rows.
    fn row(&mut self, record: &Record<'_>) -> Result<Option<SeasonRow>, Reject> {
        let expected = self.places.width;
        if record.len() != expected {
            let found = record.len();
            let noun = if found == 1 { "field" } else { "fields" };
            return Err(Reject {
                line: record.line,
                column: String::new(),
                reason: format!("{found} {noun}, {expected} expected"),
            });
        }
        if record.cells().zip(&self.headers).all(|(cell, header)| cell.trim() == header) {
            return Ok(None);
        }
        let name = self
            .text(record, self.places.name)?
            .ok_or_else(|| self.fault(record, self.places.name, "is empty"))?;
        let club = self.text(record, self.places.club)?;
        let mut flags = Flags::default();
        for text in [Some(&name), club.as_ref()].into_iter().flatten() {
            if has_lost_letters(text) {
                flags.insert(Flag::LostLetters);
            }
            if is_formula(text) {
                flags.insert(Flag::Formula);
            }
        }
        let positions = self.text(record, self.places.position)?.unwrap_or_default();
        let group = match read_position(&positions) {
            Ok(PositionRead::Unknown) => None,
            Ok(PositionRead::Fine(position) | PositionRead::Line(position)) => {
                Some(position.group())
            }
            Err(_) => return Err(self.quoted(record, self.places.position, "is not a position")),
        };
        let birth_year = self.count(record, self.places.born, "is not a year")?;
        if birth_year.is_some_and(|year| !BIRTH_YEARS.contains(&year)) {
            return Err(self.quoted(record, self.places.born, "is out of range for a birth year"));
        }
        let birth_year = birth_year.and_then(|year| i32::try_from(year).ok());
        if birth_year.is_none() {
            flags.insert(Flag::NoBirthDate);
        }
        let age = self.places.age.map_or(Ok(None), |place| {
            read_age(record.get(place))
                .map_err(|_unread| self.quoted(record, Some(place), "is not an age"))
        })?;
        Ok(Some(SeasonRow {
            line: record.line,
            provider_id: self.text(record, self.places.player_id)?,
            name,
            nation: self.text(record, self.places.nation)?,
            positions,
            group,
            club,
            competition: self.text(record, self.places.competition)?,
            season: self.text(record, self.places.season)?,
            age,
            birth_year,
            matches: self.count(record, self.places.matches, "is not a count of matches")?,
            starts: self.count(record, self.places.starts, "is not a count of matches")?,
            minutes: self.minutes(record)?,
            flags,
            figures: self.figures(record)?,
        }))
    }

    /// Minutes, or 90s in their stead.
    fn minutes(&self, record: &Record<'_>) -> Result<u32, Reject> {
        let place = self.places.minutes;
        if let Some(minutes) = self.count(record, place, "is not a count of minutes")? {
            if minutes > MOST_MINUTES {
                return Err(self.quoted(record, place, "is more than a season has"));
            }
            return Ok(minutes);
        }
        let Some(place) = self.places.nineties else {
            return Err(self.fault(record, place, "is empty"));
        };
        let nineties = read_figure(record.get(place), self.decimal_comma)
            .ok()
            .flatten()
            .filter(|nineties| (0.0..=f64::from(MOST_MINUTES) / 90.0).contains(nineties))
            .ok_or_else(|| self.quoted(record, Some(place), "is not a count of 90 minutes"))?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 9600, as just looked at"
        )]
        Ok((90.0 * nineties).round() as u32)
    }

    fn figures(&mut self, record: &Record<'_>) -> Result<Vec<f64>, Reject> {
        let mut figures = Vec::with_capacity(self.columns.len());
        for (column, place) in self.places.metrics.iter().enumerate() {
            let figure = read_figure(record.get(*place), self.decimal_comma);
            if figure == Err(NotAFigure) {
                if self.columns[column].metric.known().is_some() {
                    return Err(self.quoted(record, Some(*place), "is not a figure"));
                }
                self.no_figure_on[column].get_or_insert(record.line);
            }
            figures.push(figure.ok().flatten().unwrap_or(f64::NAN));
        }
        Ok(figures)
    }

    fn text(&self, record: &Record<'_>, place: Option<usize>) -> Result<Option<String>, Reject> {
        let Some(cell) = place.map(|place| record.get(place)) else { return Ok(None) };
        let text = cell.trim();
        if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
            let reason = format!("is longer than {LONGEST_TEXT} characters");
            return Err(self.fault(record, place, &reason));
        }
        if text.contains('\0') {
            return Err(self.fault(record, place, "holds a zero byte"));
        }
        let says_nothing =
            if place == self.places.name { text.is_empty() } else { is_unknown(text) };
        Ok((!says_nothing).then(|| text.to_owned()))
    }

    fn count(
        &self,
        record: &Record<'_>,
        place: Option<usize>,
        what: &str,
    ) -> Result<Option<u32>, Reject> {
        place.map_or(Ok(None), |at| {
            read_count(record.get(at)).map_err(|_unread| self.quoted(record, place, what))
        })
    }

    /// `Player is empty`: names the column by its header.
    fn fault(&self, record: &Record<'_>, place: Option<usize>, what: &str) -> Reject {
        let column = place.and_then(|place| self.headers.get(place)).cloned().unwrap_or_default();
        Reject { line: record.line, reason: format!("{column} {what}"), column }
    }

    /// `Min is not a count of minutes (many)`: quotes the cell as well.
    fn quoted(&self, record: &Record<'_>, place: Option<usize>, what: &str) -> Reject {
        let cell = place.map(|place| record.get(place).trim()).unwrap_or_default();
        let quote: String = cell.chars().take(LONGEST_QUOTE).collect();
        let more = if quote.len() < cell.len() { "…" } else { "" };
        self.fault(record, place, &format!("{what} ({quote}{more})"))
    }

    fn finish(
        mut self,
        encoding: Encoding,
        delimiter: Delimiter,
    ) -> Result<SeasonTable, SeasonTableError> {
        if !self.header_seen {
            return Err(TableError::Empty.into());
        }
        self.complain_of_columns()?;
        let mut warnings = self.leave_out_words();
        self.tell_totals(&mut warnings);
        if self.columns.is_empty() {
            return Err(SeasonTableError::NoFigures);
        }
        for column in &self.columns {
            if let (Some(_), SeasonMetric::Unlisted(header)) = (column.repeats, &column.metric) {
                warnings.push(format!(
                    "Two columns are headed {header}; only the first is used. Give each a name of its own."
                ));
            }
        }
        if self.places.born.is_none() && self.places.player_id.is_none() {
            warnings.push(
                "No column holds ids or years of birth, so the clubs of one player are not joined."
                    .to_owned(),
            );
        }
        Ok(SeasonTable {
            encoding,
            delimiter,
            columns: self.columns,
            rows: self.rows,
            rejects: self.rejects,
            warnings,
        })
    }

    fn complain_of_columns(&self) -> Result<(), SeasonTableError> {
        let missing = if self.places.name.is_none() {
            ("the player's name", "Player")
        } else if self.places.minutes.is_none() && self.places.nineties.is_none() {
            ("minutes played", "Min or 90s")
        } else {
            return Ok(());
        };
        let mut found = self
            .headers
            .iter()
            .take(HEADERS_QUOTED)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", ");
        if self.headers.len() > HEADERS_QUOTED {
            let _ = write!(found, " and {} more", self.headers.len() - HEADERS_QUOTED);
        }
        let (what, expected) = missing;
        Err(SeasonTableError::MissingColumn { what, expected, found })
    }

    /// Takes out the unlisted columns that hold words, and says so.
    fn leave_out_words(&mut self) -> Vec<String> {
        let mut warnings = Vec::new();
        let keep: Vec<bool> = self.no_figure_on.iter().map(Option::is_none).collect();
        if keep.iter().all(|keep| *keep) {
            return warnings;
        }
        for (column, line) in self.columns.iter().zip(&self.no_figure_on) {
            if let Some(line) = line {
                warnings.push(format!(
                    "{} is not read: its cell on line {line} is not a figure.",
                    column.header
                ));
            }
        }
        let kept = |column: &usize| keep[*column];
        let new_places: Vec<Option<usize>> = keep
            .iter()
            .scan(0, |next, keep| {
                let place = keep.then_some(*next);
                *next += usize::from(*keep);
                Some(place)
            })
            .collect();
        self.columns = (0..keep.len())
            .filter(kept)
            .map(|column| {
                let column = self.columns[column].clone();
                MetricColumn { repeats: column.repeats.and_then(|at| new_places[at]), ..column }
            })
            .collect();
        for row in &mut self.rows {
            row.figures = (0..keep.len()).filter(kept).map(|column| row.figures[column]).collect();
        }
        warnings
    }

    /// Finds the columns of rates that hold totals: one public table prints goals so, among rates.
    fn tell_totals(&mut self, warnings: &mut Vec<String>) {
        for (place, column) in self.columns.iter_mut().enumerate() {
            if column.written != Written::AsCounted
                || !column.metric.unit().is_some_and(football::MetricUnit::is_rate)
            {
                continue;
            }
            let figures = || self.rows.iter().filter_map(|row| row.figure(place));
            let some = figures().filter(|figure| *figure != 0.0).count();
            if some >= LEAST_TO_TELL_TOTALS && figures().all(|figure| figure.fract() == 0.0) {
                column.written = Written::Totals;
                warnings.push(format!(
                    "{} holds whole numbers throughout and is read as totals of the season.",
                    column.header
                ));
            }
        }
    }
}
