//! `GET /ws/jobs/{id}`: one job's stream as a WebSocket, for programs and for pages elsewhere that cannot
//! send a header: they fetch a ticket first.

use axum::{
    Extension, Json,
    body::Bytes,
    extract::{
        Path, Query, State,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code},
    },
    response::{IntoResponse as _, Response},
};
use backroom::JobEvent;
use chrono::{DateTime, Utc};
use futures::{SinkExt as _, StreamExt as _};
use http::{HeaderMap, StatusCode, Uri, header, uri::Authority};
use page_base::{
    error::AppError,
    request::{AppState, Caller},
};
use serde::{Deserialize, Serialize};
use store::stream_tickets::{self, Redeemed};
use tokio::sync::{mpsc, oneshot};
use utoipa::{IntoParams, ToSchema};

use super::{
    job_id,
    reader::{End, JobReader},
    slots::{StreamKind, StreamSlots},
    visible_job,
    watch::{AHEAD, CameBy, KEEP_ALIVE, Watcher},
};
use crate::{
    http::{
        access::Viewer,
        problem::{Problem, ProblemDocument},
    },
    jobs::Hub,
};

/// Most bytes of a message from the reader, who has nothing to say.
const LONGEST_MESSAGE: usize = 4 * 1024;

/// Where to begin, and who asks.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SocketQuery {
    /// Number of the last event known; the stream goes on after it.
    #[param(minimum = 0)]
    after: Option<i64>,
    /// A ticket for this job, instead of a session or a bearer token.
    token: Option<String>,
}

/// A ticket for one WebSocket.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TicketDocument {
    /// Goes into `?token=`; good for one connection.
    token: String,
    /// When it is too late for that.
    expires_at: DateTime<Utc>,
}

/// A ticket with which the job's WebSocket can be opened once, within 30 seconds. The socket is closed
/// when the session or the sign-in that made the ticket ends.
#[utoipa::path(
    post, path = "/ws/jobs/{id}/ticket", tag = "jobs", params(("id" = uuid::Uuid, Path, description = "The job")),
    responses((status = 201, body = TicketDocument), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument))
)]
pub(super) async fn make_ticket(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    came_by: CameBy,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<TicketDocument>), Problem> {
    let job = visible_job(&state, &caller, job_id(&id)?).await?.id;
    let origin = came_by.origin().ok_or(AppError::Forbidden)?;
    let now = state.clock.now();
    let ticket = stream_tickets::issue(&state.db, caller.account_id, &origin, job, now).await?;
    let document = TicketDocument { token: ticket.token, expires_at: ticket.expires_at };
    Ok((StatusCode::CREATED, Json(document)))
}

/// The job's events as a WebSocket: text messages, each a JSON object as in the events' stream, with its
/// number in `seq`. Asked again with `after`, nothing is lost and nothing comes twice. Closed with 1000 when
/// the job has ended and everything was told, 1008 when the reader may no longer watch, 1001 when the server
/// stops. Pages of other sites are refused.
#[utoipa::path(
    get, path = "/ws/jobs/{id}", tag = "jobs",
    params(("id" = uuid::Uuid, Path, description = "The job"), SocketQuery),
    responses((status = 101, description = "The connection is a WebSocket now"),
        (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument, description = "A page of another site asks"),
        (status = 404, body = ProblemDocument),
        (status = 429, body = ProblemDocument, description = "20 streams are open"))
)]
#[expect(clippy::too_many_arguments, reason = "each is an extractor, read from top to bottom")]
pub(super) async fn open_socket(
    State(state): State<AppState>,
    caller: Option<Extension<Caller>>,
    came_by: CameBy,
    Extension(hub): Extension<Hub>,
    Extension(slots): Extension<StreamSlots>,
    Path(id): Path<String>,
    Query(wanted): Query<SocketQuery>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    if !is_of_our_own(&headers) {
        return Err(AppError::Forbidden.into());
    }
    let (caller, came_by) = match (&wanted.token, caller) {
        (Some(token), _) => {
            let now = state.clock.now();
            let used = stream_tickets::redeem(&state.db, token, job_id(&id)?, now).await?;
            let Redeemed { account, origin } = used.ok_or(AppError::SignInRequired)?;
            let caller = Caller { account_id: account.id, name: account.name, role: account.role };
            let watcher = Watcher { caller, came_by: origin.into() };
            if !watcher.is_let_in(&state).await? {
                return Err(AppError::SignInRequired.into());
            }
            (watcher.caller, watcher.came_by)
        }
        (None, Some(Extension(caller))) => (caller, came_by),
        (None, None) => return Err(AppError::SignInRequired.into()),
    };
    // Before the first look, so that nothing happens in between unnoticed.
    let notices = hub.subscribe();
    let job = visible_job(&state, &caller, job_id(&id)?).await?.id;
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade.max_message_size(LONGEST_MESSAGE),
        Err(rejection) => return Ok(rejection.into_response()),
    };
    let slot = slots.take(caller.account_id, StreamKind::Socket)?;
    let watcher = Watcher { caller, came_by };
    let after = wanted.after.unwrap_or(0);
    Ok(upgrade.on_upgrade(async move |socket| {
        let _slot = slot;
        let (sender, events) = mpsc::channel(AHEAD);
        let (told, ended) = oneshot::channel();
        let mut reader = JobReader { state, job, seq: after, sender };
        tokio::spawn(async move {
            let end = reader.follow(notices, &watcher).await.unwrap_or_else(|error| {
                tracing::warn!(cause = format!("{error:#}"), "A job's socket ended early");
                End::Stopping
            });
            // Nobody waits where the reader has gone.
            let _ = told.send(end);
        });
        send(socket, events, ended).await;
    }))
}

/// Sends events until there are no more, the reader goes, or does not answer.
async fn send(
    socket: WebSocket,
    mut events: mpsc::Receiver<JobEvent>,
    ended: oneshot::Receiver<End>,
) {
    let (mut out, mut incoming) = socket.split();
    let mut keep_alive = tokio::time::interval(KEEP_ALIVE);
    keep_alive.tick().await;
    loop {
        let message = tokio::select! {
            event = events.recv() => match event {
                Some(event) => match serde_json::to_string(&event) {
                    Ok(text) => Message::Text(text.into()),
                    Err(_) => break,
                },
                None => break,
            },
            _ = keep_alive.tick() => Message::Ping(Bytes::new()),
            heard = incoming.next() => match heard {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => continue,
            },
        };
        if out.send(message).await.is_err() {
            return;
        }
    }
    let (code, reason) = match ended.await {
        Ok(End::Told | End::Gone) => (close_code::NORMAL, "the job has ended"),
        Ok(End::Refused) => (close_code::POLICY, "you may no longer watch this job"),
        Ok(End::Stopping) | Err(_) => (close_code::AWAY, "the server stops"),
    };
    // A reader that has gone needs no goodbye.
    let _ = out.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
}

/// Browsers name the site of the page that opens a socket, and no page can forge it. Programs send none.
fn is_of_our_own(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let origin = origin.to_str().ok().and_then(|origin| origin.parse::<Uri>().ok());
    let site = origin.as_ref().and_then(Uri::authority).map(Authority::as_str);
    site.is_some() && site == text(header::HOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(origin: Option<&'static str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "club.example:8443".parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        is_of_our_own(&headers)
    }

    #[test]
    fn pages_of_other_sites_are_told_from_our_own_and_from_programs() {
        assert!(from(None) && from(Some("https://club.example:8443")));
        for foreign in ["https://club.example", "https://evil.example:8443", "null", ""] {
            assert!(!from(Some(foreign)), "{foreign}");
        }
    }
}
