//! Search, filters in force, and the form in which filters are set. The form is a plain GET form; with
//! script it goes to the same address without loading the page.

#![expect(clippy::too_many_lines, reason = "one form, read from top to bottom")]

use std::time::Duration;

use football::{Foot, PlayerQuery, PlayerStatus, Position};
use leptos::{ev::SubmitEvent, html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use page_kit::controls::{
    Button, ButtonKind, ButtonSize, Choice, FilterChip, Icon, SearchField, Select, Symbol,
    TextField,
};
use wasm_bindgen::JsCast as _;

use super::{address::Address, columns::Column};

/// How long the search waits after a key.
const WAIT: Duration = Duration::from_millis(250);

#[component]
pub(super) fn FilterBar(address: Memo<Address>) -> impl IntoView {
    let navigate = use_navigate();
    let form = NodeRef::<html::Form>::new();
    let panel = NodeRef::<html::Details>::new();
    let question = Memo::new(move |_| address.with(Address::question));
    let go = StoredValue::new(move |replace: bool| {
        let Some(form) = form.get_untracked() else { return };
        let pairs = filled(&form);
        let query =
            PlayerQuery::parse(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let href = if let Ok(query) = query {
            let sort = question.with_untracked(|question| question.sort);
            address.with_untracked(|address| address.href(&query.sorted(sort)))
        } else {
            // The page says what cannot be read, and where.
            let words: Vec<_> = pairs
                .iter()
                .map(|(name, value)| {
                    [name.as_str(), "=", &football::encode_component(value)].concat()
                })
                .collect();
            ["/players?", &words.join("&")].concat()
        };
        navigate(&href, NavigateOptions { replace, scroll: false, ..NavigateOptions::default() });
    });
    let close = move || {
        if let Some(panel) = panel.get_untracked() {
            panel.set_open(false);
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        close();
        go.with_value(|go| go(false));
    };
    let last_key = StoredValue::new(0_u32);
    // What is typed stays as it is typed; only another question puts another text into the field.
    let text = RwSignal::new(question.with_untracked(text_of));
    Effect::new(move || {
        let asked = question.with(text_of);
        if text.with_untracked(|text| text.trim() != asked) {
            text.set(asked);
        }
    });
    let search = Callback::new(move |typed: String| {
        text.set(typed);
        let number = last_key.get_value().wrapping_add(1);
        last_key.set_value(number);
        set_timeout(
            move || {
                if last_key.try_get_value() == Some(number) {
                    go.with_value(|go| go(true));
                }
            },
            WAIT,
        );
    });
    let open = Callback::new(move |()| {
        if let Some(panel) = panel.get_untracked() {
            panel.set_open(true);
        }
    });
    let chips = move || {
        let chips = address.with(Address::chips);
        let any = !chips.is_empty();
        let chips = chips
            .into_iter()
            .map(|chip| {
                view! {
                    <FilterChip
                        name=chip.name
                        value=chip.value
                        remove_href=chip.remove_href
                        on_edit=open
                    />
                }
            })
            .collect_view();
        let clear = any.then(|| {
            let query = question.get();
            let text = query.filter.text.clone();
            let filter = football::PlayerFilter { text, ..football::PlayerFilter::default() };
            let href = address.with(|address| address.href(&query.filtered(filter)));
            view! {
                <a class="button quiet small" href=href>
                    "Clear"
                </a>
            }
        });
        view! {
            {chips}
            {clear}
        }
    };
    let text = Signal::derive(move || question.with(|q| q.filter.text.clone().unwrap_or_default()));
    view! {
        <form
            class="toolbar filter-bar"
            method="get"
            action="/players"
            role="search"
            node_ref=form
            on:submit=submit
        >
            <SearchField label="Search players" placeholder="Name or club" value=text on_input=search/>
            <span class="chips">{chips}</span>
            <details class="filters" node_ref=panel>
                <summary class="button add-filter">
                    <Icon symbol=Symbol::Plus/>
                    "Filter"
                </summary>
                <div class="filters-panel">
                    <FilterFields question/>
                    <div class="layer-actions">
                        <Button submit=true kind=ButtonKind::Primary size=ButtonSize::Small>
                            "Apply filters"
                        </Button>
                    </div>
                </div>
            </details>
            <ColumnField address/>
        </form>
    }
}

fn text_of(question: &PlayerQuery) -> String {
    question.filter.text.clone().unwrap_or_default()
}

/// The sort order and columns that a plain form must not lose.
#[component]
fn ColumnField(address: Memo<Address>) -> impl IntoView {
    let sort = move || address.with(|address| address.question().sort.to_string());
    let columns = move || {
        address.with(|address| address.columns.as_deref().map(Column::written)).unwrap_or_default()
    };
    view! {
        <input type="hidden" name="sort" value=sort/>
        <input type="hidden" name="columns" value=columns/>
    }
}

#[component]
fn FilterFields(question: Memo<PlayerQuery>) -> impl IntoView {
    let shown = move |read: fn(&football::PlayerFilter) -> Option<String>| {
        Signal::derive(move || question.with(|q| read(&q.filter)).unwrap_or_default())
    };
    let positions = Position::ALL
        .into_iter()
        .map(|position| {
            let is_on = move || question.with(|q| q.filter.positions.contains(&position));
            let initially_on = question.with_untracked(|q| q.filter.positions.contains(&position));
            view! {
                <label class="checkbox" title=position.name()>
                    <input
                        type="checkbox"
                        name="position"
                        value=position.code()
                        checked=initially_on
                        prop:checked=is_on
                    />
                    <span>{position.code()}</span>
                </label>
            }
        })
        .collect_view();
    let feet = std::iter::once(Choice::new("", "Any"))
        .chain(Foot::ALL.map(|foot| Choice::new(foot.as_str(), foot.as_str())))
        .collect::<Vec<_>>();
    let statuses = std::iter::once(Choice::new("", "Any"))
        .chain(PlayerStatus::ALL.map(|status| Choice::new(status.as_str(), status.label())))
        .collect::<Vec<_>>();
    view! {
        <fieldset class="positions">
            <legend class="field-label">"Position"</legend>
            {positions}
        </fieldset>
        <div class="fields">
            <TextField name="age_min" label="Age from" input_mode="numeric" optional=true value=shown(|f| f.age_min.map(|age| age.to_string()))/>
            <TextField name="age_max" label="Age to" input_mode="numeric" optional=true value=shown(|f| f.age_max.map(|age| age.to_string()))/>
            <TextField name="value_min" label="Value from, €" hint="40m, 700k" optional=true value=shown(|f| f.value_min_eur.map(|value| value.to_string()))/>
            <TextField name="value_max" label="Value to, €" optional=true value=shown(|f| f.value_max_eur.map(|value| value.to_string()))/>
            <TextField name="height_min" label="Height from" unit="cm" input_mode="numeric" optional=true value=shown(|f| f.height_min_cm.map(|height| height.to_string()))/>
            <TextField name="height_max" label="Height to" unit="cm" input_mode="numeric" optional=true value=shown(|f| f.height_max_cm.map(|height| height.to_string()))/>
            <TextField name="nationality" label="Nationality" optional=true value=shown(|f| f.nationality.clone())/>
            <TextField name="club" label="Club" hint="The whole name" optional=true value=shown(|f| f.club.clone())/>
            <TextField name="competition" label="Competition" hint="The whole name" optional=true value=shown(|f| f.competition.clone())/>
            <TextField name="contract_before" label="Contract ends before" kind="date" optional=true value=shown(|f| f.contract_before.map(page_base::wording::field_day))/>
            <Select name="foot" label="Foot" choices=feet value=shown(|f| f.foot.map(|foot| foot.as_str().to_owned()))/>
            <Select name="status" label="Status" choices=statuses value=shown(|f| f.status.map(|status| status.as_str().to_owned()))/>
        </div>
    }
}

/// What the form would send, empty fields left out.
fn filled(form: &web_sys::HtmlFormElement) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let elements = form.elements();
    for place in 0..elements.length() {
        let Some(element) = elements.item(place) else { continue };
        let Some(name) = element.get_attribute("name") else { continue };
        if name == "sort" || name == "columns" {
            continue;
        }
        let value = match element.dyn_ref::<web_sys::HtmlInputElement>() {
            Some(input) if input.type_() == "checkbox" && !input.checked() => continue,
            Some(input) => input.value(),
            None => match element.dyn_ref::<web_sys::HtmlSelectElement>() {
                Some(select) => select.value(),
                None => continue,
            },
        };
        if !value.trim().is_empty() {
            pairs.push((name, value));
        }
    }
    pairs
}
