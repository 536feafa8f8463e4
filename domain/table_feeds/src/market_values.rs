//! Market values by the provider's player id, as a file or a service of the club's gives them: CSV
//! with a header, or JSON.

use chrono::NaiveDate;
use serde::Deserialize;

/// What a provider says one player is worth.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct QuotedValue {
    /// The player's id at the provider; empty in the answer to a question about one player.
    #[serde(default)]
    pub provider_id: String,
    /// The day the value is of.
    pub date: NaiveDate,
    /// Whole euros.
    pub amount_eur: i64,
    /// Who says so; empty when the provider does not say.
    #[serde(default)]
    pub source: String,
}

/// Why the values cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuoteError {
    /// A column that every line needs is not in the header.
    #[error("the header has no column `{column}`: expected provider_id, date and amount_eur")]
    MissingColumn {
        /// The column.
        column: &'static str,
    },
    /// A line cannot be read.
    #[error("line {line}: {reason}")]
    Line {
        /// The line, the header being 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// The JSON is not what is expected.
    #[error("not market values as JSON: {0}")]
    Json(String),
    /// A value is below nothing.
    #[error("player {provider_id}: amount_eur is {amount_eur}, expected 0 or more")]
    Negative {
        /// Whose value it is.
        provider_id: String,
        /// The value.
        amount_eur: i64,
    },
}

/// Reads a file of values: JSON when it begins with `[`, else CSV.
///
/// # Shape and units
/// Columns or fields `provider_id`, `date` (year-month-day), `amount_eur` (whole euros) and, where
/// there is one, `source`; others are passed over.
///
/// # Errors
/// The first line that cannot be read; [`QuoteError::MissingColumn`] when the header lacks a column.
pub fn read_file(bytes: &[u8]) -> Result<Vec<QuotedValue>, QuoteError> {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let is_json = text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let values = if is_json {
        serde_json::from_slice(text).map_err(|error| QuoteError::Json(error.to_string()))?
    } else {
        read_csv(text)?
    };
    values.into_iter().map(checked).collect()
}

/// Reads a service's answer about one player: a JSON object with `date`, `amount_eur` and, where there
/// is one, `source`.
///
/// # Errors
/// [`QuoteError::Json`] when it is something else, which tells the place and nothing of what stands there:
/// a service may send back what it was asked with. [`QuoteError::Negative`].
pub fn read_answer(bytes: &[u8]) -> Result<QuotedValue, QuoteError> {
    let value = serde_json::from_slice(bytes).map_err(|error| {
        let what = if error.is_data() {
            "a field is missing or holds something else"
        } else {
            "it is not JSON"
        };
        QuoteError::Json(format!("{what}, line {} column {}", error.line(), error.column()))
    })?;
    checked(value)
}

fn read_csv(text: &[u8]) -> Result<Vec<QuotedValue>, QuoteError> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text);
    let header = reader.headers().map_err(|error| broken_line(&error))?.clone();
    for column in ["provider_id", "date", "amount_eur"] {
        if !header.iter().any(|name| name == column) {
            return Err(QuoteError::MissingColumn { column });
        }
    }
    reader.deserialize().map(|row| row.map_err(|error| broken_line(&error))).collect()
}

fn broken_line(error: &csv::Error) -> QuoteError {
    let line = error.position().map_or(1, csv::Position::line);
    let reason = match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        _ => error.to_string(),
    };
    QuoteError::Line { line, reason }
}

fn checked(value: QuotedValue) -> Result<QuotedValue, QuoteError> {
    if value.amount_eur < 0 {
        let QuotedValue { provider_id, amount_eur, .. } = value;
        return Err(QuoteError::Negative { provider_id, amount_eur });
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_and_json_give_the_same_values() {
        let csv = "\u{feff}date,provider_id,club,amount_eur,source\n\
                   2026-07-01, 28003 ,Miami,15000000,club\n";
        let json = r#" [{"provider_id": "28003", "date": "2026-07-01", "amount_eur": 15000000,
                         "source": "club", "club": "Miami"}]"#;

        let from_csv = read_file(csv.as_bytes()).unwrap();
        let from_json = read_file(json.as_bytes()).unwrap();

        assert_eq!(from_csv, from_json);
        assert_eq!(from_csv[0].amount_eur, 15_000_000);
        assert_eq!(from_csv[0].date, NaiveDate::from_ymd_opt(2026, 7, 1).unwrap());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let no_column = read_file(b"id,date,amount_eur\n").unwrap_err();
        let bad_line =
            read_file(b"provider_id,date,amount_eur\n1,2026-01-01,5\n2,soon,5\n").unwrap_err();
        let negative = read_answer(br#"{"date": "2026-01-01", "amount_eur": -1}"#).unwrap_err();
        let echo = read_answer(br#"{"date": "2026-01-01", "amount_eur": "my key"}"#).unwrap_err();

        assert_eq!(no_column, QuoteError::MissingColumn { column: "provider_id" });
        assert!(bad_line.to_string().starts_with("line 3: "), "{bad_line}");
        assert!(matches!(negative, QuoteError::Negative { amount_eur: -1, .. }));
        assert!(echo.to_string().contains("line 1 column"), "{echo}");
        assert!(!echo.to_string().contains("key"), "{echo}");
    }
}
