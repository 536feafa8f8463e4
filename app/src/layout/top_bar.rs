//! The top bar: search, tasks, help, theme. The breadcrumb in it belongs to the page (`PageHead`).

use leptos::prelude::*;

use super::theme::ThemeToggle;
use crate::controls::{Icon, Symbol};

/// The top bar.
#[component]
pub(super) fn TopBar() -> impl IntoView {
    view! {
        <header class="topbar">
            <a class="button" href="/tasks">
                <Icon symbol=Symbol::Tasks/>
                <span>"Tasks"</span>
            </a>
            <ThemeToggle/>
        </header>
    }
}
