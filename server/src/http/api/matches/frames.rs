//! Frames of a match: what a replay needs first, its chunks, and Parquet for other programs.

use std::io::SeekFrom;

use axum::{
    Json,
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use match_frames::{PlayedInAll, ReplayChunk, ReplayManifest, ReplayPeriod, ReplayPlayer};
use page_base::request::AppState;
use store::{
    StoreError,
    matches::{self, Part, PeriodFrames, PlayerStatistics, ReportKind},
};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::super::path_ids::{PathIds, there};
use crate::http::{
    access::Reader,
    problem::{Problem, ProblemDocument},
};

/// A chunk is named by its content's hash in its tag and never changes.
const KEPT: &str = "private, max-age=31536000, immutable";

/// More players than any match has.
const MOST_PLAYERS: u64 = 1_000;

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(find_replay))
        .routes(routes!(find_frames))
        .routes(routes!(find_frames_table))
}

/// What a replay has to know before its first frame: players, periods, where the chunks are, and what happened.
#[utoipa::path(
    get,
    path = "/matches/{id}/replay",
    tag = "matches",
    params(("id" = i64, Path, description = "The match")),
    responses(
        (status = 200, description = "The match as its replay knows it", body = Object),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "No such match, or it has no positions"),
    ),
)]
async fn find_replay(
    _: Reader,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<Json<ReplayManifest>, Problem> {
    let (db, id) = (&state.db, ids.match_id()?);
    let found = there(matches::find(db, id).await?)?;
    let (rate_hz, pitch) = there(found.recorded)?;
    let report = there(matches::report_of(db, id, ReportKind::Match).await?)?;
    let events = there(matches::report_of(db, id, ReportKind::Events).await?)?;
    let unread = |source| StoreError::Unreadable { what: "events of a match", source };
    let events = serde_json::from_value(events.report).map_err(|error| unread(Box::new(error)))?;
    let filter = report.report.pointer("/positions/filter").and_then(serde_json::Value::as_str);
    let mut listed = matches::line_up(db, id).await?;
    listed.sort_by_key(|player| player.place);
    let periods = matches::periods_of(db, id).await?;
    let measured = matches::list_statistics(db, Some(id), None, Part(0), 0, MOST_PLAYERS).await?;
    let in_all = |place: u16| {
        let of = measured.items.iter().find(|of| u16::try_from(of.place) == Ok(place));
        of.map(played_in_all).unwrap_or_default()
    };
    let player = |player: &matches::LineUpRow| ReplayPlayer {
        in_all: in_all(player.place),
        side: player.side,
        shirt: player.shirt,
        name: player.player_name.clone().or_else(|| player.name.clone()),
        keeper: player.is_keeper,
    };
    Ok(Json(ReplayManifest {
        pitch,
        rate_hz,
        home: found.home,
        away: found.away,
        players: listed.iter().filter(|player| player.is_tracked).map(player).collect(),
        periods: periods.iter().map(|period| replay_period(id, period)).collect(),
        events,
        filter: filter.unwrap_or_default().to_owned(),
    }))
}

fn played_in_all(of: &PlayerStatistics) -> PlayedInAll {
    PlayedInAll {
        minutes: of.minutes,
        distance_m: of.distance_m,
        sprints: of.sprints.and_then(|sprints| sprints.try_into().ok()),
        top_mps: of.top_speed_mps,
    }
}

fn replay_period(id: football::MatchId, period: &PeriodFrames) -> ReplayPeriod {
    let step = period.chunk_ticks.max(1);
    let chunk = |first_tick: u32| ReplayChunk {
        first_tick,
        ticks: step.min(period.ticks - first_tick),
        href: format!("/api/v1/matches/{id}/frames/{}/{first_tick}", period.number),
    };
    let firsts = (0..period.ticks).step_by(usize::try_from(step).unwrap_or(usize::MAX));
    ReplayPeriod {
        number: period.number,
        first_frame: period.first_frame,
        ticks: period.ticks,
        home_attacks_right: period.home_attacks_right,
        interpolated: period.interpolated,
        chunks: firsts.map(chunk).collect(),
    }
}

/// The frames of some seconds, as `match_frames` writes them, packed by gzip.
#[utoipa::path(
    get,
    path = "/matches/{id}/frames/{period}/{first_tick}",
    tag = "matches",
    params(
        ("id" = i64, Path, description = "The match"),
        ("period" = i64, Path, description = "1 and 2 are the halves"),
        ("first_tick" = i64, Path, description = "As the replay lists it"),
    ),
    responses(
        (status = 200, description = "The chunk", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 304, description = "The browser has it"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn find_frames(
    _: Reader,
    State(state): State<AppState>,
    ids: PathIds,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let number = there(u8::try_from(ids.get("period")?).ok())?;
    let first_tick = there(u32::try_from(ids.get("first_tick")?).ok())?;
    let period = there(matches::frames_of(&state.db, ids.match_id()?, number).await?)?;
    let chunk = there(period.chunk(first_tick))?;
    let tag = format!("\"{}-{}\"", chunk.sha256, chunk.from);
    let named = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, KEPT.to_owned())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, named).into_response());
    }
    let mut response = (named, bytes(&state, &chunk).await?).into_response();
    let headers = response.headers_mut();
    let binary = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, binary);
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    Ok(response)
}

async fn bytes(state: &AppState, chunk: &matches::FramesOf) -> Result<Vec<u8>, Problem> {
    let path = state.uploads.path(&chunk.sha256)?;
    let read = async {
        let mut file = tokio::fs::File::open(path).await?;
        file.seek(SeekFrom::Start(chunk.from)).await?;
        let length = chunk.until.saturating_sub(chunk.from);
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        file.take(length).read_to_end(&mut bytes).await?;
        Ok::<_, std::io::Error>(bytes)
    };
    Ok(read.await.map_err(StoreError::from)?)
}

/// The frames of a period as Parquet: a row a frame, whole centimetres from the centre spot.
#[utoipa::path(
    get,
    path = "/matches/{id}/frames/{period}",
    tag = "matches",
    params(
        ("id" = i64, Path, description = "The match"),
        ("period" = i64, Path, description = "1 and 2 are the halves"),
    ),
    responses(
        (status = 200, description = "The table", content_type = "application/vnd.apache.parquet", body = Vec<u8>),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn find_frames_table(
    _: Reader,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<Response, Problem> {
    let id = ids.match_id()?;
    let number = there(u8::try_from(ids.get("period")?).ok())?;
    let period = there(matches::frames_of(&state.db, id, number).await?)?;
    let path = state.uploads.path(&period.table_sha256)?;
    let file = tokio::fs::File::open(path).await.map_err(StoreError::from)?;
    let name = format!("attachment; filename=\"match-{id}-period-{number}.parquet\"");
    let head = [
        (header::CONTENT_TYPE, "application/vnd.apache.parquet".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CONTENT_LENGTH, period.table_bytes.to_string()),
    ];
    Ok((head, Body::from_stream(tokio_util::io::ReaderStream::new(file))).into_response())
}
