//! His matches as a table, each with what was measured of him and how far it can be trusted.

use leptos::prelude::*;
use page_base::wording;
use page_kit::controls::{Panel, Unknown};

use super::{
    decimal,
    load::{PlayedRow, PlayedView},
    whole,
};

/// Below this, the report's own reasons are worth reading first.
const GOOD_QUALITY: u8 = 80;

#[component]
pub(super) fn MatchesPanel(found: PlayedView) -> impl IntoView {
    let shown = u64::try_from(found.matches.len()).unwrap_or(u64::MAX);
    let meta = if shown < found.total {
        ["the newest ", &wording::count(shown), " of ", &wording::count(found.total)].concat()
    } else {
        wording::counted(found.total, "match", "matches")
    };
    let heads = HEADS
        .map(|head| {
            view! {
                <th scope="col" class="num">
                    {head}
                </th>
            }
        })
        .collect_view();
    let rows = found.matches.into_iter().map(|row| view! { <MatchRow row/> }).collect_view();
    view! {
        <Panel title="Matches" meta flush=true>
            <div class="table-frame" tabindex="0" role="region" aria-label="His matches">
                <table class="table dense stacked played-matches">
                    <thead>
                        <tr>
                            <th scope="col">"Match"</th>
                            <th scope="col">"Played"</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="panel-note">
                "Minutes are by tracking, else by line-up and changes. Metres per minute are of the time in which his speed is
                 known. xT: threat that his passes and carries added."
            </p>
        </Panel>
    }
}

const HEADS: [&str; 12] = [
    "Minutes",
    "Distance, km",
    "m per min",
    "Above 5.5 m/s, m",
    "Above 7 m/s, m",
    "Sprints",
    "Top, m/s",
    "Shots",
    "xG",
    "Passes",
    "xT",
    "Data quality",
];

#[component]
fn MatchRow(row: PlayedRow) -> impl IntoView {
    let figures = row.figures;
    let day = match row.day.clone() {
        Some(day) => day.into_any(),
        None => view! {
            <Unknown why="Nobody said the day when the match was imported."/>
        }
        .into_any(),
    };
    let minutes = match figures.minutes {
        Some(minutes) => whole(minutes).into_any(),
        None => view! {
            <Unknown why="He was not seen, and no line-up says when he played."/>
        }
        .into_any(),
    };
    let run = if row.has_positions { run(&row).into_any() } else { none(6, "no tracking") };
    let ball = if row.has_events { ball(&row).into_any() } else { none(4, "no events") };
    view! {
        <tr>
            <td class="lead">
                // His own sheet in the report of the match.
                <a href=format!("/matches/{}?player={}#player", row.id, row.place) rel="external">
                    {row.teams.clone()}
                </a>
            </td>
            <td class="sub">{day}</td>
            <td class="end num" data-unit="min">
                {minutes}
            </td>
            {run}
            {ball}
            {quality(&row)}
        </tr>
    }
}

/// A cell over so many columns that says what the match lacks.
fn none(columns: usize, why: &'static str) -> AnyView {
    view! {
        <td class="sub played-none" colspan=columns.to_string()>
            <span class="unknown">{why}</span>
        </td>
    }
    .into_any()
}

fn cell(value: Option<String>, unit: &'static str, why: &'static str) -> impl IntoView {
    let value = match value {
        Some(value) => value.into_any(),
        None => view! { <Unknown why/> }.into_any(),
    };
    view! {
        <td class="sub num" data-unit=unit>
            {value}
        </td>
    }
}

fn run(row: &PlayedRow) -> impl IntoView + use<> {
    const UNSEEN: &str = "He was not seen in this match.";
    let of = row.figures;
    view! {
        {cell(of.distance_m.map(|metres| decimal(metres / 1000.0, 2)), "km", UNSEEN)}
        {cell(of.metres_per_minute().map(|metres| decimal(metres, 0)), "m per min", UNSEEN)}
        {cell(of.high_speed_m.map(whole), "m above 5.5 m/s", UNSEEN)}
        {cell(of.sprint_m.map(whole), "m above 7 m/s", UNSEEN)}
        {cell(of.sprints.map(|sprints| sprints.to_string()), "sprints", UNSEEN)}
        {cell(
            row.top_speed_mps.map(|top| decimal(top, 1)),
            "m/s at most",
            "He was not seen, or for moments only, from which no top speed can be told.",
        )}
    }
}

fn ball(row: &PlayedRow) -> impl IntoView + use<> {
    const UNTOLD: &str = "The events tell nothing of him.";
    let of = row.figures;
    let passes = of
        .passes_completed
        .zip(of.passes)
        .map(|(completed, all)| [&completed.to_string(), " of ", &all.to_string()].concat());
    let chances = if of.chances_are_told { "xG" } else { "xG (model)" };
    view! {
        {cell(of.shots.map(|shots| shots.to_string()), "shots", UNTOLD)}
        {cell(of.xg.map(|xg| decimal(xg, 2)), chances, UNTOLD)}
        {cell(passes, "passes", "No pass of him is told, or the match was imported before passes were counted.")}
        {cell(of.xt.map(|xt| decimal(xt, 2)), "xT", "As with the passes.")}
    }
}

/// Whether the positions can be trusted, and how much of him they saw where a broadcast's picture was the source.
fn quality(row: &PlayedRow) -> impl IntoView + use<> {
    let is_low = row.quality.is_some_and(|quality| quality < GOOD_QUALITY);
    let figure = row.quality.map_or_else(|| "–".to_owned(), |quality| quality.to_string());
    let seen = row.coverage.map(|share| [", seen ", &decimal(share * 100.0, 0), " %"].concat());
    let video = row.figures.is_from_video.then(|| [" video", &seen.unwrap_or_default()].concat());
    let class = if row.quality.is_some() { "sub num" } else { "num" };
    let low = is_low.then_some(" low");
    view! {
        <td class=class data-label="quality">
            <span class:low=is_low>{figure}</span>
            {low.map(|low| view! { <span class="text-2">{low}</span> })}
            {video.map(|video| view! { <span class="text-2">{video}</span> })}
        </td>
    }
}
