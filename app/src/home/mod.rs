//! The home page: what changed, what runs, what to do next.

use leptos::prelude::*;

use crate::controls::PageHead;

/// `/`
#[component]
pub fn HomePage() -> impl IntoView {
    view! { <PageHead title="Home"/> }
}
