//! `GET /jobs/{id}/events`: one job's stream. The number of an event is its id, so a reader that
//! comes back with `Last-Event-ID` misses nothing and gets nothing twice.

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use futures::StreamExt as _;
use http::{HeaderMap, StatusCode};
use page_base::request::AppState;
use serde::Deserialize;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::IntoParams;

use super::{
    job_id,
    reader::JobReader,
    slots::{StreamKind, StreamSlots},
    visible_job,
    watch::{AHEAD, CameBy, Watcher, answer, named},
};
use crate::{
    http::{
        access::Viewer,
        problem::{Problem, ProblemDocument},
    },
    jobs::Hub,
};

/// Where to begin.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AfterQuery {
    /// Number of the last event known; `Last-Event-ID` wins where both are given.
    #[param(minimum = 0)]
    after: Option<i64>,
}

/// The job's events as server-sent events: `status`, `progress` and `log`, each with its number as
/// id. The stream ends with the job; asked again with the last number, it answers 204, which tells
/// browsers not to ask again.
#[utoipa::path(
    get, path = "/jobs/{id}/events", tag = "jobs",
    params(("id" = uuid::Uuid, Path, description = "The job"), AfterQuery,
        ("Last-Event-ID" = Option<i64>, Header, description = "Number of the last event received")),
    responses((status = 200, content_type = "text/event-stream", body = String),
        (status = 204, description = "The job has ended and there is nothing more to tell"),
        (status = 401, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 429, body = ProblemDocument, description = "20 streams are open"))
)]
#[expect(clippy::too_many_arguments, reason = "each is an extractor, read from top to bottom")]
pub(super) async fn stream_job(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    came_by: CameBy,
    Extension(hub): Extension<Hub>,
    Extension(slots): Extension<StreamSlots>,
    Path(id): Path<String>,
    Query(begin): Query<AfterQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    // Before the first look, so that nothing happens in between unnoticed.
    let notices = hub.subscribe();
    let task = visible_job(&state, &caller, job_id(&id)?).await?;
    let last_received = headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.trim().parse().ok());
    let after = last_received.or(begin.after).unwrap_or(0);
    if task.state.is_final() && task.event_seq <= after {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let slot = slots.take(caller.account_id, StreamKind::Events)?;
    let (sender, receiver) = mpsc::channel(AHEAD);
    let watcher = Watcher { caller, came_by };
    tokio::spawn(async move {
        let _slot = slot;
        let mut reader = JobReader { state, job: task.id, seq: after, sender };
        if let Err(error) = reader.follow(notices, &watcher).await {
            tracing::warn!(cause = format!("{error:#}"), "A job's stream ended early");
        }
    });
    let events = ReceiverStream::new(receiver).filter_map(|event| {
        let named = named(&event).map(|named| Ok(named.id(event.seq.to_string())));
        std::future::ready(named)
    });
    Ok(answer(events))
}
