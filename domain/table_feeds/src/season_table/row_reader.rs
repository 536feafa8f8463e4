//! One row after the other, by the header: what it says, or what is wrong with it and where.

use super::{
    MetricColumn, SeasonRow,
    cells::{NotAFigure, read_age, read_count, read_figure},
    columns::{Places, read_header},
};
use crate::player_table::{
    Delimiter, Flag, Flags, PositionRead, Record, Reject, has_lost_letters, is_formula, is_unknown,
    read_position,
};

/// Longest name, club or competition, in characters; as for players written by hand.
const LONGEST_TEXT: usize = 200;
/// Longest piece of a bad cell that a reason quotes, in characters.
const LONGEST_QUOTE: usize = 60;
/// Most minutes of a season: 80 matches with extra time. Above it a column was misread.
const MOST_MINUTES: u32 = 80 * 120;
/// Birth years taken: the first association football clubs are from 1857.
const BIRTH_YEARS: std::ops::RangeInclusive<u32> = 1840..=2100;

/// The table so far.
pub(super) struct TableSoFar {
    decimal_comma: bool,
    pub(super) header_seen: bool,
    pub(super) headers: Vec<String>,
    pub(super) places: Places,
    pub(super) columns: Vec<MetricColumn>,
    /// Of each column that the catalogue does not know: the first line whose cell is no figure.
    pub(super) no_figure_on: Vec<Option<u64>>,
    pub(super) rows: Vec<SeasonRow>,
    pub(super) rejects: Vec<Reject>,
}

impl TableSoFar {
    pub(super) fn new(delimiter: Delimiter) -> Self {
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

    pub(super) fn take(&mut self, record: &Record<'_>) {
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
}
