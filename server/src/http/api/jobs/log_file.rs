//! `GET /jobs/{id}/logs.txt`: the whole log as a file, however long it is.

use axum::{
    body::Body,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use backroom::{JobEvent, JobEventBody, JobId};
use chrono::SecondsFormat;
use futures::{Stream, stream};
use http::{HeaderValue, header};
use page_base::request::AppState;
use store::{Database, StoreError, queue};

use super::{job_id, visible_job};
use crate::http::{
    access::Viewer,
    problem::{Problem, ProblemDocument},
};

/// Lines read from the database at once.
const AT_ONCE: u64 = 1_000;

/// The job's whole log as text, oldest line first: time, level, line. What is written after it was asked
/// for is left out.
#[utoipa::path(
    get, path = "/jobs/{id}/logs.txt", tag = "jobs", params(("id" = uuid::Uuid, Path, description = "The job")),
    responses((status = 200, description = "The file", content_type = "text/plain", body = String),
        (status = 401, body = ProblemDocument), (status = 404, body = ProblemDocument))
)]
pub(super) async fn download_job_log(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let task = visible_job(&state, &caller, job_id(&id)?).await?;
    let mut response = Body::from_stream(pieces(state.db, task.id, task.event_seq)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    let name = format!("attachment; filename=\"job-{}.log\"", task.id);
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// The lines of `job` up to number `through`, many at a time. Read in short queries, so a reader who is slow
/// holds no connection.
fn pieces(
    db: Database,
    job: JobId,
    through: i64,
) -> impl Stream<Item = Result<String, StoreError>> {
    stream::try_unfold(Some(0_i64), move |after| {
        let db = db.clone();
        async move {
            let Some(after) = after else { return Ok(None) };
            let lines = queue::log_after(&db, job, after, AT_ONCE).await?;
            let is_last = u64::try_from(lines.len()).is_ok_and(|read| read < AT_ONCE);
            let next = lines.last().map(|line| line.seq);
            let next = next.filter(|last| !is_last && *last < through);
            let written = lines.iter().filter(|line| line.seq <= through).filter_map(written);
            Ok(Some((written.collect::<String>(), next)))
        }
    })
}

fn written(event: &JobEvent) -> Option<String> {
    let JobEventBody::Log { level, text } = &event.body else { return None };
    let at = event.at.to_rfc3339_opts(SecondsFormat::Millis, true);
    Some(format!("{at} {} {text}\n", level.as_str()))
}
