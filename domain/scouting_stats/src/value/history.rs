//! A player's values through the years, as they come in.

use chrono::NaiveDate;
use football::{PlayerId, PositionGroup};
use serde::{Deserialize, Serialize};

use super::Origin;

/// What a player was valued at on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedValue {
    /// The day of the estimate.
    pub date: NaiveDate,
    /// Whole euros.
    pub value_eur: i64,
}

/// All values of one player, oldest first, one a day, all above zero.
///
/// It holds no club, league or contract: in the sources these are today's and constant per player, so
/// a model that saw them would see the future (scouting specification 5, leaks).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValuationHistory {
    player: PlayerId,
    birth_date: Option<NaiveDate>,
    group: Option<PositionGroup>,
    values: Vec<DatedValue>,
}

impl ValuationHistory {
    /// The history of `player` from values in any order.
    ///
    /// A value of zero or less says that nobody estimated one: it is left out. Of several on one day the
    /// last given stays.
    pub fn new(
        player: PlayerId,
        birth_date: Option<NaiveDate>,
        group: Option<PositionGroup>,
        mut values: Vec<DatedValue>,
    ) -> Self {
        values.retain(|value| value.value_eur > 0);
        values.sort_by_key(|value| value.date);
        values.dedup_by(|later, kept| {
            let same_day = later.date == kept.date;
            if same_day {
                *kept = *later;
            }
            same_day
        });
        Self { player, birth_date, group, values }
    }

    /// Whose values they are.
    pub fn player(&self) -> PlayerId {
        self.player
    }

    /// Day of birth, where it is known.
    pub fn birth_date(&self) -> Option<NaiveDate> {
        self.birth_date
    }

    /// Where the player plays, where it is known.
    pub fn group(&self) -> Option<PositionGroup> {
        self.group
    }

    /// The values, oldest first.
    pub fn values(&self) -> &[DatedValue] {
        &self.values
    }

    /// The values dated up to `day`, itself included.
    pub fn until(&self, day: NaiveDate) -> &[DatedValue] {
        &self.values[..self.values.partition_point(|value| value.date <= day)]
    }

    /// The history as it was on the day `origin`: without what came later.
    #[must_use]
    pub fn cut_off(&self, origin: Origin) -> Self {
        Self { values: self.until(origin.0).to_vec(), ..*self }
    }

    /// What the value turned out to be in year `year` after `origin`: the last one dated later than
    /// half a year before that year's end, and not later than its end.
    ///
    /// # Shape and units
    /// `year` from 1: `(o + 180 d + 365 d (year - 1), o + 365 d year]`.
    ///
    /// # Source
    /// Scouting specification 2.5 (year 1) and 2.8.
    pub fn truth(&self, origin: Origin, year: u8) -> Option<DatedValue> {
        let end = 365 * u64::from(year);
        let last = self.until(origin.days_after(end)).last()?;
        // 180 days into the year, which is 185 before its end.
        let after = origin.days_after(end.checked_sub(185)?);
        (last.date > after).then_some(*last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn history(values: &[(&str, i64)]) -> ValuationHistory {
        let values = values
            .iter()
            .map(|(date, value_eur)| DatedValue { date: day(date), value_eur: *value_eur });
        ValuationHistory::new(PlayerId(7), None, None, values.collect())
    }

    #[test]
    fn values_are_put_in_order_once_a_day_and_above_zero() {
        let history =
            history(&[("2020-03-01", 5), ("2019-03-01", 4), ("2020-03-01", 6), ("2021-01-01", 0)]);

        let found: Vec<_> = history.values().iter().map(|value| value.value_eur).collect();

        assert_eq!(found, [4, 6]);
    }

    #[test]
    fn a_value_on_the_origin_is_known_and_one_a_day_later_is_not() {
        let history = history(&[("2016-06-30", 4), ("2016-07-01", 5)]);

        assert_eq!(history.until(day("2016-06-30")).len(), 1);
    }

    #[test]
    fn the_truth_of_a_year_lies_in_its_second_half() {
        let origin = Origin::end_of_season(2016).unwrap();
        // 180 and 181 days after the origin, 365 and 366.
        for (date, expected) in [
            ("2016-12-27", None),
            ("2016-12-28", Some(9)),
            ("2017-06-30", Some(9)),
            ("2017-07-01", None),
        ] {
            let history = history(&[("2016-06-30", 4), (date, 9)]);

            let truth = history.truth(origin, 1).map(|value| value.value_eur);

            assert_eq!(truth, expected, "{date}");
        }
    }

    #[test]
    fn the_truth_of_the_second_year_begins_545_days_after_the_origin() {
        let origin = Origin::end_of_season(2016).unwrap();
        for (date, expected) in [("2017-12-27", None), ("2017-12-28", Some(9))] {
            let history = history(&[(date, 9)]);

            let truth = history.truth(origin, 2).map(|value| value.value_eur);

            // 2016-06-30 + 545 days is 2017-12-27.
            assert_eq!(truth, expected, "{date}");
        }
    }
}
