//! `/players`: the list.

mod address;
mod column_chooser;
mod columns;
mod filter_bar;
mod rows;
mod selection;
mod selection_bar;
mod table;
mod total;

use backroom::Role;
use chrono::NaiveDate;
use football::{FieldError, PlayerFilter, PlayerPage, PlayerQuery};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use page_base::{error::AppError, wording};
use page_kit::{
    account::use_account,
    controls::{
        Button, ButtonLink, ErrorFallback, Icon, MoreActions, PageHead, Symbol, TablePlaceholder,
        tell_status, use_toasts,
    },
};
use serde::{Deserialize, Serialize};
use server_fn::ServerFn as _;

use self::{address::Address, filter_bar::FilterBar, table::PlayerTable, total::Total};
use super::change::{PlayerChange, PlayerDialog, RestorePlayers};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlayerListAnswer {
    /// The players.
    pub page: PlayerPage,
    /// Today, by the server's clock.
    pub today: NaiveDate,
}

/// One page of players.
///
/// # Errors
/// `SignInRequired` when reading is not public and nobody is signed in; `Invalid` for a cursor that no
/// list gave.
#[server(prefix = "/fn", endpoint = "players/list_players", input = page_base::wire::Json, output = page_base::wire::Json)]
pub async fn list_players(
    /// Which players, in which order, which page.
    query: PlayerQuery,
) -> Result<PlayerListAnswer, AppError> {
    use football::LONGEST_PAGE;
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };

    respond(async {
        reader()?;
        if !(1..=LONGEST_PAGE).contains(&query.limit) {
            let fields = vec![FieldError::new("limit", "Give 1 to 200.")];
            return Err(AppError::Invalid { fields }.into());
        }
        let state = state();
        let today = state.clock.now().date_naive();
        let turn = state.list_turns.take().await?;
        let page = store::players::list(&turn.lent, &query, today).await?;
        Ok::<_, Failure>(PlayerListAnswer { page, today })
    })
    .await
}

/// How many players fit; `None` is more than 10,000. Asked beside the list where the list does not
/// know.
///
/// # Errors
/// `SignInRequired` when reading is not public and nobody is signed in.
#[server(prefix = "/fn", endpoint = "players/count_players", input = page_base::wire::Json, output = page_base::wire::Json)]
pub async fn count_players(
    /// Which players.
    filter: PlayerFilter,
) -> Result<Option<u64>, AppError> {
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };

    respond(async {
        reader()?;
        let state = state();
        let today = state.clock.now().date_naive();
        Ok::<_, Failure>(store::players::count(&state.db, &filter, today).await?)
    })
    .await
}

