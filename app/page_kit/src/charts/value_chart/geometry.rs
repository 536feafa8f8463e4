//! Where the value chart draws what. Pure. Along the time axis a place is told in thousandths of the
//! plot's width, which follows its panel; across it in CSS pixels, `y` downwards. So the drawing grows
//! with the panel and its words do not.

use chrono::{Datelike, NaiveDate};
use football::{MarketValue, euros};

use crate::charts::axis;

/// Width of the plot, in thousandths of it.
pub(in crate::charts) const WIDTH: i32 = 1_000;
/// Height of the drawing, years included, in CSS pixels.
pub(in crate::charts) const HEIGHT: i32 = 240;
/// Above the plot: half a label.
pub(in crate::charts) const TOP: i32 = 10;
/// Below the plot: the years.
pub(in crate::charts) const FOOT: i32 = 24;
/// Most years named on the axis.
pub(in crate::charts) const YEARS: usize = 6;
/// Least distance between two end labels.
const LABEL_GAP: i32 = 13;

/// What values at a player's age usually do until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// The day the band ends.
    pub until: NaiveDate,
    /// Lower edge at `until`, whole euros.
    pub low_eur: i64,
    /// Middle at `until`, whole euros.
    pub median_eur: i64,
    /// Upper edge at `until`, whole euros.
    pub high_eur: i64,
    /// What the band is, with its n: "Usual at 26: ±1 sd of 61,642 past values".
    pub meaning: String,
}

/// A place on an axis with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::charts) struct Tick {
    /// Place along the axis.
    pub at: i32,
    /// What it says.
    pub label: String,
}

/// A known value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::charts) struct Mark {
    pub x: i32,
    pub y: i32,
}

/// The band to the right of the last known value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fan {
    /// Corners of the band, as `points` of a polygon.
    pub band: String,
    /// The median as a path.
    pub median: String,
    /// Where the known values end.
    pub now: i32,
    /// End labels, moved apart where they would touch.
    pub labels: Vec<Tick>,
}

/// The whole chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Geometry {
    pub top: i32,
    pub bottom: i32,
    pub step: String,
    pub marks: Vec<Mark>,
    pub x_ticks: Vec<Tick>,
    pub y_ticks: Vec<Tick>,
    pub fan: Option<Fan>,
}

/// The chart of `values`, which are in order of their days; `None` for fewer than two days.
pub(super) fn geometry(values: &[MarketValue], outlook: Option<&Outlook>) -> Option<Geometry> {
    let (first, last) = (values.first()?, values.last()?);
    if first.date == last.date {
        return None;
    }
    let outlook = outlook.filter(|outlook| outlook.until > last.date);
    let (top, bottom) = (TOP, HEIGHT - FOOT);
    let end = outlook.map_or(last.date, |outlook| outlook.until);
    let greatest = values
        .iter()
        .map(|value| value.amount_eur)
        .chain(outlook.map(|outlook| outlook.high_eur))
        .max()?;
    let y_values = axis::from_zero(greatest);
    let y_max = *y_values.last()?;

    let x = |day: NaiveDate| {
        let (from, span) = (first.date.num_days_from_ce(), (end - first.date).num_days());
        let done = i64::from(day.num_days_from_ce() - from);
        between(0, WIDTH, done, span)
    };
    let y = |amount_eur: i64| between(bottom, top, amount_eur.clamp(0, y_max), y_max);

    let marks: Vec<_> =
        values.iter().map(|value| Mark { x: x(value.date), y: y(value.amount_eur) }).collect();
    Some(Geometry {
        top,
        bottom,
        step: step_path(&marks),
        marks,
        x_ticks: axis::years(first.date, end, YEARS)
            .into_iter()
            .map(|day| Tick { at: x(day), label: day.year().to_string() })
            .collect(),
        y_ticks: y_values
            .into_iter()
            .map(|amount_eur| Tick { at: y(amount_eur), label: euros(amount_eur) })
            .collect(),
        fan: outlook.map(|outlook| {
            let (now, then, from) = (x(last.date), x(outlook.until), y(last.amount_eur));
            let (low, median, high) =
                (y(outlook.low_eur), y(outlook.median_eur), y(outlook.high_eur));
            Fan {
                band: format!("{now},{from} {then},{high} {then},{low}"),
                median: format!("M{now} {from}L{then} {median}"),
                now,
                labels: apart([
                    Tick { at: high, label: euros(outlook.high_eur) },
                    Tick { at: median, label: euros(outlook.median_eur) },
                    Tick { at: low, label: euros(outlook.low_eur) },
                ]),
            }
        }),
    })
}

