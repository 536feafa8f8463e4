//! `/scouting/shortlists/:id`: one list as a board, a column for each stage.
//!
//! The address says whose comments are open and where the activity begins, so that both are links and work
//! without script.

use chrono::NaiveDate;
use football::{
    PlayerId,
    desk::{Board, EntryComment, ShortlistEntry, ShortlistEvents, ShortlistId, Stage},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};
use page_base::{error::AppError, wording};
use page_kit::controls::{
    Badge, Button, ButtonLink, ButtonSize, Crumb, EmptyState, ErrorFallback, PageHead, Panel,
    Symbol, TablePlaceholder, use_toasts,
};
use serde::{Deserialize, Serialize};

use super::{
    PATH,
    activity::ActivityPanel,
    card::Card,
    opened::OpenedPanel,
    settings::SettingsPanel,
    steer::{FollowShortlist, MoveEntry, RemoveEntry},
};
use crate::{
    acting::{may_write, not_done, when_done},
    shortlist_href,
};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShortlistSheet {
    /// The list and who is on it.
    pub board: Board,
    /// The player whose comments are open, with them, newest first.
    pub opened: Option<(PlayerId, Vec<EntryComment>)>,
    /// What was done with the list.
    pub events: ShortlistEvents,
    /// Today, by the server's clock.
    pub today: NaiveDate,
}

/// The list `id`, the comments on one of its players, and what was done with it.
///
/// # Errors
/// `SignInRequired` when signed out; `NotFound` when there is no such list; `Invalid` for a cursor that no
/// list gave.
#[server(prefix = "/fn", endpoint = "desk/open_shortlist", output = page_base::wire::Json)]
pub async fn open_shortlist(
    /// The list.
    id: ShortlistId,
    /// Whose comments are shown.
    #[server(default)]
    player_id: Option<PlayerId>,
    /// `next_cursor` of the activity before.
    #[server(default)]
    before: Option<String>,
) -> Result<ShortlistSheet, AppError> {
    use backroom::Role;
    use football::desk::Place;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use store::desk::shortlists;

    /// Comments shown.
    const COMMENTS: u32 = 100;
    /// Lines of activity shown.
    const EVENTS: u32 = 20;

    respond(async {
        let reader = signed_in(Role::Viewer)?.account_id;
        let state = state();
        let board = shortlists::board(&state.db, reader, id).await?.ok_or(AppError::NotFound)?;
        let opened = match player_id {
            None => None,
            Some(player) => {
                let at = Place { list: id, player };
                let said = shortlists::comments(&state.db, at, reader, None, COMMENTS).await?;
                Some((player, said.items))
            }
        };
        let events = shortlists::events(&state.db, id, before.as_deref(), EVENTS).await?;
        let today = state.clock.now().date_naive();
        Ok::<_, Failure>(ShortlistSheet { board, opened, events, today })
    })
    .await
}

