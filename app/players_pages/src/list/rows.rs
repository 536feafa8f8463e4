//! The rows of the list as the browser keeps them: changed before the server has answered, put back
//! when it refuses.

use football::{Player, PlayerId};
use leptos::prelude::*;
use page_kit::controls::Unknown;

use super::columns::Column;
use crate::list::selection::Selection;

/// Puts `changed` in the place of the player with its id.
pub(super) fn replace(rows: &mut [Player], changed: Player) {
    if let Some(row) = rows.iter_mut().find(|row| row.id == changed.id) {
        *row = changed;
    }
}

/// Takes the players of these ids out.
pub(super) fn remove(rows: &mut Vec<Player>, ids: &[PlayerId]) {
    rows.retain(|row| !ids.contains(&row.id));
}

/// One row.
#[component]
pub(super) fn PlayerRow(
    player: Player,
    columns: StoredValue<Vec<Column>>,
    today: chrono::NaiveDate,
    rows: RwSignal<Vec<Player>>,
    selection: RwSignal<Selection>,
    may_write: Signal<bool>,
    on_edit: Callback<Player>,
) -> impl IntoView {
    let id = player.id;
    let is_on = Memo::new(move |_| selection.with(|selection| selection.contains(id)));
    let name = player.display_name().to_owned();
    let select = move |event: leptos::ev::MouseEvent| {
        let on = !is_on.get_untracked();
        let ids: Vec<_> = rows.with_untracked(|rows| rows.iter().map(|row| row.id).collect());
        selection.update(|selection| {
            if event.shift_key() {
                selection.set_range(&ids, id, on);
            } else {
                selection.set(id, on);
            }
        });
    };
    let nation = player.nationalities.first().map(|country| {
        view! { <span class="nation">{country.clone()}</span> }
    });
    let cells = columns
        .get_value()
        .into_iter()
        .map(|column| {
            let title = column.source(&player);
            let value = match column.cell(&player, today) {
                Some(value) => value.into_any(),
                None => view! { <Unknown/> }.into_any(),
            };
            view! {
                <td class=column.class() title=title>
                    {value}
                </td>
            }
        })
        .collect_view();
    let label = ["Select ", &name].concat();
    let edit_label = ["Edit ", &name].concat();
    let edit_href = ["/players/", &id.to_string(), "/edit"].concat();
    let edit = {
        let player = player.clone();
        move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            on_edit.run(player.clone());
        }
    };
    let edit = StoredValue::new(edit);
    view! {
        <tr data-row class:selected=is_on>
            <td class="c-select">
                <input
                    type="checkbox"
                    class="check"
                    name="ids"
                    value=id.to_string()
                    aria-label=label
                    prop:checked=is_on
                    on:click=select
                />
            </td>
            <th scope="row" class="c-name">
                <a href=["/players/", &id.to_string()].concat()>{name}</a>
                {nation}
            </th>
            {cells}
            <td class="c-edit">
                <Show when=move || may_write.get()>
                    <a
                        class="row-edit"
                        href=edit_href.clone()
                        aria-label=edit_label.clone()
                        on:click=move |event| edit.with_value(|edit| edit(event))
                    >
                        "Edit"
                    </a>
                </Show>
            </td>
        </tr>
    }
}
