//! Percentiles of one or several players on axes round a centre, grouped by block.

mod geometry;

use leptos::prelude::*;

use self::geometry::{CENTRE, HEIGHT, MIDDLE, RINGS, WIDTH};
use super::percentile_bar::band;

/// Most players in one radar: as many as there are kinds of lines.
pub const MOST_SERIES: usize = 6;

/// An axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadarAxis {
    /// What is measured.
    pub name: String,
    /// The block that it stands in; axes of one block are neighbours.
    pub block: String,
}

/// A player's percentiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadarSeries {
    /// Whose.
    pub name: String,
    /// One for each axis, 100 the good end; `None` where it is unknown.
    pub percentiles: Vec<Option<u8>>,
}

/// The radar with its table. One player's points have the colour of their band and their number;
/// several players differ by the kind of line and point.
#[component]
pub fn Radar(
    /// The axes, three at least.
    axes: Vec<RadarAxis>,
    /// The players, [`MOST_SERIES`] at most.
    series: Vec<RadarSeries>,
    /// What the drawing says, in a sentence.
    #[prop(into)]
    summary: String,
) -> impl IntoView {
    let is_one = series.len() == 1;
    let rings = RINGS
        .into_iter()
        .map(|percentile| ring(percentile, "grid"))
        .chain([ring(MIDDLE, "grid middle")])
        .collect_view();
    let count = axes.len();
    let spokes = (0..count)
        .map(|place| {
            let tip = geometry::point(place, count, 100);
            view! { <line class="grid" x1=CENTRE.x y1=CENTRE.y x2=tip.x y2=tip.y></line> }
        })
        .collect_view();
    let arcs = geometry::blocks(axes.iter().map(|axis| axis.block.as_str()))
        .into_iter()
        .enumerate()
        .map(|(place, (_, first, last))| {
            let class = if place % 2 == 0 { "block" } else { "block second" };
            view! { <path class=class d=geometry::arc(first, last, count)></path> }
        })
        .collect_view();
    let shapes = series
        .iter()
        .take(MOST_SERIES)
        .enumerate()
        .map(|(place, series)| shape(place, series, is_one))
        .collect_view();
    let labels = axes
        .iter()
        .enumerate()
        .map(|(place, axis)| label(place, count, axis, series.first().filter(|_| is_one)))
        .collect_view();
    view! {
        <figure class="chart radar">
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=summary>
                {rings}
                {spokes}
                {arcs}
                {shapes}
                {labels}
            </svg>
            {(!is_one).then(|| view! { <Legend names=series.iter().map(|one| one.name.clone()).collect()/> })}
            <RadarTable axes series/>
        </figure>
    }
}

fn ring(percentile: u8, class: &'static str) -> impl IntoView {
    let radius = geometry::radius(percentile);
    view! { <circle class=class cx=CENTRE.x cy=CENTRE.y r=radius></circle> }
}

fn shape(place: usize, series: &RadarSeries, is_one: bool) -> impl IntoView + use<> {
    let count = series.percentiles.len();
    let class = line_class(place);
    let is_whole = series.percentiles.iter().all(Option::is_some);
    let points = series
        .percentiles
        .iter()
        .enumerate()
        .filter_map(|(axis, percentile)| {
            let percentile = (*percentile)?;
            let at = geometry::point(axis, count, percentile);
            Some(if is_one {
                view! { <circle class=band(percentile) cx=at.x cy=at.y r="3"></circle> }.into_any()
            } else {
                let moved = format!("translate({} {})", at.x, at.y);
                view! { <path class=["point ", class].concat() transform=moved d=POINTS[place]></path> }
                    .into_any()
            })
        })
        .collect_view();
    let outline = if is_one && is_whole { ["area ", class].concat() } else { class.to_owned() };
    view! {
        <path class=["outline ", &outline].concat() d=geometry::outline(&series.percentiles)></path>
        {points}
    }
}

