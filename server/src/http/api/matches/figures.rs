//! What was computed of matches: reports, players' figures and line-ups.

use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use football::{FieldError, MatchId, PlayerId, Side};
use http::{StatusCode, header};
use page_base::{error::AppError, request::AppState};
use serde::{Deserialize, Serialize};
use store::matches::{self, Part, PlayerStatistics, ReportKind, StoredReport};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    super::path_ids::{PathIds, done, there},
    PageOf,
};
use crate::http::{
    access::{Analyst, Reader},
    json_body::JsonBody,
    problem::{Problem, ProblemDocument, request_id},
};

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(find_match_report))
        .routes(routes!(find_analysis_report))
        .routes(routes!(list_player_match_statistics))
        .routes(routes!(export_statistics))
        .routes(routes!(list_match_lineups, link_match_lineup))
}

/// A stored report.
#[derive(Serialize, ToSchema)]
struct AnalysisReportBody {
    id: i64,
    match_id: i64,
    /// `match`: figures; `events`: what happened, on the clock of the frames.
    kind: String,
    /// The version of its shape.
    version: u32,
    #[schema(value_type = Object)]
    report: serde_json::Value,
    created_at: DateTime<Utc>,
}

impl From<StoredReport> for AnalysisReportBody {
    fn from(stored: StoredReport) -> Self {
        let StoredReport { id, match_id, kind, version, report, created_at } = stored;
        Self { id, match_id: match_id.0, kind, version, report, created_at }
    }
}

/// The report of a match.
#[utoipa::path(
    get, path = "/matches/{id}/report", tag = "matches",
    params(("id" = i64, Path, description = "The match")),
    responses((status = 200, body = AnalysisReportBody), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument)),
)]
async fn find_match_report(
    _: Reader,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<Json<AnalysisReportBody>, Problem> {
    let found = matches::report_of(&state.db, ids.match_id()?, ReportKind::Match).await?;
    Ok(Json(there(found)?.into()))
}

/// One stored report.
#[utoipa::path(
    get, path = "/analysis_reports/{id}", tag = "matches",
    params(("id" = i64, Path, description = "The report")),
    responses((status = 200, body = AnalysisReportBody), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument)),
)]
async fn find_analysis_report(
    _: Reader,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<Json<AnalysisReportBody>, Problem> {
    Ok(Json(there(matches::find_report(&state.db, ids.get("id")?).await?)?.into()))
}

/// Whose figures.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Whose {
    /// Of this match.
    match_id: Option<i64>,
    /// Of this player, in all matches in which he is known.
    player_id: Option<i64>,
    /// 0, the whole match, unless it is said; else a period.
    #[param(minimum = 0, maximum = 5)]
    part: Option<u8>,
}

/// A player's figures in a match. Metres, seconds, minutes; null was not measured.
#[derive(Serialize, ToSchema)]
struct PlayerMatchStatisticsBody {
    match_id: i64,
    place: i16,
    /// 0 is the whole match, others are its periods.
    part: i16,
    /// `home` or `away`.
    side: String,
    shirt: Option<i16>,
    name: Option<String>,
    player_id: Option<i64>,
    minutes: Option<f64>,
    /// Minutes of these with a known speed: what distances are from.
    known_minutes: Option<f64>,
    distance_m: Option<f64>,
    /// At 5.5 m/s or faster.
    high_speed_m: Option<f64>,
    /// At 7 m/s or faster.
    sprint_m: Option<f64>,
    /// 7 m/s or faster for a second or longer.
    sprints: Option<i32>,
    top_speed_mps: Option<f64>,
    /// Above 2 m/s².
    accelerating_secs: Option<f64>,
    /// Below -2 m/s².
    braking_secs: Option<f64>,
    power_w_per_kg: Option<f64>,
    /// The share of places that were filled in.
    interpolated: Option<f64>,
    /// The share of his time in which he was seen.
    coverage: Option<f64>,
    passes: Option<i32>,
    passes_completed: Option<i32>,
    shots: Option<i32>,
    goals: Option<i32>,
    xg: Option<f64>,
    /// Threat that passes and carries of open play added.
    xt: Option<f64>,
}

/// Some figures.
#[derive(Serialize, ToSchema)]
struct StatisticsPageBody {
    items: Vec<PlayerMatchStatisticsBody>,
    /// How many fit.
    total: u64,
    /// Always null: ask for the next `page`.
    next_cursor: Option<String>,
}

impl From<PlayerStatistics> for PlayerMatchStatisticsBody {
    fn from(of: PlayerStatistics) -> Self {
        Self {
            match_id: of.match_id,
            place: of.place,
            part: of.part,
            side: of.side,
            shirt: of.shirt,
            name: of.name,
            player_id: of.player_id,
            minutes: of.minutes,
            known_minutes: of.known_minutes,
            distance_m: of.distance_m,
            high_speed_m: of.high_speed_m,
            sprint_m: of.sprint_m,
            sprints: of.sprints,
            top_speed_mps: of.top_speed_mps,
            accelerating_secs: of.accelerating_secs,
            braking_secs: of.braking_secs,
            power_w_per_kg: of.power_w_per_kg,
            interpolated: of.interpolated,
            coverage: of.coverage,
            passes: of.passes,
            passes_completed: of.passes_completed,
            shots: of.shots,
            goals: of.goals,
            xg: of.xg,
            xt: of.xt,
        }
    }
}

