//! A job's log: mono, its end first, follows it until scrolled up, levels one by one, search, copy, download.

use backroom::TaskView;
use leptos::{prelude::*, task::spawn_local};

use super::{
    held_log::HeldLog,
    log_levels::LevelBoxes,
    log_line::LogLine,
    log_reading::{Reading, id_of},
    log_search::{Marked, Way, told},
    task_page::list_log,
    whole_log,
};
use crate::controls::{Button, ButtonSize, Checkbox, ErrorNotice, Icon, Symbol, use_toasts};
use page_base::{error::AppError, wording};

/// The log of a task.
#[component]
pub(super) fn LogViewer(
    /// The lines at hand.
    log: RwSignal<HeldLog>,
    /// The task.
    task: Signal<TaskView>,
) -> impl IntoView {
    let reading = Reading::new(log);
    let Reading { shown, follows, list, .. } = reading;
    let unseen = move || {
        Some(match reading.unseen()? {
            0 => "Go to the end".to_owned(),
            new => wording::counted(new as u64, "new line", "new lines"),
        })
    };
    view! {
        <div class="log-head">
            <h3>"Log"</h3>
            <span class="text-3">
                {move || {
                    let held = log.with(|log| log.lines().len() as u64);
                    let last = if log.with(HeldLog::has_earlier) { "last " } else { "" };
                    [last, &wording::counted(held, "line", "lines")].concat()
                }}
            </span>
            <div class="actions end">
                <WholeLog task/>
            </div>
        </div>
        <div class="log-head">
            <Search reading/>
            <LevelBoxes log levels=reading.levels/>
        </div>
        <ol
            class="log"
            node_ref=list
            on:scroll=move |_| reading.scrolled()
            tabindex="0"
            aria-label="Log"
        >
            <Earlier reading task/>
            <For each=move || shown.get() key=|line| line.seq let:line>
                <Line line reading/>
            </For>
        </ol>
        <div class="log-foot">
            <Checkbox
                name="follow"
                label="Follow the end"
                checked=follows
                on_change=move |is_on| follows.set(is_on)
            />
            {move || {
                unseen()
                    .map(|words| {
                        view! {
                            <Button size=ButtonSize::Small icon=Symbol::Down on:click=move |_| follows.set(true)>
                                {words}
                            </Button>
                        }
                    })
            }}
            <span class="meta">"Times in UTC"</span>
        </div>
    }
}

#[component]
fn Line(line: LogLine, reading: Reading) -> impl IntoView {
    let LogLine { seq, at, level, text } = line;
    let is_current = Memo::new(move |_| reading.current.get() == Some(seq));
    view! {
        <li
            id=id_of(seq)
            class=level.as_str()
            aria-current=move || is_current.get().then_some("true")
        >
            <time>{wording::time_with_seconds(at)}</time>
            <span class="level">{level.as_str()}</span>
            <span>
                <Marked text wanted=reading.wanted/>
            </span>
        </li>
    }
}

/// Looks for words in the lines shown. Enter goes to the next line that has them, Shift and Enter to the one
/// before.
#[component]
fn Search(reading: Reading) -> impl IntoView {
    let Reading { log, wanted, found, current, .. } = reading;
    let is_on = Memo::new(move |_| wanted.with(|wanted| !wanted.is_empty()));
    let found_none = Signal::derive(move || found.with(Vec::is_empty));
    let words = move || {
        let told = found.with(|found| told(found, current.get()));
        let in_part = log.with(HeldLog::has_earlier);
        if in_part { [&told, " of those loaded"].concat() } else { told }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            reading.go(if event.shift_key() { Way::Back } else { Way::On });
        }
    };
    view! {
        <div class="log-search" role="search" aria-label="Log">
            <div class="search-field">
                <Icon symbol=Symbol::Search/>
                <input
                    class="input"
                    type="search"
                    autocomplete="off"
                    aria-label="Search the log"
                    placeholder="Search the log"
                    prop:value=move || wanted.get()
                    on:input:target=move |event| reading.look_for(event.target().value())
                    on:keydown=on_key
                />
            </div>
            <Show when=move || is_on.get()>
                <Button
                    size=ButtonSize::Small
                    icon=Symbol::Up
                    reason="Line before"
                    disabled=found_none
                    on:click=move |_| reading.go(Way::Back)
                />
                <Button
                    size=ButtonSize::Small
                    icon=Symbol::Down
                    reason="Next line"
                    disabled=found_none
                    on:click=move |_| reading.go(Way::On)
                />
            </Show>
            <span role="status">{move || is_on.get().then(words)}</span>
        </div>
    }
}

/// All of the log, whatever of it is at hand: into the clipboard and as a file.
#[component]
fn WholeLog(task: Signal<TaskView>) -> impl IntoView {
    let toasts = use_toasts();
    let copy = move |_| {
        let id = task.with_untracked(|task| task.id);
        spawn_local(async move {
            toasts.show(if whole_log::copy(id).await {
                "Copied the log"
            } else {
                "The log was not copied: the server did not give it. Try again, or download it."
            });
        });
    };
    view! {
        <Button size=ButtonSize::Small icon=Symbol::Copy reason="Copy the whole log" on:click=copy/>
        <a
            class="button standard small icon-only"
            href=move || task.with(|task| whole_log::address(task.id))
            rel="external"
            download=""
            aria-label="Download the whole log"
            title="Download the whole log"
        >
            <Icon symbol=Symbol::Download/>
        </a>
    }
}

/// The way to the lines before those at hand: as the first item of the list, where somebody looks who has
/// scrolled up to it.
#[component]
fn Earlier(reading: Reading, task: Signal<TaskView>) -> impl IntoView {
    let log = reading.log;
    let has_earlier = Memo::new(move |_| log.with(HeldLog::has_earlier));
    let asking = RwSignal::new(false);
    let failure = RwSignal::new(None::<AppError>);
    let ask = move || {
        let Some(before) = log.try_maybe_update(|log| (false, log.before())).flatten() else {
            return;
        };
        let id = task.with_untracked(|task| task.id);
        reading.follows.set(false);
        asking.set(true);
        spawn_local(async move {
            let answer = list_log(id, Some(before)).await;
            if asking.try_set(false).is_some() {
                // The page was left meanwhile.
                return;
            }
            failure.set(answer.as_ref().err().cloned());
            if let Ok(earlier) = answer {
                reading.keep_place(|| log.update(|log| log.put_before(before, earlier)));
            }
        });
    };
    view! {
        <Show when=move || has_earlier.get()>
            <li class="log-earlier">
                <Button size=ButtonSize::Small icon=Symbol::Up busy=asking on:click=move |_| ask()>
                    "Load earlier lines"
                </Button>
                {move || {
                    failure
                        .get()
                        .map(|error| view! { <ErrorNotice error what="The earlier lines were not loaded."/> })
                }}
            </li>
        </Show>
    }
}
