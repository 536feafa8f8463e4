//! Alerts: what changed about players on the lists that the caller follows.

use axum::{
    Json,
    extract::{Query, State},
};
use chrono::{DateTime, Utc};
use football::desk::{AlertId, PlayerAlert};
use http::StatusCode;
use page_base::request::AppState;
use serde::{Deserialize, Serialize};
use store::desk::alerts;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{DEFAULT_LIMIT, PathIds, done};
use crate::http::{
    access::Viewer,
    json_body::JsonBody,
    problem::{Problem, ProblemDocument},
};

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_alerts))
        .routes(routes!(read_alerts))
        .routes(routes!(read_alert, unread_alert))
}

/// A part of what the caller was told, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct AlertsDocument {
    items: Vec<AlertDocument>,
    /// How many the caller has not read.
    unread: u64,
    /// Not counted: null.
    total: Option<u64>,
    /// Ask with it for the next part; null at the end.
    next_cursor: Option<String>,
}

/// A change that the caller was told of.
#[derive(Debug, Serialize, ToSchema)]
struct AlertDocument {
    id: i64,
    player_id: i64,
    player_name: String,
    /// `value`, `club`, `contract`, `status`, `report` or `injury`.
    kind: &'static str,
    /// How it was: euros, a name, a day, a word; null when it was not known.
    before: Option<String>,
    /// How it is; of a report, its number.
    after: Option<String>,
    /// When it was noticed.
    at: DateTime<Utc>,
    read: bool,
    /// The lists that the caller follows and the player is on.
    shortlists: Vec<String>,
}

impl From<PlayerAlert> for AlertDocument {
    fn from(alert: PlayerAlert) -> Self {
        Self {
            id: alert.id.0,
            player_id: alert.player_id.0,
            player_name: alert.player_name,
            kind: alert.kind.as_str(),
            before: alert.before,
            after: alert.after,
            at: alert.at,
            read: alert.is_read,
            shortlists: alert.lists,
        }
    }
}

/// Which alerts.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AlertsQuery {
    /// True: only what was not read.
    #[serde(default)]
    unread: bool,
    /// Most alerts in the answer.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the answer before.
    cursor: Option<String>,
}

/// Up to where the caller has read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReadBody {
    /// The newest alert that the caller has seen.
    newest: i64,
}

/// How many alerts were marked.
#[derive(Debug, Serialize, ToSchema)]
struct ReadDocument {
    /// How many.
    marked: u64,
}

/// What the caller was told, newest first.
#[utoipa::path(
    get, path = "/alerts", tag = "scouting", params(AlertsQuery),
    responses((status = 200, body = AlertsDocument), (status = 401, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
async fn list_alerts(
    Viewer(caller): Viewer,
    State(state): State<AppState>,
    Query(asked): Query<AlertsQuery>,
) -> Result<Json<AlertsDocument>, Problem> {
    let (account, cursor) = (caller.account_id, asked.cursor.as_deref());
    let limit = asked.limit.unwrap_or(DEFAULT_LIMIT);
    let page = alerts::list(&state.db, account, asked.unread, cursor, limit).await?;
    Ok(Json(AlertsDocument {
        items: page.items.into_iter().map(AlertDocument::from).collect(),
        unread: page.unread,
        total: None,
        next_cursor: page.next_cursor,
    }))
}

/// Marks what the caller was told up to `newest` as read.
#[utoipa::path(
    post, path = "/alerts/read", tag = "scouting", request_body = ReadBody,
    responses((status = 200, body = ReadDocument), (status = 401, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
async fn read_alerts(
    Viewer(caller): Viewer,
    State(state): State<AppState>,
    JsonBody(body): JsonBody<ReadBody>,
) -> Result<Json<ReadDocument>, Problem> {
    let newest = AlertId(body.newest);
    let marked = alerts::read_all(&state.db, caller.account_id, newest).await?;
    Ok(Json(ReadDocument { marked }))
}

/// Marks one alert as read.
#[utoipa::path(
    put, path = "/alerts/{id}/read", tag = "scouting", params(("id" = i64, Path, description = "The alert")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 404, body = ProblemDocument))
)]
async fn read_alert(
    Viewer(caller): Viewer,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<StatusCode, Problem> {
    done(alerts::set_read(&state.db, caller.account_id, AlertId(ids.get("id")?), true).await?)
}

/// Marks one alert as not read.
#[utoipa::path(
    delete, path = "/alerts/{id}/read", tag = "scouting", params(("id" = i64, Path, description = "The alert")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 404, body = ProblemDocument))
)]
async fn unread_alert(
    Viewer(caller): Viewer,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<StatusCode, Problem> {
    done(alerts::set_read(&state.db, caller.account_id, AlertId(ids.get("id")?), false).await?)
}
