//! Numbers in lines of bytes. A game has millions of them; these are the short forms that files have, and
//! whatever else Rust's own reader takes goes to it.

/// Powers of ten that a float holds exactly.
const POWERS: [f64; 16] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// A whole number.
pub(super) fn whole(bytes: &[u8]) -> Option<i64> {
    let (negative, digits) = match bytes {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut value = 0_i64;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(digit - b'0');
    }
    Some(if negative { -value } else { value })
}

/// A number with or without a fraction, the nearest float to what stands there; NaN for `NaN` and nothing.
pub(super) fn decimal(bytes: &[u8]) -> Option<f64> {
    if bytes.is_empty() || bytes.eq_ignore_ascii_case(b"nan") {
        return Some(f64::NAN);
    }
    let (negative, digits) = match bytes {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    // Up to fifteen digits and their power of ten are exact, so one division rounds as reading does.
    if digits.len() <= 16 {
        let (mut mantissa, mut places, mut after_point, mut count) = (0_i64, 0, false, 0);
        for byte in digits {
            match byte {
                b'0'..=b'9' => {
                    mantissa = mantissa * 10 + i64::from(byte - b'0');
                    places += usize::from(after_point);
                    count += 1;
                }
                b'.' if !after_point => after_point = true,
                _ => return other(bytes),
            }
        }
        if (1..=15).contains(&count) {
            #[expect(clippy::cast_precision_loss, reason = "fifteen digits fit into a float")]
            let value = mantissa as f64 / POWERS[places];
            return Some(if negative { -value } else { value });
        }
    }
    other(bytes)
}

#[cold]
fn other(bytes: &[u8]) -> Option<f64> {
    let value: f64 = str::from_utf8(bytes).ok()?.trim().parse().ok()?;
    (!value.is_infinite()).then_some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_decimal_is_what_rust_reads(value in -1e6..1e6_f64, places in 0_usize..12) {
            let text = format!("{value:.places$}");
            prop_assert_eq!(decimal(text.as_bytes()), text.parse().ok());
        }

        #[test]
        fn a_whole_number_is_what_rust_reads(value in -1_000_000_000_000_i64..1_000_000_000_000) {
            prop_assert_eq!(whole(value.to_string().as_bytes()), Some(value));
        }

        #[test]
        fn no_bytes_are_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..30)) {
            let read = decimal(&bytes);
            prop_assert!(read.is_none_or(|value| !value.is_infinite()));
            let _ = whole(&bytes);
        }
    }

    #[test]
    fn other_forms_are_read_or_refused() {
        assert_eq!(decimal(b"1e-3"), Some(0.001));
        assert_eq!(decimal(b"0.12345678901234567890"), Some(0.123_456_789_012_345_68));
        for word in ["NaN", "nan", ""] {
            assert!(decimal(word.as_bytes()).is_some_and(f64::is_nan), "{word}");
        }
        for word in ["-", ".", "1.2.3", "1,5", "inf", "x", "1e999"] {
            assert_eq!(decimal(word.as_bytes()), None, "{word}");
        }
        for word in ["", "-", "1.0", "+1", "9999999999999999999"] {
            assert_eq!(whole(word.as_bytes()), None, "{word}");
        }
    }
}
