//! The values of one part of a pattern.

use crate::{Part, TimetableError};

/// Numbers below 64, one bit each, and how they were written where that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Values {
    bits: u64,
    /// Written as `*` and nothing else: days are then said by the other field alone.
    pub(crate) is_star: bool,
    /// Written as `*/n` and nothing else.
    pub(crate) every: Option<u8>,
    /// The last day of the month, written as `L`.
    pub(crate) has_last: bool,
}

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
/// Sunday at the end of a week.
const LATE_SUNDAY: u8 = 7;

impl Values {
    /// Nothing but `value`.
    pub(crate) const fn only(value: u8) -> Self {
        Self { bits: 1 << value, is_star: false, every: None, has_last: false }
    }

    /// Reads one field: items parted by commas, each a value, a range, or a range with a step.
    pub(crate) fn parse(part: Part, text: &str) -> Result<Self, TimetableError> {
        let every = text.strip_prefix("*/").and_then(|step| step.parse().ok());
        let mut values = Self { bits: 0, is_star: text == "*", every, has_last: false };
        for item in text.split(',') {
            values.add(part, item)?;
        }
        if part == Part::DayOfWeek && values.has(LATE_SUNDAY.into()) {
            values.bits = (values.bits & !(1 << LATE_SUNDAY)) | 1;
        }
        Ok(values)
    }

    fn add(&mut self, part: Part, item: &str) -> Result<(), TimetableError> {
        if part == Part::DayOfMonth && item.eq_ignore_ascii_case("L") {
            self.has_last = true;
            return Ok(());
        }
        let (range, step) = match item.split_once('/') {
            Some((range, step)) => (range, step_of(part, item, range, step)?),
            None => (item, 1),
        };
        let (first, last) = match range.split_once('-') {
            _ if range == "*" => part.range(),
            Some((first, last)) => (value(part, item, first)?, end(part, item, last)?),
            None => {
                let value = value(part, item, range)?;
                (value, value)
            }
        };
        if first > last {
            return Err(TimetableError::Backwards { part, text: item.to_owned() });
        }
        for value in (first..=last).step_by(step.into()) {
            self.bits |= 1 << value;
        }
        Ok(())
    }

    pub(crate) const fn has(self, value: u32) -> bool {
        value < u64::BITS && (self.bits >> value) & 1 == 1
    }

    /// The least value from `value` on.
    pub(crate) const fn at_or_after(self, value: u32) -> Option<u32> {
        match self.bits.checked_shr(value) {
            None | Some(0) => None,
            Some(rest) => Some(value + rest.trailing_zeros()),
        }
    }

    /// Every value, the least first.
    pub(crate) fn iter(self) -> impl Iterator<Item = u32> {
        (0..u64::BITS).filter(move |value| self.has(*value))
    }

    pub(crate) const fn count(self) -> u32 {
        self.bits.count_ones()
    }

    /// All that `part` takes.
    pub(crate) fn is_full(self, part: Part) -> bool {
        let (least, most) = if part == Part::DayOfWeek { (0, 6) } else { part.range() };
        self.count() == u32::from(most - least) + 1
    }
}

fn step_of(part: Part, item: &str, range: &str, step: &str) -> Result<u8, TimetableError> {
    let steps = 1..=part.range().1;
    let step = digits(step).filter(|step| steps.contains(step));
    // `5/10` is read in two ways by the programs that take it.
    step.filter(|_| range == "*" || range.contains('-'))
        .ok_or_else(|| TimetableError::Step { part, text: item.to_owned() })
}

/// The end of a range: Sunday there is the day after Saturday.
fn end(part: Part, item: &str, text: &str) -> Result<u8, TimetableError> {
    if part == Part::DayOfWeek && text.eq_ignore_ascii_case(WEEKDAYS[0]) {
        return Ok(LATE_SUNDAY);
    }
    value(part, item, text)
}

fn value(part: Part, item: &str, text: &str) -> Result<u8, TimetableError> {
    let (least, most) = part.range();
    let named = |names: &[&str], first: u8| {
        let place = names.iter().position(|name| text.eq_ignore_ascii_case(name))?;
        u8::try_from(place).ok().map(|place| place + first)
    };
    let name = match part {
        Part::Month => named(&MONTHS, 1),
        Part::DayOfWeek => named(&WEEKDAYS, 0),
        _ => None,
    };
    name.or_else(|| digits(text))
        .filter(|value| (least..=most).contains(value))
        .ok_or_else(|| TimetableError::Value { part, text: item.to_owned() })
}

/// A number of digits alone: `+5` is none.
fn digits(text: &str) -> Option<u8> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}
