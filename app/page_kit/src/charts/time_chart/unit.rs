//! What the figures of a chart over time are, and how they are written. Whole numbers throughout: writing
//! fractions by the library would weigh more than the chart.

use page_base::wording;

/// What the figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// How many.
    Count,
    /// A rate, in thousandths.
    Rate,
    /// A duration, in milliseconds.
    Millis,
}

/// Five steps of a hundredth, the least that is written of a rate.
const LEAST_RATE: u64 = 50;

impl Unit {
    /// How far an axis reaches whose greatest figure is `greatest`: one of the unit where all are zero, and
    /// never so little that two of its ticks read alike.
    pub(super) fn top(self, greatest: u64) -> u64 {
        match (self, greatest) {
            (Self::Rate, 0) => 1_000,
            (Self::Rate, _) => greatest.max(LEAST_RATE),
            (Self::Count | Self::Millis, _) => greatest.max(1),
        }
    }

    /// `1,284`, `0.25`, `1.2 s`.
    pub(super) fn written(self, value: u64) -> String {
        match self {
            Self::Count => wording::count(value),
            Self::Rate => rate(value),
            Self::Millis => millis(value),
        }
    }
}

/// Thousandths with at most two places, none from ten on: what an axis and the eye can use.
fn rate(thousandths: u64) -> String {
    if thousandths >= 10_000 {
        return wording::count((thousandths + 500) / 1_000);
    }
    let hundredths = (thousandths + 5) / 10;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let places = match (rest / 10, rest % 10) {
        (0, 0) => String::new(),
        (tenths, 0) => [".", &tenths.to_string()].concat(),
        (tenths, last) => [".", &tenths.to_string(), &last.to_string()].concat(),
    };
    [wording::count(whole), places].concat()
}

fn millis(ms: u64) -> String {
    match ms {
        0..1_000 => [&ms.to_string(), " ms"].concat(),
        1_000..60_000 => [&rate(ms), " s"].concat(),
        _ => wording::duration(ms / 1_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_as_exact_as_the_eye_needs() {
        assert_eq!(
            [0, 250, 1_500, 2_000].map(|rate| Unit::Rate.written(rate)),
            ["0", "0.25", "1.5", "2"]
        );
        assert_eq!(Unit::Rate.written(9_999), "10");
        assert_eq!(Unit::Rate.written(1_284_400), "1,284");
        assert_eq!(
            [7, 999, 1_200, 61_000].map(|ms| Unit::Millis.written(ms)),
            ["7 ms", "999 ms", "1.2 s", "1 min 1 s"]
        );
        assert_eq!(Unit::Count.written(1_284), "1,284");
    }
}
