//! The day from which is forecast.

use std::fmt;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

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
    use super::*;

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
