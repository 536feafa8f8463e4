//! Says that the browser has lost the network, and moves the focus along when a page changes without
//! a load.

use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*};
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

/// The banner while the browser is offline.
#[component]
pub(super) fn OfflineBanner() -> impl IntoView {
    let offline = RwSignal::new(false);
    Effect::new(move || {
        offline.set(!window().navigator().on_line());
        let lost = window_event_listener(ev::offline, move |_| offline.set(true));
        let back = window_event_listener(ev::online, move |_| offline.set(false));
        on_cleanup(move || {
            lost.remove();
            back.remove();
        });
    });
    view! {
        <div role="status">
            <Show when=move || offline.get()>
                <p class="offline">
                    "You are offline. What you see may be old; what you type is kept on this page until the connection is back."
                </p>
            </Show>
        </div>
    }
}

/// After a step to another page the focus goes to the page, unless it is in it already: a press in
/// the rail or the palette leads there, a press on a tab stays on the tab.
#[component]
pub(super) fn FocusFollowsPage() -> impl IntoView {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            request_animation_frame(focus_page);
        }
        path
    });
}

fn focus_page() {
    let active = document().active_element();
    let is_in_page =
        active.is_some_and(|active| active.closest("#main *").ok().flatten().is_some());
    let page = document().get_element_by_id("main");
    if let (false, Some(page)) = (is_in_page, page)
        && let Ok(page) = page.dyn_into::<web_sys::HtmlElement>()
    {
        // Fails only for an element that cannot have the focus.
        let _ = page.focus();
    }
}
