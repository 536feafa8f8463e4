//! Finds every figure in a text: numbers, money, percentages, dates, ordinals and spelled-out
//! numbers, each with what it counts.

use std::ops::Range;

use super::{
    lexer::Token,
    spelled::{Spelled, spelled},
};

/// What a figure counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Counts {
    /// Euros.
    Euros,
    /// Per cent.
    Percent,
    /// A percentile, or "nth percentile".
    Percentile,
    /// Years of age or time.
    Years,
    /// Months.
    Months,
    /// Centimetres.
    Centimetres,
    /// Metres.
    Metres,
    /// The width of "top 10 %".
    Top,
    /// The width of "bottom 10 %".
    Bottom,
    /// The thing named by the word behind it; empty when there is none.
    Things(String),
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Figure {
    /// A number.
    Number {
        /// In its unit.
        value: f64,
        /// What one unit of the last decimal written is worth: 100,000 in `€62.3m`.
        step: f64,
        /// What it counts.
        counts: Counts,
        /// It carries a sign of its own.
        signed: bool,
        /// Four digits and nothing else, so it may be a year.
        maybe_year: bool,
    },
    /// A day, a month or a year's month.
    Date {
        /// Day of the month.
        day: Option<u32>,
        /// Month, from 1.
        month: u32,
        /// Year.
        year: Option<i32>,
    },
    /// Something that cannot be read as one number.
    Unreadable(String),
}

/// Every figure in `tokens`, in order.
pub(super) fn figures(tokens: &[Token]) -> Vec<Figure> {
    placed_figures(tokens).into_iter().map(|(figure, _)| figure).collect()
}

/// Every figure in `tokens`, each with the tokens that it is written with.
pub(super) fn placed_figures(tokens: &[Token]) -> Vec<(Figure, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (figure, next) = figure_at(tokens, at);
        found.extend(figure.map(|figure| (figure, at..next)));
        at = next;
    }
    found
}

/// The figure that begins at `at`, and where to go on.
fn figure_at(tokens: &[Token], at: usize) -> (Option<Figure>, usize) {
    if let Some((date, next)) = date_at(tokens, at) {
        return (Some(date), next);
    }
    match &tokens[at] {
        Token::Garbled(text) => (Some(Figure::Unreadable(text.clone())), at + 1),
        Token::Number { value, decimals, suffix, plain } => {
            let number = Number {
                value: *value,
                step: 0.1_f64.powi(i32::from(*decimals)),
                suffix,
                plain: *plain,
            };
            with_unit(tokens, at, at + 1, &number)
        }
        Token::Word(_) => match spelled(tokens, at) {
            Some((Spelled::Number(value), next)) => {
                with_unit(tokens, at, next, &Number { value, step: 1.0, suffix: "", plain: false })
            }
            Some((Spelled::Vague(word), next)) => (Some(Figure::Unreadable(word)), next),
            None => (None, at + 1),
        },
        Token::Sign(sign @ ('$' | '£' | '¥')) => {
            (Some(Figure::Unreadable(format!("an amount in {sign}"))), at + 1)
        }
        Token::Sign(_) | Token::Space => (None, at + 1),
    }
}

struct Number<'a> {
    value: f64,
    step: f64,
    suffix: &'a str,
    plain: bool,
}

