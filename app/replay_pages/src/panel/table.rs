//! The frame as a table: who was where, and how fast.

use leptos::{html, prelude::*};
use match_replay::Standing;

use crate::{state::Replaying, words};

/// The table of the frame, made while it is open.
#[component]
pub(super) fn FrameTable(state: Replaying) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let details = NodeRef::<html::Details>::new();
    let toggled = move |_| {
        is_open.set(details.get_untracked().is_some_and(|details| details.open()));
    };
    view! {
        <details class="side-part chart-table" node_ref=details on:toggle=toggled>
            <summary>"Table of this frame"</summary>
            {move || is_open.get().then(|| view! { <Rows state/> })}
        </details>
    }
}

#[component]
fn Rows(state: Replaying) -> impl IntoView {
    let manifest = state.manifest();
    let rows = move || {
        let Some(scene) = state.scene() else { return ().into_any() };
        // In the directions of the picture: the home team attacks towards +x.
        let sign = if state.is_turned() { -1.0 } else { 1.0 };
        let row = |of: &Standing| {
            let player = manifest.players.get(of.player)?;
            let [x, y] = of.place_m.map(|metres| words::metres(sign * metres));
            Some(view! {
                <tr>
                    <th scope="row">
                        <span class=format!("event-side {}", Replaying::class_of(of.side))></span>
                        <span class="sr-only">{words::team(&manifest, of.side)} " "</span>
                        {words::shirt(player)} " " {words::surname(player)}
                        {of.is_interpolated.then_some(" (interpolated)")}
                    </th>
                    <td class="num">{x}</td>
                    <td class="num">{y}</td>
                    <td class="num">
                        {of.speed_mps().map_or_else(|| "unknown".to_owned(), |speed| format!("{speed:.1}"))}
                    </td>
                </tr>
            })
        };
        let ball = scene.ball_m.map(|place| {
            let [x, y] = place.map(|metres| words::metres(sign * metres));
            view! {
                <tr>
                    <th scope="row">"Ball"</th>
                    <td class="num">{x}</td>
                    <td class="num">{y}</td>
                    <td></td>
                </tr>
            }
        });
        let players = scene.players.iter().filter_map(row).collect_view();
        view! {
            {players}
            {ball}
        }
        .into_any()
    };
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Table of this frame">
            <table class="table dense">
                <thead>
                    <tr>
                        <th scope="col">"Player"</th>
                        <th scope="col" class="num">"x, m"</th>
                        <th scope="col" class="num">"y, m"</th>
                        <th scope="col" class="num">"m/s"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