/// The place that is `done` of `span` on the way from `from` to `to`, to the nearest unit.
pub(in crate::charts) fn between(from: i32, to: i32, done: i64, span: i64) -> i32 {
    // Wider than the product of the greatest value and the drawing's height.
    let way = i128::from(to - from) * i128::from(done);
    let half = i128::from(span / 2) * way.signum();
    from + i32::try_from((way + half) / i128::from(span.max(1))).unwrap_or(0)
}

/// A value holds until the next one is known: across, then up or down.
pub(in crate::charts) fn step_path(marks: &[Mark]) -> String {
    let mut path = String::new();
    for (place, Mark { x, y }) in marks.iter().enumerate() {
        if place == 0 {
            path.extend(["M", &x.to_string(), " ", &y.to_string()]);
        } else {
            path.extend(["H", &x.to_string(), "V", &y.to_string()]);
        }
    }
    path
}

/// Labels from the top down, none nearer to the one above than [`LABEL_GAP`].
pub(in crate::charts) fn apart<const N: usize>(mut labels: [Tick; N]) -> Vec<Tick> {
    for place in 1..N {
        let least = labels[place - 1].at + LABEL_GAP;
        labels[place].at = labels[place].at.max(least);
    }
    labels.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(year: i32, amount_eur: i64) -> MarketValue {
        MarketValue {
            amount_eur,
            date: NaiveDate::from_ymd_opt(year, 1, 1).unwrap(),
            source: "Transfermarkt estimate".to_owned(),
        }
    }

    #[test]
    fn values_stand_at_their_day_and_amount() {
        let values = [value(2020, 0), value(2022, 50_000_000), value(2024, 100_000_000)];

        let chart = geometry(&values, None).unwrap();

        // 100 is the top of an axis of four steps of 25; 2022 is 731 of 1,461 days from the left:
        // 500.3 thousandths.
        assert_eq!(
            chart.marks,
            [Mark { x: 0, y: 216 }, Mark { x: 500, y: 113 }, Mark { x: 1_000, y: 10 }]
        );
        assert_eq!(chart.step, "M0 216H500V113H1000V10");
    }

    #[test]
    fn one_day_is_no_line() {
        assert_eq!(geometry(&[], None), None);
        assert_eq!(geometry(&[value(2020, 1), value(2020, 2)], None), None);
    }

    #[test]
    fn end_labels_never_overlap() {
        let outlook = Outlook {
            until: NaiveDate::from_ymd_opt(2025, 1, 1).unwrap(),
            low_eur: 99_000_000,
            median_eur: 100_000_000,
            high_eur: 101_000_000,
            meaning: String::new(),
        };

        let chart = geometry(&[value(2020, 1), value(2024, 100_000_000)], Some(&outlook)).unwrap();

        let labels = chart.fan.unwrap().labels;
        assert!(labels.windows(2).all(|pair| pair[1].at - pair[0].at >= LABEL_GAP));
    }

    #[test]
    fn an_outlook_that_has_passed_is_not_drawn() {
        let outlook = Outlook {
            until: NaiveDate::from_ymd_opt(2023, 1, 1).unwrap(),
            low_eur: 1,
            median_eur: 2,
            high_eur: 3,
            meaning: String::new(),
        };

        let chart = geometry(&[value(2020, 1), value(2024, 2)], Some(&outlook)).unwrap();

        assert_eq!(chart.fan, None);
    }
}
