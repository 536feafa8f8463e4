//! What was done with the list, newest first.

use football::desk::{ShortlistEvent, ShortlistEvents, ShortlistId};
use leptos::prelude::*;
use page_base::wording;
use page_kit::controls::{ButtonLink, ButtonSize, EmptyState, Panel};

use super::board::opened_href;
use crate::shortlist_href;

#[component]
pub(super) fn ActivityPanel(list: ShortlistId, events: ShortlistEvents) -> impl IntoView {
    let ShortlistEvents { items, next_cursor } = events;
    let is_empty = items.is_empty();
    let older = next_cursor.map(|cursor| {
        let href = [&shortlist_href(list), "?before=", &cursor].concat();
        view! {
            <div class="panel-body row">
                <ButtonLink href size=ButtonSize::Small>
                    "Older activity"
                </ButtonLink>
            </div>
        }
    });
    let lines = items.into_iter().map(|event| view! { <Line list event/> }).collect_view();
    view! {
        <Panel title="Activity" meta="newest first" class="span-7" flush=true>
            {is_empty.then(|| view! { <EmptyState why="Nothing else was done with this list."/> })}
            <ul class="lines">{lines}</ul>
            {older}
        </Panel>
    }
}

#[component]
fn Line(list: ShortlistId, event: ShortlistEvent) -> impl IntoView {
    let (done, rest) = event.words();
    let who = event.by.unwrap_or_else(|| "The server".to_owned());
    let player = event.player.map(|player| match event.player_name {
        Some(name) => view! { <a href=opened_href(list, player)>{name}</a> }.into_any(),
        None => "a player who is gone".into_any(),
    });
    view! {
        <li class="line">
            <span class="line-words">
                <span class="strong">{who}</span>
                " "
                {done}
                " "
                {player}
                {rest}
            </span>
            <span class="meta">{wording::day_and_time(event.at)}</span>
        </li>
    }
}
