//! The server's event stream in the browser. Only in the browser.

use futures::{StreamExt, stream::select_all};
use gloo_net::eventsource::futures::EventSource;
use leptos::task::spawn_local;

/// The names that events come under.
const NAMES: [&str; 4] = ["task", "status", "progress", "log"];

/// An open stream; closes when dropped.
pub(super) struct Stream {
    // Dropping it closes the connection, which ends the reader's task.
    _source: EventSource,
}

/// Opens the stream at `url` and calls `on_event` with each event's name and JSON text, `on_end` when the server ended it
/// or refused it. A connection that breaks is opened again by the browser, which then asks for what
/// came after the last event it got.
pub(super) fn open(
    url: &str,
    on_event: impl Fn(&str, &str) + 'static,
    on_end: impl FnOnce() + 'static,
) -> Option<Stream> {
    let mut source = EventSource::new(url).ok()?;
    let named: Result<Vec<_>, _> = NAMES.iter().map(|name| source.subscribe(*name)).collect();
    let mut events = select_all(named.ok()?);
    spawn_local(async move {
        while let Some(Ok((name, message))) = events.next().await {
            if let Some(text) = message.data().as_string() {
                on_event(&name, &text);
            }
        }
        on_end();
    });
    Some(Stream { _source: source })
}
