//! What all streams share: how long they may go on, and how they are sent.

use std::{convert::Infallible, time::Duration};

use app::request::{AppState, Caller, SessionInfo};
use axum::response::{
    IntoResponse as _, Response, Sse,
    sse::{Event, KeepAlive},
};
use backroom::JobEvent;
use futures::Stream;
use http::{HeaderValue, header};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// Between two looks whether the caller may still watch.
pub(super) const ACCESS_CHECK: Duration = Duration::from_secs(15);
/// Longest wait for news where no notification comes.
pub(super) const POLL: Duration = Duration::from_secs(5);
/// Comments keep proxies from closing a silent stream.
pub(super) const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Events made ready for a slow reader.
pub(super) const AHEAD: usize = 64;

/// Who watches, and by which session.
pub(super) struct Watcher {
    pub(super) caller: Caller,
    pub(super) session: Option<SessionInfo>,
}

impl Watcher {
    /// Whether the account is as it was and its session not over. The database being away is no
    /// reason to end a stream: the reader would come back at once.
    pub(super) async fn may_go_on(&self, state: &AppState) -> bool {
        let id = self.caller.account_id;
        let account = match store::accounts::find(&state.db, id).await {
            Ok(account) => account,
            Err(error) => {
                tracing::warn!(cause = format!("{error:#}"), "Access to a stream was not checked");
                return true;
            }
        };
        if account.is_none_or(|account| account.disabled || account.role != self.caller.role) {
            return false;
        }
        let Some(session) = &self.session else { return true };
        match store::sessions::open_sessions(&state.db, id, state.clock.now()).await {
            Ok(open) => open.iter().any(|open| open.id == session.stored_id),
            Err(_) => true,
        }
    }
}

/// The sending end of a stream.
pub(super) type Sender = mpsc::Sender<Result<Event, Infallible>>;

/// An answer that streams what is sent, until the sender is dropped.
pub(super) fn stream() -> (Sender, Response) {
    let (sender, receiver) = mpsc::channel(AHEAD);
    (sender, answer(ReceiverStream::new(receiver)))
}

/// An answer that streams `events`.
pub(super) fn answer(
    events: impl Stream<Item = Result<Event, Infallible>> + Send + 'static,
) -> Response {
    let mut response = Sse::new(events)
        .keep_alive(KeepAlive::new().interval(KEEP_ALIVE).text("still here"))
        .into_response();
    // nginx would hold events back otherwise.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache, no-transform"));
    response
}

/// `event` under its type's name. `None` when it cannot be written, which JSON of ours can.
pub(super) fn named(event: &JobEvent) -> Option<Event> {
    let name = match event.body {
        backroom::JobEventBody::Status { .. } => "status",
        backroom::JobEventBody::Progress { .. } => "progress",
        backroom::JobEventBody::Log { .. } => "log",
    };
    Event::default().event(name).json_data(event).ok()
}
