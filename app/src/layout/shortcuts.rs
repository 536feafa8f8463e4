//! Keys: `Ctrl K` for the palette, `/` to search, `g` and a letter to go somewhere, `j` `k` `x` in
//! lists, `?` for the list of them. Single keys can be switched off.

use std::time::Duration;

use leptos::{ev, ev::KeyboardEvent, leptos_dom::helpers::window_event_listener, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use page_kit::controls::{Checkbox, Dialog, use_page_keys};
use wasm_bindgen::JsCast;

use super::rooms::ROOMS;

/// Where the browser keeps that single keys are off.
const SETTING: &str = "single-keys";
/// How long `g` waits for its letter.
const WAIT: Duration = Duration::from_millis(1500);

/// The layers that keys open.
#[derive(Clone, Copy)]
pub(super) struct Layers {
    /// The palette.
    pub palette: RwSignal<bool>,
    /// The list of keys.
    pub shortcuts: RwSignal<bool>,
    single_keys: RwSignal<bool>,
}

pub(super) fn use_layers() -> Layers {
    expect_context::<Layers>()
}

/// Makes the layers. Called once, by the application.
pub(super) fn provide_layers() {
    provide_context(Layers {
        palette: RwSignal::new(false),
        shortcuts: RwSignal::new(false),
        single_keys: RwSignal::new(true),
    });
}

/// Listens to the keys and shows their list. Stands once, inside the router.
#[component]
pub(super) fn Shortcuts() -> impl IntoView {
    let layers = use_layers();
    let navigate = use_navigate();
    Effect::new(move || {
        layers.single_keys.set(stored_setting());
        let navigate = navigate.clone();
        let waits_for_letter = StoredValue::new(false);
        let handle = window_event_listener(ev::keydown, move |event| {
            let go = |href: &str| navigate(href, NavigateOptions::default());
            on_key(&event, layers, waits_for_letter, go);
        });
        on_cleanup(move || handle.remove());
    });
    let set_single_keys = move |on: bool| {
        layers.single_keys.set(on);
        // A browser that keeps nothing forgets it with the page.
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item(SETTING, if on { "on" } else { "off" });
        }
    };
    let page_keys = use_page_keys();
    let of_page = move || {
        let keys = page_keys.get().iter();
        keys.map(|&(keys, does)| view! { <KeyRow keys does/> }).collect_view()
    };
    view! {
        <Dialog open=layers.shortcuts title="Keyboard shortcuts">
            <dl class="facts keys">
                <KeyRow keys="Ctrl K" does="Search or jump to anything"/>
                <KeyRow keys="/" does="Search on this page"/>
                <KeyRow keys="g h" does="Go to the home page"/>
                {ROOMS
                    .iter()
                    .map(|room| view! { <KeyRow keys=room.keys does=room.name/> })
                    .collect_view()}
                <KeyRow keys="j  k" does="Next, previous row of a list"/>
                <KeyRow keys="x" does="Select the row"/>
                <KeyRow keys="?" does="This list"/>
                <KeyRow keys="Esc" does="Close"/>
                {of_page}
            </dl>
            <Checkbox
                name="single_keys"
                label="Single keys act (all but Ctrl K)"
                checked=layers.single_keys
                on_change=set_single_keys
            />
        </Dialog>
    }
}

#[component]
fn KeyRow(keys: &'static str, does: &'static str) -> impl IntoView {
    view! {
        <dt>
            <kbd>{keys}</kbd>
        </dt>
        <dd>{does}</dd>
    }
}

fn stored_setting() -> bool {
    let stored =
        window().local_storage().ok().flatten().and_then(|storage| storage.get_item(SETTING).ok());
    stored.flatten().as_deref() != Some("off")
}

fn on_key(
    event: &KeyboardEvent,
    layers: Layers,
    waits_for_letter: StoredValue<bool>,
    go: impl Fn(&str),
) {
    let key = event.key();
    if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && key.eq_ignore_ascii_case("k") {
        event.prevent_default();
        layers.palette.update(|open| *open = !*open);
        return;
    }
    let with_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
    if with_modifier || !layers.single_keys.get_untracked() || is_typing(event) {
        return;
    }
    if waits_for_letter.get_value() {
        waits_for_letter.set_value(false);
        let room = ROOMS.iter().find(|room| room.keys.ends_with(key.as_str()));
        match (room, key.as_str()) {
            (Some(room), _) => go(room.href),
            (None, "h") => go("/"),
            _ => {}
        }
        return;
    }
    match key.as_str() {
        "/" => {
            event.prevent_default();
            if !focus("main input[type=search]") {
                layers.palette.set(true);
            }
        }
        "?" => layers.shortcuts.set(true),
        "g" => {
            waits_for_letter.set_value(true);
            set_timeout(
                move || {
                    let _ = waits_for_letter.try_set_value(false);
                },
                WAIT,
            );
        }
        "j" => step_row(1),
        "k" => step_row(-1),
        "x" => press("main [data-row]:focus-within input[type=checkbox]"),
        _ => {}
    }
}

/// In a field or an open dialog, keys are text or belong to the dialog.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target: Option<web_sys::Element> = event.target().and_then(|target| target.dyn_into().ok());
    let in_field = target.is_some_and(|target| {
        let field = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
        target.closest(field).ok().flatten().is_some()
    });
    in_field || document().query_selector("dialog[open]").ok().flatten().is_some()
}

fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return false;
    };
    element.focus().is_ok()
}

fn press(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        element.click();
    }
}

/// Moves the focus to the link of the next or previous row of the page's list. A row says what it is
/// by `data-row`.
fn step_row(by: i32) {
    let Ok(rows) = document().query_selector_all("main [data-row]") else { return };
    let rows: Vec<web_sys::Element> =
        (0..rows.length()).filter_map(|place| rows.get(place)?.dyn_into().ok()).collect();
    let active = document().active_element();
    let current = rows.iter().position(|row| row.contains(active.as_deref()));
    let next = match (current, by > 0) {
        (Some(current), true) => current + 1,
        (Some(current), false) => current.saturating_sub(1),
        (None, _) => 0,
    };
    let link = rows.get(next).and_then(|row| row.query_selector("a[href]").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only for an element that cannot have the focus.
        let _ = link.focus();
    }
}
