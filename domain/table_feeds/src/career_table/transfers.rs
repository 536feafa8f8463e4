//! Rows of transfers, in the two shapes that public tables have: from one club to another with a day,
//! or seen from one club (`in` or `left`) with a season and a window.

use chrono::NaiveDate;
use football::{Fee, SeasonYears};

use super::{AgeRead, NamedClub, TransferRow, Window, read_age};
use crate::player_table::{
    Amount, AmountFault, ColumnKind, DateOrder, Flag, Flags, Record, Reject, RowReader,
    has_lost_letters, is_formula, is_unknown, read_amount, read_date,
};

impl RowReader<'_> {
    pub(super) fn transfer<'a>(&self, record: &Record<'a>) -> Result<TransferRow<'a>, Reject> {
        let player = self.provided(record, ColumnKind::PlayerId)?;
        let (from, to) = self.clubs(record)?;
        let season = self.season(record)?;
        let window = self.window(record)?;
        let date = match self.near_date(record, ColumnKind::Date)? {
            Some(date) => Some(date),
            None => self.cell(record, ColumnKind::Fee).and_then(end_of_loan),
        };
        let mut flags = Flags::default();
        for name in [from.name, to.name].into_iter().flatten() {
            if has_lost_letters(name) {
                flags.insert(Flag::LostLetters);
            }
            if is_formula(name) {
                flags.insert(Flag::Formula);
            }
        }
        let age = match self.cell(record, ColumnKind::Age).map(read_age) {
            None | Some(AgeRead::Unknown) => None,
            Some(AgeRead::Years(years)) => Some(years),
            Some(AgeRead::Odd) => {
                flags.insert(Flag::OddAge);
                None
            }
        };
        let key = match self.id(record, ColumnKind::TransferId)? {
            Some(id) => ["id:", id].concat(),
            None => self.key(record, date, season, window, from, to)?,
        };
        Ok(TransferRow {
            line: record.line,
            player,
            key,
            date,
            season: season.or(date.map(SeasonYears::of)),
            window,
            from,
            to,
            fee: self.fee(record)?,
            value_eur: self.value(record)?,
            age,
            flags,
        })
    }

    /// The club left and the club joined.
    fn clubs<'a>(&self, record: &Record<'a>) -> Result<(NamedClub<'a>, NamedClub<'a>), Reject> {
        use ColumnKind::{
            Club, ClubId, CounterClub, CounterClubId, FromClub, FromClubId, ToClub, ToClubId,
        };
        let club = |id, name| {
            Ok::<_, Reject>(NamedClub { id: self.id(record, id)?, name: self.text(record, name)? })
        };
        let Some(direction) = self.cell(record, ColumnKind::Direction) else {
            return Ok((club(FromClubId, FromClub)?, club(ToClubId, ToClub)?));
        };
        let (here, there) = (club(ClubId, Club)?, club(CounterClubId, CounterClub)?);
        match direction.trim().to_lowercase().as_str() {
            "in" => Ok((there, here)),
            "left" | "out" => Ok((here, there)),
            _ => Err(self.quoted(record, ColumnKind::Direction, "is neither in nor left")),
        }
    }

    fn window(&self, record: &Record<'_>) -> Result<Option<Window>, Reject> {
        let kind = ColumnKind::Window;
        match self.cell(record, kind).map(|cell| cell.trim().to_lowercase()).as_deref() {
            None => Ok(None),
            Some(cell) if is_unknown(cell) => Ok(None),
            Some("s" | "summer" | "sommer") => Ok(Some(Window::Summer)),
            Some("w" | "winter") => Ok(Some(Window::Winter)),
            Some(_) => Err(self.quoted(record, kind, "is neither summer nor winter")),
        }
    }

    /// What makes a transfer without an id the same in another row: when, and between which clubs.
    fn key(
        &self,
        record: &Record<'_>,
        date: Option<NaiveDate>,
        season: Option<SeasonYears>,
        window: Option<Window>,
        from: NamedClub<'_>,
        to: NamedClub<'_>,
    ) -> Result<String, Reject> {
        let when = match (date, season) {
            (Some(date), _) => date.to_string(),
            (None, Some(season)) => {
                format!("{season} {}", window.map_or("", Window::as_str))
            }
            (None, None) => {
                return Err(self.fault(record, ColumnKind::Date, "is empty, and so is the season"));
            }
        };
        let name = |club: NamedClub<'_>| club.id.or(club.name).unwrap_or("?").to_owned();
        if from == NamedClub::default() && to == NamedClub::default() {
            return Err(self.fault(
                record,
                ColumnKind::ToClub,
                "is empty, and so is the club left",
            ));
        }
        Ok(format!("{when}:{}>{}", name(from), name(to)))
    }

    /// A fee is not a value: the words that are rejected as a value are read here, and 0 says only
    /// that nothing was paid.
    fn fee(&self, record: &Record<'_>) -> Result<Fee, Reject> {
        let kind = ColumnKind::Fee;
        let Some(cell) = self.cell(record, kind) else { return Ok(Fee::Unknown) };
        match read_amount(cell) {
            Ok(Amount::Unknown) => Ok(Fee::Unknown),
            Ok(Amount::Euros(amount) | Amount::Loan(Some(amount))) if amount < 0 => {
                Err(self.quoted(record, kind, "is negative"))
            }
            Ok(Amount::Euros(0)) => Ok(Fee::Nothing),
            Ok(Amount::Euros(amount)) => Ok(Fee::Paid(amount)),
            Ok(Amount::FreeTransfer) => Ok(Fee::Free),
            Ok(Amount::Loan(None | Some(0))) => Ok(Fee::Loan),
            Ok(Amount::Loan(Some(amount))) => Ok(Fee::LoanFee(amount)),
            Ok(Amount::EndOfLoan) => Ok(Fee::EndOfLoan),
            Ok(Amount::Draft) => Ok(Fee::Draft),
            Err(AmountFault::NotAnAmount) => Err(self.quoted(record, kind, "is not a fee")),
            Err(AmountFault::NotEuros) => Err(self.quoted(record, kind, "is not in euros")),
            Err(AmountFault::TooLarge) => {
                Err(self.quoted(record, kind, "is larger than any fee known"))
            }
        }
    }
}

/// The day in `End of loanJun 30, 2015`.
fn end_of_loan(cell: &str) -> Option<NaiveDate> {
    let text = cell.trim();
    let prefix = "end of loan";
    let day = text
        .get(..prefix.len())
        .filter(|start| start.eq_ignore_ascii_case(prefix))
        .and_then(|_| text.get(prefix.len()..))?;
    read_date(day, DateOrder::DayFirst).ok().flatten()
}