/// Reads the unit round the number between `start` and `end`.
fn with_unit(
    tokens: &[Token],
    start: usize,
    end: usize,
    number: &Number<'_>,
) -> (Option<Figure>, usize) {
    let sign = sign_before(tokens, start);
    let mut scale = 1.0;
    let mut counts = None;
    let mut next = end;
    let mut money = money_before(tokens, start);

    match number.suffix {
        "" => {}
        "m" if money => scale = 1e6,
        "m" => counts = Some(Counts::Metres),
        "k" => scale = 1e3,
        "bn" => scale = 1e9,
        "cm" => counts = Some(Counts::Centimetres),
        "st" | "nd" | "rd" | "th" => counts = Some(Counts::Things("place".to_owned())),
        other => {
            return (Some(Figure::Unreadable(format!("{}{other}", number.value))), end);
        }
    }
    if number.suffix.is_empty()
        && let Some((word, after)) = word_after(tokens, end)
    {
        scale = match word.as_str() {
            "million" | "millions" => 1e6,
            "thousand" => 1e3,
            "billion" => 1e9,
            _ => 1.0,
        };
        if scale > 1.0 {
            next = after;
        }
    }
    if sign_after(tokens, next, '%') {
        counts = Some(Counts::Percent);
    } else if sign_after(tokens, next, '€') {
        money = true;
    } else if let Some((word, after)) = word_after(tokens, next) {
        let unit = unit_word(&word, after, tokens);
        if unit == Some(Counts::Euros) {
            money = true;
        } else if counts.is_none() || unit == Some(Counts::Percentile) {
            // "99th percentile" is a percentile, "1.78 m tall" stays metres.
            counts = Some(unit.unwrap_or(Counts::Things(word)));
        }
    }
    if let Some(before) = word_before(tokens, start) {
        match (before.as_str(), &counts) {
            ("percentile", _) => counts = Some(Counts::Percentile),
            ("top", Some(Counts::Percent)) => counts = Some(Counts::Top),
            ("bottom", Some(Counts::Percent)) => counts = Some(Counts::Bottom),
            ("aged" | "age", None | Some(Counts::Things(_))) => counts = Some(Counts::Years),
            _ => {}
        }
    }
    if money {
        counts = Some(Counts::Euros);
    }
    let figure = Figure::Number {
        value: sign.unwrap_or(1.0) * number.value * scale,
        step: number.step * scale,
        counts: counts.unwrap_or(Counts::Things(String::new())),
        signed: sign.is_some(),
        maybe_year: number.plain && (1800.0..2200.0).contains(&number.value) && !money,
    };
    (Some(figure), next)
}

fn unit_word(word: &str, after: usize, tokens: &[Token]) -> Option<Counts> {
    Some(match word {
        "euro" | "euros" | "eur" => Counts::Euros,
        "percent" => Counts::Percent,
        "per" => match word_after(tokens, after) {
            Some((cent, _)) if cent == "cent" => Counts::Percent,
            _ => return None,
        },
        "percentile" => Counts::Percentile,
        "year" | "years" => Counts::Years,
        "month" | "months" => Counts::Months,
        "cm" | "centimetres" | "centimeters" => Counts::Centimetres,
        "m" | "metres" | "meters" => Counts::Metres,
        _ => return None,
    })
}

/// A minus or plus that belongs to the number: glued to it, and not a dash between two figures.
fn sign_before(tokens: &[Token], start: usize) -> Option<f64> {
    let mut at = start.checked_sub(1)?;
    if tokens[at] == Token::Sign('€') {
        at = at.checked_sub(1)?;
    }
    let sign = match tokens[at] {
        Token::Sign('−' | '-' | '–') => -1.0,
        Token::Sign('+') => 1.0,
        _ => return None,
    };
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    match before {
        None | Some(Token::Space | Token::Sign('(')) => Some(sign),
        Some(_) => None,
    }
}

fn money_before(tokens: &[Token], start: usize) -> bool {
    start.checked_sub(1).is_some_and(|at| tokens[at] == Token::Sign('€'))
}

/// `sign` follows, perhaps after a space.
fn sign_after(tokens: &[Token], at: usize, sign: char) -> bool {
    let at = if tokens.get(at) == Some(&Token::Space) { at + 1 } else { at };
    tokens.get(at) == Some(&Token::Sign(sign))
}

/// The word that follows after a space or a hyphen, in lower case, and where it ends.
fn word_after(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let at = match tokens.get(at)? {
        Token::Space | Token::Sign('-') => at + 1,
        _ => at,
    };
    match tokens.get(at)? {
        Token::Word(word) => Some((word.to_lowercase(), at + 1)),
        _ => None,
    }
}

