//! The tray of tasks and, on a phone, the strip of the one under way: what draws them is fetched when there is
//! something to draw.

use leptos::prelude::*;
use page_kit::{
    controls::{Later, PartNotLoaded, loaded},
    jobs::{OpenTray, RunningJob, Tasks, Waking, use_tasks},
};
use wasm_split_helpers::wasm_split;

/// The tray, when it is open.
#[component]
pub(super) fn TaskTray() -> impl IntoView {
    let open = use_tasks().tray_open();
    view! {
        <Show when=move || open.get()>
            <Later view=open_tray()/>
        </Show>
    }
}

#[wasm_split(house, fallible)]
fn open_tray() -> Result<AnyView, PartNotLoaded> {
    loaded(view! { <OpenTray/> }.into_any())
}

/// On a phone: the newest task under way, above the bottom bar.
#[component]
pub(super) fn JobStrip() -> impl IntoView {
    let tasks = use_tasks();
    view! {
        <Show when=move || tasks.is_awake()>
            <Later view=running_job()/>
        </Show>
    }
}

#[wasm_split(house, fallible)]
fn running_job() -> Result<AnyView, PartNotLoaded> {
    loaded(view! { <RunningJob/> }.into_any())
}

/// Wakes the board of tasks.
pub(super) fn wake(tasks: Tasks) -> Waking {
    Box::pin(look_again(tasks))
}

#[wasm_split(house, fallible)]
fn look_again(tasks: Tasks) -> Result<(), PartNotLoaded> {
    tasks.look_again();
    loaded(())
}
