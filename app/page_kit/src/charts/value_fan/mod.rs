//! Where a player's value may go: known values as a step line, the coming years as a fan.

mod geometry;

use chrono::NaiveDate;
use football::{MarketValue, euros};
use leptos::prelude::*;

pub use geometry::FanYear;
use geometry::{Geometry, QUANTILES, geometry};

use super::value_chart::{
    geometry::{HEIGHT, WIDTH},
    share,
};
use page_base::wording;

/// The fan with its table.
#[component]
pub fn ValueFan(
    /// Known values, oldest first.
    values: Vec<MarketValue>,
    /// The day and value, in whole euros, that the fan begins at.
    from: (NaiveDate, i64),
    /// The coming years, the first first.
    years: Vec<FanYear>,
) -> impl IntoView {
    let Some(drawn) = geometry(&values, from, &years) else {
        return view! { <p class="text-2">"No year lies ahead of this forecast."</p> }.into_any();
    };
    let summary = summary(from, &years);
    view! {
        <figure class="chart">
            <svg class="plot with-quantiles" height=HEIGHT role="img" aria-label=summary>
                {drawing(drawn)}
            </svg>
            <p class="chart-legend">
                <span class="key-line">"Values"</span>
                <span class="key-line median">"Middle of the paths"</span>
                <span class="key-band inner">"Half of the paths"</span>
                <span class="key-band">"Eight of ten paths"</span>
            </p>
            <FanTable years/>
        </figure>
    }
    .into_any()
}

/// `From €5m on 30 Jun 2021. By 30 Jun 2022: 10 % €2m, 25 % €3m, …`
fn summary(from: (NaiveDate, i64), years: &[FanYear]) -> String {
    let mut told = ["From ", &euros(from.1), " on ", &wording::day(from.0), "."].concat();
    for year in years {
        let quantiles: Vec<_> = QUANTILES
            .iter()
            .zip(year.value_eur)
            .map(|(quantile, amount)| [&quantile.to_string(), " % ", &euros(amount)].concat())
            .collect();
        told.extend([" By ", &wording::day(year.day), ": ", &quantiles.join(", "), "."]);
    }
    told
}

/// Words and straight lines stand at a share of the plot's width; only what has a shape is stretched to it.
fn drawing(drawn: Geometry) -> impl IntoView {
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
    let years = drawn
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
    let marks = drawn
        .marks
        .into_iter()
        .map(|mark| view! { <circle class="known" cx=share(mark.x) cy=mark.y r="2"></circle> })
        .collect_view();
    let labels = drawn
        .labels
        .into_iter()
        .map(|label| {
            view! {
                <text class="end" x="100%" dx="6" y=label.at + 4>
                    {label.label}
                </text>
            }
        })
        .collect_view();
    let now = share(drawn.now);
    view! {
        {rows}
        {years}
        <svg
            class="stretched"
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            preserveAspectRatio="none"
            width="100%"
            height=HEIGHT
        >
            <polygon class="band" points=drawn.outer></polygon>
            <polygon class="band inner" points=drawn.inner></polygon>
            <path class="median" d=drawn.median></path>
            <path class="step" d=drawn.step></path>
        </svg>
        <line class="now" x1=now.clone() x2=now y1=drawn.top y2=drawn.bottom></line>
        {labels}
        {marks}
    }
}

#[component]
fn FanTable(years: Vec<FanYear>) -> impl IntoView {
    let heads = QUANTILES
        .into_iter()
        .map(|quantile| {
            view! {
                <th scope="col" class="num">
                    {[&quantile.to_string(), " %"].concat()}
                </th>
            }
        })
        .collect_view();
    let rows = years
        .into_iter()
        .map(|year| {
            let cells = year
                .value_eur
                .into_iter()
                .map(|amount| view! { <td class="num">{euros(amount)}</td> })
                .collect_view();
            let tested = if year.tested { "yes" } else { "no" };
            view! {
                <tr>
                    <th scope="row">{wording::day(year.day)}</th>
                    {cells}
                    <td>{tested}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="chart-table">
            <summary>"Table"</summary>
            <div class="table-frame" tabindex="0" role="group" aria-label="Values of the coming years">
                <table class="table dense">
                    <thead>
                        <tr>
                            <th scope="col">"By"</th>
                            {heads}
                            <th scope="col">"Tested"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
