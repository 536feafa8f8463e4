//! Cells that hold figures: `1.53`, `1,53`, `"2,881"`, `45.2%`, `22-123`.

use crate::player_table::is_unknown;

/// The cell is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotAFigure;

/// Reads a figure; `None` where the cell says nothing.
///
/// `decimal_comma`: a comma parts the decimals, as in tables whose cells a comma does not part.
/// Otherwise it parts thousands.
pub(super) fn read_figure(cell: &str, decimal_comma: bool) -> Result<Option<f64>, NotAFigure> {
    let text = cell.trim();
    if is_unknown(text) {
        return Ok(None);
    }
    let text = text.strip_suffix('%').map_or(text, str::trim_end);
    // Words that Rust would read as numbers: inf, infinity.
    if text
        .bytes()
        .any(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b',' | b'-' | b'+' | b'e' | b'E'))
    {
        return Err(NotAFigure);
    }
    let parsed = if !text.contains(',') {
        text.parse()
    } else if decimal_comma {
        text.replacen(',', ".", 1).parse()
    } else {
        without_thousands(text).ok_or(NotAFigure)?.parse()
    };
    match parsed {
        Ok(figure) if f64::is_finite(figure) => Ok(Some(figure)),
        Ok(_) | Err(_) => Err(NotAFigure),
    }
}

/// Reads a count: matches, minutes, a year; `None` where the cell says nothing.
pub(super) fn read_count(cell: &str) -> Result<Option<u32>, NotAFigure> {
    let text = cell.trim();
    if is_unknown(text) {
        return Ok(None);
    }
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let bare = if whole.contains(',') {
        without_thousands(whole).ok_or(NotAFigure)?
    } else {
        whole.to_owned()
    };
    bare.parse().map(Some).map_err(|_unread| NotAFigure)
}

/// Reads an age in whole years: `22`, or `22-123` with the days since the birthday.
pub(super) fn read_age(cell: &str) -> Result<Option<u32>, NotAFigure> {
    let text = cell.trim();
    let years = match text.split_once('-') {
        Some((years, days)) if !years.is_empty() && days.parse::<u16>().is_ok() => years,
        _ => text,
    };
    read_count(years)
}

/// `text` without the commas between its thousands; `None` where they part anything else.
fn without_thousands(text: &str) -> Option<String> {
    let whole = text.split('.').next()?;
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let sound = (1..=3).contains(&first.trim_start_matches(['-', '+']).len())
        && groups.all(|group| group.len() == 3);
    sound.then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_with_the_decimals_of_their_table() {
        for (cell, decimal_comma, expected) in [
            ("1.53", false, Some(1.53)),
            (" 0 ", false, Some(0.0)),
            ("-0.4", false, Some(-0.4)),
            ("+0.4", false, Some(0.4)),
            ("45.2%", false, Some(45.2)),
            ("1,234.5", false, Some(1234.5)),
            ("1,53", true, Some(1.53)),
            ("1.53", true, Some(1.53)),
            ("", false, None),
            ("-", false, None),
            ("N/A", true, None),
        ] {
            assert_eq!(read_figure(cell, decimal_comma), Ok(expected), "{cell}");
        }
        for cell in ["1,53", "inf", "infinity", "1.2.3", "many", "1e999"] {
            assert_eq!(read_figure(cell, false), Err(NotAFigure), "{cell}");
        }
    }

    #[test]
    fn counts_have_no_decimals_and_ages_may_have_days() {
        assert_eq!(read_count("2,881"), Ok(Some(2881)));
        assert_eq!(read_count("2881.0"), Ok(Some(2881)));
        assert_eq!(read_count("2,88"), Err(NotAFigure));
        assert_eq!(read_count("-1"), Err(NotAFigure));
        assert_eq!(read_age("22"), Ok(Some(22)));
        assert_eq!(read_age("22-123"), Ok(Some(22)));
        assert_eq!(read_age(""), Ok(None));
        assert_eq!(read_age("old"), Err(NotAFigure));
    }
}