/// The word before, past a space, in lower case.
fn word_before(tokens: &[Token], start: usize) -> Option<String> {
    let at = start.checked_sub(1)?;
    let at = if tokens[at] == Token::Space { at.checked_sub(1)? } else { at };
    match &tokens[at] {
        Token::Word(word) => Some(word.to_lowercase()),
        _ => None,
    }
}

/// A date that begins at `at`: `16 Dec 2024`, `June 2028`, `30 June`, `2028-06-30`, `December 16,
/// 2024`.
fn date_at(tokens: &[Token], at: usize) -> Option<(Figure, usize)> {
    let words: Vec<(usize, &Token)> = tokens
        .iter()
        .enumerate()
        .skip(at)
        .filter(|(_, token)| !matches!(token, Token::Space | Token::Sign(',')))
        .take(3)
        .collect();
    // Only what stands close together: white space and commas, nothing else, were left out.
    let whole = |index: usize| match words.get(index) {
        Some((_, Token::Number { value, decimals: 0, suffix, .. }))
            if suffix.is_empty() || matches!(suffix.as_str(), "st" | "nd" | "rd" | "th") =>
        {
            as_whole(*value)
        }
        _ => None,
    };
    let named = |index: usize| match words.get(index) {
        Some((_, Token::Word(word))) => month(word),
        _ => None,
    };
    let end = |index: usize| words.get(index).map_or(tokens.len(), |(at, _)| at + 1);
    let year = |index: usize| whole(index).filter(|year| (1800..2200).contains(year));
    let day = |index: usize| {
        whole(index).and_then(|day| u32::try_from(day).ok()).filter(|day| (1..=31).contains(day))
    };
    if words.first().map(|(first, _)| *first) != Some(at) {
        return None;
    }

    if let (Some(day), Some(month)) = (day(0), named(1)) {
        let year = year(2);
        let next = if year.is_some() { end(2) } else { end(1) };
        return Some((Figure::Date { day: Some(day), month, year }, next));
    }
    if let Some(month) = named(0) {
        if let Some(year) = year(1) {
            return Some((Figure::Date { day: None, month, year: Some(year) }, end(1)));
        }
        if let Some(day) = day(1) {
            let year = year(2);
            let next = if year.is_some() { end(2) } else { end(1) };
            return Some((Figure::Date { day: Some(day), month, year }, next));
        }
        // "may" is a verb as well; the month always has a capital.
        if matches!(words.first(), Some((_, Token::Word(word))) if word.starts_with(char::is_uppercase))
        {
            return Some((Figure::Date { day: None, month, year: None }, end(0)));
        }
    }
    iso_date_at(tokens, at)
}

fn iso_date_at(tokens: &[Token], at: usize) -> Option<(Figure, usize)> {
    let [
        Token::Number { value: year, plain: true, .. },
        Token::Sign('-'),
        Token::Number { value: month, plain: true, .. },
        Token::Sign('-'),
        Token::Number { value: day, plain: true, .. },
    ] = tokens.get(at..at + 5)?
    else {
        return None;
    };
    let date = Figure::Date {
        day: u32::try_from(as_whole(*day)?).ok(),
        month: u32::try_from(as_whole(*month)?).ok()?,
        year: as_whole(*year),
    };
    Some((date, at + 5))
}

#[expect(clippy::cast_possible_truncation, reason = "checked to be whole and small")]
fn as_whole(value: f64) -> Option<i32> {
    (value.fract() == 0.0 && value.abs() < 1e6).then_some(value as i32)
}

fn month(word: &str) -> Option<u32> {
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
    let word = word.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| *month == word || (word.len() == 3 && month.starts_with(&word)))
        .or((word == "sept").then_some(8))?;
    u32::try_from(at + 1).ok()
}
