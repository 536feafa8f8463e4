//! The table: head with sort links, rows, selection bar, columns, pager, and the dialogs of its rows.

use backroom::Role;
use football::{Player, PlayerId, PlayerQuery, PlayerSortKey};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    PlayerListAnswer,
    address::Address,
    columns::Column,
    rows::{PlayerRow, remove, replace},
    selection::Selection,
};
use crate::{
    controls::{
        Button, ButtonKind, ButtonLink, ButtonSize, EmptyState, ErrorNotice, Icon, Pager, Symbol,
        use_toasts, wording,
    },
    error::AppError,
    jobs::use_tasks,
    layout::use_account,
    players::change::{DeleteDialog, PlayerChange, PlayerDialog, restore_players},
    scouting::scout_player,
};

/// Cookie in which the browser keeps the columns.
const COOKIE: &str = "player_columns";

#[component]
pub(super) fn PlayerTable(
    answer: PlayerListAnswer,
    address: Address,
    reload: Callback<()>,
) -> impl IntoView {
    let PlayerListAnswer { page, today } = answer;
    let account = use_account();
    let may_write = Signal::derive(move || {
        account.with(|account| account.as_ref().is_some_and(|a| a.role >= Role::Analyst))
    });
    let columns = StoredValue::new(
        address.columns.clone().or_else(kept_columns).unwrap_or_else(|| Column::USUAL.to_vec()),
    );
    let rows = RwSignal::new(page.items);
    let selection = RwSignal::new(Selection::default());
    let failure = RwSignal::new(None::<AppError>);
    let edited = RwSignal::new(None::<Player>);
    let editing = RwSignal::new(false);
    let deleting = RwSignal::new(false);
    let on_edit = Callback::new(move |player| {
        edited.set(Some(player));
        editing.set(true);
    });
    let toasts = use_toasts();
    let on_change = Callback::new(move |change| match change {
        PlayerChange::Sent(player) | PlayerChange::Refused(player) => {
            rows.update(|rows| replace(rows, player));
        }
        PlayerChange::Stored(player) | PlayerChange::Added(player) => {
            toasts.show(["Saved ", player.display_name()].concat());
            rows.update(|rows| replace(rows, player));
        }
    });

    if rows.with_untracked(Vec::is_empty) {
        return empty(&address, may_write).into_any();
    }
    let query = address.question();
    let pager = pager(page.first_row, rows.with_untracked(Vec::len), page.total);
    let previous = page.previous_cursor.map(|cursor| address.href(&query.at(Some(cursor))));
    let next = page.next_cursor.map(|cursor| address.href(&query.at(Some(cursor))));
    let similar = page.similar_names.then(|| {
        let typed = query.filter.text.clone().unwrap_or_default();
        view! {
            <p class="list-note" role="status">
                "No name holds “" <strong>{typed}</strong> "”. These differ from it by one slip."
            </p>
        }
    });
    view! {
        {move || {
            failure
                .get()
                .map(|error| view! { <ErrorNotice error what="The players were not changed."/> })
        }}
        {similar}
        <form class="player-list" method="get" action="/players/delete">
            <SelectionBar selection may_write failure deleting columns address=address.clone()/>
            <div class="player-frame">
                <table class="table player-table">
                    <caption class="sr-only">"Players"</caption>
                    <thead>
                        <tr>{heads(&address, &columns.get_value(), rows, selection)}</tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || rows.get()
                            key=|player| (player.id, player.version)
                            let:player
                        >
                            <PlayerRow player columns today rows selection may_write on_edit/>
                        </For>
                    </tbody>
                </table>
            </div>
        </form>
        <Pager
            summary=pager
            previous=Signal::stored(previous)
            next=Signal::stored(next)
        />
        <PlayerDialog open=editing player=edited today on_change/>
        <DeleteSelected rows selection failure deleting reload/>
    }
    .into_any()
}

