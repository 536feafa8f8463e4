//! Dates, with the order of day and month settled for a column as a whole.
//!
//! `07-01-2009` can be read two ways; `06/24/1987` in the same column cannot. So a pass over the
//! column counts what its unmistakable dates say, and every cell is then read that way: reading each
//! cell by itself would turn half of an American column into nonsense and tell nobody.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which of the two small numbers of `1/2/2000` is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// Day first: `24/06/1987`.
    #[default]
    DayFirst,
    /// Month first: `06/24/1987`.
    MonthFirst,
}

impl DateOrder {
    /// As people write it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::DayFirst => "day/month/year",
            Self::MonthFirst => "month/day/year",
        }
    }
}

/// What can be said of a date without knowing its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateShape {
    /// The cell says that it is unknown.
    Unknown,
    /// Can be read one way only, whatever the column: year first, a month's name, or dots.
    Certain(NaiveDate),
    /// Two small numbers and a year, parted by `/` or `-`.
    Ordered {
        /// The number written first.
        first: u32,
        /// The number written second.
        second: u32,
        /// The year.
        year: i32,
    },
    /// Not a date.
    NotADate,
}

/// What the cell looks like.
pub fn date_shape(cell: &str) -> DateShape {
    let text = cell.trim();
    if super::amounts::is_unknown(text) {
        return DateShape::Unknown;
    }
    let certain = |date: Option<NaiveDate>| date.map_or(DateShape::NotADate, DateShape::Certain);
    let Some(day) = without_time(text) else { return DateShape::NotADate };
    for mark in ['-', '/', '.'] {
        let mut split = day.split(mark);
        let parts = [(); 3].map(|()| split.next().unwrap_or_default());
        if parts.iter().all(|part| !part.is_empty()) && split.next().is_none() {
            let numbers = parts.map(number);
            let [Some(first), Some(second), Some(third)] = numbers else { break };
            return match (parts[0].len(), parts[1].len(), parts[2].len()) {
                (4, 1..=2, 1..=2) => certain(date(first, second, third)),
                // The dots of 13.09.1989 are written in countries that put the day first.
                (1..=2, 1..=2, 4) if mark == '.' => certain(date(third, second, first)),
                (1..=2, 1..=2, 4) => DateShape::Ordered {
                    first,
                    second,
                    year: i32::try_from(third).unwrap_or_default(),
                },
                _ => DateShape::NotADate,
            };
        }
    }
    certain(with_month_name(text))
}

/// Reads a cell of a column whose dates are in `order`; `Ok(None)` where it says "unknown".
///
/// # Errors
/// The cell is not a date, or not one in that order.
pub fn read_date(cell: &str, order: DateOrder) -> Result<Option<NaiveDate>, NotADate> {
    match date_shape(cell) {
        DateShape::Unknown => Ok(None),
        DateShape::Certain(date) => Ok(Some(date)),
        DateShape::Ordered { first, second, year } => {
            let (day, month) = match order {
                DateOrder::DayFirst => (first, second),
                DateOrder::MonthFirst => (second, first),
            };
            NaiveDate::from_ymd_opt(year, month, day).map(Some).ok_or(NotADate)
        }
        DateShape::NotADate => Err(NotADate),
    }
}

/// The cell is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

/// What the dates of one column say about its order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct OrderEvidence {
    /// Dates whose first number can only be a day.
    pub(super) day_first: u64,
    /// Dates whose second number can only be a day.
    pub(super) month_first: u64,
    /// Dates that both orders can read, to different days.
    pub(super) either: u64,
}

impl OrderEvidence {
    pub(super) fn add(&mut self, cell: &str) {
        if let DateShape::Ordered { first, second, .. } = date_shape(cell) {
            match (first, second) {
                (13..=31, 1..=12) => self.day_first += 1,
                (1..=12, 13..=31) => self.month_first += 1,
                (1..=12, 1..=12) if first != second => self.either += 1,
                _ => {}
            }
        }
    }

    /// The order that most of the unmistakable dates are in; day first where none is.
    pub(super) fn order(&self) -> DateOrder {
        if self.month_first > self.day_first { DateOrder::MonthFirst } else { DateOrder::DayFirst }
    }

    /// Some dates could be read both ways and nothing in the column says which.
    pub(super) fn is_open(&self) -> bool {
        self.either > 0 && self.day_first == self.month_first
    }
}

/// `2000-07-12 00:00:00` and `2000-07-12T00:00:00Z` without the time.
fn without_time(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    if bytes.len() > 11
        && matches!(bytes[10], b' ' | b'T')
        && bytes[..10].iter().all(|byte| byte.is_ascii_digit() || *byte == b'-')
        && bytes[11..]
            .iter()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'Z' | b'+' | b'-'))
    {
        return text.get(..10);
    }
    Some(text)
}

fn number(part: &str) -> Option<u32> {
    (part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| part.parse().ok())?
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// `Jun 30, 2015`, `30 Jun 2015`, `30 June 2015`.
fn with_month_name(text: &str) -> Option<NaiveDate> {
    let mut words = text.split([' ', ',', '-', '.']).filter(|word| !word.is_empty());
    let (first, second, third) = (words.next()?, words.next()?, words.next()?);
    if words.next().is_some() || third.len() != 4 {
        return None;
    }
    let (month, day) = match (month_number(first), month_number(second)) {
        (Some(month), None) => (month, number(second)?),
        (None, Some(month)) => (month, number(first)?),
        _ => return None,
    };
    date(number(third)?, month, day)
}

fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = word.to_ascii_lowercase();
    if lower.len() < 3 {
        return None;
    }
    let place = MONTHS
        .iter()
        .position(|month| month.starts_with(&lower) || lower == "sept" && *month == "september")?;
    u32::try_from(place + 1).ok()
}
