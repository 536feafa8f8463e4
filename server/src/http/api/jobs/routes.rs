//! Jobs one by one and in lists; stopping them and trying them again.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use backroom::{JobEventBody, JobFilter, JobId, JobState, Role, TaskView};
use football::FieldError;
use http::StatusCode;
use page_base::{error::AppError, request::AppState};
use serde::Deserialize;
use store::queue::{self, Place};
use utoipa::IntoParams;

use super::{
    document::{LogLineDocument, LogPageDocument, TaskDocument, TaskPageDocument},
    job_id, visible_job,
};
use crate::http::{
    access::{Admin, Viewer},
    problem::{Problem, ProblemDocument, request_id},
};

const DEFAULT_LIMIT: u64 = 50;
const MOST: u64 = 200;

/// Which page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// Most items of the answer, 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl PageQuery {
    fn limit(&self) -> Result<u64, Problem> {
        match self.limit.unwrap_or(DEFAULT_LIMIT) {
            limit @ 1..=MOST => Ok(limit),
            _ => Err(invalid("limit", "Give a number from 1 to 200.")),
        }
    }

    fn cursor<T: std::str::FromStr>(&self) -> Result<Option<T>, Problem> {
        let read = |text: &String| {
            text.parse().or(Err(invalid("cursor", "Give the next_cursor of the page before.")))
        };
        self.cursor.as_ref().map(read).transpose()
    }
}

/// Which jobs.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct JobQuery {
    /// Only those in these states, parted by commas: queued, running, completed, failed, dead,
    /// cancelled.
    state: Option<String>,
    /// Only those of this kind.
    #[param(example = "scout_player")]
    kind: Option<String>,
    /// Only those of this queue.
    queue: Option<String>,
    /// Only those with this text in their id, subject or payload, among the newest 25,000 that fit the
    /// rest.
    q: Option<String>,
    /// Only those that this account asked for: its name or its number.
    by: Option<String>,
    /// Only those asked for within this time: 1h, 24h, 7d or 30d.
    since: Option<String>,
    /// Only parts of this job.
    parent: Option<String>,
}

impl JobQuery {
    fn filter(&self) -> Result<JobFilter, Problem> {
        let pairs = [
            ("state", &self.state),
            ("kind", &self.kind),
            ("queue", &self.queue),
            ("q", &self.q),
            ("by", &self.by),
            ("since", &self.since),
            ("parent", &self.parent),
        ];
        let given = pairs.into_iter().filter_map(|(name, text)| Some((name, text.as_deref()?)));
        match JobFilter::from_pairs(given) {
            (filter, unread) if unread.is_empty() => Ok(filter),
            (_, unread) => {
                let fields = unread
                    .into_iter()
                    .map(|name| FieldError::new(name, "Give one of the values described."))
                    .collect();
                Err(AppError::Invalid { fields }.into())
            }
        }
    }
}

/// Your own tasks, newest first; parts of other tasks are left out of no list.
#[utoipa::path(
    get, path = "/tasks", tag = "tasks", params(PageQuery),
    responses((status = 200, body = TaskPageDocument), (status = 401, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
pub(super) async fn list_tasks(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    Query(page): Query<PageQuery>,
) -> Result<Json<TaskPageDocument>, Problem> {
    let filter = JobFilter { created_by: Some(caller.account_id), ..JobFilter::default() };
    listed(&state, filter, &page).await
}

/// One task.
#[utoipa::path(
    get, path = "/tasks/{id}", tag = "tasks", params(("id" = uuid::Uuid, Path, description = "The task")),
    responses((status = 200, body = TaskDocument), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument))
)]
pub(super) async fn find_task(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    Path(id): Path<String>,
) -> Result<Json<TaskDocument>, Problem> {
    Ok(Json(visible_job(&state, &caller, job_id(&id)?).await?.into()))
}

/// Jobs, newest first: your own, and for administrators everybody's.
#[utoipa::path(
    get, path = "/jobs", tag = "jobs", params(JobQuery, PageQuery),
    responses((status = 200, body = TaskPageDocument), (status = 401, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
pub(super) async fn list_jobs(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    Query(wanted): Query<JobQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<TaskPageDocument>, Problem> {
    let mut filter = wanted.filter()?;
    if caller.role != Role::Admin {
        filter.created_by = Some(caller.account_id);
    }
    listed(&state, filter, &page).await
}

/// One job.
#[utoipa::path(
    get, path = "/jobs/{id}", tag = "jobs", params(("id" = uuid::Uuid, Path, description = "The job")),
    responses((status = 200, body = TaskDocument), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument))
)]
pub(super) async fn find_job(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    Path(id): Path<String>,
) -> Result<Json<TaskDocument>, Problem> {
    Ok(Json(visible_job(&state, &caller, job_id(&id)?).await?.into()))
}

/// Stops a job and its parts. A queued one is cancelled at once, a running one within ten seconds.
#[utoipa::path(
    post, path = "/jobs/{id}/cancel", tag = "jobs", params(("id" = uuid::Uuid, Path, description = "The job")),
    responses((status = 200, body = TaskDocument), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument),
        (status = 409, body = ProblemDocument, description = "It has ended already"))
)]
pub(super) async fn cancel_job(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    Path(id): Path<String>,
) -> Result<Json<TaskDocument>, Problem> {
    let id = visible_job(&state, &caller, job_id(&id)?).await?.id;
    if !queue::request_cancel_by(&state.db, &caller.asker(Some(request_id())), id).await? {
        return Err(conflict("The job has ended already."));
    }
    present(&state, id).await
}