/// `/scouting/shortlists/:id`
#[component]
pub fn ShortlistPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        // What is no number is the id of nothing.
        let id = params.with(|params| params.get("id")?.parse().ok()).unwrap_or(ShortlistId(0));
        let player = query.with(|query| query.get("player")?.parse::<PlayerId>().ok());
        (id, player, query.with(|query| query.get("before")))
    });
    let sheet = Resource::new(
        move || asked.get(),
        |(id, player, before)| open_shortlist(id, player, before),
    );
    let reload = Callback::new(move |()| sheet.refetch());
    view! {
        <Transition fallback=|| view! { <TablePlaceholder/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <PageHead title="Shortlist" crumbs=vec![Crumb::new(PATH, "Shortlists")]/>
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let sheet = sheet.await?;
                    Ok::<_, AppError>(view! { <Sheet sheet reload/> })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn Sheet(sheet: ShortlistSheet, reload: Callback<()>) -> impl IntoView {
    let ShortlistSheet { board, opened, events, today } = sheet;
    let Board { list, entries } = board;
    let (there, removed): (Vec<_>, Vec<_>) = entries.into_iter().partition(|it| !it.is_removed);
    let id = list.id;
    let writes = may_write() && !list.is_archived;
    let opened = opened.and_then(|(player, comments)| {
        let entry = there.iter().find(|entry| entry.player_id == player)?.clone();
        Some(view! { <OpenedPanel list=id entry comments writes reload/> })
    });
    let is_empty = there.is_empty();
    let removal = ServerAction::<RemoveEntry>::new();
    when_done(removal, move |()| reload.run(()));
    let taken_off =
        (!removed.is_empty()).then(|| view! { <TakenOff list=id removed writes removal/> });
    let settings = may_write().then(|| view! { <SettingsPanel list=list.clone() reload/> });
    view! {
        <BoardHead list=list.clone() reload/>
        <div class="page-body">
            {(!list.draft.purpose.is_empty())
                .then(|| view! { <p class="text-2 desk-words">{list.draft.purpose.clone()}</p> })}
            {not_done(removal, "The player was not put back.")}
            {opened}
            {if is_empty {
                view! { <EmptyBoard/> }.into_any()
            } else {
                view! { <Columns list=id entries=there today writes reload/> }.into_any()
            }}
            <div class="grid-12">
                <ActivityPanel list=id events/>
                <div class="span-5 stack">{taken_off} {settings}</div>
            </div>
        </div>
    }
}

#[component]
fn BoardHead(list: football::desk::ShortlistView, reload: Callback<()>) -> impl IntoView {
    let follow = ServerAction::<FollowShortlist>::new();
    when_done(follow, move |()| reload.run(()));
    let meta = wording::counted(list.players, "player", "players");
    let export = ["/api/v1/shortlists/", &list.id.to_string(), "/export.csv"].concat();
    let (word, next) = if list.is_followed { ("Unfollow", "false") } else { ("Follow", "true") };
    let archived = list.is_archived.then(|| view! { <Badge icon=Symbol::Pause>"Archived"</Badge> });
    view! {
        <PageHead title=list.draft.name meta crumbs=vec![Crumb::new(PATH, "Shortlists")]>
            {archived}
            <ButtonLink href=export icon=Symbol::Download external=true>
                "Export"
            </ButtonLink>
            <ActionForm action=follow>
                <input type="hidden" name="id" value=list.id.to_string()/>
                <input type="hidden" name="follows" value=next/>
                <Button
                    submit=true
                    reason="You are told when a player of this list changes"
                    busy=follow.pending()
                >
                    {word}
                </Button>
            </ActionForm>
        </PageHead>
        {not_done(follow, "This was not changed.")}
    }
}

#[component]
fn EmptyBoard() -> impl IntoView {
    view! {
        <div class="table-frame">
            <EmptyState why="Nobody is on this list yet. Open a player and press Add to shortlist, or select several in the list.">
                <ButtonLink href="/players">"Choose players"</ButtonLink>
            </EmptyState>
        </div>
    }
}

/// A column for each stage. What is moved is looked at anew: somebody else may have moved another.
#[component]
fn Columns(
    list: ShortlistId,
    entries: Vec<ShortlistEntry>,
    today: NaiveDate,
    writes: bool,
    reload: Callback<()>,
) -> impl IntoView {
    let step = ServerAction::<MoveEntry>::new();
    let toasts = use_toasts();
    when_done(step, move |()| {
        toasts.show("Moved the player");
        reload.run(());
    });
    let columns = Stage::ALL
        .into_iter()
        .map(|stage| {
            let here = entries.iter().filter(|entry| entry.stage == stage).cloned();
            let cards: Vec<_> = here.collect();
            let number = cards.len() as u64;
            let heading = ["stage-", stage.as_str()].concat();
            let cards = cards
                .into_iter()
                .map(|entry| view! { <Card list entry today step=writes.then_some(step)/> })
                .collect_view();
            view! {
                <section class="board-column" aria-labelledby=heading>
                    <h2 id=heading.clone()>
                        {stage.label()} " " <span class="text-3">{wording::count(number)}</span>
                    </h2>
                    <ul>{cards}</ul>
                </section>
            }
        })
        .collect_view();
    view! {
        {not_done(step, "The player was not moved.")}
        <div class="board" role="region" aria-label="Players by stage" tabindex="0">
            {columns}
        </div>
    }
}

/// Those taken off, whom one press puts back with all that was said of them.
#[component]
fn TakenOff(
    list: ShortlistId,
    removed: Vec<ShortlistEntry>,
    writes: bool,
    removal: ServerAction<RemoveEntry>,
) -> impl IntoView {
    let lines = removed
        .into_iter()
        .map(|entry| {
            let reason = ["Put back ", &entry.name].concat();
            let undo = writes.then(|| {
                view! {
                    <ActionForm action=removal>
                        <input type="hidden" name="id" value=list.to_string()/>
                        <input type="hidden" name="player_id" value=entry.player_id.to_string()/>
                        <input type="hidden" name="undo" value="true"/>
                        <Button submit=true size=ButtonSize::Small reason busy=removal.pending()>
                            "Put back"
                        </Button>
                    </ActionForm>
                }
            });
            view! {
                <li class="line">
                    <span class="line-words">
                        <a href=["/players/", &entry.player_id.to_string()].concat()>{entry.name}</a>
                        " "
                        <span class="text-3">{entry.stage.label()}</span>
                    </span>
                    {undo}
                </li>
            }
        })
        .collect_view();
    view! {
        <Panel title="Taken off" flush=true>
            <ul class="lines">{lines}</ul>
        </Panel>
    }
}

/// The page with this player's comments open.
pub(super) fn opened_href(list: ShortlistId, player: PlayerId) -> String {
    [&shortlist_href(list), "?player=", &player.to_string()].concat()
}
