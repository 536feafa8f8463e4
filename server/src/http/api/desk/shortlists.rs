//! Shortlists and who is on them.

use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use football::{
    FieldError, PlayerId,
    desk::{ShortlistDraft, Stage},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use page_base::{error::AppError, request::AppState};
use serde::Deserialize;
use store::desk::shortlists::{self, NewEntries};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    PartQuery, PathIds, done,
    shortlist_body::{
        ActivityDocument, ActivityLine, AddedDocument, BoardDocument, EntriesBody, EntryDocument,
        MoveBody, ShortlistBody, ShortlistChange, ShortlistDocument, ShortlistsDocument,
    },
    shortlist_csv, there,
};
use crate::http::{
    access::{Analyst, Viewer},
    json_body::JsonBody,
    problem::{Problem, ProblemDocument, request_id},
};

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_shortlists, create_shortlist))
        .routes(routes!(find_shortlist, update_shortlist, delete_shortlist))
        .routes(routes!(follow_shortlist, unfollow_shortlist))
        .routes(routes!(shortlist_players))
        .routes(routes!(move_shortlisted, unlist_player))
        .routes(routes!(list_shortlist_activity))
        .routes(routes!(export_shortlist))
}

/// Which lists.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ShortlistsQuery {
    /// True: those in the archive.
    #[serde(default)]
    archived: bool,
    /// Most lists in the answer.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the answer before.
    cursor: Option<String>,
}

