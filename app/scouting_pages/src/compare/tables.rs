//! The tables of a comparison: what is known of the players, and every metric of the season.

use leptos::prelude::*;
use page_kit::{
    charts::LineKey,
    controls::{Panel, Unknown},
};

use super::view::{CompareCell, CompareGroup, CompareRow, ComparedPlayer, ProfileRow};

/// A column a player, each headed by his line in the radar.
fn heads(players: &[ComparedPlayer]) -> impl IntoView + use<> {
    players
        .iter()
        .enumerate()
        .map(|(place, player)| {
            view! {
                <th scope="col">
                    <LineKey place/>
                    <a href=["/players/", &player.id.to_string()].concat()>{player.name.clone()}</a>
                </th>
            }
        })
        .collect_view()
}

/// Who they are.
#[component]
pub(super) fn ProfileTable(players: Vec<ComparedPlayer>, rows: Vec<ProfileRow>) -> impl IntoView {
    let heads = heads(&players);
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .cells
                .into_iter()
                .map(|cell| match cell {
                    Some(cell) => view! { <td>{cell}</td> }.into_any(),
                    None => view! { <td><Unknown/></td> }.into_any(),
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{row.label}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel title="Profiles" class="span-7" flush=true>
            <div class="table-frame" tabindex="0" role="region" aria-label="Profiles">
                <table class="table dense season-table compare-table">
                    <thead>
                        <tr>
                            <th scope="col">
                                <span class="sr-only">"What"</span>
                            </th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Panel>
    }
}

/// Every metric, the best marked in words.
#[component]
pub(super) fn MetricTables(
    players: Vec<ComparedPlayer>,
    groups: Vec<CompareGroup>,
    about: String,
) -> impl IntoView {
    let columns = (players.len() + 1).to_string();
    let heads = heads(&players);
    let groups = groups
        .into_iter()
        .map(|group| {
            let rows = group.rows.into_iter().map(|row| view! { <Metric row/> }).collect_view();
            view! {
                <tbody>
                    <tr class="group">
                        <th scope="rowgroup" colspan=columns.clone()>
                            {group.label}
                        </th>
                    </tr>
                    {rows}
                </tbody>
            }
        })
        .collect_view();
    view! {
        <Panel title="Every metric" meta=about flush=true>
            <p class="season-note">
                "Figure, percentile (P) among the peers of the player's own position, and the best of those compared or how far
                 it is from there. Of metrics that say how somebody plays and not how well, the most is marked."
            </p>
            <div class="table-frame" tabindex="0" role="region" aria-label="Every metric">
                <table class="table dense season-table compare-table">
                    <thead>
                        <tr>
                            <th scope="col">"Metric"</th>
                            {heads}
                        </tr>
                    </thead>
                    {groups}
                </table>
            </div>
        </Panel>
    }
}

#[component]
fn Metric(row: CompareRow) -> impl IntoView {
    let lower =
        row.lower_is_better.then(|| view! { <span class="text-3">" lower is better"</span> });
    let cells = row.cells.into_iter().map(|cell| view! { <Cell cell/> }).collect_view();
    view! {
        <tr>
            <th scope="row">{row.name} {lower}</th>
            {cells}
        </tr>
    }
}

#[component]
fn Cell(cell: CompareCell) -> impl IntoView {
    let CompareCell { figure, percentile, mark, leads } = cell;
    let Some(figure) = figure else {
        return view! { <td><Unknown why="No figure is held."/></td> }.into_any();
    };
    let percentile = percentile.map(|percentile| {
        view! { <span class="text-2">" P"{percentile.to_string()}</span> }
    });
    view! {
        <td>
            <span class:strong=leads>{figure}</span>
            {percentile}
            <span class="mark" class:leads=leads>
                {mark}
            </span>
        </td>
    }
    .into_any()
}
