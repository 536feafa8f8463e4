//! The matches of a player: his figures in each, sums, per 90 minutes and where they stand.

use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use football::{FieldError, PlayerId, SeasonYears};
use http::header;
use page_base::{error::AppError, request::AppState};
use scouting_stats::played::{Ground, NotRanked, PlayedMeasure, PlayedStanding};
use serde::{Deserialize, Serialize};
use store::{
    matches::{self, MatchOfPlayer, Played},
    players,
};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    super::path_ids::{PathIds, there},
    PageOf,
};
use crate::http::{
    access::Reader,
    problem::{Problem, ProblemDocument},
};

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_player_matches)).routes(routes!(export_player_matches))
}

/// Of which season.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfSeason {
    /// The year in which it begins; a season runs from 1 July to 30 June. All matches unless it is said.
    #[param(minimum = 1850, maximum = 2100)]
    season: Option<i32>,
}

impl OfSeason {
    fn years(&self) -> Result<Option<SeasonYears>, AppError> {
        let Some(year) = self.season else { return Ok(None) };
        let wrong = || {
            let message = "Give the year in which the season begins: 2026.";
            AppError::Invalid { fields: vec![FieldError::new("season", message)] }
        };
        SeasonYears::beginning_in(year).map(Some).ok_or_else(wrong)
    }
}

/// A match of the player. Metres, minutes; null was not measured.
#[derive(Serialize, ToSchema)]
struct PlayerMatchBody {
    match_id: i64,
    home: String,
    away: String,
    home_goals: Option<u16>,
    away_goals: Option<u16>,
    competition: Option<String>,
    played_on: Option<NaiveDate>,
    /// His place in the line-up.
    place: u16,
    /// `home` or `away`.
    side: &'static str,
    is_keeper: bool,
    /// Positions from a broadcast's picture; they are never ranked with others.
    is_from_video: bool,
    /// How far the positions can be trusted, 0 to 100.
    quality: Option<u8>,
    minutes: Option<f64>,
    /// Minutes of these with a known speed: what distances are from.
    known_minutes: Option<f64>,
    /// The share of his time in which he was seen.
    coverage: Option<f64>,
    distance_m: Option<f64>,
    /// At 5.5 m/s or faster.
    high_speed_m: Option<f64>,
    /// At 7 m/s or faster.
    sprint_m: Option<f64>,
    /// 7 m/s or faster for a second or longer.
    sprints: Option<u32>,
    top_speed_mps: Option<f64>,
    shots: Option<u32>,
    goals: Option<u32>,
    xg: Option<f64>,
    passes: Option<u32>,
    passes_completed: Option<u32>,
    /// Threat that passes and carries of open play added.
    xt: Option<f64>,
}

impl From<MatchOfPlayer> for PlayerMatchBody {
    fn from(of: MatchOfPlayer) -> Self {
        let [home_goals, away_goals] = [0, 1].map(|side| of.score.map(|score| score[side]));
        let figures = of.figures;
        Self {
            match_id: of.id.0,
            home: of.home,
            away: of.away,
            home_goals,
            away_goals,
            competition: of.competition,
            played_on: of.played_on,
            place: of.place,
            side: super::figures::word(of.side),
            is_keeper: of.keeps_goal,
            is_from_video: figures.is_from_video,
            quality: of.quality,
            minutes: figures.minutes,
            known_minutes: figures.known_minutes,
            coverage: of.coverage,
            distance_m: figures.distance_m,
            high_speed_m: figures.high_speed_m,
            sprint_m: figures.sprint_m,
            sprints: figures.sprints,
            top_speed_mps: of.top_speed_mps,
            shots: figures.shots,
            goals: figures.goals,
            xg: figures.xg,
            passes: figures.passes,
            passes_completed: figures.passes_completed,
            xt: figures.xt,
        }
    }
}

