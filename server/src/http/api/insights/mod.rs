//! Insights over REST: ask for forecasts of a player, read what is kept, and how far to trust it.
//!
//! Insights about many players are asked for beside the other batches, in `jobs::batches`.

mod body;
mod report_card;

use axum::{
    Json,
    extract::{Path, Query, State},
};
use backroom::{AccountId, Role};
use football::{FieldError, PlayerId};
use page_base::{error::AppError, request::AppState};
use scouting_stats::InsightKind;
use serde::Deserialize;
use store::{
    insights::{
        AnalysisRequest, insight_history, newest_insights, newest_report_card, request_analysis,
        request_injury_estimate, request_report_card,
    },
    players,
    queue::Asker,
};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use self::{
    body::{InsightBody, InsightListBody},
    report_card::ReportCardBody,
};
use super::accepted::Accepted;
use crate::http::{
    access::{Analyst, Reader},
    problem::{Problem, ProblemDocument, request_id},
};

/// Insights of a history in an answer when the client does not say.
const DEFAULT_LIMIT: u32 = 50;
/// Most insights in an answer.
const LONGEST_PAGE: u32 = 200;

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(predict_career))
        .routes(routes!(estimate_injury))
        .routes(routes!(analyze_player))
        .routes(routes!(list_insights))
        .routes(routes!(find_report_card, compute_report_card))
}

/// How insights are to be made.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AnalysisBody {
    /// The seed of what is drawn: equal data and seed give equal results. The models' own when absent.
    #[serde(default)]
    seed: Option<u32>,
}

/// Asks for the values of the coming years, as bands of 10, 25, 50, 75 and 90 %. While the same waits or
/// runs for the player, that task is the answer.
#[utoipa::path(
    post,
    path = "/players/{id}/predict-career",
    tag = "scouting",
    params(("id" = i64, Path, description = "The player")),
    request_body(content = Option<AnalysisBody>),
    responses(
        (status = 202, description = "The task that makes it", body = Accepted),
        (status = "4XX", description = "A problem", body = ProblemDocument,
            content_type = "application/problem+json"),
    )
)]
async fn predict_career(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    Path(id): Path<i64>,
    body: Option<Json<AnalysisBody>>,
) -> Result<Accepted, Problem> {
    ask(&state, caller.account_id, id, vec![InsightKind::CareerForecast], body).await
}

/// Asks for how often the player is out for what he plays: spells of absence per 1,000 hours of matches,
/// with the peers' rate, an interval and how such estimates fared. While the same waits or runs, that
/// task is the answer.
#[utoipa::path(
    post,
    path = "/players/{id}/injury-risk",
    tag = "scouting",
    params(("id" = i64, Path, description = "The player")),
    responses(
        (status = 202, description = "The task that makes it", body = Accepted),
        (status = "4XX", description = "A problem", body = ProblemDocument,
            content_type = "application/problem+json"),
    )
)]
async fn estimate_injury(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    Path(id): Path<i64>,
) -> Result<Accepted, Problem> {
    let asker = Some(asker(caller.account_id));
    let task = request_injury_estimate(&state.db, PlayerId(id), asker).await?;
    let task = task.ok_or(AppError::NotFound)?;
    Ok(task.into())
}

/// Asks for every insight that can be made about the player now: the value in one year with what makes it
/// up, the coming years, and the performance score of the newest season. While the same waits or runs for the player, that task is the answer.
#[utoipa::path(
    post,
    path = "/players/{id}/analyze",
    tag = "scouting",
    params(("id" = i64, Path, description = "The player")),
    request_body(content = Option<AnalysisBody>),
    responses(
        (status = 202, description = "The task that makes them", body = Accepted),
        (status = "4XX", description = "A problem", body = ProblemDocument,
            content_type = "application/problem+json"),
    )
)]
async fn analyze_player(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    Path(id): Path<i64>,
    body: Option<Json<AnalysisBody>>,
) -> Result<Accepted, Problem> {
    ask(&state, caller.account_id, id, Vec::new(), body).await
}

