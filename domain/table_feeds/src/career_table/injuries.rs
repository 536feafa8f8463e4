//! Rows of injuries: one a spell of absence, whatever kept the player out.

use std::borrow::Cow;

use football::SeasonYears;

use super::{InjuryRow, read_days};
use crate::player_table::{ColumnKind, Record, Reject, RowReader};

/// Most matches missed by one spell: three seasons.
const MOST_MATCHES: u16 = 200;

impl RowReader<'_> {
    pub(super) fn injury<'a>(&self, record: &Record<'a>) -> Result<InjuryRow<'a>, Reject> {
        let (since_kind, until_kind) = (ColumnKind::InjuredSince, ColumnKind::InjuredUntil);
        let since = self
            .day_so_far(record, since_kind)?
            .ok_or_else(|| self.fault(record, since_kind, "is empty"))?;
        // An expected return may lie ahead.
        let until = self.near_date(record, until_kind)?;
        if until.is_some_and(|until| until < since) {
            return Err(self.quoted(record, until_kind, &format!("is before {since}")));
        }
        let days_kind = ColumnKind::DaysOut;
        let days = self
            .cell(record, days_kind)
            .map_or(Ok(None), read_days)
            .map_err(|_unread| self.quoted(record, days_kind, "is not a number of days"))?;
        let counted = until.and_then(|until| u32::try_from((until - since).num_days()).ok());
        Ok(InjuryRow {
            line: record.line,
            player: self.provided(record, ColumnKind::PlayerId)?,
            injury: self
                .text(record, ColumnKind::Injury)?
                .map_or(Cow::Borrowed("Unknown injury"), Cow::Borrowed),
            since,
            until,
            days: days.or(counted),
            matches_missed: self.count(record, ColumnKind::MatchesMissed, MOST_MATCHES)?,
            season: self.season(record)?.or(Some(SeasonYears::of(since))),
            club: self.text(record, ColumnKind::Club)?,
        })
    }
}
