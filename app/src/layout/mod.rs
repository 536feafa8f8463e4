//! The frame round every page: document, rail, top bar, theme, the route table, and the page for
//! addresses that lead nowhere.

#[cfg(feature = "ssr")]
mod document;
mod not_found;
mod offline;
mod page_path;
mod palette;
mod parts;
mod rail;
mod rooms;
mod routes;
mod shortcuts;
mod theme;
mod top_bar;
mod tray;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::Router;
use page_kit::{
    account::provide_account,
    controls::{ToastStack, provide_page_keys, provide_toasts},
    jobs::provide_tasks,
};
use scouting_pages::provide_scouting;

#[cfg(feature = "ssr")]
pub use document::shell;
#[cfg(feature = "hydrate")]
pub use parts::load_first_part;
pub use rail::Brand;

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_toasts();
    provide_page_keys();
    provide_account();
    provide_tasks(tray::wake);
    theme::provide_theme();
    shortcuts::provide_layers();
    provide_scouting();
    view! {
        <Title formatter=|title: String| {
            if title.is_empty() { "Touchline".to_owned() } else { [&title, " · Touchline"].concat() }
        }/>
        <Router>
            <a class="skip-link" href="#main" rel="external">
                "Skip to the page"
            </a>
            <div class="shell">
                <rail::Rail/>
                <top_bar::TopBar/>
                <main id="main" class="main" tabindex="-1">
                    <offline::OfflineBanner/>
                    <routes::PageRoutes/>
                </main>
                <tray::TaskTray/>
            </div>
            <tray::JobStrip/>
            <rail::BottomBar/>
            <ToastStack/>
            <palette::Palette/>
            <shortcuts::Shortcuts/>
            <offline::FocusFollowsPage/>
        </Router>
    }
}
