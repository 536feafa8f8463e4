//! Tabs: links to views of one thing, each with an address.

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its address.
    pub href: String,
    /// Its word.
    pub label: String,
    /// How many things are behind it.
    pub count: Option<u64>,
}

impl Tab {
    /// A tab without a count.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), count: None }
    }

    /// The same tab with a count.
    #[must_use]
    pub fn with_count(self, count: u64) -> Self {
        Self { count: Some(count), ..self }
    }
}

/// A row of tabs. Arrow keys move between them.
#[component]
pub fn Tabs(
    /// What they divide, for assistive technology: "Player".
    #[prop(into)]
    label: String,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// Address of the open one.
    #[prop(into)]
    current: Signal<String>,
) -> impl IntoView {
    let links = move || {
        tabs.get()
            .into_iter()
            .map(|tab| {
                let href = tab.href.clone();
                let is_open = move || current.with(|current| *current == href).then_some("page");
                view! {
                    <a href=tab.href aria-current=is_open>
                        {tab.label}
                        {tab
                            .count
                            .map(|count| view! { <span class="tab-count">{page_base::wording::count(count)}</span> })}
                    </a>
                }
            })
            .collect_view()
    };
    view! {
        <nav class="tabs" aria-label=label on:keydown=move_focus>
            {links}
        </nav>
    }
}

fn move_focus(event: KeyboardEvent) {
    let target: Option<web_sys::Element> = event.target().and_then(|target| target.dyn_into().ok());
    let Some(link) = target else { return };
    let neighbour = match event.key().as_str() {
        "ArrowRight" => link.next_element_sibling(),
        "ArrowLeft" => link.previous_element_sibling(),
        _ => return,
    };
    if let Some(neighbour) = neighbour.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok())
    {
        event.prevent_default();
        // Fails only for an element that cannot have the focus; then it stays where it is.
        let _ = neighbour.focus();
    }
}
