//! What is known of a player's value on the day of a forecast.

use chrono::NaiveDate;
use football::PositionGroup;
use serde::{Deserialize, Serialize};

use super::{DatedValue, Origin, ValuationHistory};

/// A value older than this is no base for a forecast, in days. Scouting specification 2.5.
pub const OLDEST_VALUE_DAYS: u16 = 365;
/// How far back the three changes look, in days. Scouting specification 2.7.
pub const CHANGE_DAYS: [u16; 3] = [182, 365, 730];
/// Youngest and oldest rounded age that is told apart. Scouting specification 2.6.
pub const AGES: std::ops::RangeInclusive<u8> = 16..=38;

/// Why nothing can be forecast for a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum NoForecast {
    /// No value is dated up to the day of the forecast.
    #[error("no value is known")]
    NoValue,
    /// The last value is too old.
    #[error("the last value is of {last}, more than {OLDEST_VALUE_DAYS} days before")]
    StaleValue {
        /// Its day.
        last: NaiveDate,
    },
}

/// What is known of a player's value on the day of a forecast: all that the models see.
///
/// It is made from the values dated up to that day alone, so that nothing later can reach a model.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// The last value.
    pub value: DatedValue,
    /// Natural logarithm of the last value in euros.
    pub ln_value: f64,
    /// Years lived; `None` is unknown and stays so.
    pub age_years: Option<f64>,
    /// Where the player plays.
    pub group: Option<PositionGroup>,
    /// ln(value / value 182, 365 and 730 days before); `None` where there was none yet.
    pub changes: [Option<f64>; 3],
    /// ln(value / highest value so far), at most 0.
    pub below_peak: f64,
    /// Days since the last value, 0 to 364.
    pub days_since_value: f64,
    /// Values so far.
    pub values: u32,
    /// Years since the first value.
    pub years_since_first: f64,
}

impl Known {
    /// What was known of `history` at `origin`.
    ///
    /// # Errors
    /// No value, or none within a year: see [`NoForecast`].
    ///
    /// # Source
    /// Scouting specification 2.5 (who is eligible) and 2.7 (what the model sees).
    pub fn at(history: &ValuationHistory, origin: Origin) -> Result<Self, NoForecast> {
        let values = history.until(origin.0);
        let (Some(first), Some(last)) = (values.first(), values.last()) else {
            return Err(NoForecast::NoValue);
        };
        if last.date <= origin.days_before(u64::from(OLDEST_VALUE_DAYS)) {
            return Err(NoForecast::StaleValue { last: last.date });
        }
        let peak_eur = values.iter().map(|value| value.value_eur).max().unwrap_or(last.value_eur);
        let ln_value = ln(last.value_eur);
        let changes = CHANGE_DAYS.map(|days| {
            let then = history.until(origin.days_before(u64::from(days))).last()?;
            Some(ln_value - ln(then.value_eur))
        });
        // A birth date after the origin is wrong, so the age is unknown.
        let age_years =
            history.birth_date().map(|born| origin.years_since(born)).filter(|age| *age >= 0.0);
        Ok(Self {
            value: *last,
            ln_value,
            age_years,
            group: history.group(),
            changes,
            below_peak: ln_value - ln(peak_eur),
            days_since_value: origin.days_since(last.date),
            values: u32::try_from(values.len()).unwrap_or(u32::MAX),
            years_since_first: origin.years_since(first.date),
        })
    }

    /// The rounded age within [`AGES`], by which players are compared.
    ///
    /// # Source
    /// Scouting specification 2.6.
    pub fn age(&self) -> Option<u8> {
        self.age_years.map(rounded_age)
    }
}

/// Years as a rounded age within [`AGES`].
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 16 and 38 after clamping"
)]
fn rounded_age(years: f64) -> u8 {
    years.round().clamp(f64::from(*AGES.start()), f64::from(*AGES.end())) as u8
}

/// Natural logarithm of an amount in euros.
#[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53 euros")]
pub(super) fn ln(amount_eur: i64) -> f64 {
    (amount_eur as f64).ln()
}

#[cfg(test)]
mod tests {
    use football::PlayerId;

    use super::*;

    fn history(birth_date: Option<&str>, values: &[(&str, i64)]) -> ValuationHistory {
        let values = values
            .iter()
            .map(|(date, value_eur)| DatedValue {
                date: date.parse().unwrap(),
                value_eur: *value_eur,
            })
            .collect();
        let birth_date = birth_date.map(|date| date.parse().unwrap());
        ValuationHistory::new(PlayerId(1), birth_date, None, values)
    }

    fn origin() -> Origin {
        Origin::end_of_season(2016).unwrap()
    }

    #[test]
    fn what_is_known_is_worked_out_by_hand() {
        let history = history(
            Some("1990-06-30"),
            &[("2013-06-30", 1_000), ("2015-06-30", 4_000), ("2016-05-31", 2_000)],
        );

        let known = Known::at(&history, origin()).unwrap();

        let ln2 = 2.0_f64.ln();
        assert!((known.below_peak + ln2).abs() < 1e-12);
        // 182 and 365 days before, the value was 4,000 (2016 is a leap year: 365 days before 30 June is
        // 1 July 2015); 730 days before, it was 1,000.
        let changes = known.changes.map(Option::unwrap);
        for (change, expected) in changes.iter().zip([-ln2, -ln2, ln2]) {
            assert!((change - expected).abs() < 1e-12, "{changes:?}");
        }
        assert!((known.days_since_value - 30.0).abs() < 1e-12);
        assert!((known.years_since_first - 1096.0 / 365.25).abs() < 1e-12);
        assert_eq!((known.values, known.age()), (3, Some(26)));
    }

    #[test]
    fn a_value_364_days_old_is_a_base_and_one_of_365_is_not() {
        let fresh = history(None, &[("2015-07-02", 5)]);
        let stale = history(None, &[("2015-07-01", 5)]);

        assert!(Known::at(&fresh, origin()).is_ok());
        let last = "2015-07-01".parse().unwrap();
        assert_eq!(Known::at(&stale, origin()), Err(NoForecast::StaleValue { last }));
    }

    #[test]
    fn an_unknown_age_stays_unknown_and_a_future_birth_is_one() {
        for birth_date in [None, Some("2017-01-01")] {
            let history = history(birth_date, &[("2016-06-01", 5)]);

            let known = Known::at(&history, origin()).unwrap();

            assert_eq!((known.age_years, known.age()), (None, None));
        }
    }

    #[test]
    fn ages_are_rounded_and_kept_between_16_and_38() {
        let rounded = [12.0, 15.6, 22.4, 22.6, 38.4, 51.0].map(rounded_age);

        assert_eq!(rounded, [16, 16, 22, 23, 38, 38]);
    }
}
