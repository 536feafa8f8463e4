//! Money as the product shows it.

/// Whole euros as people write them: `€100m`, `€13.3m`, `€700k`, `€950`.
///
/// # Shape and units
/// `amount_eur` in whole euros; millions and thousands keep one decimal unless it is zero.
pub fn euros(amount_eur: i64) -> String {
    let sign = if amount_eur < 0 { "−" } else { "" };
    let amount = amount_eur.unsigned_abs();
    match amount {
        // 999,950 and above would round to "1000k".
        999_950.. => format!("{sign}€{}m", one_decimal(amount, 1_000_000)),
        1_000.. => format!("{sign}€{}k", one_decimal(amount, 1_000)),
        _ => format!("{sign}€{amount}"),
    }
}

/// Whole euros from how people write them: `40000000`, `40m`, `40.5m`, `700k`, with or without `€`;
/// `None` for anything else. A comma is not taken: it parts thousands here and decimals there.
pub fn read_euros(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches('€').trim().to_ascii_lowercase();
    let (number, unit) = match text.strip_suffix(['m', 'k']) {
        Some(number) if text.ends_with('m') => (number.trim(), 1_000_000),
        Some(number) => (number.trim(), 1_000),
        None => (text.as_str(), 1),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > 6 {
        return None;
    }
    let mut amount = whole.parse::<i64>().ok()?.checked_mul(unit)?;
    let mut place = unit;
    for digit in fraction.bytes() {
        place /= 10;
        amount = amount.checked_add(i64::from(digit - b'0') * place)?;
    }
    Some(amount)
}

fn one_decimal(amount: u64, unit: u64) -> String {
    let tenths = (amount * 10 + unit / 2) / unit;
    if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn euros_are_short_and_keep_one_decimal_at_most() {
        assert_eq!(euros(100_000_000), "€100m");
        assert_eq!(euros(13_300_000), "€13.3m");
        assert_eq!(euros(700_000), "€700k");
        assert_eq!(euros(999_999), "€1m");
        assert_eq!(euros(950), "€950");
        assert_eq!(euros(0), "€0");
        assert_eq!(euros(-450_000), "−€450k");
    }
}
