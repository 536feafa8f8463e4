//! The table: head with sort links, rows, pager, and the dialogs of its rows.

use backroom::Role;
use football::{Player, PlayerId, PlayerQuery, PlayerSortKey};
use leptos::{prelude::*, task::spawn_local};
use page_base::{error::AppError, wording};
use page_kit::{
    account::use_account,
    controls::{ButtonLink, EmptyState, ErrorNotice, Icon, Pager, Symbol, use_toasts},
};

use super::{
    PlayerListAnswer,
    address::Address,
    column_chooser::kept_columns,
    columns::Column,
    rows::{PlayerRow, remove, replace},
    selection::Selection,
    selection_bar::SelectionBar,
    total::Total,
};
use crate::change::{DeleteDialog, PlayerChange, PlayerDialog, restore_players};

#[component]
pub(super) fn PlayerTable(
    answer: PlayerListAnswer,
    address: Address,
    /// How many there are, where they are counted beside the list.
    #[prop(into)]
    counted: Signal<Total>,
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
    let (first_row, total) = (page.first_row, page.total);
    let pager = Signal::derive(move || {
        let total = total.map_or_else(|| counted.get(), Total::Exactly);
        rows.with(|rows| pager(first_row, rows, total))
    });
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

/// "1–50 of 1,284 · values: Transfermarkt estimate, 16 Dec 2024": how far the page reaches, who
/// estimated its values, and the day of the newest.
fn pager(first_row: u64, rows: &[Player], total: Total) -> String {
    let last = (first_row + rows.len() as u64).saturating_sub(1);
    let shown = [wording::count(first_row), wording::count(last)].join("–");
    let mut words = shown;
    if let Some(total) = total.number() {
        words.extend([" of ", &total]);
    }
    let values = || rows.iter().filter_map(|row| row.market_value.as_ref());
    if let Some(newest) = values().map(|value| value.date).max() {
        let mut sources: Vec<_> = values().map(|value| value.source.as_str()).collect();
        sources.sort_unstable();
        sources.dedup();
        let newest = wording::day(newest);
        let day = if sources.len() > 1 { ["newest ", &newest].concat() } else { newest };
        words.extend([" · values: ", &sources.join(", "), ", ", &day]);
    }
    words
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
