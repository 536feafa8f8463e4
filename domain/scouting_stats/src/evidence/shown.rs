//! Rows as people read them.

use chrono::{Datelike, NaiveDate};

use super::{Evidence, EvidenceValue, Unit};

impl Evidence {
    /// The value as people read it: `€100m`, `178 cm`, `−9 %`, `30 Jun 2028`, `unknown`.
    pub fn shown_value(&self) -> String {
        match &self.value {
            EvidenceValue::Number { value, decimals } => shown_number(*value, *decimals, self.unit),
            EvidenceValue::Range { low, high, decimals } => format!(
                "{} to {}",
                shown_number(*low, *decimals, self.unit),
                shown_number(*high, *decimals, self.unit)
            ),
            EvidenceValue::Date { date } => short_date(*date),
            EvidenceValue::Text { text } => text.clone(),
            EvidenceValue::Unknown { .. } => "unknown".to_owned(),
        }
    }

    /// The percentile as people read it: whole, but never rounded to a place that nobody can hold.
    pub fn shown_percentile(&self) -> Option<String> {
        self.percentile().map(|percentile| {
            if (0.5..99.5).contains(&percentile) {
                format!("{percentile:.0}")
            } else {
                format!("{percentile:.1}")
            }
        })
    }
}

fn shown_number(value: f64, decimals: u8, unit: Unit) -> String {
    if unit == Unit::Euros {
        return football::euros(whole(value));
    }
    let number = format!("{:.*}", usize::from(decimals), value.abs());
    let is_zero = number.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    match unit {
        Unit::Percent => format!("{sign}{number} %"),
        Unit::Centimetres => format!("{sign}{number} cm"),
        Unit::Months => {
            format!("{sign}{number} {}", if number == "1" { "month" } else { "months" })
        }
        Unit::Count if decimals == 0 => [sign, &grouped(&number)].concat(),
        Unit::None | Unit::Euros | Unit::Years | Unit::Count | Unit::Rate => {
            [sign, &number].concat()
        }
    }
}

/// `61,642`
pub(crate) fn thousands(n: u32) -> String {
    grouped(&n.to_string())
}

/// Whole digits in groups of three.
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Whole euros out of a row.
#[expect(
    clippy::cast_possible_truncation,
    reason = "values are whole euros below 10^12, which a float holds exactly"
)]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// A day as people read it: `16 Dec 2024`.
pub fn short_date(date: NaiveDate) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}
