//! The day from which is forecast.

use std::fmt;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{ValuationHistory, known::OLDEST_VALUE_DAYS};

/// Of how many players one must have a recent value for a day to be forecast from: few enough for a league
/// that is refreshed by itself, too many for what a person writes down in passing. Ours.
const PLAYERS_FOR_ONE_WITH_A_VALUE: usize = 100;

/// The day from which is forecast: what is dated up to it, itself included, is known; nothing later
/// is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Origin(pub NaiveDate);

impl Origin {
    /// 30 June of `year`, between two seasons: the origins of protocol A. `None` for a year that the
    /// calendar does not hold.
    ///
    /// # Source
    /// Scouting specification 2.5.
    pub fn end_of_season(year: i32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, 6, 30).map(Self)
    }

    /// The newest day, `today` at the latest, on which values can be forecast: one of a hundred players has
    /// a value of that day or of the year before it. `None` where no value is known.
    ///
    /// A house whose values end in the past has its forecasts from there, and a value or two that somebody
    /// wrote down since do not make the others too old to be a base.
    pub fn newest_of(histories: &[ValuationHistory], today: NaiveDate) -> Option<Self> {
        let mut newest: Vec<NaiveDate> = histories
            .iter()
            .filter_map(|history| history.until(today).last())
            .map(|value| value.date)
            .collect();
        newest.sort_unstable_by(|one, other| other.cmp(one));
        let enough = newest.len().div_ceil(PLAYERS_FOR_ONE_WITH_A_VALUE);
        let mut candidates = newest.iter().enumerate().map(|(later, day)| (later, Self(*day)));
        let origin = candidates.find(|(later, origin)| {
            let year_before = origin.days_before(u64::from(OLDEST_VALUE_DAYS));
            let current = newest.partition_point(|day| *day > year_before);
            current - later >= enough
        });
        origin.map(|(_, origin)| origin)
    }

    /// The same day `years` years earlier; 28 February for the 29th.
    #[must_use]
    pub fn years_before(self, years: u32) -> Self {
        let months = Months::new(years.saturating_mul(12));
        Self(self.0.checked_sub_months(months).unwrap_or(NaiveDate::MIN))
    }

    /// The day `days` days before.
    pub(super) fn days_before(self, days: u64) -> NaiveDate {
        self.0.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
    }

    /// The day `days` days after.
    pub(super) fn days_after(self, days: u64) -> NaiveDate {
        self.0.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
    }

    /// Days from `earlier` to the origin; negative when it is later.
    pub(super) fn days_since(self, earlier: NaiveDate) -> f64 {
        // The calendar of chrono holds fewer than 2^28 days.
        i32::try_from(self.0.signed_duration_since(earlier).num_days()).map_or(f64::MAX, f64::from)
    }

    /// Years of 365.25 days from `earlier` to the origin.
    pub(super) fn years_since(self, earlier: NaiveDate) -> f64 {
        self.days_since(earlier) / 365.25
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use football::PlayerId;

    use super::*;
    use crate::value::DatedValue;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Players whose newest value is of these days, each with an older one before it.
    fn players(newest: &[&str]) -> Vec<ValuationHistory> {
        let value = |date| DatedValue { date, value_eur: 1_000_000 };
        let histories = newest.iter().zip(1..).map(|(newest, id)| {
            let values = vec![value(day("2001-01-01")), value(day(newest))];
            ValuationHistory::new(PlayerId(id), None, None, values)
        });
        histories.collect()
    }

    #[test]
    fn forecasts_begin_on_the_newest_day_of_a_value_that_has_come() {
        let histories = players(&["2020-05-01", "2021-06-02", "2027-01-01"]);

        let origin = Origin::newest_of(&histories, day("2026-11-26"));

        assert_eq!(origin, Some(Origin(day("2021-06-02"))));
        assert_eq!(Origin::newest_of(&[], day("2026-11-26")), None);
    }

    #[test]
    fn a_value_written_down_in_passing_makes_the_others_not_too_old() {
        let mut days = vec!["2021-06-02"; 250];
        days.extend(["2026-11-20", "2026-11-21"]);
        let two_of_252 = Origin::newest_of(&players(&days), day("2026-11-26"));
        days.push("2026-11-22");
        let three_of_253 = Origin::newest_of(&players(&days), day("2026-11-26"));

        assert_eq!(two_of_252, Some(Origin(day("2021-06-02"))));
        assert_eq!(three_of_253, Some(Origin(day("2026-11-22"))));
    }

    #[test]
    fn a_leap_day_has_its_anniversary_on_28_february() {
        let leap_day = Origin(NaiveDate::from_ymd_opt(2024, 2, 29).unwrap());

        let a_year_before = leap_day.years_before(1);

        assert_eq!(a_year_before.to_string(), "2023-02-28");
    }

    #[test]
    fn years_are_of_365_and_a_quarter_days() {
        let origin = Origin::end_of_season(2016).unwrap();

        let age = origin.years_since(NaiveDate::from_ymd_opt(1996, 6, 30).unwrap());

        // Twenty years with five leap days are 7,305 days.
        assert!((age - 7305.0 / 365.25).abs() < 1e-12, "{age}");
    }
}
