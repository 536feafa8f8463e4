//! Clips: moments of matches that somebody kept.

use axum::{
    Json,
    extract::{Query, State},
};
use chrono::{DateTime, Utc};
use football::MatchId;
use http::StatusCode;
use page_base::request::AppState;
use serde::{Deserialize, Serialize};
use store::matches::{self, Clip, ClipDraft};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::super::path_ids::{PathIds, done, there};
use crate::http::{
    access::{Analyst, Reader},
    json_body::JsonBody,
    problem::{Problem, ProblemDocument, request_id},
};

/// Most clips in an answer.
const MOST: u32 = 200;

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_video_segments, create_video_segment))
        .routes(routes!(delete_video_segment))
}

/// A clip.
#[derive(Serialize, ToSchema)]
struct VideoSegmentBody {
    id: i64,
    match_id: i64,
    /// 1 and 2 are the halves.
    period: u8,
    /// Seconds since the period began.
    from_secs: f64,
    /// Likewise.
    until_secs: f64,
    note: String,
    tags: Vec<String>,
    /// Arrows and zones in metres.
    #[schema(value_type = Object)]
    drawing: serde_json::Value,
    /// Who saved it, while that account is there.
    by: Option<String>,
    created_at: DateTime<Utc>,
}

/// Some clips.
#[derive(Serialize, ToSchema)]
struct VideoSegmentsBody {
    items: Vec<VideoSegmentBody>,
    total: usize,
    next_cursor: Option<String>,
}

/// A clip to save.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewVideoSegment {
    match_id: i64,
    /// 1 and 2 are the halves.
    period: u8,
    /// Seconds since the period began.
    from_secs: f64,
    /// Likewise; ten minutes later at most.
    until_secs: f64,
    #[serde(default)]
    note: String,
    #[serde(default)]
    tags: Vec<String>,
    /// Arrows and zones in metres.
    #[serde(default)]
    #[schema(value_type = Object)]
    drawing: serde_json::Map<String, serde_json::Value>,
}

impl From<Clip> for VideoSegmentBody {
    fn from(clip: Clip) -> Self {
        let ClipDraft { period, from_secs, until_secs, note, tags, drawing } = clip.saved;
        Self {
            id: clip.id,
            match_id: clip.match_id.0,
            period,
            from_secs,
            until_secs,
            note,
            tags,
            drawing,
            by: clip.author,
            created_at: clip.created_at,
        }
    }
}

/// Whose clips.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfMatch {
    /// Of this match, by its clock; else the newest of all matches.
    match_id: Option<i64>,
}

/// Clips.
#[utoipa::path(
    get, path = "/video_segments", tag = "matches",
    params(OfMatch),
    responses((status = 200, body = VideoSegmentsBody), (status = 401, body = ProblemDocument)),
)]
async fn list_video_segments(
    _: Reader,
    State(state): State<AppState>,
    Query(of): Query<OfMatch>,
) -> Result<Json<VideoSegmentsBody>, Problem> {
    let clips = matches::list_clips(&state.db, of.match_id.map(MatchId), MOST).await?;
    let items: Vec<_> = clips.into_iter().map(VideoSegmentBody::from).collect();
    Ok(Json(VideoSegmentsBody { total: items.len(), items, next_cursor: None }))
}

/// Saves a clip.
#[utoipa::path(
    post, path = "/video_segments", tag = "matches",
    request_body = NewVideoSegment,
    responses((status = 201, body = VideoSegmentBody), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 422, body = ProblemDocument)),
)]
async fn create_video_segment(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    JsonBody(body): JsonBody<NewVideoSegment>,
) -> Result<(StatusCode, Json<VideoSegmentBody>), Problem> {
    let draft = ClipDraft {
        period: body.period,
        from_secs: body.from_secs,
        until_secs: body.until_secs,
        note: body.note,
        tags: body.tags,
        drawing: serde_json::Value::Object(body.drawing),
    };
    let asker = caller.asker(Some(request_id()));
    let saved = matches::create_clip(&state.db, &asker, MatchId(body.match_id), &draft).await?;
    Ok((StatusCode::CREATED, Json(there(saved)?.into())))
}

/// Takes a clip away; the match's page takes it back for a day.
#[utoipa::path(
    delete, path = "/video_segments/{id}", tag = "matches",
    params(("id" = i64, Path, description = "The clip")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)),
)]
async fn delete_video_segment(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    ids: PathIds,
) -> Result<StatusCode, Problem> {
    let asker = caller.asker(Some(request_id()));
    done(matches::delete_clip(&state.db, &asker, ids.get("id")?).await?)
}
