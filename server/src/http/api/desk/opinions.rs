//! What people think of a player's place on a list: ratings and comments.

use axum::{
    Json,
    extract::{Query, State},
};
use chrono::{DateTime, Utc};
use football::desk::{CommentId, EntryComment};
use http::StatusCode;
use page_base::request::AppState;
use serde::{Deserialize, Serialize};
use store::desk::shortlists;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{MadeDocument, PartQuery, PathIds, WordsBody, done, there};
use crate::http::{
    access::{Analyst, Viewer},
    json_body::JsonBody,
    problem::{Problem, ProblemDocument, request_id},
};

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(rate_shortlisted))
        .routes(routes!(list_comments, create_comment))
        .routes(routes!(delete_comment))
}

/// A rating.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RatingBody {
    /// 1 to 5; 5 is the highest priority.
    #[schema(minimum = 1, maximum = 5)]
    stars: u8,
}

/// A part of the comments, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct CommentsDocument {
    items: Vec<CommentDocument>,
    /// Not counted here: null. The player's place on the list says how many there are.
    total: Option<u64>,
    /// Ask with it for the next part; null at the end.
    next_cursor: Option<String>,
}

/// What somebody said.
#[derive(Debug, Serialize, ToSchema)]
struct CommentDocument {
    id: i64,
    text: String,
    /// Who said it, while that account is there.
    by: Option<String>,
    created_at: DateTime<Utc>,
    /// The caller said it, and may take it back.
    own: bool,
}

impl From<EntryComment> for CommentDocument {
    fn from(comment: EntryComment) -> Self {
        let EntryComment { id, text, by, at, is_own, is_deleted: _ } = comment;
        Self { id: id.0, text, by, created_at: at, own: is_own }
    }
}

/// Rates how much the caller would want the player, over an earlier rating of the caller's own.
#[utoipa::path(
    put, path = "/shortlists/{id}/players/{player}/rating", tag = "scouting",
    params(("id" = i64, Path, description = "The list"), ("player" = i64, Path, description = "The player")),
    request_body = RatingBody,
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
async fn rate_shortlisted(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
    JsonBody(body): JsonBody<RatingBody>,
) -> Result<StatusCode, Problem> {
    let asker = caller.asker(Some(request_id()));
    there(shortlists::rate(&state.db, &asker, ids.place()?, body.stars).await?)?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was said about a player's place on a list, newest first.
#[utoipa::path(
    get, path = "/shortlists/{id}/players/{player}/comments", tag = "scouting",
    params(("id" = i64, Path, description = "The list"), ("player" = i64, Path, description = "The player"),
        PartQuery),
    responses((status = 200, body = CommentsDocument), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
async fn list_comments(
    Viewer(caller): Viewer,
    State(state): State<AppState>,
    ids: PathIds,
    Query(part): Query<PartQuery>,
) -> Result<Json<CommentsDocument>, Problem> {
    let (place, reader) = (ids.place()?, caller.account_id);
    there(shortlists::find_entry(&state.db, reader, place).await?)?;
    let cursor = part.cursor.as_deref();
    let page = shortlists::comments(&state.db, place, reader, cursor, part.limit()).await?;
    let kept = page.items.into_iter().filter(|comment| !comment.is_deleted);
    Ok(Json(CommentsDocument {
        items: kept.map(CommentDocument::from).collect(),
        total: None,
        next_cursor: page.next_cursor,
    }))
}

/// Says something about a player's place on a list.
#[utoipa::path(
    post, path = "/shortlists/{id}/players/{player}/comments", tag = "scouting",
    params(("id" = i64, Path, description = "The list"), ("player" = i64, Path, description = "The player")),
    request_body = WordsBody,
    responses((status = 201, body = MadeDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
async fn create_comment(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
    JsonBody(body): JsonBody<WordsBody>,
) -> Result<(StatusCode, Json<MadeDocument>), Problem> {
    let asker = caller.asker(Some(request_id()));
    let made = there(shortlists::comment(&state.db, &asker, ids.place()?, &body.text).await?)?;
    Ok((StatusCode::CREATED, Json(MadeDocument { id: made.0 })))
}

/// Takes back a comment of the caller's own. The list's page brings it back for a day.
#[utoipa::path(
    delete, path = "/shortlists/{id}/players/{player}/comments/{comment}", tag = "scouting",
    params(("id" = i64, Path, description = "The list"), ("player" = i64, Path, description = "The player"),
        ("comment" = i64, Path, description = "The comment")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
async fn delete_comment(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<StatusCode, Problem> {
    let (place, comment) = (ids.place()?, CommentId(ids.get("comment")?));
    let asker = caller.asker(Some(request_id()));
    done(shortlists::set_comment_deleted(&state.db, &asker, place, comment, true).await?)
}
