//! Where a chart over time draws what. Pure. Along the time axis a place is told in thousandths of the
//! plot's width, across it in CSS pixels, `y` downwards, as in the value chart.

use backroom::HistoryRange;
use chrono::{DateTime, Datelike as _, Timelike as _, Utc};

use super::unit::Unit;
use crate::charts::axis;
use page_base::wording;

/// Width of the plot, in thousandths of it.
pub(super) const WIDTH: u64 = 1_000;
/// Height of the drawing, times included, in CSS pixels.
pub(super) const HEIGHT: u64 = 168;
/// Above the plot: half a label.
const TOP: u64 = 10;
/// Below the plot: the times.
const FOOT: u64 = 24;

/// A place on an axis with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tick {
    pub at: u64,
    pub label: String,
}

/// One line: what is joined, and steps that stand alone between two of which nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub path: String,
    pub alone: Vec<(u64, u64)>,
}

/// The whole chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Geometry {
    pub x_ticks: Vec<Tick>,
    pub y_ticks: Vec<Tick>,
    pub lines: Vec<Line>,
}

/// The chart of these lines, each with one value a step; `None` where nothing is known of any.
pub(super) fn geometry(
    range: HistoryRange,
    starts: &[DateTime<Utc>],
    lines: &[&[Option<u64>]],
    unit: Unit,
) -> Option<Geometry> {
    let greatest = lines.iter().copied().flatten().copied().flatten().max()?;
    let last_step = u64::try_from(starts.len().checked_sub(1)?).ok()?;
    let y_values = axis::from_zero(i64::try_from(unit.top(greatest)).unwrap_or(i64::MAX / 64));
    let y_max = y_values.last()?.unsigned_abs();
    let x = |step: usize| {
        let step = u64::try_from(step).unwrap_or(last_step);
        (step * WIDTH + last_step / 2) / last_step.max(1)
    };
    let (bottom, height) = (HEIGHT - FOOT, HEIGHT - FOOT - TOP);
    let y = |value: u64| {
        let part = u128::from(value.min(y_max)) * u128::from(height);
        bottom
            - u64::try_from((part + u128::from(y_max / 2)) / u128::from(y_max.max(1))).unwrap_or(0)
    };
    let x_ticks = starts
        .iter()
        .enumerate()
        .filter_map(|(step, at)| Some(Tick { at: x(step), label: named(range, *at)? }))
        .collect();
    let y_ticks = y_values
        .iter()
        .map(|value| value.unsigned_abs())
        .map(|value| Tick { at: y(value), label: unit.written(value) })
        .collect();
    let lines = lines.iter().map(|values| line(values, x, y)).collect();
    Some(Geometry { x_ticks, y_ticks, lines })
}

/// What stands at a step below the axis, if anything: six times an hour or a day, every other day of a week.
fn named(range: HistoryRange, at: DateTime<Utc>) -> Option<String> {
    match range {
        HistoryRange::Hour => at.minute().is_multiple_of(10).then(|| wording::time(at)),
        HistoryRange::Day => {
            (at.minute() == 0 && at.hour().is_multiple_of(4)).then(|| wording::time(at))
        }
        HistoryRange::Week => {
            let is_named = at.hour() == 0 && at.ordinal().is_multiple_of(2);
            is_named.then(|| wording::short_day(at.date_naive()))
        }
    }
}

/// Joins the steps of which something is known to their neighbours.
fn line(values: &[Option<u64>], x: impl Fn(usize) -> u64, y: impl Fn(u64) -> u64) -> Line {
    let mut line = Line::default();
    let known = |step: usize| values.get(step).copied().flatten();
    for step in 0..values.len() {
        let Some(value) = known(step) else { continue };
        let follows = step.checked_sub(1).and_then(known).is_some();
        let (x, y) = (x(step), y(value));
        if !follows && known(step + 1).is_none() {
            line.alone.push((x, y));
            continue;
        }
        line.path.push(if follows { 'L' } else { 'M' });
        line.path.extend([&x.to_string(), " ", &y.to_string()]);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour() -> Vec<DateTime<Utc>> {
        HistoryRange::Hour.starts("2026-11-26T10:30:30Z".parse().unwrap())
    }

    #[test]
    fn values_stand_at_their_step_and_height() {
        let mut values = vec![None; 60];
        (values[0], values[1], values[59]) = (Some(0), Some(50), Some(100));

        let chart = geometry(HistoryRange::Hour, &hour(), &[&values], Unit::Count).unwrap();

        // Step 1 of 59: 16.9 thousandths. The plot goes from 144 px (0) up to 10 px (100).
        assert_eq!(chart.lines[0].path, "M0 144L17 77");
        assert_eq!(chart.lines[0].alone, [(1_000, 10)], "nothing is known beside it");
        let labels: Vec<_> = chart.y_ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, ["0", "20", "40", "60", "80", "100"]);
    }

    #[test]
    fn no_two_ticks_of_an_axis_read_alike() {
        let labels = |unit, value| {
            let chart = geometry(HistoryRange::Hour, &hour(), &[&[Some(value); 60]], unit).unwrap();
            chart.y_ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>()
        };

        // Of nothing but zeros, and of 4 in a thousand minutes.
        assert_eq!(labels(Unit::Count, 0), ["0", "1"]);
        assert_eq!(labels(Unit::Millis, 0), ["0 ms", "1 ms"]);
        assert_eq!(labels(Unit::Rate, 0), ["0", "0.2", "0.4", "0.6", "0.8", "1"]);
        assert_eq!(labels(Unit::Rate, 4), ["0", "0.01", "0.02", "0.03", "0.04", "0.05"]);
    }

    #[test]
    fn what_is_not_known_parts_the_line() {
        let values = [Some(1), Some(1), None, Some(1), Some(1)];
        let starts = &hour()[..5];

        let chart = geometry(HistoryRange::Hour, starts, &[&values], Unit::Count).unwrap();

        assert_eq!(chart.lines[0].path.matches('M').count(), 2);
        assert!(chart.lines[0].alone.is_empty());
    }

    #[test]
    fn nothing_known_is_no_chart() {
        assert_eq!(geometry(HistoryRange::Hour, &hour(), &[&[None; 60]], Unit::Count), None);
        assert_eq!(geometry(HistoryRange::Hour, &hour(), &[], Unit::Count), None);
        assert_eq!(geometry(HistoryRange::Hour, &[], &[&[]], Unit::Count), None);
    }

    #[test]
    fn times_below_the_axis_are_round_and_few() {
        let now = "2026-11-26T10:30:30Z".parse().unwrap();
        let labels = |range: HistoryRange| {
            let ticks = range.starts(now).into_iter().filter_map(|at| named(range, at));
            ticks.collect::<Vec<_>>()
        };

        assert_eq!(
            labels(HistoryRange::Hour),
            ["09:30", "09:40", "09:50", "10:00", "10:10", "10:20"]
        );
        assert_eq!(labels(HistoryRange::Day).len(), 6);
        assert_eq!(labels(HistoryRange::Week), ["20 Nov", "22 Nov", "24 Nov", "26 Nov"]);
    }
}
