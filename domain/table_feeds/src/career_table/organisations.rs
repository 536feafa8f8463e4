//! Rows of clubs and of competitions.

use super::{ClubRow, CompetitionRow, title_of_slug};
use crate::player_table::{Amount, ColumnKind, Record, Reject, RowReader, is_unknown, read_amount};

/// Most seats of a stadium: the largest has 114,000.
const MOST_SEATS: u32 = 300_000;

impl RowReader<'_> {
    pub(super) fn club<'a>(&self, record: &Record<'a>) -> Result<ClubRow<'a>, Reject> {
        let club = self.provided(record, ColumnKind::ClubId)?;
        let name = self
            .text(record, ColumnKind::Club)?
            .ok_or_else(|| self.fault(record, ColumnKind::Club, "is empty"))?;
        Ok(ClubRow {
            line: record.line,
            name: without_id(name, club.id),
            club,
            competition_id: self.id(record, ColumnKind::CompetitionId)?,
            stadium: self.text(record, ColumnKind::Stadium)?,
            seats: self.seats(record)?,
            net_transfers_eur: self.net_transfers(record)?,
        })
    }

    pub(super) fn competition<'a>(
        &self,
        record: &Record<'a>,
    ) -> Result<CompetitionRow<'a>, Reject> {
        let name = self
            .text(record, ColumnKind::Competition)?
            .ok_or_else(|| self.fault(record, ColumnKind::Competition, "is empty"))?;
        Ok(CompetitionRow {
            line: record.line,
            competition: self.provided(record, ColumnKind::CompetitionId)?,
            name: title_of_slug(name),
            kind: self.text(record, ColumnKind::CompetitionKind)?,
            country: self.text(record, ColumnKind::Country)?,
            confederation: self.text(record, ColumnKind::Confederation)?,
        })
    }

    fn seats(&self, record: &Record<'_>) -> Result<Option<u32>, Reject> {
        let kind = ColumnKind::Seats;
        let Some(cell) = self.cell(record, kind).map(str::trim) else { return Ok(None) };
        if is_unknown(cell) {
            return Ok(None);
        }
        // 26.515, 26,515 and 26515 are one number: a stadium has no half seats.
        let digits: String =
            cell.chars().filter(|letter| !matches!(letter, '.' | ',' | '\'' | ' ')).collect();
        digits
            .parse()
            .ok()
            .filter(|seats| *seats <= MOST_SEATS)
            .map(Some)
            .ok_or_else(|| self.quoted(record, kind, "is not a number of seats"))
    }

    fn net_transfers(&self, record: &Record<'_>) -> Result<Option<i64>, Reject> {
        let kind = ColumnKind::NetTransfers;
        match self.cell(record, kind).map(read_amount) {
            None | Some(Ok(Amount::Unknown)) => Ok(None),
            Some(Ok(Amount::Euros(amount))) => Ok(Some(amount)),
            Some(_) => Err(self.quoted(record, kind, "is not an amount in euros")),
        }
    }
}

/// `Arminia Bielefeld (10)` without the id, where it is the club's.
fn without_id<'a>(name: &'a str, id: &str) -> &'a str {
    name.strip_suffix(')')
        .and_then(|rest| rest.strip_suffix(id))
        .and_then(|rest| rest.strip_suffix('('))
        .map_or(name, str::trim_end)
}
