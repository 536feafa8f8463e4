//! Matches as a person describes them, with files or before there are any.

use axum::{Json, extract::State};
use chrono::NaiveDate;
use football::MatchId;
use http::{HeaderName, StatusCode, header};
use page_base::request::AppState;
use serde::Deserialize;
use store::matches::{self, MatchSettings};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    super::path_ids::{PathIds, done, there},
    body::MatchBody,
};
use crate::http::{
    access::Analyst,
    json_body::JsonBody,
    problem::{Problem, ProblemDocument, request_id},
};

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create_match)).routes(routes!(describe_match))
}

/// What is said of a match.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SaidMatch {
    /// The home team.
    home: String,
    /// The away team.
    away: String,
    /// `League`
    #[serde(default)]
    competition: String,
    /// `14`
    #[serde(default)]
    round: String,
    /// The day it was played or will be; null, not known.
    played_on: Option<NaiveDate>,
    /// The ground.
    #[serde(default)]
    venue: String,
    /// Goals of the home team; both, or neither.
    #[schema(minimum = 0, maximum = 199)]
    home_goals: Option<u16>,
    /// Likewise.
    #[schema(minimum = 0, maximum = 199)]
    away_goals: Option<u16>,
}

impl SaidMatch {
    /// What is said, and the goals of home and away.
    fn parts(self) -> (MatchSettings, [Option<u16>; 2]) {
        let settings = MatchSettings {
            home: self.home,
            away: self.away,
            competition: self.competition,
            round: self.round,
            played_on: self.played_on,
            venue: self.venue,
        };
        (settings, [self.home_goals, self.away_goals])
    }
}

/// Keeps a match that has no files yet; they can be imported for it later.
#[utoipa::path(
    post, path = "/matches", tag = "matches",
    request_body = SaidMatch,
    responses((status = 201, body = MatchBody), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument),
        (status = 422, description = "A value cannot be taken, or these teams have a match on that day",
            body = ProblemDocument)),
)]
async fn create_match(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    JsonBody(body): JsonBody<SaidMatch>,
) -> Result<(StatusCode, [(HeaderName, String); 1], Json<MatchBody>), Problem> {
    let (settings, goals) = body.parts();
    let asker = caller.asker(Some(request_id()));
    let now = state.clock.now();
    let id = matches::create_match(&state.db, &asker, settings, goals, now).await?;
    let place = [(header::LOCATION, format!("/api/v1/matches/{id}"))];
    Ok((StatusCode::CREATED, place, Json(stored(&state, id).await?)))
}

/// Settles what is said of a match; all of it is replaced.
#[utoipa::path(
    put, path = "/matches/{id}", tag = "matches",
    params(("id" = i64, Path, description = "The match")),
    request_body = SaidMatch,
    responses((status = 200, body = MatchBody), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 422, description = "A value cannot be taken, or these teams have another match on that day",
            body = ProblemDocument)),
)]
async fn describe_match(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    ids: PathIds,
    JsonBody(body): JsonBody<SaidMatch>,
) -> Result<Json<MatchBody>, Problem> {
    let (settings, goals) = body.parts();
    let (id, asker) = (ids.match_id()?, caller.asker(Some(request_id())));
    done(matches::describe_match(&state.db, &asker, id, settings, goals).await?)?;
    Ok(Json(stored(&state, id).await?))
}

async fn stored(state: &AppState, id: MatchId) -> Result<MatchBody, Problem> {
    Ok(there(matches::find(&state.db, id).await?)?.into())
}
