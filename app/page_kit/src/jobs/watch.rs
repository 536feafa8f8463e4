//! Notices that a task is under way, at little cost: most visits have none. Only in the browser.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{EventSource, MessageEvent};

use super::Tasks;

/// How a task that is under way reads in the stream.
const UNDER_WAY: [&str; 2] = [r#""state":"queued""#, r#""state":"running""#];

/// Calls `then` once, when the person's stream of tasks tells of one that is queued or running: at once
/// where there is one, else when it starts.
pub(super) fn when_under_way(tasks: Tasks, then: impl FnOnce() + 'static) {
    let Ok(stream) = EventSource::new("/api/v1/tasks/events") else { return };
    let mut then = Some(then);
    let heard = stream.clone();
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        if UNDER_WAY.iter().any(|state| text.contains(state)) {
            heard.close();
            if let Some(then) = then.take() {
                then();
            }
        }
    });
    // Fails for no event name; it would leave the board asleep until somebody opens the tray.
    let _ = stream.add_event_listener_with_callback("task", listener.as_ref().unchecked_ref());
    // The board is never torn down, so neither is what wakes it.
    listener.forget();
    tasks.closes_by(move || stream.close());
}
