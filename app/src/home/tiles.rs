//! A tile for each thing that a room keeps, with its figure. A new room adds its tiles.

use leptos::prelude::*;
use page_base::wording;
use page_kit::{
    account::use_account,
    controls::{Icon, Symbol},
    jobs::use_tasks,
};

use super::facts::{Amount, Desk};

/// The tiles.
#[component]
pub(super) fn Tiles(players: Amount, reports: u64, desk: Option<Desk>) -> impl IntoView {
    let signed_in = use_account().with_untracked(Option::is_some);
    let said = if players.is_estimate { "on file, by estimate" } else { "on file" };
    view! {
        <div class="tiles">
            <Tile
                href="/players"
                symbol=Symbol::Players
                name="Players"
                figure=Signal::stored(wording::count(players.number))
                meta=said
            />
            <Tile
                href="/reports"
                symbol=Symbol::Report
                name="Reports"
                figure=Signal::stored(wording::count(reports))
                meta="written"
            />
            {desk.map(|desk| view! { <DeskTiles desk/> })}
            {signed_in.then(|| view! { <TasksTile/> })}
        </div>
    }
}

#[component]
fn DeskTiles(desk: Desk) -> impl IntoView {
    view! {
        <Tile
            href="/scouting/shortlists"
            symbol=Symbol::Star
            name="Shortlists"
            figure=Signal::stored(wording::count(desk.shortlists))
            meta="in use"
        />
        <Tile
            href="/scouting/alerts?show=unread"
            symbol=Symbol::Info
            name="Alerts"
            figure=Signal::stored(wording::count(desk.alerts))
            meta="not read"
        />
    }
}

#[component]
fn TasksTile() -> impl IntoView {
    let tasks = use_tasks();
    let under_way = Memo::new(move |_| tasks.under_way() as u64);
    let figure = Signal::derive(move || wording::count(under_way.get()));
    view! {
        <Tile
            href="/tasks"
            symbol=Symbol::Operations
            name="Your tasks"
            figure
            meta="waiting or running"
        />
    }
}

#[component]
fn Tile(
    href: &'static str,
    symbol: Symbol,
    name: &'static str,
    figure: Signal<String>,
    meta: &'static str,
) -> impl IntoView {
    view! {
        <a class="tile" href=href>
            <span class="tile-name">
                <Icon symbol/>
                {name}
            </span>
            <span class="tile-figure">{move || figure.get()}</span>
            <span class="meta">{meta}</span>
        </a>
    }
}
