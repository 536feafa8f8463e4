//! Which row bears a figure.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::{
    figures::{Counts, Figure, figures},
    lexer::tokens,
};
use crate::{Evidence, EvidenceId, EvidenceTable, EvidenceValue, Metric, Unit};

/// Largest error, as a share of the value, of an amount written in millions or thousands: `€1bn` is
/// no way to write €600m although it rounds to it.
const LARGEST_SCALED_ERROR: f64 = 0.05;
/// Words that may follow a count without naming what is counted.
const FUNCTION_WORDS: [&str; 16] = [
    "", "of", "to", "and", "in", "on", "among", "known", "at", "for", "with", "are", "is", "was",
    "were", "usually",
];

/// Whether a figure is borne.
#[derive(Debug, PartialEq)]
pub(super) enum Borne {
    /// By a cited row, or it is the player's age or a year of the table.
    Yes,
    /// It is the size of a loss, so the words must say "fell".
    IfFall,
    /// By either of two rows.
    Ambiguous(EvidenceId, EvidenceId),
    /// By none.
    No,
    /// It cannot be read.
    Unreadable(String),
}

/// The row that alone bears `figure`, as a person may have meant it; `None` when none does.
///
/// A year is borne by the row that names it, and not by the table as a whole as in [`borne`].
pub(super) fn row_of(figure: &Figure, table: &EvidenceTable) -> Option<EvidenceId> {
    let is_year =
        matches!(figure, Figure::Number { maybe_year: true, counts: Counts::Things(_), .. });
    // "10 of 12" may count anything: only a number with a unit or a noun says what it means.
    let is_bare = matches!(
        figure,
        Figure::Number { counts: Counts::Things(noun), .. } if FUNCTION_WORDS.contains(&noun.as_str())
    );
    if is_bare && !is_year {
        return None;
    }
    let bears = |row: &Evidence| {
        let alone = [row];
        if is_year
            && let Figure::Number { value, .. } = figure
            && is_year_of(*value, table)
        {
            return names_year(row, *value) || stands_in_wording(figure, &alone);
        }
        matches!(borne(figure, &alone, table), Borne::Yes | Borne::IfFall)
    };
    // The age is borne by every row, so the one about it comes first.
    let age = table.about(Metric::Age).filter(|row| bears_alone(figure, row));
    age.or_else(|| table.rows.iter().filter(|row| !row.is_unknown()).find(|row| bears(row)))
        .map(|row| row.id)
}

/// The row's own value is the number of years.
fn bears_alone(figure: &Figure, row: &Evidence) -> bool {
    matches!(
        figure,
        Figure::Number { value, counts: Counts::Years, .. }
            if row.number().is_some_and(|years| same(years, *value))
    )
}

fn names_year(row: &Evidence, year: f64) -> bool {
    dates_of(row).any(|date| same(f64::from(date.year()), year))
}

/// The days that are facts of the row: its value, and the day of an amount.
fn dates_of(row: &Evidence) -> impl Iterator<Item = NaiveDate> {
    let own = match row.value {
        EvidenceValue::Date { date } => Some(date),
        _ => None,
    };
    [own, row.kind_is_dated().then_some(row.as_of)].into_iter().flatten()
}

/// Whether the cited `rows` bear `figure`.
pub(super) fn borne(figure: &Figure, rows: &[&Evidence], table: &EvidenceTable) -> Borne {
    match figure {
        Figure::Unreadable(text) => Borne::Unreadable(text.clone()),
        Figure::Date { day, month, year } => {
            let fits = |date: NaiveDate| {
                date.month() == *month
                    && day.is_none_or(|day| date.day() == day)
                    && year.is_none_or(|year| date.year() == year)
            };
            let borne = rows.iter().any(|row| {
                matches!(row.value, EvidenceValue::Date { date } if fits(date))
                    || (row.kind_is_dated() && fits(row.as_of))
            }) || stands_in_wording(figure, rows);
            if borne { Borne::Yes } else { Borne::No }
        }
        Figure::Number { value, step, counts, signed, maybe_year } => {
            if *maybe_year && matches!(counts, Counts::Things(_)) && is_year_of(*value, table) {
                return Borne::Yes;
            }
            let is_age = table.subject.age.is_some_and(|age| same(f64::from(age), *value));
            if *counts == Counts::Years && is_age {
                return Borne::Yes;
            }
            let number = Written { value: *value, step: *step, signed: *signed };
            match bearer(&number, counts, rows) {
                Borne::No if stands_in_wording(figure, rows) => Borne::Yes,
                answer => answer,
            }
        }
    }
}

impl Evidence {
    /// The row's date is a fact of its own, not just the day of collecting.
    fn kind_is_dated(&self) -> bool {
        self.unit == Unit::Euros && !self.is_unknown()
    }
}

struct Written {
    value: f64,
    step: f64,
    signed: bool,
}

impl Written {
    /// `row_value` rounded to the decimals written is the number written.
    fn rounds_from(&self, row_value: f64) -> bool {
        let error = (row_value - self.value).abs();
        let scaled = self.step > 1.0;
        error <= 0.5 * self.step * (1.0 + 1e-9)
            && (!scaled || error <= LARGEST_SCALED_ERROR * row_value.abs())
    }