/// A figure over all these matches.
#[derive(Serialize, ToSchema)]
struct PlayedStandingBody {
    /// `tracking`, `video`, `events`, `told_chances` (the provider's) or `model_chances`: figures of different grounds
    /// are never added up.
    #[schema(value_type = String)]
    ground: Ground,
    /// `distance`, `high_speed_distance`, `sprint_distance` (metres), `sprints`, `shots`, `goals`, `expected_goals`,
    /// `passes`, `passes_completed` or `threat`.
    #[schema(value_type = String)]
    measure: PlayedMeasure,
    /// Matches that tell it.
    matches: u32,
    /// The minutes that it is of.
    minutes: f64,
    /// The sum.
    total: f64,
    per_90: Option<f64>,
    /// Mid-rank among the players with at least 45 minutes, 0 to 100; null where there is none.
    percentile: Option<f64>,
    /// How many players it is among, he included; keepers are among keepers.
    among: u32,
    /// Why there is no percentile.
    #[schema(value_type = Option<Object>)]
    not_ranked: Option<NotRanked>,
}

impl From<PlayedStanding> for PlayedStandingBody {
    fn from(of: PlayedStanding) -> Self {
        Self {
            ground: of.sum.figure.ground,
            measure: of.sum.figure.measure,
            matches: of.sum.matches,
            minutes: of.sum.minutes,
            total: of.sum.value,
            per_90: of.per_90,
            percentile: of.percentile.ok(),
            among: of.among,
            not_ranked: of.percentile.err(),
        }
    }
}

/// Some matches of a player, and his figures over all of the season.
#[derive(Serialize, ToSchema)]
struct PlayerMatchesBody {
    /// The newest first.
    items: Vec<PlayerMatchBody>,
    /// How many fit.
    total: usize,
    /// Always null: ask for the next `page`.
    next_cursor: Option<String>,
    /// The years in which his seasons begin, the newest first.
    seasons: Vec<i32>,
    /// Over all matches that fit.
    standings: Vec<PlayedStandingBody>,
}

async fn played(
    state: &AppState,
    id: PlayerId,
    season: Option<SeasonYears>,
) -> Result<Played, Problem> {
    there(players::find(&state.db, id).await?)?;
    Ok(matches::played_by(&state.db, id, season).await?)
}

/// The matches in whose line-ups a player is known, the newest first, with sums, figures per 90 minutes and where they
/// stand among all players of the stored matches.
#[utoipa::path(
    get, path = "/players/{id}/matches", tag = "matches",
    params(("id" = i64, Path, description = "The player"), OfSeason, PageOf),
    responses((status = 200, body = PlayerMatchesBody), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)),
)]
async fn list_player_matches(
    _: Reader,
    State(state): State<AppState>,
    ids: PathIds,
    Query(of): Query<OfSeason>,
    Query(page): Query<PageOf>,
) -> Result<Json<PlayerMatchesBody>, Problem> {
    let found = played(&state, ids.player()?, of.years()?).await?;
    let (offset, limit) = page.offset_and_limit();
    let (skipped, taken) = (
        usize::try_from(offset).unwrap_or(usize::MAX),
        usize::try_from(limit).unwrap_or(usize::MAX),
    );
    let total = found.matches.len();
    let items = found.matches.into_iter().skip(skipped).take(taken).map(Into::into).collect();
    Ok(Json(PlayerMatchesBody {
        items,
        total,
        next_cursor: None,
        seasons: found.seasons.into_iter().map(SeasonYears::first_year).collect(),
        standings: found.standings.into_iter().map(Into::into).collect(),
    }))
}

/// The matches of a player as CSV.
#[utoipa::path(
    get, path = "/players/{id}/matches.csv", tag = "matches",
    params(("id" = i64, Path, description = "The player"), OfSeason),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)),
)]
async fn export_player_matches(
    _: Reader,
    State(state): State<AppState>,
    ids: PathIds,
    Query(of): Query<OfSeason>,
) -> Result<Response, Problem> {
    // What a spreadsheet would run is text.
    let plain = |text: String| {
        if table_feeds::player_table::is_formula(&text) { format!("'{text}") } else { text }
    };
    let id = ids.player()?;
    let found = played(&state, id, of.years()?).await?;
    let mut rows = csv::Writer::from_writer(Vec::new());
    for mut row in found.matches.into_iter().map(PlayerMatchBody::from) {
        row.home = plain(row.home);
        row.away = plain(row.away);
        row.competition = row.competition.map(plain);
        rows.serialize(row).map_err(|error| store::StoreError::File(error.into()))?;
    }
    let bytes = rows.into_inner().map_err(|error| store::StoreError::File(error.into_error()))?;
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"player-{id}-matches.csv\"")),
    ];
    Ok((head, bytes).into_response())
}