/// The dialog that deletes the selected rows; they go at once and come back if the server refuses.
#[component]
fn DeleteSelected(
    rows: RwSignal<Vec<Player>>,
    selection: RwSignal<Selection>,
    failure: RwSignal<Option<AppError>>,
    deleting: RwSignal<bool>,
    reload: Callback<()>,
) -> impl IntoView {
    let toasts = use_toasts();
    let chosen = Signal::derive(move || {
        selection.with(|selection| {
            rows.with(|rows| {
                rows.iter()
                    .filter(|row| selection.contains(row.id))
                    .map(|row| (row.id, row.display_name().to_owned()))
                    .collect::<Vec<_>>()
            })
        })
    });
    let before = StoredValue::new(Vec::<Player>::new());
    let on_sent = Callback::new(move |ids: Vec<PlayerId>| {
        before.set_value(rows.get_untracked());
        rows.update(|rows| remove(rows, &ids));
        selection.update(Selection::clear);
        failure.set(None);
    });
    let on_answer = Callback::new(move |answer: Result<Vec<PlayerId>, AppError>| match answer {
        Ok(ids) => {
            let number = wording::counted(ids.len() as u64, "player", "players");
            toasts.show_with_action(["Deleted ", &number].concat(), "Undo", move || {
                let ids = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
                spawn_local(async move {
                    match restore_players(ids).await {
                        Ok(_) => reload.run(()),
                        Err(error) => {
                            failure.try_set(Some(error));
                        }
                    }
                });
            });
            reload.run(());
        }
        Err(error) => {
            rows.set(before.get_value());
            failure.set(Some(error));
        }
    });
    view! { <DeleteDialog open=deleting players=chosen on_sent on_answer/> }
}

/// The heads: box for all, name, columns; each name a link that sorts.
fn heads(
    address: &Address,
    columns: &[Column],
    rows: RwSignal<Vec<Player>>,
    selection: RwSignal<Selection>,
) -> impl IntoView + use<> {
    let all_on =
        move || rows.with(|rows| !rows.is_empty() && selection.with(Selection::len) == rows.len());
    let some_on = move || selection.with(|selection| !selection.is_empty()) && !all_on();
    let select_all = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        let ids: Vec<_> = rows.with_untracked(|rows| rows.iter().map(|row| row.id).collect());
        selection.update(|selection| selection.set_all(&ids, on));
    };
    let mut heads = vec![head(address, PlayerSortKey::Name, "Player", "c-name")];
    for column in columns {
        heads.push(head(address, column.key(), column.label(), column.class()));
    }
    view! {
        <th scope="col" class="c-select">
            <input
                type="checkbox"
                class="check"
                aria-label="Select all on this page"
                prop:checked=all_on
                prop:indeterminate=some_on
                on:change=select_all
            />
        </th>
        {heads}
        <th scope="col" class="c-edit">
            <span class="sr-only">"Actions"</span>
        </th>
    }
}

fn head(
    address: &Address,
    key: PlayerSortKey,
    label: &'static str,
    class: &'static str,
) -> AnyView {
    let sort = address.aria_sort(key);
    let arrow = sort.map(|sort| {
        let symbol = if sort == "descending" { Symbol::Down } else { Symbol::Up };
        view! { <Icon symbol/> }
    });
    view! {
        <th scope="col" class=class aria-sort=sort>
            <a href=address.sort_href(key)>{arrow} {label}</a>
        </th>
    }
    .into_any()
}

/// What is selected and what can be done with it; the column chooser at the right.
#[component]
fn SelectionBar(
    selection: RwSignal<Selection>,
    may_write: Signal<bool>,
    failure: RwSignal<Option<AppError>>,
    deleting: RwSignal<bool>,
    columns: StoredValue<Vec<Column>>,
    address: Address,
) -> impl IntoView {
    let number = move || selection.with(Selection::len);
    let may_delete = move || may_write.get() && number() > 0;
    let tasks = use_tasks();
    let toasts = use_toasts();
    let write_reports = Callback::new(move |()| {
        let ids = selection.with_untracked(|selection| selection.ids().to_vec());
        selection.update(Selection::clear);
        spawn_local(async move {
            let mut asked = 0;
            for id in ids {
                match scout_player(id, String::new()).await {
                    Ok(job) => {
                        asked += 1;
                        tasks.started(job);
                    }
                    Err(error) => {
                        failure.try_set(Some(error));
                        break;
                    }
                }
            }
            if asked > 0 {
                let number = wording::counted(asked, "report", "reports");
                toasts.show(["Asked for ", &number].concat());
            }
        });
    });
    // Without script the boxes are sent to the page that asks; with script this button gives way to
    // the ones that know how many are selected.
    let scripted = RwSignal::new(false);
    Effect::new(move || scripted.set(true));
    view! {
        <div class="selection-bar">
            <Show when=move || { number() > 0 }>
                <span class="strong" role="status">
                    {move || [&number().to_string(), " selected"].concat()}
                </span>
            </Show>
            <Show when=move || !scripted.get() && may_write.get()>
                <Button submit=true size=ButtonSize::Small icon=Symbol::Trash>
                    "Delete selected"
                </Button>
            </Show>
            <Show when=may_delete>
                <Button
                    size=ButtonSize::Small
                    icon=Symbol::Report
                    on:click=move |_| write_reports.run(())
                >
                    {move || ["Write ", &wording::counted(number() as u64, "report", "reports")].concat()}
                </Button>
                <Button
                    size=ButtonSize::Small
                    kind=ButtonKind::Destructive
                    icon=Symbol::Trash
                    on:click=move |_| deleting.set(true)
                >
                    {move || ["Delete ", &number().to_string()].concat()}
                </Button>
            </Show>
            <Show when=move || { number() > 0 }>
                <Button
                    size=ButtonSize::Small
                    kind=ButtonKind::Quiet
                    on:click=move |_| selection.update(Selection::clear)
                >
                    "Clear selection"
                </Button>
            </Show>
            <ColumnChooser columns address/>
        </div>
    }
}

