//! Cells of tables of careers: ages, days, counts, dates that may lie ahead, names given as slugs.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use football::SeasonYears;

use super::ProvidedId;
use crate::player_table::{ColumnKind, LONGEST_ID, Record, Reject, RowReader, is_unknown};

/// Ages taken, in years: the youngest in the public tables is 13, the oldest 54.
const AGES: std::ops::RangeInclusive<u32> = 10..=60;
/// Earliest year of a transfer, match or injury.
const FIRST_YEAR: i32 = 1850;
/// Years that a day may lie ahead: public tables have agreed ends of loans four years ahead.
const YEARS_AHEAD: i32 = 10;
/// Longest absence taken, in days: ten years.
const MOST_DAYS: u32 = 3_660;

/// What a cell says about an age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeRead {
    /// Nothing.
    Unknown,
    /// Whole years.
    Years(u8),
    /// Something that is no age of a footballer: `1775`, or `†26`, which marks a player who has died,
    /// with a number that is not his age at the time.
    Odd,
}

/// Reads an age; a fraction is cut off, since `31.0` is how some programs write 31.
pub fn read_age(cell: &str) -> AgeRead {
    let text = cell.trim();
    if is_unknown(text) {
        return AgeRead::Unknown;
    }
    match whole(text) {
        Some(years) if AGES.contains(&years) => {
            u8::try_from(years).map_or(AgeRead::Odd, AgeRead::Years)
        }
        _ => AgeRead::Odd,
    }
}

/// Reads a number of days: `4 days`, `1 day`, `21`, `4 Tage`; `Ok(None)` where the cell says nothing.
///
/// # Errors
/// The cell is no number of days, or more than ten years of them.
pub fn read_days(cell: &str) -> Result<Option<u32>, NotANumber> {
    let text = cell.trim();
    if is_unknown(text) {
        return Ok(None);
    }
    let lower = text.to_lowercase();
    let number = ["days", "day", "tage", "tag", "d"]
        .iter()
        .find_map(|unit| lower.strip_suffix(unit))
        .unwrap_or(&lower)
        .trim_end();
    match whole(number) {
        Some(days) if days <= MOST_DAYS => Ok(Some(days)),
        _ => Err(NotANumber),
    }
}

/// The cell is not the number that is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

/// A name with capitals where a source gives it as a slug: `jupiler-pro-league` becomes
/// "Jupiler Pro League"; any other text stays as it is.
pub fn title_of_slug(text: &str) -> Cow<'_, str> {
    /// Words that are written in capitals throughout.
    const CAPITALS: [&str; 11] =
        ["uefa", "fifa", "afc", "fa", "efl", "sfa", "dfb", "dfl", "knvb", "mls", "usl"];
    let is_slug = text.contains('-')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !is_slug && !text.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(text);
    }
    let words = text.split('-').filter(|word| !word.is_empty()).map(|word| {
        if CAPITALS.contains(&word) {
            return word.to_uppercase();
        }
        let (first, rest) = word.split_at(1);
        [&first.to_uppercase(), rest].concat()
    });
    Cow::Owned(words.collect::<Vec<_>>().join(" "))
}

/// A whole number, with or without a fraction of zeros.
fn whole(text: &str) -> Option<u32> {
    let (digits, zeros) = text.split_once('.').unwrap_or((text, ""));
    let is_plain = !digits.is_empty()
        && digits.len() <= 9
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && zeros.bytes().all(|byte| byte == b'0');
    is_plain.then(|| digits.parse().ok())?
}

impl RowReader<'_> {
    /// The id in the column of `kind`.
    ///
    /// # Errors
    /// The cell is empty or too long.
    pub(super) fn provided<'a>(
        &self,
        record: &Record<'a>,
        kind: ColumnKind,
    ) -> Result<ProvidedId<'a>, Reject> {
        let id = self.id(record, kind)?.ok_or_else(|| self.fault(record, kind, "is empty"))?;
        Ok(ProvidedId { provider: self.provider(record)?, id })
    }

    /// The id in the column of `kind`, where there is one. `-1` is how some programs write none.
    pub(super) fn id<'a>(
        &self,
        record: &Record<'a>,
        kind: ColumnKind,
    ) -> Result<Option<&'a str>, Reject> {
        let id = self.short(record, kind, LONGEST_ID)?.filter(|id| *id != "-1");
        // A program that had gaps in a column of numbers wrote 131.0 for 131.
        Ok(id.map(|id| match id.strip_suffix(".0") {
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits,
            _ => id,
        }))
    }

    /// A day that may lie ahead by some years.
    pub(super) fn near_date(
        &self,
        record: &Record<'_>,
        kind: ColumnKind,
    ) -> Result<Option<NaiveDate>, Reject> {
        let date = self.date(record, kind)?;
        let latest = self.reading.as_of.year() + YEARS_AHEAD;
        if date.is_some_and(|date| !(FIRST_YEAR..=latest).contains(&date.year())) {
            let reason = format!("is not between {FIRST_YEAR} and {latest}");
            return Err(self.quoted(record, kind, &reason));
        }
        Ok(date)
    }

    /// A day that has come.
    pub(super) fn day_so_far(
        &self,
        record: &Record<'_>,
        kind: ColumnKind,
    ) -> Result<Option<NaiveDate>, Reject> {
        let date = self.near_date(record, kind)?;
        if date.is_some_and(|date| date > self.reading.as_of) {
            let reason = format!("is after {}, the day of the file", self.reading.as_of);
            return Err(self.quoted(record, kind, &reason));
        }
        Ok(date)
    }

    /// The season, in any style that sources use.
    pub(super) fn season(&self, record: &Record<'_>) -> Result<Option<SeasonYears>, Reject> {
        let kind = ColumnKind::Season;
        match self.cell(record, kind).map(str::trim) {
            None => Ok(None),
            Some(cell) if is_unknown(cell) => Ok(None),
            Some(cell) => SeasonYears::read(cell)
                .map(Some)
                .ok_or_else(|| self.quoted(record, kind, "is not a season such as 2022/2023")),
        }
    }

    /// A count from 0 to `most`.
    pub(super) fn count(
        &self,
        record: &Record<'_>,
        kind: ColumnKind,
        most: u16,
    ) -> Result<Option<u16>, Reject> {
        let Some(cell) = self.cell(record, kind).map(str::trim) else { return Ok(None) };
        if is_unknown(cell) {
            return Ok(None);
        }
        whole(cell)
            .and_then(|number| u16::try_from(number).ok())
            .filter(|number| *number <= most)
            .map(Some)
            .ok_or_else(|| {
                self.quoted(record, kind, &format!("is not a whole number from 0 to {most}"))
            })
    }
}
