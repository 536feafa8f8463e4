//! Seasons of players: side by side, and who is like whom.

use axum::{
    Json,
    extract::{Query, State},
};
use football::{FieldError, PlayerId};
use page_base::{error::AppError, request::AppState};
use scouting_stats::{PeerChoice, SimilarQuery};
use store::players;

use super::{
    PlayerPath,
    body::{PlayerBody, WholeList},
    known_pairs,
    season_body::{ComparedBody, SeasonBody, SimilarBody},
};
use crate::http::{
    access::Reader,
    problem::{Problem, ProblemDocument},
};

/// Fewest and most players that are compared.
const COMPARED: std::ops::RangeInclusive<usize> = 2..=6;
/// Reasons told one by one unless the client says.
const REASONS: usize = 10;
/// Most of them.
const MOST_REASONS: usize = 200;

type Pairs = Query<Vec<(String, String)>>;

fn refused(field: &str, message: impl Into<String>) -> AppError {
    AppError::Invalid { fields: vec![FieldError::new(field, message)] }
}

/// Two to six players side by side, each with his season.
#[utoipa::path(
    get,
    path = "/players/compare",
    tag = "players",
    params(
        ("ids" = String, Query, description = "Two to six ids, parted by commas", example = "1,2"),
        ("set" = Option<i64>, Query, description = "The season, by its number; default the newest of those that most of them are in"),
        ("competition" = Option<String>, Query, description = "Compare with players of this competition; may be given again and again. Default all"),
        ("minutes" = Option<i32>, Query, minimum = 1, maximum = 5400, description = "Minutes that make a peer; default 900"),
    ),
    responses(
        (status = 200, body = WholeList<ComparedBody>),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn compare_players(
    _: Reader,
    State(state): State<AppState>,
    Query(pairs): Pairs,
) -> Result<Json<WholeList<ComparedBody>>, Problem> {
    known_pairs(&pairs, &["ids", "set", "competition", "minutes"])?;
    let mut ids: Vec<PlayerId> = Vec::new();
    let mut readable = true;
    let written = pairs.iter().filter(|(name, _)| name == "ids");
    for id in written.flat_map(|(_, ids)| ids.split(',')) {
        match id.trim().parse() {
            Ok(id) if !ids.contains(&id) => ids.push(id),
            Ok(_) => {}
            Err(_) => readable = false,
        }
    }
    if !readable || !COMPARED.contains(&ids.len()) {
        let message = "Give two to six different player ids, parted by commas.";
        return Err(refused("ids", message).into());
    }
    let choice =
        PeerChoice::parse(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
            .map_err(|fields| AppError::Invalid { fields })?;
    let found = players::find_many(&state.db, &ids).await?;
    if found.len() < ids.len() {
        return Err(AppError::NotFound.into());
    }
    let compared = state.seasons.compare(&state.db, &ids, &choice).await?;
    let items = found.into_iter().zip(&compared.players).map(|(player, season)| ComparedBody {
        player: PlayerBody::from(player),
        season: season.as_ref().map(SeasonBody::from),
    });
    Ok(Json(WholeList::of(items.collect())))
}

/// The players of the same position who are most like one, with reasons that add up to the score. Self
/// is left out; minutes, age and value are asked after scoring and change no score.
#[utoipa::path(
    get,
    path = "/players/{id}/similar",
    tag = "players",
    params(
        ("id" = i64, Path),
        ("set" = Option<i64>, Query, description = "The season, by its number; default the player's newest"),
        ("competition" = Option<String>, Query, description = "Compare with players of this competition; may be given again and again. Default all"),
        ("minutes" = Option<i32>, Query, minimum = 1, maximum = 5400, description = "Minutes that make a peer; default 900"),
        ("weights" = Option<String>, Query, description = "`alike` (default), or `stability`: each metric by how much of it lasts from year to year"),
        ("minutes_min" = Option<i32>, Query, minimum = 0, maximum = 5400, description = "Fewest minutes of who is told; default as of a peer"),
        ("age_min" = Option<i32>, Query, minimum = 0, maximum = 60, description = "Age in that season"),
        ("age_max" = Option<i32>, Query, minimum = 0, maximum = 60),
        ("value_min" = Option<String>, Query, description = "Euros: `40000000`, `40m`, `700k`; the newest value known"),
        ("value_max" = Option<String>, Query, description = "Euros"),
        ("limit" = Option<i32>, Query, minimum = 1, maximum = 100, description = "Default 20"),
        ("reasons" = Option<i32>, Query, minimum = 0, maximum = 200, description = "Reasons told one by one, the others as one; default 10"),
    ),
    responses(
        (status = 200, body = SimilarBody),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn list_similar(
    _: Reader,
    State(state): State<AppState>,
    PlayerPath(id): PlayerPath,
    Query(pairs): Pairs,
) -> Result<Json<SimilarBody>, Problem> {
    let known: Vec<_> = SimilarQuery::NAMES.into_iter().chain(["reasons"]).collect();
    known_pairs(&pairs, &known)?;
    let query =
        SimilarQuery::parse(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
            .map_err(|fields| AppError::Invalid { fields })?;
    let reasons = pairs.iter().find(|(name, value)| name == "reasons" && !value.trim().is_empty());
    let reasons = match reasons.map(|(_, number)| number.trim().parse()) {
        None => REASONS,
        Some(Ok(number @ 0..=MOST_REASONS)) => number,
        Some(_) => {
            let message = format!("Give a whole number from 0 to {MOST_REASONS}.");
            return Err(refused("reasons", message).into());
        }
    };
    players::find(&state.db, id).await?.ok_or(AppError::NotFound)?;
    let answer = state.seasons.similar(&state.db, id, &query).await?;
    Ok(Json(SimilarBody::new(answer, query, reasons)))
}
