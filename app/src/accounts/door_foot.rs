//! The line at the foot of the pages that stand outside the house.

use leptos::prelude::*;

/// Version, whose server this is, and the description of the REST API.
#[component]
pub(super) fn DoorFoot() -> impl IntoView {
    view! {
        <footer class="door-foot">
            <span>"Touchline " {env!("CARGO_PKG_VERSION")} " · runs on your own server"</span>
            <a href="/docs" rel="external">
                "REST API"
            </a>
        </footer>
    }
}
