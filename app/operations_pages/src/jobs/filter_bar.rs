//! Search, states, and the other filters. A plain GET form; with script the search follows the keys.

use std::time::Duration;

use backroom::{JobFilter, JobState, Since};
use leptos::{html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use page_kit::controls::{
    Button, ButtonKind, ButtonSize, Choice, FilterChip, Icon, SearchField, Select, Symbol,
    TextField,
};

use super::{
    address::{Address, PATH},
    dead_letter::DEAD,
    figures::FAILED,
};

/// How long the search waits after a key.
const WAIT: Duration = Duration::from_millis(300);

/// States as people choose them, with their word.
const STATES: [(&str, &[JobState]); 7] = [
    ("All", &[]),
    ("Running", &[JobState::Running]),
    ("Pending", &[JobState::Queued]),
    ("Failed", &FAILED),
    ("Dead letter", &DEAD),
    ("Completed", &[JobState::Completed]),
    ("Cancelled", &[JobState::Cancelled]),
];

#[component]
pub(super) fn FilterBar(address: Memo<Address>) -> impl IntoView {
    let filter = Memo::new(move |_| address.with(|address| address.filter.clone()));
    let panel = NodeRef::<html::Details>::new();
    let open = Callback::new(move |()| {
        if let Some(panel) = panel.get_untracked() {
            panel.set_open(true);
        }
    });
    let states = move || {
        let address = address.get();
        STATES
            .map(|(word, states)| {
                let is_on = address.filter.states == states;
                view! {
                    <a
                        class="chip-link"
                        href=address.with_states(states).href()
                        aria-current=is_on.then_some("true")
                    >
                        {word}
                    </a>
                }
            })
            .collect_view()
    };
    let chips = move || {
        let address = address.get();
        chips(&address)
            .into_iter()
            .map(|(name, value, rest)| {
                let remove_href = address.with_filter(rest).href();
                view! { <FilterChip name value remove_href on_edit=open/> }
            })
            .collect_view()
    };
    let unread = move || {
        address.with(|address| address.unread.clone()).into_iter().map(|name| {
            view! { <p class="list-note" role="status">"The filter “"{name}"” cannot be read and is left out."</p> }
        }).collect_view()
    };
    let text =
        Signal::derive(move || filter.with(|filter| filter.text.clone().unwrap_or_default()));
    view! {
        <form class="toolbar filter-bar" method="get" action=PATH role="search">
            <SearchField
                label="Search jobs"
                placeholder="Name, payload, id"
                value=text
                on_input=search(address)
            />
            <nav class="chips" aria-label="States">
                {states}
            </nav>
            <span class="chips">{chips}</span>
            <input
                type="hidden"
                name="state"
                value=move || filter.with(|filter| words(&filter.states))
            />
            {move || filter.with(|filter| filter.parent).map(|parent| {
                view! { <input type="hidden" name="parent" value=parent.to_string()/> }
            })}
            <details class="filters" node_ref=panel>
                <summary class="button add-filter">
                    <Icon symbol=Symbol::Plus/>
                    "Filter"
                </summary>
                <div class="filters-panel">
                    <FilterFields filter/>
                    <div class="layer-actions">
                        <Button submit=true kind=ButtonKind::Primary size=ButtonSize::Small>
                            "Apply filters"
                        </Button>
                    </div>
                </div>
            </details>
        </form>
        {unread}
    }
}

/// Follows what is typed, a moment after the last key.
fn search(address: Memo<Address>) -> Callback<String> {
    let navigate = StoredValue::new(use_navigate());
    let last_key = StoredValue::new(0_u32);
    Callback::new(move |typed: String| {
        let number = last_key.get_value().wrapping_add(1);
        last_key.set_value(number);
        set_timeout(
            move || {
                if last_key.try_get_value() != Some(number) {
                    return;
                }
                let text = Some(typed.trim().to_owned()).filter(|text| !text.is_empty());
                let href = address.with_untracked(|address| {
                    address.with_filter(JobFilter { text, ..address.filter.clone() }).href()
                });
                let options =
                    NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
                navigate.with_value(|navigate| navigate(&href, options));
            },
            WAIT,
        );
    })
}

#[component]
fn FilterFields(filter: Memo<JobFilter>) -> impl IntoView {
    let shown = move |read: fn(&JobFilter) -> Option<String>| {
        Signal::derive(move || filter.with(read).unwrap_or_default())
    };
    let since = std::iter::once(Choice::new("", "Any time"))
        .chain(Since::ALL.map(|since| Choice::new(since.as_str(), since.label())))
        .collect::<Vec<_>>();
    view! {
        <div class="fields">
            <TextField name="kind" label="Kind" hint="scout_player" optional=true value=shown(|f| f.kind.clone())/>
            <TextField name="queue" label="Queue" hint="default" optional=true value=shown(|f| f.queue.clone())/>
            <Select name="since" label="Asked for" choices=since value=shown(|f| f.since.map(|since| since.as_str().to_owned()))/>
            <TextField name="by" label="Asked for by" hint="name of an account" optional=true value=shown(creator)/>
        </div>
    }
}

/// Whose jobs are shown, as it is typed: a name, or the number of an account from an older address.
fn creator(filter: &JobFilter) -> Option<String> {
    filter.created_by.map(|id| id.to_string()).or_else(|| filter.creator.clone())
}

/// Filters in force beside state and text: name, value, the filter without it.
fn chips(address: &Address) -> Vec<(&'static str, String, JobFilter)> {
    let filter = &address.filter;
    let mut chips = Vec::new();
    if let Some(kind) = &filter.kind {
        chips.push(("Kind", kind.clone(), JobFilter { kind: None, ..filter.clone() }));
    }
    if let Some(queue) = &filter.queue {
        chips.push(("Queue", queue.clone(), JobFilter { queue: None, ..filter.clone() }));
    }
    if let Some(since) = filter.since {
        let value = since.label().to_owned();
        chips.push(("Asked for", value, JobFilter { since: None, ..filter.clone() }));
    }
    if let Some(value) = creator(filter) {
        let without = JobFilter { created_by: None, creator: None, ..filter.clone() };
        chips.push(("Asked for by", value, without));
    }
    if let Some(parent) = filter.parent {
        let value = parent.to_string();
        chips.push(("Parts of", value, JobFilter { parent: None, ..filter.clone() }));
    }
    chips
}

fn words(states: &[JobState]) -> String {
    states.iter().map(|state| state.as_str()).collect::<Vec<_>>().join(",")
}
