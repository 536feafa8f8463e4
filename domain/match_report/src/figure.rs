//! Figures as they are kept: rounded, and only numbers.

/// A number with so many decimals; nought of what is none.
pub(crate) fn rounded(value: f64, decimals: u8) -> f64 {
    let one = 10_f64.powi(decimals.into());
    let value = (value * one).round() / one;
    // Adding nought makes -0 plain.
    if value.is_finite() { value + 0.0 } else { 0.0 }
}

/// The same, where it is a number.
pub(crate) fn known(value: f64, decimals: u8) -> Option<f64> {
    value.is_finite().then(|| rounded(value, decimals))
}

/// A share of a whole, 0 to 1, with four decimals; `None` of a whole that is nothing.
pub(crate) fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| known(part / whole, 4)).flatten()
}

/// A place in whole decimetres.
pub(crate) fn place([x, y]: [f64; 2]) -> Option<[f64; 2]> {
    Some([known(x, 1)?, known(y, 1)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_not_known() {
        assert_eq!((known(f64::NAN, 1), known(f64::INFINITY, 1)), (None, None));
        assert_eq!((known(1.25, 1), known(-0.04, 1)), (Some(1.3), Some(0.0)));
        assert_eq!((share(1.0, 0.0), share(1.0, 3.0)), (None, Some(0.3333)));
        assert_eq!(place([1.0, f64::NAN]), None);
    }
}
