//! How the teams of a match stood: as positions show it, and as people say.

use axum::{
    Json,
    extract::{Query, State},
};
use football::{MatchId, Side};
use http::StatusCode;
use page_base::request::AppState;
use serde::{Deserialize, Serialize};
use store::matches::{self, FormationSaid, FormationStood};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    super::path_ids::{PathIds, done, there},
    figures::{OfMatch, word},
};
use crate::http::{
    access::{Analyst, Reader},
    json_body::JsonBody,
    problem::{Problem, ProblemDocument, request_id},
};

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_formations, say_formation))
        .routes(routes!(unsay_formation))
}

/// How a team stood for some time.
#[derive(Serialize, ToSchema)]
struct FormationBody {
    id: i64,
    /// `home` or `away`.
    side: &'static str,
    /// `all`, `in_possession` or `out_of_possession`.
    phase: String,
    period: u8,
    /// Seconds since the period began.
    from_secs: f64,
    /// Likewise.
    until_secs: f64,
    /// From the back: `4-3-3`.
    shape: String,
    /// How far from its template: squared distances in standard deviations; null where a person said it.
    cost: Option<f64>,
    /// Who said it, while that account is there.
    by: Option<String>,
}

impl From<FormationStood> for FormationBody {
    fn from(of: FormationStood) -> Self {
        Self {
            id: of.id,
            side: word(of.side),
            phase: of.phase,
            period: of.period,
            from_secs: of.from_secs,
            until_secs: of.until_secs,
            shape: of.shape,
            cost: of.cost,
            by: of.author,
        }
    }
}

/// How the teams of a match stood.
#[derive(Serialize, ToSchema)]
struct FormationsBody {
    items: Vec<FormationBody>,
    total: usize,
    next_cursor: Option<String>,
}

/// How the teams of a match stood, by the clock.
#[utoipa::path(
    get, path = "/formations", tag = "matches",
    params(OfMatch),
    responses((status = 200, body = FormationsBody), (status = 401, body = ProblemDocument)),
)]
async fn list_formations(
    _: Reader,
    State(state): State<AppState>,
    Query(of): Query<OfMatch>,
) -> Result<Json<FormationsBody>, Problem> {
    let found = matches::formations_of(&state.db, MatchId(of.match_id)).await?;
    let items: Vec<_> = found.into_iter().map(FormationBody::from).collect();
    Ok(Json(FormationsBody { total: items.len(), items, next_cursor: None }))
}

/// A team.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum SideBody {
    Home,
    Away,
}

/// How a team stood, as a person says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SaidFormation {
    match_id: i64,
    side: SideBody,
    /// `all` unless it is said; `in_possession` or `out_of_possession`.
    #[serde(default = "whole")]
    phase: String,
    /// 1 and 2 are the halves.
    #[schema(minimum = 1, maximum = 5)]
    period: u8,
    /// Seconds since the period began.
    from_secs: f64,
    /// Likewise.
    until_secs: f64,
    /// From the back, without the keeper: `4-3-3`.
    shape: String,
}

fn whole() -> String {
    "all".to_owned()
}

/// Keeps how a team stood as a person says; what positions show stands beside it.
#[utoipa::path(
    post, path = "/formations", tag = "matches",
    request_body = SaidFormation,
    responses((status = 201, body = FormationBody), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 422, body = ProblemDocument)),
)]
async fn say_formation(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    JsonBody(body): JsonBody<SaidFormation>,
) -> Result<(StatusCode, Json<FormationBody>), Problem> {
    let said = FormationSaid {
        side: match body.side {
            SideBody::Home => Side::Home,
            SideBody::Away => Side::Away,
        },
        phase: body.phase,
        period: body.period,
        from_secs: body.from_secs,
        until_secs: body.until_secs,
        shape: body.shape,
    };
    let asker = caller.asker(Some(request_id()));
    let kept = matches::say_formation(&state.db, &asker, MatchId(body.match_id), &said).await?;
    Ok((StatusCode::CREATED, Json(there(kept)?.into())))
}

/// Takes away what a person said of a formation.
#[utoipa::path(
    delete, path = "/formations/{id}", tag = "matches",
    params(("id" = i64, Path, description = "The formation")),
    responses((status = 204, description = "It is away"), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument),
        (status = 404, description = "Nobody said such a formation", body = ProblemDocument)),
)]
async fn unsay_formation(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    ids: PathIds,
) -> Result<StatusCode, Problem> {
    let asker = caller.asker(Some(request_id()));
    let taken = matches::unsay_formation(&state.db, &asker, ids.get("id")?).await?;
    done(taken.is_some())
}