    fn size_rounds_from(&self, row_value: f64) -> bool {
        Self { value: self.value.abs(), ..*self }.rounds_from(row_value.abs())
    }
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

/// The row of the right unit that bears the number, unless a second one of that unit is cited.
fn bearer(number: &Written, counts: &Counts, rows: &[&Evidence]) -> Borne {
    let candidates: Vec<(EvidenceId, Vec<f64>)> = rows
        .iter()
        .map(|row| (row.id, values_in(row, counts)))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    let width_holds = |percentile: f64| match counts {
        Counts::Top => number.value <= 50.0 && percentile >= 100.0 - number.value,
        Counts::Bottom => number.value <= 50.0 && percentile <= number.value,
        _ => false,
    };
    let fits = |values: &[f64]| {
        values.iter().any(|value| {
            width_holds(*value)
                || (!matches!(counts, Counts::Top | Counts::Bottom)
                    && (number.rounds_from(*value)
                        || (!number.signed && number.size_rounds_from(*value))))
        })
    };
    let Some((first, values)) = candidates.iter().find(|(_, values)| fits(values)) else {
        return Borne::No;
    };
    let other = candidates
        .iter()
        .find(|(id, values)| id != first && !values.iter().all(|value| number.rounds_from(*value)));
    if let Some((second, _)) = other {
        return Borne::Ambiguous(*first, *second);
    }
    let is_loss = !number.signed
        && number.value > 0.0
        && !values.iter().any(|value| number.rounds_from(*value) || width_holds(*value));
    if is_loss { Borne::IfFall } else { Borne::Yes }
}

/// What the row holds in the unit that the figure counts.
fn values_in(row: &Evidence, counts: &Counts) -> Vec<f64> {
    let own = |unit: Unit| match row.value {
        _ if row.unit != unit => Vec::new(),
        EvidenceValue::Number { value, .. } => vec![value],
        EvidenceValue::Range { low, high, .. } => vec![low, high],
        _ => Vec::new(),
    };
    match counts {
        Counts::Euros => own(Unit::Euros),
        Counts::Percent => own(Unit::Percent),
        Counts::Years => own(Unit::Years),
        Counts::Months => own(Unit::Months),
        Counts::Centimetres => own(Unit::Centimetres),
        Counts::Metres => own(Unit::Centimetres).iter().map(|cm| cm / 100.0).collect(),
        Counts::Percentile | Counts::Top | Counts::Bottom => row.percentile().into_iter().collect(),
        Counts::Things(noun) => {
            let mut values = Vec::new();
            if is_named(noun, &row.metric)
                || is_named(noun, row.peer_group.as_deref().unwrap_or(""))
            {
                values.extend(own(Unit::Count));
            }
            if is_named(noun, &row.metric) {
                values.extend(own(Unit::Rate));
            }
            let peers = row.peer_group.as_deref().unwrap_or("");
            if is_named(noun, peers) || matches!(noun.as_str(), "peers" | "players") {
                values.extend(row.n.map(f64::from));
            }
            values
        }
    }
}

/// `noun` is one of the words of `text`, or none at all.
fn is_named(noun: &str, text: &str) -> bool {
    FUNCTION_WORDS.contains(&noun)
        || text
            .split(|character: char| !character.is_alphabetic())
            .any(|word| word.to_lowercase() == noun)
}

/// The same figure stands in the wording of a cited row: "12 months", "aged 24 to 28".
fn stands_in_wording(figure: &Figure, rows: &[&Evidence]) -> bool {
    rows.iter()
        .flat_map(|row| {
            [
                Some(row.metric.clone()),
                row.peer_group.clone(),
                row.period.clone(),
                row.why_no_percentile(),
            ]
        })
        .flatten()
        .flat_map(|text| figures(&tokens(&text)))
        .any(|other| match (figure, &other) {
            (
                Figure::Number { value, counts, .. },
                Figure::Number { value: there, counts: counted, .. },
            ) => {
                same(*value, *there)
                    && (counts == counted
                        || matches!((counts, counted), (Counts::Things(noun), Counts::Things(_))
                            if FUNCTION_WORDS.contains(&noun.as_str())))
            }
            _ => *figure == other,
        })
}

/// A year in which something in the table happened.
fn is_year_of(value: f64, table: &EvidenceTable) -> bool {
    table.rows.iter().any(|row| names_year(row, value))
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(text) => f.write_str(text),
            Self::Date { day, month, year } => {
                if let Some(day) = day {
                    write!(f, "day {day} of ")?;
                }
                write!(f, "month {month}")?;
                year.map_or(Ok(()), |year| write!(f, " of {year}"))
            }
            Self::Number { value, counts, .. } => {
                write!(f, "{value}")?;
                match counts {
                    Counts::Euros => f.write_str(" euros"),
                    Counts::Percent => f.write_str(" %"),
                    Counts::Percentile => f.write_str(" as a percentile"),
                    Counts::Years => f.write_str(" years"),
                    Counts::Months => f.write_str(" months"),
                    Counts::Centimetres => f.write_str(" cm"),
                    Counts::Metres => f.write_str(" m"),
                    Counts::Top => f.write_str(" % at the top"),
                    Counts::Bottom => f.write_str(" % at the bottom"),
                    Counts::Things(noun) if noun.is_empty() => Ok(()),
                    Counts::Things(noun) => write!(f, " {noun}"),
                }
            }
        }
    }
}
