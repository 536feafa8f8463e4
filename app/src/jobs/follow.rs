//! Follows tasks: all own ones for the board, by one stream a page; one for the page that shows it, by
//! its own stream. Only in the browser.

use std::time::Duration;

use backroom::{JobState, TaskView};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;

use super::{
    Tasks,
    apply::{apply, job_of, log_line},
    live::{self, Stream},
    log_line::LogLine,
    task_page::find_task,
};

/// Between two tries to open the stream again after the server ended or refused it.
const PAUSE: Duration = Duration::from_secs(2);
/// Between two polls of the board while it has no stream.
const POLL: Duration = Duration::from_secs(5);
/// Log lines of one task kept for its page.
const LINES: usize = 5_000;
/// Log lines of one task kept for the tray.
const TAIL: usize = 4;

/// Keeps the board up to date. When the server refuses or ends the stream, asks every few seconds
/// until it can be opened again.
pub(super) async fn follow_all(tasks: Tasks) {
    tasks.refresh().await;
    let lost = move || set_timeout(move || spawn_local(follow_all(tasks)), POLL);
    let stream = live::open(
        "/api/v1/tasks/events",
        move |name, text| {
            if name != "task" {
                note_log_line(tasks, text);
            } else if let Ok(task) = serde_json::from_str(text) {
                tasks.put(task);
            }
        },
        lost,
    );
    // The board is never torn down, so neither is its stream.
    std::mem::forget(stream);
}

fn note_log_line(tasks: Tasks, text: &str) {
    let Ok(event) = serde_json::from_str::<Value>(text) else { return };
    let Some(line) = log_line(&event) else { return };
    let Some(task) = job_of(&event).and_then(|job| tasks.find(job)) else { return };
    task.tail.update(|tail| {
        tail.push(line);
        let surplus = tail.len().saturating_sub(TAIL);
        tail.drain(..surplus);
    });
}

/// What is shown of a task.
#[derive(Clone, Copy)]
pub(super) struct Followed {
    /// The task.
    pub view: RwSignal<TaskView>,
    /// Its log.
    pub log: RwSignal<Vec<LogLine>>,
}

/// Keeps `shown` up to date while the task is under way; calls `on_completed` once it has completed.
///
/// A task may have completed before this page looked at it for the first time, or between two looks:
/// whoever waits for its end was told that it is under way, so the call comes then as well.
pub(super) fn follow_task(shown: Followed, on_completed: Option<Callback<()>>) {
    // Dropped with the page, which closes the connection.
    let stream = StoredValue::new_local(None::<Stream>);
    let under_way = Memo::new(move |_| shown.view.with(|task| !task.state.is_final()));
    Effect::new(move |was_under_way: Option<bool>| {
        let is_under_way = under_way.get();
        if is_under_way {
            open(shown, stream);
        } else {
            stream.set_value(None);
            if was_under_way == Some(true) {
                // The times and the result come with the whole row.
                spawn_local(reload(shown));
            }
        }
        is_under_way
    });
    let Some(on_completed) = on_completed else { return };
    let completed = Memo::new(move |_| shown.view.with(|task| task.state == JobState::Completed));
    Effect::new(move || {
        if completed.get() {
            on_completed.run(());
        }
    });
}

fn open(shown: Followed, stream: StoredValue<Option<Stream>, LocalStorage>) {
    let url = shown.view.with_untracked(|task| {
        ["/api/v1/jobs/", &task.id.to_string(), "/events?after=", &task.event_seq.to_string()]
            .concat()
    });
    let on_end = move || {
        let again = move || {
            // Gone with the page, or the task has ended.
            let wanted = shown.view.try_with_untracked(|task| !task.state.is_final());
            if wanted == Some(true) {
                spawn_local(async move {
                    reload(shown).await;
                    open(shown, stream);
                });
            }
        };
        if stream.try_with_value(Option::is_some) == Some(true) {
            set_timeout(again, PAUSE);
        }
    };
    let opened = live::open(&url, move |_, text| take_in(shown, text), on_end);
    // `None` when the page was left meanwhile.
    let _ = stream.try_set_value(opened);
}

fn take_in(shown: Followed, text: &str) {
    let Ok(event) = serde_json::from_str::<Value>(text) else { return };
    if let Some(line) = log_line(&event) {
        let is_new =
            shown.log.try_with_untracked(|log| log.last().is_none_or(|last| last.seq < line.seq));
        if is_new == Some(true) {
            shown.log.update(|log| {
                log.push(line);
                let surplus = log.len().saturating_sub(LINES);
                log.drain(..surplus);
            });
        }
    }
    let Some(mut task) = shown.view.try_get_untracked() else { return };
    if apply(&mut task, &event) {
        shown.view.set(task);
    }
}

/// Asks the server for the task anew. A failure leaves what is shown.
pub(super) async fn reload(shown: Followed) {
    let Some(id) = shown.view.try_with_untracked(|task| task.id) else { return };
    if let Ok(task) = find_task(id).await {
        let _ = shown.view.try_set(task);
    }
}