async fn ask(
    state: &AppState,
    account_id: AccountId,
    player: i64,
    kinds: Vec<InsightKind>,
    body: Option<Json<AnalysisBody>>,
) -> Result<Accepted, Problem> {
    let request = AnalysisRequest {
        player_id: PlayerId(player),
        kinds,
        seed: body.and_then(|Json(body)| body.seed),
        asker: Some(asker(account_id)),
    };
    let task = request_analysis(&state.db, request).await?.ok_or(AppError::NotFound)?;
    Ok(task.into())
}

fn asker(account_id: AccountId) -> Asker {
    Asker { account_id, request_id: Some(request_id()).filter(|id| !id.is_empty()) }
}

/// Which insights.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// The history of one kind, newest first: `value_forecast`, `career_forecast`, `performance` or
    /// `injury_risk`. Without it the newest of each kind.
    kind: Option<String>,
    /// Most insights of a history in the answer.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the answer before.
    cursor: Option<i64>,
}

/// What is kept about the player: the newest insight of each kind, or the history of one. Injury
/// estimates are medical data: they are for analysts, also where reading is public.
#[utoipa::path(
    get,
    path = "/players/{id}/insights",
    tag = "scouting",
    params(("id" = i64, Path, description = "The player"), ListQuery),
    responses(
        (status = 200, description = "The insights", body = InsightListBody),
        (status = "4XX", description = "A problem", body = ProblemDocument,
            content_type = "application/problem+json"),
    )
)]
async fn list_insights(
    Reader(caller): Reader,
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Query(query): Query<ListQuery>,
) -> Result<Json<InsightListBody>, Problem> {
    let player = PlayerId(id);
    players::find(&state.db, player).await?.ok_or(AppError::NotFound)?;
    let Some(kind) = query.kind else {
        let newest = newest_insights(&state.db, player).await?;
        let is_analyst = caller.is_some_and(|caller| caller.role >= Role::Analyst);
        let items = newest
            .into_iter()
            .filter(|insight| is_analyst || insight.kind != InsightKind::InjuryRisk)
            .map(InsightBody::from)
            .collect();
        return Ok(Json(InsightListBody { items, next_cursor: None }));
    };
    let Ok(kind) = kind.parse::<InsightKind>() else {
        let words: Vec<_> = InsightKind::ALL.iter().map(|kind| kind.as_str()).collect();
        let message = format!("There is no such insight; use {}.", words.join(", "));
        return Err(AppError::Invalid { fields: vec![FieldError::new("kind", message)] }.into());
    };
    if kind == InsightKind::InjuryRisk {
        let caller = caller.ok_or(AppError::SignInRequired)?;
        if caller.role < Role::Analyst {
            return Err(AppError::Forbidden.into());
        }
    }
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, LONGEST_PAGE);
    let history = insight_history(&state.db, player, kind, query.cursor, limit).await?;
    let is_full = history.len() == limit as usize;
    let next_cursor = history.last().filter(|_| is_full).map(|insight| insight.id);
    let items = history.into_iter().map(InsightBody::from).collect();
    Ok(Json(InsightListBody { items, next_cursor }))
}

/// What the models would have forecast from past days, held against what came.
#[utoipa::path(
    get,
    path = "/insights/report-card",
    tag = "scouting",
    responses(
        (status = 200, description = "The newest report card", body = ReportCardBody),
        (status = "4XX", description = "A problem; 404 where none was computed yet",
            body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
async fn find_report_card(
    _: Reader,
    State(state): State<AppState>,
) -> Result<Json<ReportCardBody>, Problem> {
    let card = newest_report_card(&state.db).await?.ok_or(AppError::NotFound)?;
    Ok(Json(card.into()))
}

/// Asks for the models' report card on the values that are held now. While one is computed, that task is
/// the answer.
#[utoipa::path(
    post,
    path = "/insights/report-card",
    tag = "scouting",
    responses(
        (status = 202, description = "The task that computes it", body = Accepted),
        (status = "4XX", description = "A problem", body = ProblemDocument,
            content_type = "application/problem+json"),
    )
)]
async fn compute_report_card(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
) -> Result<Accepted, Problem> {
    let task = request_report_card(&state.db, Some(asker(caller.account_id))).await?;
    Ok(task.into())
}
