//! Matches: the list, imports, replay, frames, figures and clips.

mod body;
mod clips;
mod compare;
mod figures;
mod formations;
mod frames;
mod import;
mod of_player;
mod said;

use axum::{
    Json,
    extract::{Query, State},
};
use http::StatusCode;
use page_base::request::AppState;
use serde::Deserialize;
use store::matches::{self, MatchQuery};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::body::{MatchBody, MatchPageBody};
use super::path_ids::{PathIds, done, there};
use crate::http::{
    access::{Analyst, Reader},
    problem::{Problem, ProblemDocument, request_id},
};

/// Longest page of a list.
const LONGEST_PAGE: u64 = 200;

/// The routes of this feature.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(import::routes())
        .merge(frames::routes())
        .merge(figures::routes())
        .merge(formations::routes())
        .merge(clips::routes())
        .merge(compare::routes())
        .merge(of_player::routes())
        .merge(said::routes())
        .routes(routes!(list_matches))
        .routes(routes!(find_match, delete_match))
        .routes(routes!(restore_match))
}

/// Which part of a list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PageOf {
    /// At most so many; 50 unless it is said.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u64>,
    /// Which page, the first is 1.
    #[param(minimum = 1)]
    page: Option<u64>,
}

impl PageOf {
    fn offset_and_limit(&self) -> (u64, u64) {
        let limit = self.limit.unwrap_or(50).clamp(1, LONGEST_PAGE);
        (self.page.unwrap_or(1).saturating_sub(1).saturating_mul(limit), limit)
    }
}

/// Which matches.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// A part of a team's, a competition's or a ground's name.
    q: Option<String>,
    /// Only matches with positions.
    with_positions: Option<bool>,
}

/// Matches, the newest first.
#[utoipa::path(
    get,
    path = "/matches",
    tag = "matches",
    params(Wanted, PageOf),
    responses(
        (status = 200, body = MatchPageBody),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn list_matches(
    _: Reader,
    State(state): State<AppState>,
    Query(wanted): Query<Wanted>,
    Query(page): Query<PageOf>,
) -> Result<Json<MatchPageBody>, Problem> {
    let (offset, limit) = page.offset_and_limit();
    let query = MatchQuery {
        text: wanted.q.unwrap_or_default(),
        with_positions: wanted.with_positions.unwrap_or_default(),
        offset,
        limit,
    };
    Ok(Json(matches::list(&state.db, &query).await?.into()))
}

/// One match.
#[utoipa::path(
    get,
    path = "/matches/{id}",
    tag = "matches",
    params(("id" = i64, Path, description = "The match")),
    responses(
        (status = 200, body = MatchBody),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn find_match(
    _: Reader,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<Json<MatchBody>, Problem> {
    Ok(Json(there(matches::find(&state.db, ids.match_id()?).await?)?.into()))
}

/// Takes a match away; it can be taken back for a day.
#[utoipa::path(
    delete,
    path = "/matches/{id}",
    tag = "matches",
    params(("id" = i64, Path, description = "The match")),
    responses(
        (status = 204, description = "It is away"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn delete_match(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    ids: PathIds,
) -> Result<StatusCode, Problem> {
    let asker = caller.asker(Some(request_id()));
    done(matches::delete(&state.db, &asker, ids.match_id()?).await?)
}

/// Takes a match back that was taken away within a day.
#[utoipa::path(
    post,
    path = "/matches/{id}/restore",
    tag = "matches",
    params(("id" = i64, Path, description = "The match")),
    responses(
        (status = 204, description = "It is back"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "It was not taken away, or its files made another match since"),
    ),
)]
async fn restore_match(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    ids: PathIds,
) -> Result<StatusCode, Problem> {
    let asker = caller.asker(Some(request_id()));
    done(matches::restore(&state.db, &asker, ids.match_id()?).await?)
}