/// Queues a failed or cancelled job again, with all its attempts before it.
#[utoipa::path(
    post, path = "/jobs/{id}/retry", tag = "jobs", params(("id" = uuid::Uuid, Path, description = "The job")),
    responses((status = 200, body = TaskDocument), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument),
        (status = 409, body = ProblemDocument, description = "It waits, runs or has completed"))
)]
pub(super) async fn retry_job(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    Path(id): Path<String>,
) -> Result<Json<TaskDocument>, Problem> {
    let id = visible_job(&state, &caller, job_id(&id)?).await?.id;
    if !queue::retry_by(&state.db, &caller.asker(Some(request_id())), id).await? {
        return Err(conflict(
            "Only a failed or cancelled job can be tried again, and only while no other like it is \
             under way.",
        ));
    }
    present(&state, id).await
}

/// The job's log, oldest line first.
#[utoipa::path(
    get, path = "/jobs/{id}/logs", tag = "jobs",
    params(("id" = uuid::Uuid, Path, description = "The job"), PageQuery),
    responses((status = 200, body = LogPageDocument), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
pub(super) async fn list_job_log(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    Path(id): Path<String>,
    Query(page): Query<PageQuery>,
) -> Result<Json<LogPageDocument>, Problem> {
    let id = visible_job(&state, &caller, job_id(&id)?).await?.id;
    let (limit, after) = (page.limit()?, page.cursor::<i64>()?.unwrap_or(0));
    let events = queue::log_after(&state.db, id, after, limit + 1).await?;
    let mut items: Vec<_> = events
        .into_iter()
        .filter_map(|event| match event.body {
            JobEventBody::Log { level, text } => {
                Some(LogLineDocument { seq: event.seq, at: event.at, level: level.as_str(), text })
            }
            JobEventBody::Status { .. } | JobEventBody::Progress { .. } => None,
        })
        .collect();
    let is_last = u64::try_from(items.len()).is_ok_and(|found| found <= limit);
    items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = items.last().filter(|_| !is_last).map(|line| line.seq.to_string());
    Ok(Json(LogPageDocument { items, total: None, next_cursor: next }))
}

/// Deletes the job's log lines; its states stay.
#[utoipa::path(
    delete, path = "/jobs/{id}/logs", tag = "jobs", params(("id" = uuid::Uuid, Path, description = "The job")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument))
)]
pub(super) async fn clear_job_log(
    State(state): State<AppState>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = visible_job(&state, &caller, job_id(&id)?).await?.id;
    queue::clear_log_by(&state.db, &caller.asker(Some(request_id())), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Deletes the log lines of every job that has ended.
#[utoipa::path(
    delete, path = "/jobs/logs", tag = "jobs",
    responses((status = 204), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument))
)]
pub(super) async fn clear_job_logs(
    State(state): State<AppState>,
    Admin(caller): Admin,
) -> Result<StatusCode, Problem> {
    queue::clear_logs_by(&state.db, &caller.asker(Some(request_id()))).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a completed job made, as its kind defines.
#[utoipa::path(
    get, path = "/jobs/{id}/output", tag = "jobs", params(("id" = uuid::Uuid, Path, description = "The job")),
    responses((status = 200, body = Object), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument),
        (status = 409, body = ProblemDocument, description = "It has not completed"))
)]
pub(super) async fn find_job_output(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    Path(id): Path<String>,
) -> Result<Json<serde_json::Value>, Problem> {
    let task = visible_job(&state, &caller, job_id(&id)?).await?;
    match task {
        TaskView { state: JobState::Completed, result, .. } => Ok(Json(result.unwrap_or_default())),
        TaskView { state, error: None, .. } => {
            Err(conflict(&format!("The job has no output: it is {}.", state.public_word())))
        }
        TaskView { state, error: Some(error), .. } => {
            Err(conflict(&format!("The job has no output: it is {}. {error}", state.public_word())))
        }
    }
}

async fn listed(
    state: &AppState,
    filter: JobFilter,
    page: &PageQuery,
) -> Result<Json<TaskPageDocument>, Problem> {
    let place = page.cursor::<JobId>()?.map_or(Place::First, Place::OlderThan);
    let found =
        queue::list_jobs(&state.db, &filter, place, page.limit()?, state.clock.now()).await?;
    let next = found.rows.last().filter(|_| found.has_older).map(|row| row.task.id.to_string());
    Ok(Json(TaskPageDocument {
        items: found.rows.into_iter().map(|row| TaskDocument::from(row.task)).collect(),
        total: None,
        next_cursor: next,
    }))
}

async fn present(state: &AppState, id: JobId) -> Result<Json<TaskDocument>, Problem> {
    let task = queue::find_task(&state.db, id).await?.ok_or(AppError::NotFound)?;
    Ok(Json(task.into()))
}

fn conflict(reason: &str) -> Problem {
    AppError::Conflict { reason: reason.to_owned() }.into()
}

fn invalid(field: &str, message: &str) -> Problem {
    AppError::Invalid { fields: vec![FieldError::new(field, message)] }.into()
}