/// "Columns 6 of 9": links that take a column in or out, kept in a cookie.
#[component]
fn ColumnChooser(columns: StoredValue<Vec<Column>>, address: Address) -> impl IntoView {
    let navigate = use_navigate();
    let shown = columns.get_value();
    let links = Column::ALL
        .into_iter()
        .map(|column| {
            let is_on = shown.contains(&column);
            let chosen: Vec<_> = Column::ALL
                .into_iter()
                .filter(|other| if *other == column { !is_on } else { shown.contains(other) })
                .collect();
            let href = address.href_with(&chosen);
            let navigate = navigate.clone();
            let target = href.clone();
            let choose = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                keep_columns(&chosen);
                navigate(&target, NavigateOptions { scroll: false, ..NavigateOptions::default() });
            };
            let mark = is_on.then(|| view! { <Icon symbol=Symbol::Check/> });
            view! {
                <li>
                    <a href=href aria-current=is_on.then_some("true") on:click=choose>
                        {mark}
                        {column.label()}
                    </a>
                </li>
            }
        })
        .collect_view();
    let summary = ["Columns ", &shown.len().to_string(), " of ", &Column::ALL.len().to_string()];
    view! {
        <details class="columns end">
            <summary class="button quiet small">
                <Icon symbol=Symbol::Columns/>
                {summary.concat()}
            </summary>
            <ul class="columns-panel">{links}</ul>
        </details>
    }
}

fn pager(first_row: u64, length: usize, total: Option<u64>) -> String {
    let last = (first_row + length as u64).saturating_sub(1);
    let rows = [wording::count(first_row), wording::count(last)].join("–");
    match total {
        Some(total) => [&rows, " of ", &wording::count(total)].concat(),
        None => rows,
    }
}

/// Why there is nobody, and the next step.
fn empty(address: &Address, may_write: Signal<bool>) -> impl IntoView + use<> {
    let is_filtered = !address.question().filter.is_empty();
    let why = if is_filtered {
        "No player fits these filters."
    } else {
        "There are no players yet. Import a file, or add the first by hand."
    };
    let clear =
        address.href(&PlayerQuery { sort: address.question().sort, ..PlayerQuery::default() });
    let step = if is_filtered {
        view! { <ButtonLink href=clear>"Clear filters"</ButtonLink> }.into_any()
    } else {
        view! {
            <Show when=move || may_write.get()>
                <ButtonLink href="/players/import" icon=Symbol::Upload>
                    "Import CSV"
                </ButtonLink>
            </Show>
        }
        .into_any()
    };
    view! {
        <div class="table-frame">
            <EmptyState why>{step}</EmptyState>
        </div>
    }
}

/// The columns that the browser keeps from last time: from the request on the server, from the
/// document in the browser, so that both draw the same.
fn kept_columns() -> Option<Vec<Column>> {
    #[cfg(feature = "ssr")]
    let cookies = use_context::<http::request::Parts>().and_then(|parts| {
        let cookies = parts.headers.get(http::header::COOKIE)?;
        cookies.to_str().ok().map(str::to_owned)
    })?;
    #[cfg(not(feature = "ssr"))]
    let cookies = {
        use wasm_bindgen::JsCast as _;
        document().dyn_into::<web_sys::HtmlDocument>().ok()?.cookie().ok()?
    };
    let kept = cookies.split(';').find_map(|cookie| {
        cookie
            .trim()
            .strip_prefix(COOKIE)
            .and_then(|rest| rest.strip_prefix('=').map(str::to_owned))
    })?;
    Column::read(&kept)
}

fn keep_columns(columns: &[Column]) {
    use wasm_bindgen::JsCast as _;
    /// A year, in seconds.
    const KEPT: &str = "31536000";
    let words = Column::written(columns).replace(',', ".");
    let cookie = [COOKIE, "=", &words, "; path=/; max-age=", KEPT, "; samesite=lax"].concat();
    if let Ok(document) = document().dyn_into::<web_sys::HtmlDocument>() {
        // A browser that keeps no cookies forgets the choice; the address still has it.
        let _ = document.set_cookie(&cookie);
    }
}
