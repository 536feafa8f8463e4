//! Cron patterns: five fields, or six with the seconds first.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::{Part, TimetableError, values::Values};

/// What `@words` stand for.
const NICKNAMES: [(&str, &str); 7] = [
    ("@hourly", "0 * * * *"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@weekly", "0 0 * * 0"),
    ("@monthly", "0 0 1 * *"),
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
];
/// Days that the months have at most, January first.
const MONTH_LENGTHS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/// No pattern waits longer, in days: 29 February comes every eight years where a century begins between.
const LONGEST_WAIT_DAYS: usize = 8 * 366;

/// A cron pattern, as it was written and as it is read.
///
/// # Source
/// The dialect of Vixie cron, crontab(5): lists, ranges, steps, names; a day has to fit the day of the
/// month *or* the day of the week where both are given. Besides: seconds, `L` for the last day of the month,
/// and `MON-SUN`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    pub(crate) second: Values,
    pub(crate) minute: Values,
    pub(crate) hour: Values,
    pub(crate) day_of_month: Values,
    pub(crate) month: Values,
    pub(crate) day_of_week: Values,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// The part that cannot be read, or that no date fits.
    pub fn parse(text: &str) -> Result<Self, TimetableError> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let written = if text.starts_with('@') {
            let known = NICKNAMES.iter().find(|(word, _)| text.eq_ignore_ascii_case(word));
            known.ok_or_else(|| TimetableError::Nickname(text.clone()))?.1
        } else {
            &text
        };
        let fields: Vec<_> = written.split(' ').filter(|field| !field.is_empty()).collect();
        let (second, rest) = match fields[..] {
            [_, _, _, _, _] => (Values::only(0), &fields[..]),
            [second, _, _, _, _, _] => (Values::parse(Part::Second, second)?, &fields[1..]),
            _ => return Err(TimetableError::Fields { found: fields.len() }),
        };
        let pattern = Self {
            second,
            minute: Values::parse(Part::Minute, rest[0])?,
            hour: Values::parse(Part::Hour, rest[1])?,
            day_of_month: Values::parse(Part::DayOfMonth, rest[2])?,
            month: Values::parse(Part::Month, rest[3])?,
            day_of_week: Values::parse(Part::DayOfWeek, rest[4])?,
            text,
        };
        if pattern.has_a_day() { Ok(pattern) } else { Err(TimetableError::NoSuchDay) }
    }

    /// As it was written, without needless spaces.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it says nothing about the hour, so that it means every hour that passes.
    pub(crate) fn is_of_every_hour(&self) -> bool {
        self.hour.is_full(Part::Hour)
    }

    /// The first time by a clock on the wall that fits and is later than `after`.
    pub(crate) fn next_on_the_wall(&self, after: NaiveDateTime) -> Option<NaiveDateTime> {
        let start = after.with_nanosecond(0)?.checked_add_signed(TimeDelta::seconds(1))?;
        let today = self.fits(start.date()).then(|| self.time_from(start.time())).flatten();
        if let Some(time) = today {
            return Some(start.date().and_time(time));
        }
        let first = self.time_from(NaiveTime::MIN)?;
        let mut days = start.date().succ_opt()?.iter_days().take(LONGEST_WAIT_DAYS);
        days.find(|day| self.fits(*day)).map(|day| day.and_time(first))
    }

    fn fits(&self, day: NaiveDate) -> bool {
        let is_last = || day.succ_opt().is_none_or(|next| next.month() != day.month());
        let of_month =
            self.day_of_month.has(day.day()) || (self.day_of_month.has_last && is_last());
        let of_week = self.day_of_week.has(day.weekday().num_days_from_sunday());
        let of_either = match (self.day_of_month.is_star, self.day_of_week.is_star) {
            (false, false) => of_month || of_week,
            _ => of_month && of_week,
        };
        self.month.has(day.month()) && of_either
    }

    /// The first time of a day from `from` on.
    fn time_from(&self, from: NaiveTime) -> Option<NaiveTime> {
        let (hour, minute) = (from.hour(), from.minute());
        let first_second = self.second.at_or_after(0)?;
        let first_minute = self.minute.at_or_after(0)?;
        if self.hour.has(hour) {
            if self.minute.has(minute)
                && let Some(second) = self.second.at_or_after(from.second())
            {
                return NaiveTime::from_hms_opt(hour, minute, second);
            }
            if let Some(minute) = self.minute.at_or_after(minute + 1) {
                return NaiveTime::from_hms_opt(hour, minute, first_second);
            }
        }
        let hour = self.hour.at_or_after(hour + 1)?;
        NaiveTime::from_hms_opt(hour, first_minute, first_second)
    }

    /// Whether there is any date that fits.
    fn has_a_day(&self) -> bool {
        let of_month = || {
            self.month.iter().any(|month| {
                let length = MONTH_LENGTHS.get(month as usize - 1).copied().unwrap_or(0);
                self.day_of_month.has_last
                    || self.day_of_month.at_or_after(1).is_some_and(|day| day <= length)
            })
        };
        !self.day_of_week.is_star || of_month()
    }
}
