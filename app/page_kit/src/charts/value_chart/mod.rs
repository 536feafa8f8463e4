//! A player's market value: known values as a step line, what values at this age usually do within a
//! year as a band.

pub(super) mod geometry;

use football::{MarketValue, euros};
use leptos::prelude::*;

pub use geometry::Outlook;
use geometry::{Geometry, HEIGHT, WIDTH, geometry};

use page_base::wording;

/// The chart with its table. Fewer than two values are told in words.
#[component]
pub fn ValueChart(
    /// Known values, in any order.
    values: Vec<MarketValue>,
    /// What values at this age usually do within a year.
    #[prop(optional)]
    outlook: Option<Outlook>,
) -> impl IntoView {
    let mut values = values;
    values.sort_by_key(|value| value.date);
    let Some(geometry) = geometry(&values, outlook.as_ref()) else {
        return few_values(values.first()).into_any();
    };
    let summary = summary(&values, outlook.as_ref());
    let has_fan = geometry.fan.is_some();
    let legend = outlook.as_ref().map(|outlook| {
        view! {
            <p class="chart-legend">
                <span class="key-line">"Values"</span>
                <span class="key-band">{outlook.meaning.clone()}</span>
            </p>
        }
    });
    view! {
        <figure class="chart">
            <svg
                class="plot"
                class:with-fan=has_fan
                height=HEIGHT
                role="img"
                aria-label=summary
            >
                {drawing(geometry)}
            </svg>
            {legend}
            <ValueTable values outlook/>
        </figure>
    }
    .into_any()
}

fn few_values(value: Option<&MarketValue>) -> impl IntoView + use<> {
    match value {
        Some(value) => {
            let known = format!(
                "One value is known: {} on {}, {}. A line needs two.",
                euros(value.amount_eur),
                wording::day(value.date),
                value.source
            );
            view! { <p class="text-2">{known}</p> }.into_any()
        }
        None => view! {
            <p class="text-2">
                "No value is known. Import valuations or add a value by hand."
            </p>
        }
        .into_any(),
    }
}

fn summary(values: &[MarketValue], outlook: Option<&Outlook>) -> String {
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return String::new() };
    let known = format!(
        "Market value from {} on {} to {} on {}, {} values.",
        euros(first.amount_eur),
        wording::day(first.date),
        euros(last.amount_eur),
        wording::day(last.date),
        values.len()
    );
    match outlook {
        Some(outlook) => {
            format!("{known} {}: {}.", outlook.meaning, range(outlook.low_eur, outlook.high_eur))
        }
        None => known,
    }
}

fn range(low_eur: i64, high_eur: i64) -> String {
    [euros(low_eur), euros(high_eur)].join("–")
}

/// Words, points and straight lines stand at a share of the plot's width; only what has a shape is
/// stretched to it.
fn drawing(geometry: Geometry) -> impl IntoView {
    let rows = geometry
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
    let years = geometry
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
    let marks = geometry
        .marks
        .into_iter()
        .map(|mark| view! { <circle class="known" cx=share(mark.x) cy=mark.y r="2"></circle> })
        .collect_view();
    let (band, fan) = match geometry.fan {
        Some(fan) => {
            let band = view! {
                <polygon class="band" points=fan.band></polygon>
                <path class="median" d=fan.median></path>
            };
            let labels = fan
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
            let now = share(fan.now);
            let words = view! {
                <line class="now" x1=now.clone() x2=now y1=geometry.top y2=geometry.bottom></line>
                {labels}
            };
            (Some(band), Some(words))
        }
        None => (None, None),
    };
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
            {band}
            <path class="step" d=geometry.step></path>
        </svg>
        {fan}
        {marks}
    }
}

/// Thousandths of the plot's width as SVG has them: `43.2%`.
pub(super) fn share(thousandths: i32) -> String {
    [&(thousandths / 10).to_string(), ".", &(thousandths % 10).to_string(), "%"].concat()
}

#[component]
fn ValueTable(values: Vec<MarketValue>, outlook: Option<Outlook>) -> impl IntoView {
    let rows = values
        .into_iter()
        .rev()
        .map(|value| {
            view! {
                <tr>
                    <td>{wording::day(value.date)}</td>
                    <td class="num">{euros(value.amount_eur)}</td>
                    <td>{value.source}</td>
                </tr>
            }
        })
        .collect_view();
    let usual = outlook.map(|outlook| {
        view! {
            <tr>
                <td>{wording::day(outlook.until)}</td>
                <td class="num">{range(outlook.low_eur, outlook.high_eur)}</td>
                <td>{outlook.meaning}</td>
            </tr>
        }
    });
    view! {
        <details class="chart-table">
            <summary>"Table"</summary>
            <div class="table-frame" tabindex="0" role="group" aria-label="Values">
                <table class="table dense">
                    <thead>
                        <tr>
                            <th scope="col">"Day"</th>
                            <th scope="col" class="num">
                                "Value"
                            </th>
                            <th scope="col">"Source"</th>
                        </tr>
                    </thead>
                    <tbody>{usual} {rows}</tbody>
                </table>
            </div>
        </details>
    }
}