/// The class of a player's line.
fn line_class(place: usize) -> &'static str {
    ["s1", "s2", "s3", "s4", "s5", "s6"].get(place).copied().unwrap_or("s6")
}

/// A point of each player's own: disc, square, triangle, diamond, cross, ring.
const POINTS: [&str; MOST_SERIES] = [
    "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0Z",
    "M-3-3h6v6h-6Z",
    "M0-4L4 3H-4Z",
    "M0-4L4 0L0 4L-4 0Z",
    "M-4-1.5h2.5V-4h3v2.5H4v3H1.5V4h-3V1.5H-4Z",
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0ZM-2 0a2 2 0 1 1 4 0a2 2 0 1 1-4 0Z",
];

fn label(
    place: usize,
    count: usize,
    axis: &RadarAxis,
    only: Option<&RadarSeries>,
) -> impl IntoView + use<> {
    let figure = only.map(|series| series.percentiles.get(place).copied().flatten());
    let label = geometry::label(place, count, &axis.name, u8::from(figure.is_some()));
    let x = label.at.x;
    let lines = label
        .lines
        .into_iter()
        .enumerate()
        .map(|(line, words)| {
            let dy = if line == 0 { "0" } else { "13" };
            view! {
                <tspan x=x dy=dy>
                    {words}
                </tspan>
            }
        })
        .collect_view();
    let figure = figure.map(|figure| {
        let (class, words) = match figure {
            Some(percentile) => ("figure", percentile.to_string()),
            None => ("figure unknown", "unknown".to_owned()),
        };
        view! {
            <tspan class=class x=x dy="13">
                {words}
            </tspan>
        }
    });
    view! {
        <text class="axis-name" x=x y=label.at.y text-anchor=label.anchor>
            {lines}
            {figure}
        </text>
        <text class="axis-key" x=label.key.x y=label.key.y text-anchor="middle">
            {place + 1}
        </text>
    }
}

/// Which line is whose.
#[component]
fn Legend(names: Vec<String>) -> impl IntoView {
    let lines = names
        .into_iter()
        .take(MOST_SERIES)
        .enumerate()
        .map(|(place, name)| {
            view! {
                <li>
                    <LineKey place/>
                    {name}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="radar-legend">{lines}</ul> }
}

/// The line and point of one of several players, to stand before his name.
#[component]
pub fn LineKey(
    /// His place among them, from 0.
    place: usize,
) -> impl IntoView {
    let class = line_class(place);
    let point = POINTS.get(place).copied().unwrap_or_default();
    view! {
        <svg class="line-key" viewBox="-16 -5 32 10" aria-hidden="true">
            <path class=["outline ", class].concat() d="M-16 0H16"></path>
            <path class=["point ", class].concat() d=point></path>
        </svg>
    }
}

/// The same percentiles as a table.
#[component]
fn RadarTable(axes: Vec<RadarAxis>, series: Vec<RadarSeries>) -> impl IntoView {
    let heads = series
        .iter()
        .map(|series| {
            view! {
                <th scope="col" class="num">
                    {series.name.clone()}
                </th>
            }
        })
        .collect_view();
    let rows = axes
        .into_iter()
        .enumerate()
        .map(|(place, axis)| {
            let cells = series
                .iter()
                .map(|series| match series.percentiles.get(place).copied().flatten() {
                    Some(percentile) => {
                        view! { <td class="num">{percentile.to_string()}</td> }.into_any()
                    }
                    None => view! { <td class="num unknown">"unknown"</td> }.into_any(),
                })
                .collect_view();
            view! {
                <tr>
                    <td class="num">{place + 1}</td>
                    <th scope="row">{axis.name}</th>
                    <td>{axis.block}</td>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="chart-table">
            <summary>"Table"</summary>
            <div class="table-frame" tabindex="0" role="group" aria-label="Percentiles">
                <table class="table dense">
                    <thead>
                        <tr>
                            <th scope="col" class="num">
                                "Axis"
                            </th>
                            <th scope="col">"Metric"</th>
                            <th scope="col">"Block"</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
