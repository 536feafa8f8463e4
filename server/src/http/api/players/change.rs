//! Writing players.

use axum::{Json, extract::State};
use football::{FieldError, PlayerDraft};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use page_base::{
    error::AppError,
    request::{AppState, Caller},
};
use store::players::{self, Author};

use super::{
    PlayerPath,
    body::{PlayerBody, PlayerDraftBody},
};
use crate::http::{
    access::Analyst,
    json_body::JsonBody,
    problem::{Problem, ProblemDocument, request_id},
};

fn sound(state: &AppState, draft: PlayerDraftBody) -> Result<PlayerDraft, AppError> {
    let draft = PlayerDraft::from(draft);
    let fields = draft.errors(state.clock.now().date_naive());
    if fields.is_empty() { Ok(draft) } else { Err(AppError::Invalid { fields }) }
}

fn author(caller: &Caller) -> Author {
    Author { account_id: Some(caller.account_id), request_id: Some(request_id()) }
}

/// Writes down a player.
#[utoipa::path(
    post,
    path = "/players",
    tag = "players",
    request_body = PlayerDraftBody,
    responses(
        (status = 201, body = PlayerBody, headers(("location" = String, description = "The player's route"))),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn create_player(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    JsonBody(body): JsonBody<PlayerDraftBody>,
) -> Result<(StatusCode, HeaderMap, Json<PlayerBody>), Problem> {
    let draft = sound(&state, body)?;
    let player = players::create(&state.db, &author(&caller), &draft).await?;
    let mut headers = HeaderMap::new();
    if let Ok(route) = HeaderValue::try_from(format!("/api/v1/players/{}", player.id)) {
        headers.insert(header::LOCATION, route);
    }
    Ok((StatusCode::CREATED, headers, Json(player.into())))
}

/// Writes over a player, if nobody has changed it since `version` was read.
#[utoipa::path(
    put,
    path = "/players/{id}",
    tag = "players",
    params(("id" = i64, Path)),
    request_body = PlayerDraftBody,
    responses(
        (status = 200, body = PlayerBody),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn update_player(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    PlayerPath(id): PlayerPath,
    JsonBody(body): JsonBody<PlayerDraftBody>,
) -> Result<Json<PlayerBody>, Problem> {
    let version = body.version.ok_or_else(|| AppError::Invalid {
        fields: vec![FieldError::new("version", "Name the version of the player that you read.")],
    })?;
    let draft = sound(&state, body)?;
    let player = players::update(&state.db, &author(&caller), id, version, &draft)
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(Json(player.into()))
}

/// Deletes a player; `POST /players/{id}/restore` brings it back for 30 days.
#[utoipa::path(
    delete,
    path = "/players/{id}",
    tag = "players",
    params(("id" = i64, Path)),
    responses(
        (status = 204),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn delete_player(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    PlayerPath(id): PlayerPath,
) -> Result<StatusCode, Problem> {
    if players::delete(&state.db, &author(&caller), &[id]).await?.is_empty() {
        return Err(AppError::NotFound.into());
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Brings a deleted player back. One that was not deleted is answered as it is.
#[utoipa::path(
    post,
    path = "/players/{id}/restore",
    tag = "players",
    params(("id" = i64, Path)),
    responses(
        (status = 200, body = PlayerBody),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn restore_player(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    PlayerPath(id): PlayerPath,
) -> Result<Json<PlayerBody>, Problem> {
    players::restore(&state.db, &author(&caller), &[id]).await?;
    let player = players::find(&state.db, id).await?.ok_or(AppError::NotFound)?;
    Ok(Json(player.into()))
}
