//! Moments of a match, and the minute as people write it.

use serde::{Deserialize, Serialize};

/// Minutes at which a period begins and that it has, by the laws: two halves and two of extra time.
const REGULAR: [(u32, u32); 4] = [(0, 45), (45, 45), (90, 15), (105, 15)];

/// When something happened.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// 1 and 2 are the halves, 3 and 4 extra time.
    pub period: u8,
    /// Seconds since it began.
    pub secs: f64,
}

/// A period and how long it lasted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PeriodLength {
    /// 1 and 2 are the halves, 3 and 4 extra time.
    pub number: u8,
    /// From its first moment to its last.
    pub secs: f64,
}

impl Moment {
    /// A moment; what is no number is the period's beginning.
    pub(crate) fn at(period: u8, secs: f64) -> Self {
        Self { period, secs: crate::figure::rounded(secs.max(0.0), 1) }
    }

    /// The minute as people write it: the first one is 1, what is added to a period is `45+2'`.
    pub fn minute(self) -> String {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a period has some thousand seconds"
        )]
        let minute = (self.secs.max(0.0) / 60.0) as u32;
        let place = usize::from(self.period).saturating_sub(1);
        let (begin, length) = REGULAR.get(place).copied().unwrap_or((120, u32::MAX / 2));
        if minute < length {
            format!("{}'", begin + minute + 1)
        } else {
            format!("{}+{}'", begin + length, minute - length + 1)
        }
    }

    /// Seconds since the first whistle, breaks left out.
    pub fn elapsed_secs(self, periods: &[PeriodLength]) -> f64 {
        let before = periods.iter().filter(|period| period.number < self.period);
        before.map(|period| period.secs).sum::<f64>() + self.secs
    }
}

impl PeriodLength {
    /// The minute at which the period begins by the laws: 45 of the second half.
    pub fn first_minute(self) -> u32 {
        let place = usize::from(self.number).saturating_sub(1);
        REGULAR.get(place).map_or(120, |(begin, _)| *begin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_written_as_people_do() {
        let minute = |period, secs| Moment::at(period, secs).minute();
        assert_eq!((minute(1, 0.0), minute(1, 59.9)), ("1'".to_owned(), "1'".to_owned()));
        assert_eq!((minute(1, 60.0), minute(1, 2699.0)), ("2'".to_owned(), "45'".to_owned()));
        assert_eq!((minute(1, 2700.0), minute(1, 2799.0)), ("45+1'".into(), "45+2'".into()));
        assert_eq!((minute(2, 0.0), minute(2, 2760.0)), ("46'".into(), "90+2'".into()));
        assert_eq!((minute(3, 30.0), minute(4, 930.0)), ("91'".into(), "120+1'".into()));
        assert_eq!((minute(1, f64::NAN), minute(9, 0.0)), ("1'".into(), "121'".into()));
    }

    #[test]
    fn time_goes_on_where_the_period_before_ended() {
        let periods =
            [PeriodLength { number: 1, secs: 2820.0 }, PeriodLength { number: 2, secs: 2900.0 }];
        let second = Moment::at(2, 60.0);
        assert!((second.elapsed_secs(&periods) - 2880.0).abs() < 1e-9);
        assert_eq!((periods[0].first_minute(), periods[1].first_minute()), (0, 45));
    }
}
