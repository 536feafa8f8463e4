//! A task at a glance: state, what it is, progress, steps, result. The tray and the panel show it.

use backroom::{JobState, TaskView};
use leptos::prelude::*;
use serde_json::Value;

use crate::controls::{JobBadge, Progress, StepList};
use page_base::wording;

/// State, time, title and subject.
#[component]
pub(super) fn TaskHead(
    /// The task.
    task: Signal<TaskView>,
) -> impl IntoView {
    let badge = Memo::new(move |_| task.with(|task| (task.state, task.attempt)));
    let href = task.with_untracked(|task| format!("/tasks/{}", task.id));
    view! {
        <div class="task-head">
            <span aria-live="polite">
                {move || {
                    let (state, attempt) = badge.get();
                    view! { <JobBadge state attempt/> }
                }}
            </span>
            <span class="meta">{move || task.with(when)}</span>
        </div>
        <a class="task-title" href=href>
            {move || task.with(|task| task.title.clone())}
        </a>
        <p class="task-subject">{move || task.with(|task| task.subject.clone())}</p>
    }
}

/// How far it has come, why it failed, or what came of it.
#[component]
pub(super) fn TaskBody(
    /// The task.
    task: Signal<TaskView>,
) -> impl IntoView {
    let part = Memo::new(move |_| {
        task.with(|task| if task.state.is_final() { None } else { task.progress })
    });
    let has_bar = Memo::new(move |_| part.get().is_some());
    let steps = Memo::new(move |_| {
        task.with(|task| if task.state.is_final() { Vec::new() } else { task.steps.clone() })
    });
    let label = Signal::derive(move || task.with(|task| task.title.clone()));
    view! {
        <div class:retrying=move || task.with(|task| task.state == JobState::Queued)>
            <Show when=move || has_bar.get()>
                <Progress value=Signal::derive(move || part.get().unwrap_or(0.0)) label/>
            </Show>
            <Show when=move || steps.with(|steps| !steps.is_empty())>
                <StepList steps/>
            </Show>
        </div>
        {move || task.with(|task| task.error.clone()).map(|error| view! { <p class="task-note">{error}</p> })}
        {move || task.with(outcome)}
    }
}

/// What the job says came of it, with the way to it.
fn outcome(task: &TaskView) -> Option<AnyView> {
    if task.state != JobState::Completed {
        return None;
    }
    let result = task.result.as_ref()?;
    let word = |name| result.get(name).and_then(Value::as_str).map(str::to_owned);
    let summary = word("summary").map(|summary| view! { <p class="task-note">{summary}</p> });
    let link = word("href")
        .filter(|href| href.starts_with('/'))
        .map(|href| view! { <a class="task-link" href=href>"Open the result"</a> });
    Some(view! { {summary} {link} }.into_any())
}

/// The time that matters in the task's state, UTC.
fn when(task: &TaskView) -> String {
    match task.state {
        JobState::Running => match task.started_at {
            Some(at) => ["started ", &wording::time_with_seconds(at)].concat(),
            None => String::new(),
        },
        JobState::Queued if task.attempt > 0 => {
            let tries = [task.attempt.to_string(), task.max_attempts.to_string()].join(" of ");
            ["try ", &tries, ", next at ", &wording::time_with_seconds(task.run_at)].concat()
        }
        JobState::Queued => ["since ", &wording::time(task.created_at)].concat(),
        _ => task.finished_at.map_or_else(String::new, wording::time),
    }
}
