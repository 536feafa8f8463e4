//! Notes on players.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use football::{
    FieldError,
    desk::{NoteId, PlayerNote},
};
use http::StatusCode;
use page_base::{error::AppError, request::AppState};
use serde::Serialize;
use store::{desk::notes, players};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{MadeDocument, PathIds, WordsBody, done, there};
use crate::http::{
    access::{Analyst, Viewer},
    json_body::JsonBody,
    problem::{Problem, ProblemDocument, request_id},
};

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_notes, create_note))
        .routes(routes!(update_note, delete_note))
}

/// The newest notes on a player, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct NotesDocument {
    items: Vec<NoteDocument>,
    /// How many are listed.
    total: usize,
    /// All that are kept in reach are listed: null.
    next_cursor: Option<String>,
}

/// What somebody noted about a player.
#[derive(Debug, Serialize, ToSchema)]
struct NoteDocument {
    id: i64,
    /// Rises with every change, from 1.
    version: i32,
    text: String,
    /// Who wrote it, while that account is there.
    by: Option<String>,
    created_at: DateTime<Utc>,
    /// When its words were last changed.
    edited_at: Option<DateTime<Utc>>,
    /// The caller wrote it, and may change it.
    own: bool,
}

impl From<PlayerNote> for NoteDocument {
    fn from(note: PlayerNote) -> Self {
        let PlayerNote { id, version, text, by, at, edited_at, is_own, is_deleted: _ } = note;
        Self { id: id.0, version, text, by, created_at: at, edited_at, own: is_own }
    }
}

/// The newest 200 notes on the player, newest first.
#[utoipa::path(
    get, path = "/players/{id}/notes", tag = "scouting", params(("id" = i64, Path, description = "The player")),
    responses((status = 200, body = NotesDocument), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument))
)]
async fn list_notes(
    Viewer(caller): Viewer,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<Json<NotesDocument>, Problem> {
    let player = ids.player()?;
    there(players::find(&state.db, player).await?)?;
    let notes = notes::list(&state.db, player, caller.account_id).await?;
    let kept = notes.into_iter().filter(|note| !note.is_deleted);
    let items: Vec<_> = kept.map(NoteDocument::from).collect();
    Ok(Json(NotesDocument { total: items.len(), items, next_cursor: None }))
}

/// Writes a note on the player.
#[utoipa::path(
    post, path = "/players/{id}/notes", tag = "scouting", params(("id" = i64, Path, description = "The player")),
    request_body = WordsBody,
    responses((status = 201, body = MadeDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
async fn create_note(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
    JsonBody(body): JsonBody<WordsBody>,
) -> Result<(StatusCode, Json<MadeDocument>), Problem> {
    let asker = caller.asker(Some(request_id()));
    let made = there(notes::add(&state.db, &asker, ids.player()?, &body.text).await?)?;
    Ok((StatusCode::CREATED, Json(MadeDocument { id: made.0 })))
}

/// Writes other words over a note of the caller's own, if it was not changed since `version` was read.
#[utoipa::path(
    put, path = "/players/{id}/notes/{note}", tag = "scouting",
    params(("id" = i64, Path, description = "The player"), ("note" = i64, Path, description = "The note")),
    request_body = WordsBody,
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
async fn update_note(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
    JsonBody(body): JsonBody<WordsBody>,
) -> Result<StatusCode, Problem> {
    let at = (ids.player()?, NoteId(ids.get("note")?));
    let version = body.version.ok_or_else(|| AppError::Invalid {
        fields: vec![FieldError::new("version", "Name the version of the note that you read.")],
    })?;
    let asker = caller.asker(Some(request_id()));
    there(notes::edit(&state.db, &asker, at, version, &body.text).await?)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Deletes a note of the caller's own. The player's page brings it back for a day.
#[utoipa::path(
    delete, path = "/players/{id}/notes/{note}", tag = "scouting",
    params(("id" = i64, Path, description = "The player"), ("note" = i64, Path, description = "The note")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument))
)]
async fn delete_note(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<StatusCode, Problem> {
    let at = (ids.player()?, NoteId(ids.get("note")?));
    done(notes::set_deleted(&state.db, &caller.asker(Some(request_id())), at, true).await?)
}
