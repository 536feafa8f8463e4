//! Players for the tests of this module, made by a rule: no chance is in them.

use chrono::{Days, NaiveDate};
use football::{PlayerId, PositionGroup};

use super::{DatedValue, Known, Origin, ValuationHistory};

/// 30 June 2020.
pub(super) fn origin() -> Origin {
    Origin::end_of_season(2020).unwrap()
}

/// A player with one value of a million on the day of the forecast.
pub(super) fn known(age_years: Option<f64>, group: Option<PositionGroup>) -> Known {
    Known {
        value: DatedValue { date: origin().0, value_eur: 1_000_000 },
        ln_value: 1_000_000.0_f64.ln(),
        age_years,
        group,
        changes: [None; 3],
        below_peak: 0.0,
        days_since_value: 0.0,
        values: 1,
        years_since_first: 0.0,
    }
}

/// `players` players with two values a year in each of the `years` years before [`origin`], of ages
/// and groups that are told apart and some that are unknown. Values go up and down by a rule.
pub(super) fn generated_histories(players: u32, years: u32) -> Vec<ValuationHistory> {
    (0..players).map(|player| generated_history(player, years)).collect()
}

fn generated_history(player: u32, years: u32) -> ValuationHistory {
    let first = origin().years_before(years).0;
    let mut state = player.wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut next = |below: u32| {
        // A linear congruential generator (Knuth); its upper bits are the better ones.
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let birth_date = (next(5) > 0).then(|| {
        let days = 365 * (12 + next(18)) + next(365);
        first.checked_sub_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MIN)
    });
    let group = PositionGroup::ALL.get(next(5) as usize).copied();
    let mut value_eur = i64::from(100_000 + next(5_000_000));
    let values = (0..=2 * years).map(|half_year| {
        value_eur = (value_eur * i64::from(70 + next(70)) / 100).max(25_000);
        let date = first.checked_add_days(Days::new(u64::from(half_year * 182))).unwrap();
        DatedValue { date, value_eur }
    });
    ValuationHistory::new(PlayerId(i64::from(player)), birth_date, group, values.collect())
}
