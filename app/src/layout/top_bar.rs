//! The top bar: search, tasks, help, theme. The breadcrumb in it belongs to the page (`PageHead`).

use leptos::{ev::MouseEvent, prelude::*};
use page_kit::{
    account::use_account,
    controls::{Icon, Symbol},
    jobs::use_tasks,
};

use super::{shortcuts::use_layers, theme::ThemeToggle};

/// The top bar.
#[component]
pub(super) fn TopBar() -> impl IntoView {
    view! {
        <header class="topbar">
            <SearchButton/>
            <TasksButton/>
            <HelpButton/>
            <ThemeToggle/>
        </header>
    }
}

/// Opens the palette; without script it leads to the list of players, which has a search of its own.
#[component]
fn SearchButton() -> impl IntoView {
    let palette = use_layers().palette;
    let press = move |event: MouseEvent| {
        event.prevent_default();
        palette.set(true);
    };
    view! {
        <a class="button search-open" href="/players" rel="external" aria-keyshortcuts="Control+K" on:click=press>
            <Icon symbol=Symbol::Search/>
            <span>"Search or jump to"</span>
            <kbd>"Ctrl K"</kbd>
        </a>
    }
}

/// Lists the keys. Without script there are none.
#[component]
fn HelpButton() -> impl IntoView {
    let shortcuts = use_layers().shortcuts;
    view! {
        <button
            type="button"
            class="button quiet icon-only only-wide"
            aria-label="Keyboard shortcuts"
            title="Keyboard shortcuts"
            on:click=move |_| shortcuts.set(true)
        >
            <Icon symbol=Symbol::Help/>
        </button>
    }
}

/// Opens the tray; without script it leads to the page of tasks.
#[component]
fn TasksButton() -> impl IntoView {
    let tasks = use_tasks();
    let open = tasks.tray_open();
    let signed_in = use_account().with_untracked(Option::is_some);
    let under_way = Memo::new(move |_| tasks.under_way());
    let count = move || {
        let under_way = under_way.get();
        (under_way > 0).then(|| {
            view! {
                <span class="count running">
                    {under_way} <span class="sr-only">" under way"</span>
                </span>
            }
        })
    };
    let press = move |event: MouseEvent| {
        event.prevent_default();
        open.update(|open| *open = !*open);
    };
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(false);
        }
    };
    signed_in.then(|| {
        view! {
            <a class="button" href="/tasks" rel="external" aria-expanded=move || open.get().to_string() on:keydown=escape
                on:click=press>
                <Icon symbol=Symbol::Tasks/>
                <span>"Tasks"</span>
                {count}
            </a>
        }
    })
}
