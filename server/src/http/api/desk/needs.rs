//! Needs.

use axum::{
    Json,
    extract::{Query, State},
};
use chrono::{DateTime, NaiveDate, Utc};
use football::{
    FieldError,
    desk::{Need, NeedDraft, NeedId},
};
use http::StatusCode;
use page_base::{error::AppError, request::AppState};
use serde::{Deserialize, Serialize};
use store::desk::needs;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{PathIds, done, there};
use crate::http::{
    access::{Analyst, Viewer},
    json_body::JsonBody,
    problem::{Problem, ProblemDocument, request_id},
};

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_needs, create_need)).routes(routes!(
        find_need,
        update_need,
        delete_need
    ))
}

/// The needs, the one due first before the others.
#[derive(Debug, Serialize, ToSchema)]
struct NeedsDocument {
    items: Vec<NeedDocument>,
    /// How many are listed: at most 200.
    total: usize,
    /// All that are listed at all are here: null.
    next_cursor: Option<String>,
}

/// A kept search.
#[derive(Debug, Serialize, ToSchema)]
struct NeedDocument {
    id: i64,
    /// Rises with every change, from 1.
    version: i32,
    name: String,
    /// The search, as `GET /players` takes it.
    query: String,
    wanted_by: String,
    due: Option<NaiveDate>,
    note: String,
    /// How many players fitted; null with `counted_at` is more than 10,000, without it nobody has counted.
    players: Option<u64>,
    /// When they were counted: the page of needs does so.
    counted_at: Option<DateTime<Utc>>,
    settled: bool,
    /// Who made it, while that account is there.
    by: Option<String>,
    created_at: DateTime<Utc>,
}

impl From<Need> for NeedDocument {
    fn from(need: Need) -> Self {
        let NeedDraft { name, query, wanted_by, due, note } = need.draft;
        Self {
            id: need.id.0,
            version: need.version,
            name,
            query,
            wanted_by,
            due,
            note,
            players: need.fitting.and_then(|fitting| fitting.players),
            counted_at: need.fitting.map(|fitting| fitting.at),
            settled: need.is_archived,
            by: need.by,
            created_at: need.at,
        }
    }
}

/// What people say of a need.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NeedBody {
    /// One line of at most 80 characters, not that of another open need.
    name: String,
    /// The search, as `GET /players` takes it.
    #[schema(example = "position=LB&age_max=22")]
    query: String,
    #[serde(default)]
    wanted_by: String,
    #[serde(default)]
    due: Option<NaiveDate>,
    #[serde(default)]
    note: String,
    /// For a change: the version that was read.
    #[serde(default)]
    version: Option<i32>,
}

impl From<NeedBody> for NeedDraft {
    fn from(body: NeedBody) -> Self {
        let NeedBody { name, query, wanted_by, due, note, version: _ } = body;
        Self { name, query, wanted_by, due, note }
    }
}

/// Which needs.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct NeedsQuery {
    /// True: those that are settled.
    #[serde(default)]
    settled: bool,
}

/// The open needs, the one due first before the others.
#[utoipa::path(
    get, path = "/needs", tag = "scouting", params(NeedsQuery),
    responses((status = 200, body = NeedsDocument), (status = 401, body = ProblemDocument))
)]
async fn list_needs(
    _: Viewer,
    State(state): State<AppState>,
    Query(asked): Query<NeedsQuery>,
) -> Result<Json<NeedsDocument>, Problem> {
    let needs = needs::list(&state.db, asked.settled).await?;
    let items: Vec<_> = needs.into_iter().map(NeedDocument::from).collect();
    Ok(Json(NeedsDocument { total: items.len(), items, next_cursor: None }))
}

/// Keeps a search.
#[utoipa::path(
    post, path = "/needs", tag = "scouting", request_body = NeedBody,
    responses((status = 201, body = NeedDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
async fn create_need(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    JsonBody(body): JsonBody<NeedBody>,
) -> Result<(StatusCode, Json<NeedDocument>), Problem> {
    let asker = caller.asker(Some(request_id()));
    let id = needs::create(&state.db, &asker, &body.into()).await?;
    Ok((StatusCode::CREATED, found(&state, id).await?))
}

/// One need.
#[utoipa::path(
    get, path = "/needs/{id}", tag = "scouting", params(("id" = i64, Path, description = "The need")),
    responses((status = 200, body = NeedDocument), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument))
)]
async fn find_need(
    _: Viewer,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<Json<NeedDocument>, Problem> {
    found(&state, NeedId(ids.get("id")?)).await
}

/// Writes over a need, if nobody has changed it since `version` was read.
#[utoipa::path(
    put, path = "/needs/{id}", tag = "scouting", params(("id" = i64, Path, description = "The need")),
    request_body = NeedBody,
    responses((status = 200, body = NeedDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
async fn update_need(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
    JsonBody(body): JsonBody<NeedBody>,
) -> Result<Json<NeedDocument>, Problem> {
    let id = NeedId(ids.get("id")?);
    let version = body.version.ok_or_else(|| AppError::Invalid {
        fields: vec![FieldError::new("version", "Name the version of the need that you read.")],
    })?;
    let asker = caller.asker(Some(request_id()));
    there(needs::update(&state.db, &asker, id, version, &body.into()).await?)?;
    found(&state, id).await
}

/// Settles a need; the page of needs opens it again.
#[utoipa::path(
    delete, path = "/needs/{id}", tag = "scouting", params(("id" = i64, Path, description = "The need")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument))
)]
async fn delete_need(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<StatusCode, Problem> {
    let (id, asker) = (NeedId(ids.get("id")?), caller.asker(Some(request_id())));
    done(needs::set_archived(&state.db, &asker, id, true).await?)
}

async fn found(state: &AppState, id: NeedId) -> Result<Json<NeedDocument>, Problem> {
    Ok(Json(there(needs::find(&state.db, id).await?)?.into()))
}
