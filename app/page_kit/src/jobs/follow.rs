//! Follows tasks: all own ones for the board, by one stream a page; one for the page that shows it, by
//! its own stream. Only in the browser.

use std::time::Duration;

use backroom::JobState;
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;

use super::{
    Tasks,
    apply::{apply, job_of, log_line, seq_of},
    followed::Followed,
    live::{self, Stream},
};

/// Between two tries to open the stream again after the server ended or refused it.
const PAUSE: Duration = Duration::from_secs(2);
/// Between two polls of the board while it has no stream.
const POLL: Duration = Duration::from_secs(5);
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
    // The board is never torn down, so neither is its stream before the person leaves.
    tasks.closes_by(move || drop(stream));
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
        } else if was_under_way == Some(true) {
            // A task whose end the row told first may have written lines that the stream still has to tell;
            // it ends by itself when it has.
            if !has_more(shown) {
                stream.set_value(None);
            }
            // The times and the result come with the whole row.
            spawn_local(shown.reload());
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

/// Whether the stream has something to tell, now or later. `false` once the page is gone.
fn has_more(shown: Followed) -> bool {
    let heard = shown.heard.try_get_value();
    let known = shown.view.try_with_untracked(|task| (task.state.is_final(), task.event_seq));
    heard.zip(known).is_some_and(|(heard, (is_final, newest))| !is_final || heard < newest)
}

fn open(shown: Followed, stream: StoredValue<Option<Stream>, LocalStorage>) {
    let Some(heard) = shown.heard.try_get_value() else { return };
    let Some(id) = shown.view.try_with_untracked(|task| task.id) else { return };
    let url = ["/api/v1/jobs/", &id.to_string(), "/events?after=", &heard.to_string()].concat();
    let on_end = move || {
        let again = move || {
            if has_more(shown) {
                spawn_local(async move {
                    shown.reload().await;
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
        shown.log.try_maybe_update(|log| (log.add(line), ()));
    }
    let Some(mut task) = shown.view.try_get_untracked() else { return };
    if apply(&mut task, &event) {
        shown.view.set(task);
    }
    // Last: what was not taken in is told again.
    if let Some(seq) = seq_of(&event) {
        shown.heard.try_update_value(|heard| *heard = seq.max(*heard));
    }
}
