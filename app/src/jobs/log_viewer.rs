//! A job's log: mono, follows the end until scrolled up, filter by level, copy, download.

use backroom::{LogLevel, TaskView};
use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, JsValue};

use super::log_line::LogLine;
use crate::controls::{Button, ButtonSize, Choice, Segmented, Symbol, use_toasts, wording};

/// How near to the end, in CSS pixels, still counts as at the end.
const NEAR_END: i32 = 24;

/// The log of a task.
#[component]
pub(super) fn LogViewer(
    /// The lines, oldest first.
    log: RwSignal<Vec<LogLine>>,
    /// The task.
    task: Signal<TaskView>,
) -> impl IntoView {
    let level = RwSignal::new("all".to_owned());
    let shown = Memo::new(move |_| {
        let least =
            if level.with(|level| level == "warnings") { LogLevel::Warn } else { LogLevel::Info };
        log.with(|log| log.iter().filter(|line| line.level >= least).cloned().collect::<Vec<_>>())
    });
    let warnings = move || {
        log.with(|log| log.iter().filter(|line| line.level >= LogLevel::Warn).count() as u64)
    };
    let element = NodeRef::<html::Ol>::new();
    // Lines seen while following; `None` while the end is followed.
    let seen = RwSignal::new(None::<usize>);
    Effect::new(move || {
        let _ = shown.with(Vec::len);
        if seen.get().is_none()
            && let Some(element) = element.get()
        {
            element.set_scroll_top(element.scroll_height());
        }
    });
    let on_scroll = move |_| {
        let Some(element) = element.get_untracked() else { return };
        let left = element.scroll_height() - element.scroll_top() - element.client_height();
        if left <= NEAR_END {
            seen.set(None);
        } else if seen.with_untracked(Option::is_none) {
            seen.set(Some(shown.with_untracked(Vec::len)));
        }
    };
    let unseen = move || {
        let seen = seen.get()?;
        let new = shown.with(Vec::len).saturating_sub(seen);
        Some(if new == 0 {
            "Go to the end".to_owned()
        } else {
            wording::counted(new as u64, "new line", "new lines")
        })
    };
    let toasts = use_toasts();
    let text = move || log.with_untracked(|log| log.iter().map(line_text).collect::<String>());
    let copy = move |_| {
        // The promise only says whether the browser allowed it; the lines stay on the screen.
        let _ = window().navigator().clipboard().write_text(&text());
        toasts.show("Copied the log");
    };
    let levels = vec![Choice::new("all", "All"), Choice::new("warnings", "Warnings and errors")];
    view! {
        <div class="log-head">
            <h3>"Log"</h3>
            <span class="text-3">
                {move || {
                    let lines = wording::counted(log.with(Vec::len) as u64, "line", "lines");
                    let warned = wording::counted(warnings(), "warning", "warnings");
                    [lines, warned].join(" · ")
                }}
            </span>
            <div class="actions end">
                <Segmented
                    name="level"
                    label="Lines shown"
                    choices=levels
                    value=level
                    on_change=move |chosen| level.set(chosen)
                />
                <Button size=ButtonSize::Small icon=Symbol::Copy reason="Copy the log" on:click=copy/>
                <Button
                    size=ButtonSize::Small
                    icon=Symbol::Download
                    reason="Download the log"
                    on:click=move |_| {
                        let name = task.with_untracked(|task| format!("task-{}.log", task.id));
                        // Fails only where the browser forbids downloads; then nothing is lost.
                        let _ = download(&name, &text());
                    }
                />
            </div>
        </div>
        <ol class="log" node_ref=element on:scroll=on_scroll tabindex="0" aria-label="Log">
            <For each=move || shown.get() key=|line| line.seq let:line>
                <li class=line.level.as_str()>
                    <time>{wording::time_with_seconds(line.at)}</time>
                    <span class="level">{line.level.as_str()}</span>
                    <span>{line.text.clone()}</span>
                </li>
            </For>
        </ol>
        <div class="log-foot">
            {move || match unseen() {
                Some(words) => {
                    view! {
                        <Button size=ButtonSize::Small icon=Symbol::Down on:click=move |_| seen.set(None)>
                            {words}
                        </Button>
                    }
                        .into_any()
                }
                None => view! { <span>"following the end"</span> }.into_any(),
            }} <span class="meta">"Times in UTC"</span>
        </div>
    }
}

fn line_text(line: &LogLine) -> String {
    [&wording::time_with_seconds(line.at), " ", line.level.as_str(), " ", &line.text, "\n"].concat()
}

/// Hands `text` to the browser as a file.
fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = web_sys::Blob::new_with_str_sequence(&parts)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&url)
}
