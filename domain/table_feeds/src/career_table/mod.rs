//! Tables that tell of careers: transfers, appearances, injuries, and the clubs and competitions that
//! those name by their ids.
//!
//! Encodings, delimiters, dates, money and rows of cells are those of [`crate::player_table`], and so is
//! the way in: its scan finds by the headers which table a file is, its reader hands out one
//! [`CareerRow`] at a time. This module knows the headers and what makes a row.
//!
//! What it does not do: say who a player is beyond the provider's id. A name is no key, so a row without
//! an id is rejected.

mod appearances;
mod cells;
mod headers;
mod injuries;
mod organisations;
mod rows;
mod transfers;

#[cfg(test)]
mod tests;

pub use cells::{AgeRead, read_age, read_days, title_of_slug};
pub use rows::{
    AppearanceRow, CareerRow, ClubRow, CompetitionRow, InjuryRow, NamedClub, ProvidedId,
    TransferRow, Window,
};

pub(crate) use headers::{guess, guess_as, meanings, problems};

use crate::player_table::{Record, Reject, RowReader, TableKind};

impl RowReader<'_> {
    /// What a row of a table of careers says.
    pub(crate) fn career<'a>(&self, record: &Record<'a>) -> Result<CareerRow<'a>, Reject> {
        match self.reading.table {
            TableKind::Transfers => self.transfer(record).map(CareerRow::Transfer),
            TableKind::Appearances => self.appearance(record).map(CareerRow::Appearance),
            TableKind::Injuries => self.injury(record).map(CareerRow::Injury),
            TableKind::Competitions => self.competition(record).map(CareerRow::Competition),
            // Players and values are read before they come here.
            TableKind::Clubs | TableKind::Players | TableKind::Valuations => {
                self.club(record).map(CareerRow::Club)
            }
        }
    }
}