/// The lists in use, newest first.
#[utoipa::path(
    get, path = "/shortlists", tag = "scouting", params(ShortlistsQuery),
    responses((status = 200, body = ShortlistsDocument), (status = 401, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
async fn list_shortlists(
    Viewer(caller): Viewer,
    State(state): State<AppState>,
    Query(asked): Query<ShortlistsQuery>,
) -> Result<Json<ShortlistsDocument>, Problem> {
    let limit = asked.limit.unwrap_or(super::DEFAULT_LIMIT);
    let (reader, cursor) = (caller.account_id, asked.cursor.as_deref());
    let page = shortlists::list(&state.db, reader, asked.archived, cursor, limit).await?;
    Ok(Json(ShortlistsDocument {
        items: page.items.into_iter().map(ShortlistDocument::from).collect(),
        total: page.total,
        next_cursor: page.next_cursor,
    }))
}

/// Makes a list, which the caller follows.
#[utoipa::path(
    post, path = "/shortlists", tag = "scouting", request_body = ShortlistBody,
    responses(
        (status = 201, body = BoardDocument, headers(("location" = String, description = "The list's route"))),
        (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
async fn create_shortlist(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    JsonBody(body): JsonBody<ShortlistBody>,
) -> Result<(StatusCode, HeaderMap, Json<BoardDocument>), Problem> {
    let draft = ShortlistDraft { name: body.name, purpose: body.purpose };
    let id = shortlists::create(&state.db, &caller.asker(Some(request_id())), &draft).await?;
    let mut headers = HeaderMap::new();
    if let Ok(route) = HeaderValue::try_from(format!("/api/v1/shortlists/{id}")) {
        headers.insert(header::LOCATION, route);
    }
    let board = there(shortlists::board(&state.db, caller.account_id, id).await?)?;
    Ok((StatusCode::CREATED, headers, Json(board.into())))
}

/// One list with everybody on it.
#[utoipa::path(
    get, path = "/shortlists/{id}", tag = "scouting", params(("id" = i64, Path, description = "The list")),
    responses((status = 200, body = BoardDocument), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument))
)]
async fn find_shortlist(
    Viewer(caller): Viewer,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<Json<BoardDocument>, Problem> {
    let board = shortlists::board(&state.db, caller.account_id, ids.shortlist()?).await?;
    Ok(Json(there(board)?.into()))
}

/// Changes name and purpose of a list, if nobody has changed it since `version` was read, or puts it into
/// the archive or out of it.
#[utoipa::path(
    patch, path = "/shortlists/{id}", tag = "scouting", params(("id" = i64, Path, description = "The list")),
    request_body = ShortlistChange,
    responses((status = 200, body = BoardDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
async fn update_shortlist(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
    JsonBody(body): JsonBody<ShortlistChange>,
) -> Result<Json<BoardDocument>, Problem> {
    let (id, asker) = (ids.shortlist()?, caller.asker(Some(request_id())));
    let list = there(shortlists::find(&state.db, caller.account_id, id).await?)?;
    match body {
        ShortlistChange { archived: Some(archived), name: None, purpose: None, .. } => {
            done(shortlists::set_archived(&state.db, &asker, id, archived).await?)?;
        }
        ShortlistChange { archived: None, version: Some(version), name, purpose }
            if name.is_some() || purpose.is_some() =>
        {
            let draft = ShortlistDraft {
                name: name.unwrap_or(list.draft.name),
                purpose: purpose.unwrap_or(list.draft.purpose),
            };
            there(shortlists::update(&state.db, &asker, id, version, &draft).await?)?;
        }
        _ => {
            let message = "Give name or purpose with the version that you read, or archived alone.";
            let fields = vec![FieldError::new("body", message)];
            return Err(AppError::Invalid { fields }.into());
        }
    }
    let board = shortlists::board(&state.db, caller.account_id, id).await?;
    Ok(Json(there(board)?.into()))
}

/// Puts a list into the archive; nothing of it is lost.
#[utoipa::path(
    delete, path = "/shortlists/{id}", tag = "scouting", params(("id" = i64, Path, description = "The list")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument))
)]
async fn delete_shortlist(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<StatusCode, Problem> {
    let asker = caller.asker(Some(request_id()));
    done(shortlists::set_archived(&state.db, &asker, ids.shortlist()?, true).await?)
}

/// Tells the caller of changes of the list's players from now on.
#[utoipa::path(
    put, path = "/shortlists/{id}/follow", tag = "scouting", params(("id" = i64, Path, description = "The list")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 404, body = ProblemDocument))
)]
async fn follow_shortlist(
    Viewer(caller): Viewer,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<StatusCode, Problem> {
    done(shortlists::follow(&state.db, caller.account_id, ids.shortlist()?, true).await?)
}

/// Tells the caller no longer; what was told stays told.
#[utoipa::path(
    delete, path = "/shortlists/{id}/follow", tag = "scouting", params(("id" = i64, Path, description = "The list")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 404, body = ProblemDocument))
)]
async fn unfollow_shortlist(
    Viewer(caller): Viewer,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<StatusCode, Problem> {
    done(shortlists::follow(&state.db, caller.account_id, ids.shortlist()?, false).await?)
}

/// Puts players on a list. Those who are on it already stay where they are.
#[utoipa::path(
    post, path = "/shortlists/{id}/players", tag = "scouting", params(("id" = i64, Path, description = "The list")),
    request_body = EntriesBody,
    responses((status = 200, body = AddedDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
async fn shortlist_players(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
    JsonBody(body): JsonBody<EntriesBody>,
) -> Result<Json<AddedDocument>, Problem> {
    let list = ids.shortlist()?;
    let players: Vec<_> = body.player_ids.iter().copied().map(PlayerId).collect();
    let to = body.stage.as_deref().map(stage).transpose()?.unwrap_or_default();
    let new = NewEntries { players: &players, stage: to, why: &body.why };
    let asker = caller.asker(Some(request_id()));
    let added = there(shortlists::add(&state.db, &asker, list, new).await?)?;
    let ids = added.added.into_iter().map(|player| player.0).collect();
    Ok(Json(AddedDocument { added: ids, already: added.already }))
}

/// Moves a player to another stage, if nobody has moved the player since `version` was read.
#[utoipa::path(
    patch, path = "/shortlists/{id}/players/{player}", tag = "scouting",
    params(("id" = i64, Path, description = "The list"), ("player" = i64, Path, description = "The player")),
    request_body = MoveBody,
    responses((status = 200, body = EntryDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
async fn move_shortlisted(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
    JsonBody(body): JsonBody<MoveBody>,
) -> Result<Json<EntryDocument>, Problem> {
    let (place, to) = (ids.place()?, stage(&body.stage)?);
    let asker = caller.asker(Some(request_id()));
    there(shortlists::move_to(&state.db, &asker, place, body.version, to).await?)?;
    let entry = shortlists::find_entry(&state.db, caller.account_id, place).await?;
    Ok(Json(there(entry)?.into()))
}

/// Takes a player off a list; the list's page puts the player back with all that was said.
#[utoipa::path(
    delete, path = "/shortlists/{id}/players/{player}", tag = "scouting",
    params(("id" = i64, Path, description = "The list"), ("player" = i64, Path, description = "The player")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
async fn unlist_player(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<StatusCode, Problem> {
    let asker = caller.asker(Some(request_id()));
    done(shortlists::set_removed(&state.db, &asker, ids.place()?, true).await?)
}

/// What was done with a list, newest first.
#[utoipa::path(
    get, path = "/shortlists/{id}/activity", tag = "scouting",
    params(("id" = i64, Path, description = "The list"), PartQuery),
    responses((status = 200, body = ActivityDocument), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
async fn list_shortlist_activity(
    Viewer(caller): Viewer,
    State(state): State<AppState>,
    ids: PathIds,
    Query(part): Query<PartQuery>,
) -> Result<Json<ActivityDocument>, Problem> {
    let id = ids.shortlist()?;
    there(shortlists::find(&state.db, caller.account_id, id).await?)?;
    let events = shortlists::events(&state.db, id, part.cursor.as_deref(), part.limit()).await?;
    Ok(Json(ActivityDocument {
        items: events.items.into_iter().map(ActivityLine::from).collect(),
        total: None,
        next_cursor: events.next_cursor,
    }))
}

/// A list as a CSV file for a spreadsheet: what it would run is neutralised.
#[utoipa::path(
    get, path = "/shortlists/{id}/export.csv", tag = "scouting", params(("id" = i64, Path, description = "The list")),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument))
)]
async fn export_shortlist(
    Viewer(caller): Viewer,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<Response, Problem> {
    let id = ids.shortlist()?;
    let board = there(shortlists::board(&state.db, caller.account_id, id).await?)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"shortlist-{id}.csv\"")),
    ];
    Ok((headers, shortlist_csv::file(&board)?).into_response())
}

fn stage(word: &str) -> Result<Stage, AppError> {
    word.parse::<Stage>().map_err(|unknown| AppError::Invalid {
        fields: vec![FieldError::new("stage", format!("{unknown}."))],
    })
}
