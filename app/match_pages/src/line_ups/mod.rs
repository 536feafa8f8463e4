//! `/matches/:id/line-ups`: who played, and who he is among the players.

mod formations;
mod link;
mod load;
mod say;
mod table;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use page_base::error::AppError;
use page_kit::{
    acting::{not_done, when_done},
    controls::{ButtonLink, EmptyState, Panel, use_toasts},
};

use self::{formations::ToldFormations, table::TeamPanel};
pub use self::{
    link::LinkLineUp,
    load::{LineUps, find_line_ups},
    say::{SayFormation, UnsayFormation},
};
use crate::{
    head::{MatchFrame, MatchTab},
    report::SIDES,
    shell::{MatchPage, match_of_address},
};

/// `/matches/:id/line-ups`
#[component]
pub fn MatchLineUpsPage() -> impl IntoView {
    let id = match_of_address();
    let query = use_query_map();
    // Whose row is open, and what is searched for there.
    let place = Memo::new(move |_| query.with(|query| query.get_str("place")?.parse().ok()));
    let text = Memo::new(move |_| query.with(|query| query.get("q")).unwrap_or_default());
    let link = ServerAction::<LinkLineUp>::new();
    let found = Resource::new(
        move || (id.get(), place.get(), text.get()),
        |(id, place, text)| async move {
            find_line_ups(id.ok_or(AppError::NotFound)?, place, text).await
        },
    );
    let toasts = use_toasts();
    when_done(link, move |linked| {
        found.refetch();
        let told = linked.told();
        let undo = move || {
            link.dispatch(linked.undo());
        };
        toasts.show_with_action(told, "Undo", undo);
    });
    let say = ServerAction::<SayFormation>::new();
    when_done(say, move |()| found.refetch());
    let unsay = ServerAction::<UnsayFormation>::new();
    when_done(unsay, move |(match_id, words)| {
        found.refetch();
        let told = ["Deleted ", &words.shape].concat();
        let undo = move || {
            say.dispatch(SayFormation { match_id, words: words.clone() });
        };
        toasts.show_with_action(told, "Undo", undo);
    });
    let draw = move |line_ups| view! { <LineUpsBody line_ups link say unsay/> }.into_any();
    view! { <MatchPage found draw/> }
}

#[component]
pub(crate) fn LineUpsBody(
    line_ups: LineUps,
    link: ServerAction<LinkLineUp>,
    say: ServerAction<SayFormation>,
    unsay: ServerAction<UnsayFormation>,
) -> impl IntoView {
    let LineUps { head, players, opened, text, found, told } = line_ups;
    let id = head.id;
    let names = [head.home.clone(), head.away.clone()];
    let formations = view! { <ToldFormations id names=names.clone() told say unsay/> };
    let body = if players.is_empty() {
        view! {
            <Panel title="Line-ups">
                <EmptyState why="No file of this match says who played. Add a line-up or events under Data.">
                    <ButtonLink href=MatchTab::Data.href(id)>"Open data"</ButtonLink>
                </EmptyState>
            </Panel>
        }
        .into_any()
    } else {
        let found = StoredValue::new((opened, text, found));
        SIDES
            .into_iter()
            .zip(names)
            .map(|(side, name)| {
                let players: Vec<_> =
                    players.iter().filter(|player| player.side == side).cloned().collect();
                view! { <TeamPanel id side name players found link/> }
            })
            .collect_view()
            .into_any()
    };
    view! {
        <MatchFrame head tab=MatchTab::LineUps>
            <div class="page-body line-ups">
                {not_done(link, "Nothing was changed.")}
                {not_done(unsay, "The formation was not deleted.")}
                {body}
                <div class="import">{formations}</div>
            </div>
        </MatchFrame>
    }
}
