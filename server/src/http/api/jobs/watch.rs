//! What all streams share: how long they may go on, and how they are sent.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::FromRequestParts,
    response::{
        IntoResponse as _, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use backroom::{ApiTokenId, JobEvent};
use futures::Stream;
use http::{HeaderValue, header, request::Parts};
use page_base::request::{AppState, Caller, SessionInfo};
use store::{
    StoreError,
    accounts::{self, api_tokens},
    sessions,
    stream_tickets::Origin,
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use uuid::Uuid;

use crate::{access::tokens::Bearer, http::token_scope::TokenInUse};

/// Between two looks whether the caller may still watch.
pub(super) const ACCESS_CHECK: Duration = Duration::from_secs(15);
/// Longest wait for news where no notification comes.
pub(super) const POLL: Duration = Duration::from_secs(5);
/// Comments keep proxies from closing a silent stream.
pub(super) const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Events made ready for a slow reader.
pub(super) const AHEAD: usize = 64;

/// What the caller of a stream came in with. It may end while the stream is open.
#[derive(Clone, Debug)]
pub(super) enum CameBy {
    /// A browser's session, by its stored id.
    Session(String),
    /// An access token, by the family of its sign-in, with which it ends. That its own minutes are over
    /// ends no stream: the program would refresh it and come back at once.
    AccessToken(Uuid),
    /// An API token.
    ApiToken(ApiTokenId),
    /// Nothing: whoever it is, may not watch.
    Nothing,
}

impl CameBy {
    /// What a ticket of this caller is bound to; `None` where no ticket is made.
    pub(super) fn origin(self) -> Option<Origin> {
        match self {
            Self::Session(id) => Some(Origin::Session(id)),
            Self::AccessToken(family) => Some(Origin::Family(family)),
            Self::ApiToken(_) | Self::Nothing => None,
        }
    }
}

impl From<Origin> for CameBy {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Session(id) => Self::Session(id),
            Origin::Family(family) => Self::AccessToken(family),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for CameBy {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let extensions = &parts.extensions;
        Ok(if let Some(session) = extensions.get::<SessionInfo>() {
            Self::Session(session.stored_id.clone())
        } else if let Some(bearer) = extensions.get::<Bearer>() {
            Self::AccessToken(bearer.family)
        } else if let Some(token) = extensions.get::<TokenInUse>() {
            Self::ApiToken(token.id)
        } else {
            Self::Nothing
        })
    }
}

/// Who watches, and what they came in with.
pub(super) struct Watcher {
    pub(super) caller: Caller,
    pub(super) came_by: CameBy,
}

impl Watcher {
    /// Whether the account is as it was, and what it came in with not over. The database being away is
    /// no reason to end a stream: the reader would come back at once.
    pub(super) async fn may_go_on(&self, state: &AppState) -> bool {
        self.is_let_in(state).await.unwrap_or_else(|error| {
            tracing::warn!(cause = format!("{error:#}"), "Access to a stream was not checked");
            true
        })
    }

    /// As [`Watcher::may_go_on`], for who is not in yet.
    pub(super) async fn is_let_in(&self, state: &AppState) -> Result<bool, StoreError> {
        let (db, id, now) = (&state.db, self.caller.account_id, state.clock.now());
        let account = accounts::find(db, id).await?;
        if account.is_none_or(|account| account.disabled || account.role != self.caller.role) {
            return Ok(false);
        }
        match &self.came_by {
            CameBy::Session(session) => {
                let open = sessions::open_sessions(db, id, now).await?;
                Ok(open.iter().any(|open| open.id == *session))
            }
            CameBy::AccessToken(family) => {
                Ok(accounts::find_for_token(db, id, *family).await?.is_some())
            }
            CameBy::ApiToken(token) => api_tokens::is_live(db, *token, now).await,
            CameBy::Nothing => Ok(false),
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
