//! `GET /jobs/{id}/events`: one job's stream. The number of an event is its id, so a reader that
//! comes back with `Last-Event-ID` misses nothing and gets nothing twice.

use app::request::{AppState, SessionInfo};
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use backroom::JobId;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use store::{StoreError, queue, queue::listener::Notice};
use utoipa::IntoParams;

use super::{
    job_id, visible_job,
    watch::{ACCESS_CHECK, POLL, Sender, Watcher, named, stream},
};
use crate::{
    http::{
        access::Viewer,
        problem::{Problem, ProblemDocument},
    },
    jobs::{Hub, Subscription},
};

/// Events read at once.
const BATCH: u64 = 200;

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
        (status = 401, body = ProblemDocument), (status = 404, body = ProblemDocument))
)]
pub(super) async fn stream_job(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    session: Option<Extension<SessionInfo>>,
    Extension(hub): Extension<Hub>,
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
    let (sender, response) = stream();
    let watcher = Watcher { caller, session: session.map(|Extension(session)| session) };
    tokio::spawn(async move {
        let mut reader = JobReader { state, job: task.id, seq: after, sender };
        if let Err(error) = reader.follow(notices, &watcher).await {
            tracing::warn!(cause = format!("{error:#}"), "A job's stream ended early");
        }
    });
    Ok(response)
}

struct JobReader {
    state: AppState,
    job: JobId,
    /// Number of the last event sent.
    seq: i64,
    sender: Sender,
}

impl JobReader {
    async fn follow(
        &mut self,
        mut notices: Subscription,
        watcher: &Watcher,
    ) -> Result<(), StoreError> {
        let mut access_check = tokio::time::interval(ACCESS_CHECK);
        access_check.tick().await;
        while self.send_news().await? {
            // Several things may be said before there is news of this job.
            loop {
                tokio::select! {
                    notice = notices.next() => match notice {
                        Some(Notice::Changed { job, .. }) if job == self.job => break,
                        Some(Notice::Reconnected) => break,
                        Some(_) => {}
                        None => return Ok(()),
                    },
                    () = tokio::time::sleep(POLL) => break,
                    _ = access_check.tick() => {
                        if !watcher.may_go_on(&self.state).await {
                            return Ok(());
                        }
                    }
                    () = self.state.shutdown.cancelled() => return Ok(()),
                    () = self.sender.closed() => return Ok(()),
                }
            }
        }
        Ok(())
    }

    /// Sends what is new; `false` when nothing more will come or nobody reads.
    async fn send_news(&mut self) -> Result<bool, StoreError> {
        loop {
            let events = queue::events_after(&self.state.db, self.job, self.seq, BATCH).await?;
            if events.is_empty() {
                let task = queue::find_task(&self.state.db, self.job).await?;
                // An event may have come since we looked.
                return Ok(
                    task.is_some_and(|task| !task.state.is_final() || task.event_seq > self.seq)
                );
            }
            for event in events {
                let Some(named) = named(&event) else { return Ok(false) };
                let is_read = tokio::select! {
                    sent = self.sender.send(Ok(named.id(event.seq.to_string()))) => sent.is_ok(),
                    () = self.state.shutdown.cancelled() => false,
                };
                if !is_read {
                    return Ok(false);
                }
                self.seq = event.seq;
            }
        }
    }
}
