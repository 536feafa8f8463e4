//! Quantiles and moments of a sample.

/// The quantile at `p` of a sorted sample, linear between its neighbours (type 7 of Hyndman and Fan,
/// 1996); `None` of nothing.
pub(super) fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * count(last);
    let below = floor_index(place).min(last);
    let above = (below + 1).min(last);
    let (low, high) = (sorted[below], sorted[above]);
    // The same neighbours give themselves, also when both are infinite.
    if low.total_cmp(&high).is_eq() {
        return Some(low);
    }
    Some(low + (place - count(below)) * (high - low))
}

/// The median; sorts `sample`.
pub(super) fn median(sample: &mut [f64]) -> Option<f64> {
    sort(sample);
    quantile(sample, 0.5)
}

/// Sorts numbers, smallest first.
pub(super) fn sort(sample: &mut [f64]) {
    sample.sort_unstable_by(f64::total_cmp);
}

/// Mean; `None` of nothing.
pub(super) fn mean(sample: &[f64]) -> Option<f64> {
    (!sample.is_empty()).then(|| sample.iter().sum::<f64>() / count(sample.len()))
}

/// Standard deviation around the mean, with n - 1; `None` of fewer than two.
pub(super) fn standard_deviation(sample: &[f64]) -> Option<f64> {
    let mean = mean(sample)?;
    let degrees = sample.len().checked_sub(1).filter(|degrees| *degrees > 0)?;
    let squares: f64 = sample.iter().map(|figure| (figure - mean).powi(2)).sum();
    Some((squares / count(degrees)).sqrt())
}

/// A number of things as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "no sample has 2^53 members")]
pub(super) fn count(n: usize) -> f64 {
    n as f64
}

/// A number of things as it is told.
pub(super) fn told(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the whole part of a place in a sample is wanted, and it is not negative"
)]
fn floor_index(place: f64) -> usize {
    place as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_their_neighbours() {
        let sorted = [1.0, 2.0, 4.0, 8.0];

        // Places 0.3, 1.5 and 2.7 of 0 to 3, by hand.
        for (p, expected) in [(0.0, 1.0), (0.1, 1.3), (0.5, 3.0), (0.9, 6.8), (1.0, 8.0)] {
            let found = quantile(&sorted, p).unwrap();
            assert!((found - expected).abs() < 1e-12, "{p}: {found}");
        }
    }

    #[test]
    fn nothing_has_no_quantile_and_no_mean() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(median(&mut []), None);
        assert_eq!(mean(&[]), None);
        assert_eq!(standard_deviation(&[1.0]), None);
    }

    #[test]
    fn infinite_neighbours_give_no_nonsense() {
        assert_eq!(quantile(&[0.0, f64::INFINITY, f64::INFINITY], 0.9), Some(f64::INFINITY));
    }

    #[test]
    fn the_deviation_of_two_and_four_is_the_root_of_two() {
        let deviation = standard_deviation(&[2.0, 4.0]).unwrap();

        assert!((deviation - 2.0_f64.sqrt()).abs() < 1e-12);
    }
}
