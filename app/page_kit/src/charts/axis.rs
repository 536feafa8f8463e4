//! Where an axis has its ticks.

use chrono::{Datelike, NaiveDate};

/// Round steps from 0 to at least `max`, with at most five steps.
///
/// # Shape and units
/// `max` in the unit of the axis, above 0. The last tick is at or above `max`.
pub(super) fn from_zero(max: i64) -> Vec<i64> {
    /// Steps that people read without reckoning, in quarters of a power of ten.
    const QUARTERS: [i64; 4] = [4, 8, 10, 20];
    /// Most steps.
    const STEPS: i64 = 5;

    let max = max.max(1);
    let mut power = 1_i64;
    loop {
        for quarters in QUARTERS {
            let step = (power.saturating_mul(quarters) / 4).max(1);
            if step.saturating_mul(STEPS) >= max {
                let count = (max + step - 1) / step;
                return (0..=count).map(|tick| tick * step).collect();
            }
        }
        power = power.saturating_mul(10);
    }
}

/// The first days of years in `from..=to`, thinned out to at most `most`.
pub(super) fn years(from: NaiveDate, to: NaiveDate, most: usize) -> Vec<NaiveDate> {
    let first = if from.ordinal() == 1 { from.year() } else { from.year() + 1 };
    let span = usize::try_from(to.year() - first + 1).unwrap_or(0);
    let stride = span.div_ceil(most.max(1)).max(1);
    (first..=to.year())
        .step_by(stride)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_the_greatest_value() {
        assert_eq!(
            from_zero(110_000_000),
            [0, 25_000_000, 50_000_000, 75_000_000, 100_000_000, 125_000_000]
        );
        assert_eq!(from_zero(180_000), [0, 50_000, 100_000, 150_000, 200_000]);
        assert_eq!(from_zero(5), [0, 1, 2, 3, 4, 5]);
        assert_eq!(from_zero(0), [0, 1]);
        assert!(*from_zero(i64::MAX / 64).last().unwrap() >= i64::MAX / 64);
    }

    #[test]
    fn years_are_thinned_out_evenly() {
        let day = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap();

        let ticks = years(day(2017, 3), day(2028, 6), 6);

        let years: Vec<_> = ticks.iter().map(Datelike::year).collect();
        assert_eq!(years, [2018, 2020, 2022, 2024, 2026, 2028]);
    }
}
