//! Figures of past days from which was forecast: one point a day and line, and a target where there is one.

use leptos::prelude::*;

use super::{Stroke, axis, value_chart::share};

/// Height of the drawing, days included, in CSS pixels.
const HEIGHT: i32 = 192;
/// Above the plot, and below it.
const TOP: i32 = 10;
const FOOT: i32 = 24;

/// What the figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OriginUnit {
    /// Thousandths, told as `0.425`.
    Thousandths,
    /// Thousandths, told as per cent: `80.2 %`.
    PerCent,
}

/// One line of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginLine {
    /// What it is: "Linear model".
    pub name: String,
    /// How it is drawn.
    pub stroke: Stroke,
    /// One figure a day, in thousandths.
    pub thousandths: Vec<u32>,
}

impl OriginUnit {
    fn written(self, thousandths: u32) -> String {
        match self {
            Self::Thousandths => {
                let rest = (thousandths % 1_000).to_string();
                let zeros = "0".repeat(3 - rest.len());
                [&(thousandths / 1_000).to_string(), ".", &zeros, &rest].concat()
            }
            Self::PerCent => {
                [&(thousandths / 10).to_string(), ".", &(thousandths % 10).to_string(), " %"]
                    .concat()
            }
        }
    }
}

/// Where a day stands, in thousandths of the width: evenly, half a step from the edges.
fn x(place: usize, days: usize) -> i32 {
    let (place, days) = (i32::try_from(place).unwrap_or(0), i32::try_from(days).unwrap_or(1));
    (2 * place + 1) * 500 / days.max(1)
}

