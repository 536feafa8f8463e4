//! Figures over time as lines: what the house did, each minute of an hour or each quarter of a day.

mod geometry;
mod unit;

use backroom::HistoryRange;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use self::geometry::{Geometry, HEIGHT, WIDTH, geometry};
pub use self::unit::Unit;
use page_base::wording;

/// How a line is drawn. Each has a stroke of its own besides its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stroke {
    /// The first line.
    #[default]
    Plain,
    /// The second one, dotted.
    Second,
    /// The third one, of dashes and dots.
    Third,
    /// What is bad when it rises, dashed.
    Bad,
}

impl Stroke {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Second => "second",
            Self::Third => "third",
            Self::Bad => "bad",
        }
    }
}

/// One line of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What it is: "Failed".
    pub name: String,
    /// How it is drawn.
    pub stroke: Stroke,
    /// One value a step; `None` where nothing is known.
    pub values: Vec<Option<u64>>,
}

/// When the steps of a chart are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// How far back they go.
    pub range: HistoryRange,
    /// When each begins.
    pub starts: Vec<DateTime<Utc>>,
}

impl Steps {
    /// The time of a step: the time of a day is enough within one.
    fn time(&self, step: usize) -> String {
        let Some(at) = self.starts.get(step).copied() else { return String::new() };
        match self.range {
            HistoryRange::Hour => wording::time(at),
            HistoryRange::Day | HistoryRange::Week => {
                [&wording::short_day(at.date_naive()), ", ", &wording::time(at)].concat()
            }
        }
    }
}

/// The chart with its legend and its table. Where nothing is known of any line, `none` says why.
#[component]
pub fn TimeChart(
    /// What it shows, with the unit: "Jobs a minute".
    #[prop(into)]
    what: String,
    /// When the steps are.
    steps: Steps,
    /// Its lines.
    series: Vec<Series>,
    /// What the figures are.
    unit: Unit,
    /// Why there may be nothing to draw: "No job ended in this time."
    none: &'static str,
) -> impl IntoView {
    let values: Vec<_> = series.iter().map(|line| line.values.as_slice()).collect();
    let Some(drawn) = geometry(steps.range, &steps.starts, &values, unit) else {
        return view! { <p class="text-2 chart-none">{none}</p> }.into_any();
    };
    let summary = summary(&what, &steps, &series, unit);
    let strokes: Vec<_> = series.iter().map(|line| line.stroke).collect();
    let legend = series
        .iter()
        .map(|line| {
            let class = ["key-line ", line.stroke.class()].concat();
            view! { <span class=class>{line.name.clone()}</span> }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <svg class="plot" height=HEIGHT role="img" aria-label=summary>
                {drawing(drawn, &strokes)}
            </svg>
            <p class="chart-legend">{legend}</p>
            <FigureTable what steps series unit/>
        </figure>
    }
    .into_any()
}

/// `Jobs a minute, last hour. Completed: 3 at 10:29, at most 12 at 10:02. Failed: …`
fn summary(what: &str, steps: &Steps, series: &[Series], unit: Unit) -> String {
    let mut told = [what, ", ", &steps.range.label().to_lowercase(), "."].concat();
    for line in series {
        let known =
            || line.values.iter().enumerate().filter_map(|(step, value)| Some((step, (*value)?)));
        let at = |(step, value): (usize, u64)| {
            [&unit.written(value), " at ", &steps.time(step)].concat()
        };
        // Of two as high, the earlier one.
        let most = known().max_by_key(|(step, value)| (*value, std::cmp::Reverse(*step)));
        let words = match (known().next_back(), most) {
            (Some(last), Some(most)) => [&at(last), ", at most ", &at(most)].concat(),
            _ => "not known".to_owned(),
        };
        told.extend([" ", &line.name, ": ", &words, "."]);
    }
    told
}

/// Words and straight lines stand at a share of the plot's width; only what has a shape is stretched to it.
fn drawing(drawn: Geometry, strokes: &[Stroke]) -> impl IntoView + use<> {
    let rows = drawn
        .y_ticks
        .into_iter()
        .map(|tick| {
            view! {
                <line class="grid" x1="0" x2="100%" y1=tick.at y2=tick.at></line>
                <text x="-8" y=tick.at + 4 text-anchor="end">
                    {tick.label}
                </text>
            }
        })
        .collect_view();
    let times = drawn
        .x_ticks
        .into_iter()
        .map(|tick| {
            view! {
                <text x=share(tick.at) y=HEIGHT - 4 text-anchor="middle">
                    {tick.label}
                </text>
            }
        })
        .collect_view();
    let (mut paths, mut alone) = (Vec::new(), Vec::new());
    for (line, stroke) in drawn.lines.into_iter().zip(strokes) {
        let class = ["line ", stroke.class()].concat();
        let mark = ["mark ", stroke.class()].concat();
        alone.extend(line.alone.into_iter().map(|(x, y)| {
            view! { <circle class=mark.clone() cx=share(x) cy=y r="2"></circle> }
        }));
        paths.push(view! { <path class=class d=line.path></path> });
    }
    view! {
        {rows}
        {times}
        <svg
            class="stretched"
            aria-hidden="true"
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            preserveAspectRatio="none"
            width="100%"
            height=HEIGHT
        >
            {paths}
        </svg>
        {alone}
    }
}

/// Thousandths of the plot's width as SVG has them: `43.2%`.
fn share(thousandths: u64) -> String {
    [&(thousandths / 10).to_string(), ".", &(thousandths % 10).to_string(), "%"].concat()
}

#[component]
fn FigureTable(what: String, steps: Steps, series: Vec<Series>, unit: Unit) -> impl IntoView {
    let heads = series
        .iter()
        .map(|line| {
            view! {
                <th scope="col" class="num">
                    {line.name.clone()}
                </th>
            }
        })
        .collect_view();
    let rows = (0..steps.starts.len())
        .rev()
        .map(|step| {
            let cells = series
                .iter()
                .map(|line| {
                    let value = line.values.get(step).copied().flatten();
                    let shown = value.map_or_else(|| "–".to_owned(), |value| unit.written(value));
                    view! { <td class="num">{shown}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{steps.time(step)}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="chart-table">
            <summary>"Table"</summary>
            <div class="table-frame" tabindex="0" role="group" aria-label=what>
                <table class="table dense">
                    <thead>
                        <tr>
                            <th scope="col">"From, UTC"</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_is_told_in_a_sentence_a_line() {
        let now = "2026-11-26T10:30:30Z".parse().unwrap();
        let range = HistoryRange::Hour;
        let steps = Steps { range, starts: range.starts(now) };
        let mut values = vec![Some(0); 60];
        (values[30], values[40], values[59]) = (Some(12), Some(12), Some(3));
        let line =
            |name: &str, values| Series { name: name.to_owned(), stroke: Stroke::Plain, values };
        let series = [line("Completed", values), line("Failed", vec![None; 60])];

        let told = summary("Jobs a minute", &steps, &series, Unit::Count);

        assert_eq!(
            told,
            "Jobs a minute, last hour. Completed: 3 at 10:29, at most 12 at 10:00. \
             Failed: not known."
        );
    }
}
