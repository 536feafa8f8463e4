//! What can be done with the selected rows.

use leptos::{prelude::*, task::spawn_local};
use page_base::{error::AppError, wording};
use page_kit::{
    controls::{Button, ButtonKind, ButtonLink, ButtonSize, Symbol, use_toasts},
    jobs::use_tasks,
};
use scouting_pages::scout_player;

use super::{
    address::Address, column_chooser::ColumnChooser, columns::Column, selection::Selection,
};

/// What is selected and what can be done with it; the column chooser at the right.
#[component]
pub(super) fn SelectionBar(
    selection: RwSignal<Selection>,
    may_write: Signal<bool>,
    failure: RwSignal<Option<AppError>>,
    deleting: RwSignal<bool>,
    columns: StoredValue<Vec<Column>>,
    address: Address,
) -> impl IntoView {
    let number = move || selection.with(Selection::len);
    let may_delete = move || may_write.get() && number() > 0;
    let shortlist_href = Signal::derive(move || {
        let ids = selection.with(|selection| {
            selection.ids().iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
        });
        ["/scouting/add?ids=", &ids].concat()
    });
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
    view! {
        <div class="selection-bar">
            <Show when=move || { number() > 0 }>
                <span class="strong" role="status">
                    {move || [&number().to_string(), " selected"].concat()}
                </span>
            </Show>
            // Without script the boxes are sent to the page that asks; with script this button gives
            // way to the ones that know how many are selected.
            <Show when=move || may_write.get()>
                <span class="selection-hint text-3 with-script">
                    "Select players to shortlist, scout or delete them"
                </span>
                <span class="without-script">
                    <button type="submit" class="button standard small" formaction="/scouting/add">
                        "Add selected to shortlist"
                    </button>
                    <Button submit=true size=ButtonSize::Small icon=Symbol::Trash>
                        "Delete selected"
                    </Button>
                </span>
            </Show>
            <CompareSelected selection/>
            <Show when=may_delete>
                <ButtonLink href=shortlist_href size=ButtonSize::Small icon=Symbol::Star>
                    "Add to shortlist"
                </ButtonLink>
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

/// The way to the page that puts the selected players side by side.
#[component]
fn CompareSelected(selection: RwSignal<Selection>) -> impl IntoView {
    let number = move || selection.with(Selection::len);
    // Six differ in a radar; one alone is nothing to compare.
    let may_compare = move || (2..=6).contains(&number());
    let compared = Signal::derive(move || {
        let ids = selection.with(|selection| {
            selection.ids().iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
        });
        ["/players/compare?ids=", &ids].concat()
    });
    view! {
        <span class="without-script">
            <Button
                submit=true
                size=ButtonSize::Small
                icon=Symbol::Compare
                attr:formaction="/players/compare"
            >
                "Compare selected"
            </Button>
        </span>
        <Show when=may_compare>
            <ButtonLink href=compared size=ButtonSize::Small icon=Symbol::Compare>
                {move || ["Compare ", &number().to_string()].concat()}
            </ButtonLink>
        </Show>
    }
}
