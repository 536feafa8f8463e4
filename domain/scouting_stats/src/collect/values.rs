//! Rows about market values.

use chrono::{Datelike, Days};
use football::Valuation;

use super::{PlayerFacts, Rows, compare, number, unknown, value_peer_ages, whole_months};
use crate::{Evidence, Metric, Unit, short_date};

/// A value "a year before" may lie so many days off the day: sources publish two to four values a
/// year.
const YEAR_BEFORE_TOLERANCE_DAYS: u64 = 92;
/// Days in a year.
const YEAR_DAYS: u64 = 365;

impl Rows {
    /// Market values: the newest and its peers, the peak, and the change over a year.
    pub(super) fn values(&mut self, facts: &PlayerFacts) {
        let mut values = facts.values.clone();
        // Two sources on one day: the order of their names decides, so that it is always the same.
        values.sort_by(|a, b| (a.date, &a.source).cmp(&(b.date, &b.source)));
        let (Some(first), Some(newest)) = (values.first(), values.last()) else {
            let why = unknown("no source is connected and none was written down", "Import values");
            self.add(Metric::Value, "Market value", why, Unit::Euros);
            return;
        };
        let row = self.add_value(Metric::Value, "Market value", newest);
        if let (Some(position), Some(age), Some(peers)) =
            (facts.player.position, facts.player.age_on(facts.today), facts.value_peers)
        {
            let ages = value_peer_ages(age);
            let group = position.group().plural();
            compare(row, peers, format!("{group} aged {} to {}", ages.start(), ages.end()));
            row.period = Some("values dated within a year of this one".to_owned());
        }

        let stale = number(f64::from(whole_months(newest.date, facts.today)));
        let row = self.add(Metric::ValueStaleness, "Months since that value", stale, Unit::Months);
        row.as_of = facts.today;

        let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let row =
            self.add(Metric::ValueCount, "Values on file", number(f64::from(count)), Unit::Count);
        row.period = Some(format!("{} to {}", first.date.year(), newest.date.year()));
        row.as_of = newest.date;
        row.source.clone_from(&newest.source);
        if values.len() < 2 {
            return;
        }

        let peak = values
            .iter()
            .max_by_key(|value| (value.amount_eur, std::cmp::Reverse(value.date)))
            .unwrap_or(newest);
        self.add_value(Metric::ValuePeak, "Peak value", peak);
        if let Some(share) = ratio_percent(newest.amount_eur, peak.amount_eur) {
            let row = self.add(
                Metric::ValueShareOfPeak,
                "Share of peak value",
                number(share),
                Unit::Percent,
            );
            row.as_of = newest.date;
            row.source.clone_from(&newest.source);
        }
        self.change_over_a_year(&values, newest);
    }

    fn change_over_a_year(&mut self, values: &[Valuation], newest: &Valuation) {
        const CHANGE: &str = "Change of value over 12 months";
        let year_before = newest.date.checked_sub_days(Days::new(YEAR_DAYS));
        let before = year_before.and_then(|day| {
            values
                .iter()
                .map(|value| {
                    (value.date.signed_duration_since(day).num_days().unsigned_abs(), value)
                })
                .filter(|(days_off, _)| *days_off <= YEAR_BEFORE_TOLERANCE_DAYS)
                .min_by_key(|(days_off, _)| *days_off)
        });
        let change = before.and_then(|(_, before)| {
            let percent = ratio_percent(newest.amount_eur, before.amount_eur)? - 100.0;
            Some((before, percent))
        });
        let Some((before, percent)) = change else {
            let why = "no value is dated about a year before the newest";
            self.add(Metric::ValueChange, CHANGE, unknown(why, "Import values"), Unit::Percent);
            return;
        };
        self.add_value(Metric::ValueYearBefore, "Value a year before", before);
        let row = self.add(Metric::ValueChange, CHANGE, number(percent), Unit::Percent);
        row.period = Some(format!("{} to {}", short_date(before.date), short_date(newest.date)));
        row.as_of = newest.date;
        row.source.clone_from(&newest.source);
    }

    fn add_value(&mut self, kind: Metric, metric: &str, value: &Valuation) -> &mut Evidence {
        #[expect(
            clippy::cast_precision_loss,
            reason = "values are whole euros below 10^12, which a float holds exactly"
        )]
        let euros = value.amount_eur as f64;
        let row = self.add(kind, metric, number(euros), Unit::Euros);
        row.source.clone_from(&value.source);
        row.as_of = value.date;
        row
    }
}

/// `part` as per cent of `whole`; `None` when `whole` is nothing.
#[expect(
    clippy::cast_precision_loss,
    reason = "values are whole euros below 10^12, which a float holds exactly"
)]
fn ratio_percent(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| 100.0 * part as f64 / whole as f64)
}
