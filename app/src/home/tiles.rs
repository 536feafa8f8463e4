//! One tile a room, with its figure. A new room adds its tile.

use leptos::prelude::*;

use super::facts::Amount;
use crate::{
    controls::{Icon, Symbol, wording},
    jobs::use_tasks,
    layout::use_account,
};

/// The tiles.
#[component]
pub(super) fn Tiles(players: Amount, reports: u64) -> impl IntoView {
    let about = if players.is_estimate { "about " } else { "" };
    let players = [about, &wording::counted(players.number, "player", "players")].concat();
    let reports = wording::counted(reports, "scouting report", "scouting reports");
    let signed_in = use_account().with_untracked(Option::is_some);
    view! {
        <div class="tiles">
            <a class="tile" href="/players">
                <span class="tile-name">
                    <Icon symbol=Symbol::Players/>
                    "Players"
                </span>
                <span class="tile-figure">{players}</span>
                <span class="meta">{reports}</span>
            </a>
            {signed_in.then(|| view! { <OperationsTile/> })}
        </div>
    }
}

#[component]
fn OperationsTile() -> impl IntoView {
    let tasks = use_tasks();
    let under_way = Memo::new(move |_| tasks.under_way() as u64);
    view! {
        <a class="tile" href="/tasks">
            <span class="tile-name">
                <Icon symbol=Symbol::Operations/>
                "Operations"
            </span>
            <span class="tile-figure">
                {move || wording::counted(under_way.get(), "task", "tasks")}
            </span>
            <span class="meta">"waiting or running"</span>
        </a>
    }
}
