//! The clubs of a player over time, as bands: one lane a club, a loan with a dashed edge.

mod geometry;

use chrono::NaiveDate;
use football::ClubSpan;
use leptos::prelude::*;

use geometry::{BAND, Geometry, LANE, WIDTH, geometry};

use page_base::wording;

/// The timeline with its table. Without a stay it draws nothing.
#[component]
pub fn ClubTimeline(
    /// The stays, first one first.
    spans: Vec<ClubSpan>,
    /// Where a stay that lasts ends.
    today: NaiveDate,
) -> impl IntoView {
    let Some(geometry) = geometry(&spans, today) else { return ().into_any() };
    let height = geometry.height;
    let has_loan = spans.iter().any(|span| span.is_loan);
    let legend = has_loan.then(|| {
        view! {
            <p class="chart-legend">
                <span class="key-stay">"Under contract"</span>
                <span class="key-stay loan">"On loan"</span>
            </p>
        }
    });
    view! {
        <figure class="chart">
            <svg class="plot timeline" height=height role="img" aria-label=summary(&spans)>
                {drawing(geometry)}
            </svg>
            {legend}
            <SpanTable spans/>
        </figure>
    }
    .into_any()
}

fn summary(spans: &[ClubSpan]) -> String {
    let stays: Vec<String> = spans
        .iter()
        .map(|span| {
            let loan = if span.is_loan { " on loan" } else { "" };
            [&span.club, loan, ", ", &time_of(span)].concat()
        })
        .collect();
    ["Clubs over time: ", &stays.join("; "), "."].concat()
}

/// `1 Jul 2015 – 31 Jan 2017`, `since 1 Feb 2017`.
fn time_of(span: &ClubSpan) -> String {
    let about = if span.is_about { "about " } else { "" };
    match span.until {
        Some(until) => [about, &wording::day(span.from), " – ", &wording::day(until)].concat(),
        None => [about, "since ", &wording::day(span.from)].concat(),
    }
}

fn drawing(geometry: Geometry) -> impl IntoView {
    let bottom = geometry.height;
    let years = geometry
        .years
        .into_iter()
        .map(|(at, year)| {
            view! {
                <line class="grid" x1=share(at) x2=share(at) y1="0" y2=bottom - 18></line>
                <text x=share(at) y=bottom - 4 text-anchor="middle">
                    {year.to_string()}
                </text>
            }
        })
        .collect_view();
    let bands = geometry
        .bands
        .into_iter()
        .map(|band| {
            view! {
                <rect
                    class="stay"
                    class:loan=band.is_loan
                    x=share(band.x)
                    y=lane_top(band.lane)
                    width=share(band.width)
                    height=BAND
                    rx="2"
                ></rect>
            }
        })
        .collect_view();
    let names = geometry
        .lanes
        .into_iter()
        .enumerate()
        .map(|(lane, shown)| {
            let y = lane_top(lane) + BAND - 7;
            // A name stands where there is more room: after the last band, or before the first.
            let (x, dx, anchor) = if WIDTH - shown.until >= shown.from {
                if shown.from == 0 && shown.until == WIDTH {
                    (share(0), "8", "start")
                } else {
                    (share(shown.until), "8", "start")
                }
            } else {
                (share(shown.from), "-8", "end")
            };
            view! {
                <text class="end" x=x dx=dx y=y text-anchor=anchor>
                    {shown.club}
                </text>
            }
        })
        .collect_view();
    view! {
        {years}
        {bands}
        {names}
    }
}

fn lane_top(lane: usize) -> i32 {
    LANE * i32::try_from(lane).unwrap_or(0) + 2
}

/// Thousandths of the plot's width as SVG has them: `43.2%`.
fn share(thousandths: i32) -> String {
    [&(thousandths / 10).to_string(), ".", &(thousandths % 10).to_string(), "%"].concat()
}

#[component]
fn SpanTable(spans: Vec<ClubSpan>) -> impl IntoView {
    let rows = spans
        .into_iter()
        .rev()
        .map(|span| {
            let time = time_of(&span);
            view! {
                <tr>
                    <td>{span.club}</td>
                    <td>{time}</td>
                    <td>{if span.is_loan { "On loan" } else { "Under contract" }}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="chart-table">
            <summary>"Table"</summary>
            <div class="table-frame" tabindex="0" role="group" aria-label="Clubs over time">
                <table class="table dense">
                    <thead>
                        <tr>
                            <th scope="col">"Club"</th>
                            <th scope="col">"Time"</th>
                            <th scope="col">"How"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
