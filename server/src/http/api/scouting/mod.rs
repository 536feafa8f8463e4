//! Scouting over REST: ask for a report, list and read reports.

mod body;

use axum::{
    Json,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use football::PlayerId;
use http::header;
use page_base::{error::AppError, request::AppState};
use serde::Deserialize;
use store::{players, scouting};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use self::body::{ReportBody, ReportListBody};
use super::accepted::Accepted;
use crate::http::{
    access::{Analyst, Reader},
    problem::{Problem, ProblemDocument, request_id},
};

/// Reports in an answer when the client does not say.
const DEFAULT_LIMIT: u32 = 50;

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(scout_player))
        .routes(routes!(list_reports_on_player))
        .routes(routes!(find_report))
}

/// What the report is to answer.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ScoutBody {
    /// What you want to know; one line of at most 300 characters.
    #[serde(default)]
    #[schema(max_length = 300)]
    question: Option<String>,
}

/// Asks for a scouting report. While one with the same question waits or runs for the player, that
/// task is the answer.
#[utoipa::path(
    post,
    path = "/players/{id}/scout",
    tag = "scouting",
    params(("id" = i64, Path, description = "The player")),
    request_body(content = Option<ScoutBody>),
    responses(
        (status = 202, description = "The task that writes it", body = Accepted),
        (status = "4XX", description = "A problem", body = ProblemDocument,
            content_type = "application/problem+json"),
    )
)]
async fn scout_player(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    Path(id): Path<i64>,
    body: Option<Json<ScoutBody>>,
) -> Result<Accepted, Problem> {
    let question = body.and_then(|Json(body)| body.question).unwrap_or_default();
    let request = scouting::ReportRequest {
        player_id: PlayerId(id),
        question,
        asker: Some(caller.account_id),
        request_id: Some(request_id()),
    };
    let task = scouting::request_report(&state.db, request).await?.ok_or(AppError::NotFound)?;
    Ok(task.into())
}

/// Which part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Most reports in the answer.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the answer before.
    cursor: Option<String>,
}

/// The player's reports, newest first.
#[utoipa::path(
    get,
    path = "/players/{id}/reports",
    tag = "scouting",
    params(("id" = i64, Path, description = "The player"), ListQuery),
    responses(
        (status = 200, description = "The reports", body = ReportListBody),
        (status = "4XX", description = "A problem", body = ProblemDocument,
            content_type = "application/problem+json"),
    )
)]
async fn list_reports_on_player(
    _: Reader,
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Query(query): Query<ListQuery>,
) -> Result<Json<ReportListBody>, Problem> {
    let player = PlayerId(id);
    players::find(&state.db, player).await?.ok_or(AppError::NotFound)?;
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    let page = scouting::list_reports_on(&state.db, player, query.cursor.as_deref(), limit).await?;
    Ok(Json(page.into()))
}

/// In which form a report is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ReportQuery {
    /// `md` for Markdown; JSON without it.
    #[param(pattern = "^(md|json)$")]
    format: Option<String>,
}

/// One report with its evidence. `{id}` may end in `.md`, or `format` may be `md`: then it is Markdown.
#[utoipa::path(
    get,
    path = "/reports/{id}",
    tag = "scouting",
    params(
        ("id" = String, Path, description = "The report: `7` for JSON, `7.md` for Markdown"),
        ReportQuery,
    ),
    responses(
        (status = 200, description = "The report", content(
            (ReportBody = "application/json"),
            (String = "text/markdown"),
        )),
        (status = "4XX", description = "A problem", body = ProblemDocument,
            content_type = "application/problem+json"),
    )
)]
async fn find_report(
    _: Reader,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<ReportQuery>,
) -> Result<Response, Problem> {
    let format = query.format.as_deref().unwrap_or("json");
    if !["json", "md"].contains(&format) {
        let rule = "Ask for json or md.";
        let fields = vec![football::FieldError::new("format", rule)];
        return Err(AppError::Invalid { fields }.into());
    }
    let (number, as_markdown) = match id.strip_suffix(".md") {
        Some(number) => (number, true),
        None => (id.as_str(), format == "md"),
    };
    // What is no number names no report.
    let number = number.parse().ok().ok_or(AppError::NotFound)?;
    let report = scouting::find_report(&state.db, number).await?.ok_or(AppError::NotFound)?;
    if as_markdown {
        let text = scouting_stats::markdown(&report);
        return Ok(([(header::CONTENT_TYPE, "text/markdown; charset=utf-8")], text).into_response());
    }
    Ok(Json(ReportBody::from(report)).into_response())
}