/// `/players`
#[component]
pub fn PlayerListPage() -> impl IntoView {
    let map = use_query_map();
    let address = Memo::new(move |_| map.with(Address::read));
    let asked = Memo::new(move |_| address.with(|address| address.query.clone()));
    let list = Resource::new(
        move || asked.get(),
        |asked| async move {
            let found = match asked {
                Ok(query) => list_players(query).await,
                Err(fields) => Err(AppError::Invalid { fields }),
            };
            tell_status(found)
        },
    );
    // What a large table does not count with each page is counted once the page stands.
    let counted = RwSignal::new(Total::NotKnown);
    let filter = Memo::new(move |_| {
        asked.with(|asked| asked.as_ref().ok().map(|query| query.filter.clone()))
    });
    let uncounted = RwSignal::new(false);
    Effect::new(move || {
        let Some(filter) = filter.get().filter(|_| uncounted.get()) else { return };
        counted.set(Total::NotKnown);
        leptos::task::spawn_local(async move {
            if let Ok(total) = count_players(filter).await {
                counted.try_set(Total::counted(total));
            }
        });
    });
    let adding = RwSignal::new(false);
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let total = list.await.ok().map(|answer| answer.page.total);
                let meta = Signal::derive(move || match total {
                    Some(Some(total)) => Total::Exactly(total).players(),
                    Some(None) => counted.get().players(),
                    None => String::new(),
                });
                Effect::new(move || uncounted.set(total == Some(None)));
                view! { <ListHead meta address adding/> }
            })}
        </Transition>
        <Restored/>
        <FilterBar address/>
        <Transition fallback=|| view! { <TablePlaceholder rows=12/> }>
            <ErrorBoundary fallback=move |errors| {
                view! {
                    <div class="page-body">
                        {move || match asked.get() {
                            Ok(_) => view! { <ErrorFallback errors=errors.clone()/> }.into_any(),
                            Err(fields) => view! { <Misread fields/> }.into_any(),
                        }}
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let answer = list.await?;
                    let reload = Callback::new(move |()| list.refetch());
                    Ok::<_, AppError>(
                        view! {
                            <AddDialog open=adding today=answer.today reload/>
                            <PlayerTable answer address=address.get_untracked() counted reload/>
                        },
                    )
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn ListHead(meta: Signal<String>, address: Memo<Address>, adding: RwSignal<bool>) -> impl IntoView {
    let account = use_account();
    let may_write =
        move || account.with(|account| account.as_ref().is_some_and(|a| a.role >= Role::Analyst));
    let export = Signal::derive(move || address.with(Address::export_href));
    let need = Signal::derive(move || address.with(Address::need_href));
    let add = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        adding.set(true);
    };
    view! {
        <PageHead title="Players" meta>
            <MoreActions>
                <Show when=may_write>
                    <ButtonLink href="/players/import" icon=Symbol::Upload>
                        "Import CSV"
                    </ButtonLink>
                </Show>
                <Show when=may_write>
                    <ButtonLink href=need icon=Symbol::Star>
                        "Save as need"
                    </ButtonLink>
                </Show>
                <ButtonLink href=export icon=Symbol::Download external=true>
                    "Export"
                </ButtonLink>
            </MoreActions>
            <Show when=may_write>
                <a class="button primary" href="/players/new" on:click=add>
                    <Icon symbol=Symbol::Plus/>
                    <span>"Add player"</span>
                </a>
            </Show>
        </PageHead>
    }
}

#[component]
fn AddDialog(open: RwSignal<bool>, today: NaiveDate, reload: Callback<()>) -> impl IntoView {
    let toasts = use_toasts();
    let navigate = leptos_router::hooks::use_navigate();
    let on_change = Callback::new(move |change: PlayerChange| {
        if let PlayerChange::Added(player) = change {
            let navigate = navigate.clone();
            let href = ["/players/", &player.id.to_string()].concat();
            toasts.show_with_action(
                ["Added ", player.display_name()].concat(),
                "Open",
                move || {
                    navigate(&href, leptos_router::NavigateOptions::default());
                },
            );
            reload.run(());
        }
    });
    view! { <PlayerDialog open player=Signal::stored(None) today on_change/> }
}

/// Which words of the address cannot be read, and the way back to a list.
#[component]
fn Misread(fields: Vec<FieldError>) -> impl IntoView {
    let lines = fields
        .into_iter()
        .map(|field| {
            let line = [&field.field.replace('_', " "), ": ", &field.message].concat();
            view! { <p>{line}</p> }
        })
        .collect_view();
    view! {
        <div class="notice" role="alert">
            <Icon symbol=Symbol::Failed/>
            <div class="notice-body">
                <p class="notice-title">"The filters cannot be read."</p>
                {lines}
                <div class="row">
                    <ButtonLink href="/players">"Show all players"</ButtonLink>
                </div>
            </div>
        </div>
    }
}

/// After a deletion without script: what was deleted, and the way back.
#[component]
fn Restored() -> impl IntoView {
    let map = use_query_map();
    let ids = Memo::new(move |_| map.with(|map| map.get("deleted")).unwrap_or_default());
    let number = move || ids.with(|ids| ids.split(',').count() as u64);
    view! {
        <Show when=move || ids.with(|ids| !ids.is_empty())>
            <form class="notice info deleted-notice" method="post" action=RestorePlayers::url()>
                <input type="hidden" name="ids" value=move || ids.get()/>
                <p class="notice-body">
                    {move || ["Deleted ", &wording::counted(number(), "player", "players")].concat()}
                </p>
                <Button submit=true>"Undo"</Button>
            </form>
        </Show>
    }
}
