//! What the palette shows once it is open: the field, the groups of lines, the keys.

use std::time::Duration;

use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use page_kit::{
    account::use_account,
    controls::{Icon, Symbol},
    jobs::use_tasks,
};

use super::{
    PlayerHint,
    entries::{Entry, Target, actions, pages},
    fuzzy::{self, Found},
    suggest_players,
};
use crate::{layout::shortcuts::use_layers, layout::theme::use_theme};

/// A rest in typing after which players are looked for.
const REST: Duration = Duration::from_millis(120);

/// A line as it is shown: where the letters are, and its place among all lines.
#[derive(Clone, PartialEq)]
struct Line {
    entry: Entry,
    places: Vec<usize>,
}

#[component]
pub(super) fn Search() -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let players = RwSignal::new(Vec::<PlayerHint>::new());
    let chosen = RwSignal::new(0_usize);
    let role = use_account().with_untracked(|account| account.as_ref().map(|account| account.role));
    Effect::new(move || {
        let text = typed.get();
        chosen.set(0);
        set_timeout(move || look_up(text, typed, players), REST);
    });
    let groups = Memo::new(move |_| {
        let typed = typed.get();
        let players = players.get().into_iter().map(|player| Entry {
            label: player.name,
            detail: player.detail,
            keys: "",
            target: Target::Page(format!("/players/{}", player.id)),
        });
        [
            ("Go to", matching(&typed, pages(role))),
            ("Players", players.map(|entry| line(&typed, entry)).collect()),
            ("Actions", matching(&typed, actions(role.is_some()))),
        ]
    });
    let count =
        move || groups.with(|groups| groups.iter().map(|(_, lines)| lines.len()).sum::<usize>());
    let run = use_runner();
    // The dialog is open before this is there, so the browser has already looked for `autofocus`.
    let field = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            // Fails only for an element that cannot have the focus.
            let _ = field.focus();
        }
    });
    let press = move |event: KeyboardEvent| {
        let count = count();
        match event.key().as_str() {
            "ArrowDown" if count > 0 => chosen.update(|chosen| *chosen = (*chosen + 1) % count),
            "ArrowUp" if count > 0 => {
                chosen.update(|chosen| *chosen = (*chosen + count - 1) % count);
            }
            "Enter" => {
                let target = groups.with_untracked(|groups| {
                    groups
                        .iter()
                        .flat_map(|(_, lines)| lines)
                        .nth(chosen.get_untracked())
                        .map(|line| line.entry.target.clone())
                });
                if let Some(target) = target {
                    run.run(target);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="palette-search">
            <Icon symbol=Symbol::Search/>
            <input
                node_ref=field
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                placeholder="Search or jump to"
                aria-label="Search or jump to"
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls="palette-list"
                aria-activedescendant=move || (count() > 0).then(|| option_id(chosen.get()))
                on:input:target=move |event| typed.set(event.target().value())
                on:keydown=press
            />
            <kbd>"Esc"</kbd>
        </div>
        <div id="palette-list" class="palette-list" role="listbox" aria-label="Results">
            {move || {
                let mut next = 0;
                groups
                    .get()
                    .into_iter()
                    .filter(|(_, lines)| !lines.is_empty())
                    .map(|(name, lines)| {
                        let first = next;
                        next += lines.len();
                        view! { <Group name lines first chosen run/> }
                    })
                    .collect_view()
            }}
        </div>
        <p class="palette-none" role="status">
            {move || (count() == 0).then_some("Nothing found. Try fewer letters.")}
        </p>
    }
}

/// A titled group of lines.
#[component]
fn Group(
    name: &'static str,
    lines: Vec<Line>,
    /// Place of the group's first line among all lines.
    first: usize,
    chosen: RwSignal<usize>,
    run: Callback<Target>,
) -> impl IntoView {
    let options = lines
        .into_iter()
        .enumerate()
        .map(|(place, line)| {
            let place = first + place;
            let is_chosen = move || chosen.get() == place;
            let target = line.entry.target.clone();
            view! {
                <div
                    id=option_id(place)
                    role="option"
                    class="palette-option"
                    aria-selected=move || is_chosen().to_string()
                    on:mousemove=move |_| chosen.set(place)
                    on:click=move |_| run.run(target.clone())
                >
                    <span class="palette-label">{marked(&line.entry.label, &line.places)}</span>
                    <span class="text-3">{line.entry.detail.clone()}</span>
                    {(!line.entry.keys.is_empty()).then(|| view! { <kbd>{line.entry.keys}</kbd> })}
                </div>
            }
        })
        .collect_view();
    view! {
        <div role="group" aria-label=name>
            <p class="palette-group" aria-hidden="true">
                {name}
            </p>
            {options}
        </div>
    }
}

fn option_id(place: usize) -> String {
    ["palette-", &place.to_string()].concat()
}

/// Does what a line stands for, and closes the palette.
fn use_runner() -> Callback<Target> {
    let layers = use_layers();
    let tasks = use_tasks();
    let theme = use_theme();
    let navigate = use_navigate();
    Callback::new(move |target| {
        layers.palette.set(false);
        match target {
            Target::Page(href) => navigate(&href, leptos_router::NavigateOptions::default()),
            Target::Load(href) => {
                // A browser that forbids it leaves the person on the page, with the link in the rail.
                let _ = window().location().set_href(href);
            }
            Target::Tasks => tasks.tray_open().set(true),
            Target::Theme => theme.go_on(),
            Target::Shortcuts => layers.shortcuts.set(true),
        }
    })
}

/// Asks for players unless more was typed meanwhile. A failure shows none; pages and actions stay.
fn look_up(text: String, typed: RwSignal<String>, players: RwSignal<Vec<PlayerHint>>) {
    if typed.try_get_untracked().as_ref() != Some(&text) {
        return;
    }
    if text.trim().is_empty() {
        players.set(Vec::new());
        return;
    }
    spawn_local(async move {
        let found = suggest_players(text.clone()).await.unwrap_or_default();
        if typed.try_get_untracked().as_ref() == Some(&text) {
            players.set(found);
        }
    });
}

fn line(typed: &str, entry: Entry) -> Line {
    let places = fuzzy::find(typed, &entry.label).map(|found| found.places).unwrap_or_default();
    Line { entry, places }
}

/// The entries that hold what was typed, best first.
fn matching(typed: &str, entries: Vec<Entry>) -> Vec<Line> {
    let mut found: Vec<(Found, Entry)> = entries
        .into_iter()
        .filter_map(|entry| Some((fuzzy::find(typed, &entry.label)?, entry)))
        .collect();
    found.sort_by_key(|(found, _)| std::cmp::Reverse(found.score));
    found.into_iter().map(|(found, entry)| Line { entry, places: found.places }).collect()
}

/// `text` with the characters at `places` in weight 600.
fn marked(text: &str, places: &[usize]) -> impl IntoView + use<> {
    text.chars()
        .enumerate()
        .map(|(place, letter)| {
            if places.contains(&place) {
                view! { <b>{letter.to_string()}</b> }.into_any()
            } else {
                letter.to_string().into_any()
            }
        })
        .collect_view()
}
