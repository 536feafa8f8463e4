//! The similar players, each with his reasons.

use football::PlayerId;
use leptos::prelude::*;
use page_kit::{
    charts::PointsBar,
    controls::{ButtonLink, ButtonSize, Panel, Symbol, Unknown},
};

use super::view::{ReasonView, SimilarRow};

/// The list: a panel a player, with the table of his reasons.
#[component]
pub(super) fn SimilarList(
    player: PlayerId,
    name: String,
    rows: Vec<SimilarRow>,
    /// The season's words of the address, kept on the way to the comparison.
    words: String,
) -> impl IntoView {
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(place, row)| {
            view! {
                <li>
                    <Similar place=place + 1 player name=name.clone() row words=words.clone()/>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="similar-list">{rows}</ol> }
}

#[component]
fn Similar(
    place: usize,
    player: PlayerId,
    name: String,
    row: SimilarRow,
    words: String,
) -> impl IntoView {
    let SimilarRow {
        name: other,
        player: other_player,
        place: club,
        age,
        minutes,
        value,
        score,
        reasons,
        others,
        most_tenths,
    } = row;
    let title = [&place.to_string(), ". ", &other].concat();
    let heading = match other_player {
        Some(id) => view! { <a href=["/players/", &id.to_string()].concat()>{other.clone()}</a> }.into_any(),
        None => view! { <span>{other.clone()}<span class="text-3">" not settled who this is"</span></span> }
            .into_any(),
    };
    let compare = other_player.map(|other| {
        let mark = if words.is_empty() { "" } else { "&" };
        let href =
            ["/players/compare?ids=", &player.to_string(), ",", &other.to_string(), mark, &words];
        view! {
            <ButtonLink href=href.concat() size=ButtonSize::Small icon=Symbol::Compare>
                "Compare"
            </ButtonLink>
        }
    });
    let age = match age {
        Some(age) => ["aged ", &age].concat().into_any(),
        None => view! { "age " <Unknown why="The table has no age."/> }.into_any(),
    };
    let value = match value {
        Some(value) => value.into_any(),
        None => view! { "value " <Unknown why="No value of this player is known."/> }.into_any(),
    };
    let label = ["Why ", &other].concat();
    let rows = reasons
        .into_iter()
        .chain([others])
        .map(|reason| view! { <Reason reason most_tenths/> })
        .collect_view();
    view! {
        <Panel title meta=[&score, " of 100"].concat() flush=true>
            <div class="similar-who">
                <span class="strong">{heading}</span>
                <span>{club}</span>
                <span>{age}</span>
                <span>{minutes}</span>
                <span>{value}</span>
                {compare}
            </div>
            <div class="table-frame" tabindex="0" role="region" aria-label=label>
                <table class="table dense season-table">
                    <thead>
                        <tr>
                            <th scope="col">"Because of"</th>
                            <th scope="col" class="num">
                                "Points"
                            </th>
                            <th scope="col">
                                <span class="sr-only">"The points as a bar"</span>
                            </th>
                            <th scope="col">
                                <abbr title="Standard deviations from the peers' mean">"z"</abbr>
                                " of "
                                {name}
                                " and of him"
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">"Together"</th>
                            <td class="num strong">{score}</td>
                            <td></td>
                            <td></td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        </Panel>
    }
}

#[component]
fn Reason(reason: ReasonView, most_tenths: i32) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{reason.name}</th>
            <td class="num">{reason.points}</td>
            <td class="bar">
                <PointsBar tenths=reason.tenths most_tenths/>
            </td>
            <td class="text-2">{reason.distances}</td>
        </tr>
    }
}