/// The chart with its legend and table; nothing without a day.
#[component]
pub fn OriginChart(
    /// What it shows: "Error by the day from which was forecast".
    what: &'static str,
    /// The days, oldest first, as people read them.
    days: Vec<String>,
    /// Its lines.
    lines: Vec<OriginLine>,
    /// What the figures are.
    unit: OriginUnit,
    /// What the figures should be, with its name.
    #[prop(optional)]
    target: Option<(&'static str, u32)>,
) -> impl IntoView {
    let figures = lines.iter().flat_map(|line| line.thousandths.iter().copied());
    let Some(greatest) = figures.chain(target.map(|(_, figure)| figure)).max() else {
        return ().into_any();
    };
    let ticks = axis::from_zero(i64::from(greatest));
    let top = ticks.last().copied().unwrap_or(1).max(1);
    let y = move |figure: u32| {
        let height = i64::from(HEIGHT - FOOT - TOP);
        let up = (i64::from(figure) * height + top / 2) / top;
        HEIGHT - FOOT - i32::try_from(up).unwrap_or(0)
    };
    let rows = ticks
        .into_iter()
        .filter_map(|tick| u32::try_from(tick).ok())
        .map(|tick| {
            view! {
                <line class="grid" x1="0" x2="100%" y1=y(tick) y2=y(tick)></line>
                <text x="-8" y=y(tick) + 4 text-anchor="end">
                    {unit.written(tick)}
                </text>
            }
        })
        .collect_view();
    let count = days.len();
    let names = days
        .iter()
        .enumerate()
        .map(|(place, day)| {
            view! {
                <text x=share(x(place, count)) y=HEIGHT - 4 text-anchor="middle">
                    {day.clone()}
                </text>
            }
        })
        .collect_view();
    let drawn = lines.iter().map(|line| points(line, count, &y)).collect_view();
    let aim = target.map(|(_, figure)| {
        view! { <line class="now" x1="0" x2="100%" y1=y(figure) y2=y(figure)></line> }
    });
    let legend = lines
        .iter()
        .map(|line| {
            let class = ["key-line ", line.stroke.class()].concat();
            view! { <span class=class>{line.name.clone()}</span> }
        })
        .collect_view();
    let aimed = target.map(|(name, figure)| {
        let words = [name, ": ", &unit.written(figure)].concat();
        view! { <span class="key-line aim">{words}</span> }
    });
    let summary = summary(what, &days, &lines, unit);
    view! {
        <figure class="chart">
            <svg class="plot by-origin" height=HEIGHT role="img" aria-label=summary>
                {rows}
                {names}
                {aim}
                {drawn}
            </svg>
            <p class="chart-legend">{legend} {aimed}</p>
            {table(what, days, lines, unit)}
        </figure>
    }
    .into_any()
}

/// Points, joined: each stretch is a straight line between two shares of the width.
fn points<Y: Fn(u32) -> i32>(line: &OriginLine, days: usize, y: &Y) -> impl IntoView + use<Y> {
    let places: Vec<_> = line
        .thousandths
        .iter()
        .enumerate()
        .map(|(place, figure)| (share(x(place, days)), y(*figure)))
        .collect();
    let stretch = ["line ", line.stroke.class()].concat();
    let mark = ["mark ", line.stroke.class()].concat();
    let stretches = places
        .windows(2)
        .map(|pair| {
            let [(x1, y1), (x2, y2)] = pair else { return ().into_any() };
            view! {
                <line
                    class=stretch.clone()
                    x1=x1.clone()
                    y1=*y1
                    x2=x2.clone()
                    y2=*y2
                ></line>
            }
            .into_any()
        })
        .collect_view();
    let marks = places
        .iter()
        .map(|(x, y)| view! { <circle class=mark.clone() cx=x.clone() cy=*y r="3"></circle> })
        .collect_view();
    view! {
        {stretches}
        {marks}
    }
}

/// `Error by …. Linear model: 0.432 for 30 Jun 2016, 0.437 for 30 Jun 2017. …`
fn summary(what: &str, days: &[String], lines: &[OriginLine], unit: OriginUnit) -> String {
    let mut told = [what, "."].concat();
    for line in lines {
        let figures: Vec<_> = line
            .thousandths
            .iter()
            .zip(days)
            .map(|(figure, day)| [&unit.written(*figure), " for ", day].concat())
            .collect();
        told.extend([" ", &line.name, ": ", &figures.join(", "), "."]);
    }
    told
}

fn table(
    what: &'static str,
    days: Vec<String>,
    lines: Vec<OriginLine>,
    unit: OriginUnit,
) -> impl IntoView {
    let heads = lines
        .iter()
        .map(|line| {
            view! {
                <th scope="col" class="num">
                    {line.name.clone()}
                </th>
            }
        })
        .collect_view();
    let rows = days
        .into_iter()
        .enumerate()
        .map(|(place, day)| {
            let cells = lines
                .iter()
                .map(|line| {
                    let figure = line.thousandths.get(place).copied();
                    view! { <td class="num">{figure.map(|figure| unit.written(figure))}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{day}</th>
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
                            <th scope="col">"From"</th>
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
    fn days_stand_evenly_and_within_the_plot() {
        let places: Vec<_> = (0..5).map(|place| x(place, 5)).collect();

        assert_eq!(places, [100, 300, 500, 700, 900]);
        assert_eq!(x(0, 1), 500);
    }

    #[test]
    fn figures_read_as_shares_or_per_cent() {
        assert_eq!(OriginUnit::Thousandths.written(425), "0.425");
        assert_eq!(OriginUnit::Thousandths.written(1_007), "1.007");
        assert_eq!(OriginUnit::PerCent.written(802), "80.2 %");
    }

    #[test]
    fn a_chart_is_told_in_a_sentence_a_line() {
        let line = OriginLine {
            name: "Linear model".to_owned(),
            stroke: Stroke::Plain,
            thousandths: vec![432, 437],
        };
        let days = ["2016".to_owned(), "2017".to_owned()];

        assert_eq!(
            summary("Error", &days, &[line], OriginUnit::Thousandths),
            "Error. Linear model: 0.432 for 2016, 0.437 for 2017."
        );
    }
}