/// Figures of players, match by match, the newest match first.
#[utoipa::path(
    get, path = "/player_match_statistics", tag = "matches",
    params(Whose, PageOf),
    responses((status = 200, body = StatisticsPageBody), (status = 401, body = ProblemDocument)),
)]
async fn list_player_match_statistics(
    _: Reader,
    State(state): State<AppState>,
    Query(whose): Query<Whose>,
    Query(page): Query<PageOf>,
) -> Result<Json<StatisticsPageBody>, Problem> {
    let (offset, limit) = page.offset_and_limit();
    let (of_match, of_player) = (whose.match_id.map(MatchId), whose.player_id.map(PlayerId));
    let part = Part(whose.part.unwrap_or_default());
    let found =
        matches::list_statistics(&state.db, of_match, of_player, part, offset, limit).await?;
    let items = found.items.into_iter().map(PlayerMatchStatisticsBody::from).collect();
    Ok(Json(StatisticsPageBody { items, total: found.total, next_cursor: None }))
}

/// The figures of all players of a match as CSV, the whole match and each period.
#[utoipa::path(
    get, path = "/matches/{id}/statistics.csv", tag = "matches",
    params(("id" = i64, Path, description = "The match")),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument)),
)]
async fn export_statistics(
    _: Reader,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<Response, Problem> {
    /// More players than any match has.
    const ALL: u64 = 1_000;
    let id = ids.match_id()?;
    there(matches::find(&state.db, id).await?)?;
    let mut rows = csv::Writer::from_writer(Vec::new());
    for part in 0..=5 {
        let found = matches::list_statistics(&state.db, Some(id), None, Part(part), 0, ALL).await?;
        for mut row in found.items.into_iter().map(PlayerMatchStatisticsBody::from) {
            // What a spreadsheet would run is text.
            row.name = row.name.map(|name| {
                if table_feeds::player_table::is_formula(&name) { format!("'{name}") } else { name }
            });
            rows.serialize(row).map_err(|error| store::StoreError::File(error.into()))?;
        }
    }
    let bytes = rows.into_inner().map_err(|error| store::StoreError::File(error.into_error()))?;
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"match-{id}.csv\"")),
    ];
    Ok((head, bytes).into_response())
}

/// Of which match.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OfMatch {
    /// The match.
    pub(super) match_id: i64,
}

pub(super) const fn word(side: Side) -> &'static str {
    match side {
        Side::Home => "home",
        Side::Away => "away",
    }
}

/// Somebody who played.
#[derive(Serialize, ToSchema)]
struct LineUpBody {
    /// The place of his track.
    place: u16,
    /// `home` or `away`.
    side: &'static str,
    shirt: Option<u16>,
    name: Option<String>,
    starter: Option<bool>,
    position: Option<&'static str>,
    is_keeper: bool,
    minutes: Option<f64>,
    /// Who he is among the players.
    player_id: Option<i64>,
    player_name: Option<String>,
}

/// Who played a match.
#[derive(Serialize, ToSchema)]
struct LineUpsBody {
    items: Vec<LineUpBody>,
    total: usize,
    next_cursor: Option<String>,
}

/// Who played a match, and who he is among the players.
#[utoipa::path(
    get, path = "/match_lineups", tag = "matches",
    params(OfMatch),
    responses((status = 200, body = LineUpsBody), (status = 401, body = ProblemDocument)),
)]
async fn list_match_lineups(
    _: Reader,
    State(state): State<AppState>,
    Query(of): Query<OfMatch>,
) -> Result<Json<LineUpsBody>, Problem> {
    let found = matches::line_up(&state.db, MatchId(of.match_id)).await?;
    let body = |of: matches::LineUpRow| LineUpBody {
        place: of.place,
        side: word(of.side),
        shirt: of.shirt,
        name: of.name,
        starter: of.starter,
        position: of.position.map(football::Position::code),
        is_keeper: of.is_keeper,
        minutes: of.minutes,
        player_id: of.player.map(|player| player.0),
        player_name: of.player_name,
    };
    let items: Vec<_> = found.into_iter().map(body).collect();
    Ok(Json(LineUpsBody { total: items.len(), items, next_cursor: None }))
}

/// Who somebody of a line-up is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkBody {
    match_id: i64,
    /// The place of his track.
    place: u16,
    /// The player; null, nobody knows.
    player_id: Option<i64>,
}

/// Says who somebody of a line-up is.
#[utoipa::path(
    post, path = "/match_lineups", tag = "matches",
    request_body = LinkBody,
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)),
)]
async fn link_match_lineup(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    JsonBody(body): JsonBody<LinkBody>,
) -> Result<StatusCode, Problem> {
    if body.place > i16::MAX.unsigned_abs() {
        let fields = vec![FieldError::new("place", "No match has so many players.")];
        return Err(AppError::Invalid { fields }.into());
    }
    let asker = caller.asker(Some(request_id()));
    let (id, player) = (MatchId(body.match_id), body.player_id.map(PlayerId));
    done(matches::link_player(&state.db, &asker, id, body.place, player).await?)
}
