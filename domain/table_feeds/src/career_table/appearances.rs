//! Rows of appearances: one a player and match.

use std::borrow::Cow;

use super::AppearanceRow;
use crate::player_table::{ColumnKind, Record, Reject, RowReader};

/// Most minutes of a match: extra time, a break for water and the time added on.
const MOST_MINUTES: u16 = 150;
/// Most goals or assists of a player in a match: Archie Thompson scored 13 in 2001.
const MOST_GOALS: u16 = 20;
/// Most cards of a colour that a player is shown in a match: two yellow, as some count them three with
/// the red that follows.
const MOST_CARDS: u16 = 3;

impl RowReader<'_> {
    pub(super) fn appearance<'a>(&self, record: &Record<'a>) -> Result<AppearanceRow<'a>, Reject> {
        let kind = ColumnKind::Date;
        let date =
            self.day_so_far(record, kind)?.ok_or_else(|| self.fault(record, kind, "is empty"))?;
        Ok(AppearanceRow {
            line: record.line,
            player: self.provided(record, ColumnKind::PlayerId)?,
            game: match self.id(record, ColumnKind::MatchId)? {
                Some(id) => Cow::Borrowed(id),
                // Nobody plays twice a day.
                None => Cow::Owned(date.to_string()),
            },
            date,
            club_id: self.id(record, ColumnKind::ClubId)?,
            competition_id: self.id(record, ColumnKind::CompetitionId)?,
            minutes: self.count(record, ColumnKind::Minutes, MOST_MINUTES)?,
            goals: self.count(record, ColumnKind::Goals, MOST_GOALS)?,
            assists: self.count(record, ColumnKind::Assists, MOST_GOALS)?,
            yellow_cards: self.count(record, ColumnKind::YellowCards, MOST_CARDS)?,
            red_cards: self.count(record, ColumnKind::RedCards, MOST_CARDS)?,
        })
    }
}
