//! Where the fan of coming values is drawn. Pure; the same units as the value chart.

use chrono::{Datelike as _, NaiveDate};
use football::{MarketValue, euros};
use serde::{Deserialize, Serialize};

use crate::charts::{
    axis,
    value_chart::geometry::{
        FOOT, HEIGHT, Mark, TOP, Tick, WIDTH, YEARS, apart, between, step_path,
    },
};

/// Which quantiles of the paths are drawn, in per cent.
pub(super) const QUANTILES: [u8; 5] = [10, 25, 50, 75, 90];

/// One year ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FanYear {
    /// Its last day.
    pub day: NaiveDate,
    /// Whole euros below which 10, 25, 50, 75 and 90 % of the paths end.
    pub value_eur: [i64; 5],
    /// Forecasts so far ahead were held against what came.
    pub tested: bool,
}

/// The whole chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Geometry {
    pub top: i32,
    pub bottom: i32,
    /// The known values as a path, and each as a mark.
    pub step: String,
    pub marks: Vec<Mark>,
    pub x_ticks: Vec<Tick>,
    pub y_ticks: Vec<Tick>,
    /// Corners from 10 to 90 %, and from 25 to 75 %.
    pub outer: String,
    pub inner: String,
    /// The middle of the paths.
    pub median: String,
    /// Where the forecast begins.
    pub now: i32,
    /// The quantiles of the last year, from the top, moved apart where they would touch.
    pub labels: Vec<Tick>,
}

/// The chart of `values`, which are in order of their days, and of the coming years, which begin at `from`;
/// `None` where no year lies after it.
pub(super) fn geometry(
    values: &[MarketValue],
    from: (NaiveDate, i64),
    years: &[FanYear],
) -> Option<Geometry> {
    let last = years.last().filter(|year| year.day > from.0)?;
    let first_day = values.first().map_or(from.0, |value| value.date.min(from.0));
    let known = values.iter().map(|value| value.amount_eur).chain([from.1]);
    let greatest = known.chain(years.iter().map(|year| year.value_eur[4])).max()?;
    let y_values = axis::from_zero(greatest);
    let y_max = *y_values.last()?;
    let (top, bottom) = (TOP, HEIGHT - FOOT);
    let span = (last.day - first_day).num_days();
    let x = |day: NaiveDate| between(0, WIDTH, (day - first_day).num_days().clamp(0, span), span);
    let y = |amount_eur: i64| between(bottom, top, amount_eur.clamp(0, y_max), y_max);

    let marks: Vec<_> =
        values.iter().map(|value| Mark { x: x(value.date), y: y(value.amount_eur) }).collect();
    let start = Mark { x: x(from.0), y: y(from.1) };
    let edge = |quantile: usize| {
        let ahead =
            years.iter().map(move |year| Mark { x: x(year.day), y: y(year.value_eur[quantile]) });
        [start].into_iter().chain(ahead).collect::<Vec<_>>()
    };
    let [tenth, quarter, middle, three_quarters, nine_tenths] = [0, 1, 2, 3, 4].map(edge);
    let labels = [4, 3, 2, 1, 0].map(|quantile: usize| {
        let amount_eur = last.value_eur[quantile];
        let label = [&QUANTILES[quantile].to_string(), " % ", &euros(amount_eur)].concat();
        Tick { at: y(amount_eur), label }
    });
    Some(Geometry {
        top,
        bottom,
        step: step_path(&marks),
        marks,
        x_ticks: axis::years(first_day, last.day, YEARS)
            .into_iter()
            .map(|day| Tick { at: x(day), label: day.year().to_string() })
            .collect(),
        y_ticks: y_values
            .into_iter()
            .map(|amount_eur| Tick { at: y(amount_eur), label: euros(amount_eur) })
            .collect(),
        outer: between_edges(&nine_tenths, &tenth),
        inner: between_edges(&three_quarters, &quarter),
        median: line(&middle),
        now: start.x,
        labels: apart(labels),
    })
}

/// Along the upper edge and back along the lower, as `points` of a polygon.
fn between_edges(upper: &[Mark], lower: &[Mark]) -> String {
    let corners: Vec<_> = upper
        .iter()
        .chain(lower.iter().rev())
        .map(|mark| [&mark.x.to_string(), ",", &mark.y.to_string()].concat())
        .collect();
    corners.join(" ")
}

fn line(marks: &[Mark]) -> String {
    let points: Vec<_> =
        marks.iter().map(|mark| [&mark.x.to_string(), " ", &mark.y.to_string()].concat()).collect();
    ["M", &points.join("L")].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn value(date: &str, millions: i64) -> MarketValue {
        MarketValue {
            amount_eur: millions * 1_000_000,
            date: day(date),
            source: "Test estimate".to_owned(),
        }
    }

    fn year(date: &str, millions: [i64; 5]) -> FanYear {
        FanYear {
            day: day(date),
            value_eur: millions.map(|amount| amount * 1_000_000),
            tested: true,
        }
    }

    #[test]
    fn the_fan_opens_at_the_last_value_and_ends_at_its_quantiles() {
        let values = [value("2018-01-01", 0), value("2020-01-01", 50)];
        let years = [year("2022-01-01", [0, 25, 50, 75, 100])];

        let chart = geometry(&values, (day("2020-01-01"), 50_000_000), &years).unwrap();

        // 100 is the top of the axis; 2020 is 730 of 1,461 days from the left: 499.7 thousandths.
        assert_eq!(chart.now, 500);
        assert_eq!(chart.outer, "500,113 1000,10 1000,216 500,113");
        assert_eq!(chart.inner, "500,113 1000,61 1000,164 500,113");
        assert_eq!(chart.median, "M500 113L1000 113");
        assert_eq!(chart.step, "M0 216H500V113");
        let labels: Vec<_> = chart.labels.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, ["90 % €100m", "75 % €75m", "50 % €50m", "25 % €25m", "10 % €0"]);
    }

    #[test]
    fn a_value_newer_than_the_forecast_is_drawn_within_the_fan() {
        let values = [value("2020-01-01", 50), value("2021-01-01", 60)];
        let years = [year("2022-01-01", [10, 20, 50, 60, 70])];

        let chart = geometry(&values, (day("2020-01-01"), 50_000_000), &years).unwrap();

        assert_eq!(chart.now, 0);
        assert!(chart.marks[1].x > 0 && chart.marks[1].x < 1_000, "{:?}", chart.marks);
    }

    #[test]
    fn end_labels_of_a_narrow_fan_never_overlap() {
        let years = [year("2021-01-01", [50, 50, 50, 50, 50])];

        let chart = geometry(&[], (day("2020-01-01"), 50_000_000), &years).unwrap();

        assert!(chart.labels.windows(2).all(|pair| pair[1].at - pair[0].at >= 13));
    }

    #[test]
    fn no_year_ahead_is_no_fan() {
        assert_eq!(geometry(&[], (day("2020-01-01"), 1), &[]), None);
        let past = [year("2019-01-01", [1; 5])];
        assert_eq!(geometry(&[], (day("2020-01-01"), 1), &past), None);
    }
}
