//! Schedules over REST, for administrators.

mod document;

use axum::{
    Json,
    extract::{FromRequestParts, Query, RawPathParams, State},
};
use backroom::{ScheduleDraft, ScheduleId};
use football::FieldError;
use http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts};
use page_base::{error::AppError, request::AppState};
use serde::Deserialize;
use store::schedules;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::document::{
    PreviewDocument, RunDocument, RunsDocument, ScheduleBody, ScheduleDocument, SchedulesDocument,
};
use super::accepted::Accepted;
use crate::http::{
    access::Admin,
    json_body::JsonBody,
    problem::{Problem, ProblemDocument, request_id},
};

/// Runs of a schedule that are listed.
const RUNS: u32 = 100;

/// Every route of schedules.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_schedules, create_schedule))
        .routes(routes!(preview_schedule))
        .routes(routes!(find_schedule, update_schedule, delete_schedule))
        .routes(routes!(run_schedule))
        .routes(routes!(list_schedule_runs))
}

/// The `{id}` in the path. What is no number is the id of nothing.
struct SchedulePath(ScheduleId);

impl<S: Send + Sync> FromRequestParts<S> for SchedulePath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let id = params.ok().and_then(|params| {
            params.iter().find(|(name, _)| *name == "id").and_then(|(_, id)| id.parse().ok())
        });
        Ok(Self(id.ok_or(AppError::NotFound)?))
    }
}

/// Every schedule by name, each with its next tick and its newest run.
#[utoipa::path(
    get, path = "/schedules", tag = "schedules",
    responses((status = 200, body = SchedulesDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument))
)]
async fn list_schedules(
    State(state): State<AppState>,
    Admin(_caller): Admin,
) -> Result<Json<SchedulesDocument>, Problem> {
    let schedules = schedules::list_schedules(&state.db).await?;
    let items: Vec<_> = schedules.into_iter().map(ScheduleDocument::from).collect();
    Ok(Json(SchedulesDocument { total: items.len(), items, next_cursor: None }))
}

/// Makes a schedule. Its first tick is the next one from now on.
#[utoipa::path(
    post, path = "/schedules", tag = "schedules", request_body = ScheduleBody,
    responses(
        (status = 201, body = ScheduleDocument, headers(("location" = String, description = "The schedule's route"))),
        (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
async fn create_schedule(
    State(state): State<AppState>,
    Admin(caller): Admin,
    JsonBody(body): JsonBody<ScheduleBody>,
) -> Result<(StatusCode, HeaderMap, Json<ScheduleDocument>), Problem> {
    let asker = caller.asker(Some(request_id()));
    let id = schedules::create_by(&state.db, Some(&asker), &ScheduleDraft::from(body)).await?;
    let mut headers = HeaderMap::new();
    if let Ok(route) = HeaderValue::try_from(format!("/api/v1/schedules/{id}")) {
        headers.insert(header::LOCATION, route);
    }
    Ok((StatusCode::CREATED, headers, found(&state, id).await?))
}

/// What to look at before a schedule is made.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PreviewQuery {
    /// The pattern.
    #[param(example = "0 3 * * MON-FRI")]
    cron: String,
    /// The zone by whose clock it is meant; UTC when absent.
    #[param(example = "Europe/Berlin")]
    time_zone: Option<String>,
}

/// What a pattern means: in plain words, and the next five ticks.
#[utoipa::path(
    get, path = "/schedules/preview", tag = "schedules", params(PreviewQuery),
    responses((status = 200, body = PreviewDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
async fn preview_schedule(
    State(state): State<AppState>,
    Admin(_caller): Admin,
    Query(asked): Query<PreviewQuery>,
) -> Result<Json<PreviewDocument>, Problem> {
    let time_zone = asked.time_zone.as_deref().unwrap_or("UTC");
    Ok(Json(schedules::preview(&asked.cron, time_zone, state.clock.now())?.into()))
}

/// One schedule.
#[utoipa::path(
    get, path = "/schedules/{id}", tag = "schedules", params(("id" = i64, Path)),
    responses((status = 200, body = ScheduleDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument))
)]
async fn find_schedule(
    State(state): State<AppState>,
    Admin(_caller): Admin,
    SchedulePath(id): SchedulePath,
) -> Result<Json<ScheduleDocument>, Problem> {
    found(&state, id).await
}

/// Writes over a schedule, if nobody has changed it since `version` was read. This also switches it on and
/// off.
#[utoipa::path(
    put, path = "/schedules/{id}", tag = "schedules", params(("id" = i64, Path)),
    request_body = ScheduleBody,
    responses((status = 200, body = ScheduleDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
async fn update_schedule(
    State(state): State<AppState>,
    Admin(caller): Admin,
    SchedulePath(id): SchedulePath,
    JsonBody(body): JsonBody<ScheduleBody>,
) -> Result<Json<ScheduleDocument>, Problem> {
    let version = body.version.ok_or_else(|| AppError::Invalid {
        fields: vec![FieldError::new("version", "Name the version of the schedule that you read.")],
    })?;
    let asker = caller.asker(Some(request_id()));
    let draft = ScheduleDraft::from(body);
    schedules::update_by(&state.db, Some(&asker), id, version, &draft)
        .await?
        .ok_or(AppError::NotFound)?;
    found(&state, id).await
}

/// Deletes a schedule with its history. Jobs that it asked for stay.
#[utoipa::path(
    delete, path = "/schedules/{id}", tag = "schedules", params(("id" = i64, Path)),
    responses((status = 204), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument))
)]
async fn delete_schedule(
    State(state): State<AppState>,
    Admin(caller): Admin,
    SchedulePath(id): SchedulePath,
) -> Result<StatusCode, Problem> {
    if schedules::delete_by(&state.db, Some(&caller.asker(Some(request_id()))), id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(AppError::NotFound.into())
    }
}

/// Queues a schedule's job now, whether or not its ticks count.
#[utoipa::path(
    post, path = "/schedules/{id}/run", tag = "schedules", params(("id" = i64, Path)),
    responses((status = 202, body = Accepted), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
async fn run_schedule(
    State(state): State<AppState>,
    Admin(caller): Admin,
    SchedulePath(id): SchedulePath,
) -> Result<Accepted, Problem> {
    let asker = caller.asker(Some(request_id()));
    let enqueued = schedules::run_now_by(&state.db, Some(&asker), id).await?;
    let enqueued = enqueued.ok_or(AppError::NotFound)?;
    Ok(enqueued.into())
}

/// The newest 100 runs of a schedule, newest first.
#[utoipa::path(
    get, path = "/schedules/{id}/runs", tag = "schedules", params(("id" = i64, Path)),
    responses((status = 200, body = RunsDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument))
)]
async fn list_schedule_runs(
    State(state): State<AppState>,
    Admin(_caller): Admin,
    SchedulePath(id): SchedulePath,
) -> Result<Json<RunsDocument>, Problem> {
    schedules::find_schedule(&state.db, id).await?.ok_or(AppError::NotFound)?;
    let runs = schedules::list_runs(&state.db, id, RUNS).await?;
    let items = runs.into_iter().map(RunDocument::from).collect();
    Ok(Json(RunsDocument { items, total: None, next_cursor: None }))
}

async fn found(state: &AppState, id: ScheduleId) -> Result<Json<ScheduleDocument>, Problem> {
    let schedule = schedules::find_schedule(&state.db, id).await?.ok_or(AppError::NotFound)?;
    Ok(Json(schedule.into()))
}
