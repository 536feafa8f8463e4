//! What only the whole file tells: columns that are missing, hold words, or are written as totals.

use std::fmt::Write as _;

use football::{MetricUnit, SeasonMetric};

use super::{MetricColumn, SeasonTable, SeasonTableError, Written, row_reader::TableSoFar};
use crate::player_table::{Delimiter, Encoding, TableError};

/// Players with a figure other than nought from which whole numbers throughout mean totals. A rate of
/// two decimals is whole by chance once in a hundred.
const LEAST_TO_TELL_TOTALS: usize = 20;
/// Headers of the file that an error quotes.
const HEADERS_QUOTED: usize = 8;

impl TableSoFar {
    /// The table, once every row has been taken.
    pub(super) fn finish(
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
                || !column.metric.unit().is_some_and(MetricUnit::is_rate)
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
