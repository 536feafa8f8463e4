//! Tags of players, and players of tags.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use chrono::{DateTime, NaiveDate, Utc};
use football::desk::{TagCount, TaggedPlayer};
use http::StatusCode;
use page_base::request::AppState;
use serde::Serialize;
use store::{desk::tags, players};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{PartQuery, PathIds, done, there};
use crate::http::{
    access::{Analyst, Viewer},
    problem::{Problem, ProblemDocument, request_id},
};

/// Tags listed.
const TAGS: u32 = 200;

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_player_tags))
        .routes(routes!(tag_player, untag_player))
        .routes(routes!(list_tags))
        .routes(routes!(list_tagged_players))
}

/// A player's tags, by word.
#[derive(Debug, Serialize, ToSchema)]
struct PlayerTagsDocument {
    items: Vec<PlayerTagDocument>,
    /// How many there are.
    total: usize,
    /// All are listed: null.
    next_cursor: Option<String>,
}

/// A tag of a player.
#[derive(Debug, Serialize, ToSchema)]
struct PlayerTagDocument {
    tag: String,
    /// Who gave it, while that account is there.
    by: Option<String>,
    created_at: DateTime<Utc>,
}

/// The tags in use, the most frequent first.
#[derive(Debug, Serialize, ToSchema)]
struct TagsDocument {
    items: Vec<TagDocument>,
    /// How many are listed: at most 200.
    total: usize,
    /// All that are listed at all are here: null.
    next_cursor: Option<String>,
}

/// A tag in use.
#[derive(Debug, Serialize, ToSchema)]
struct TagDocument {
    tag: String,
    /// How many players have it.
    players: u64,
}

/// A part of the players with a tag, those who got it last first.
#[derive(Debug, Serialize, ToSchema)]
struct TaggedPlayersDocument {
    items: Vec<TaggedPlayerDocument>,
    /// How many have it.
    total: u64,
    /// Ask with it for the next part; null at the end.
    next_cursor: Option<String>,
}

/// A player with a tag.
#[derive(Debug, Serialize, ToSchema)]
struct TaggedPlayerDocument {
    player_id: i64,
    name: String,
    #[schema(example = "CB")]
    position: Option<&'static str>,
    birth_date: Option<NaiveDate>,
    club: Option<String>,
    value_eur: Option<i64>,
    /// Who gave the tag, while that account is there.
    by: Option<String>,
    tagged_at: DateTime<Utc>,
}

impl From<TaggedPlayer> for TaggedPlayerDocument {
    fn from(player: TaggedPlayer) -> Self {
        Self {
            player_id: player.id.0,
            name: player.name,
            position: player.position.map(football::Position::code),
            birth_date: player.birth_date,
            club: player.club,
            value_eur: player.value_eur,
            by: player.by,
            tagged_at: player.at,
        }
    }
}

/// The player's tags, by word.
#[utoipa::path(
    get, path = "/players/{id}/tags", tag = "scouting", params(("id" = i64, Path, description = "The player")),
    responses((status = 200, body = PlayerTagsDocument), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument))
)]
async fn list_player_tags(
    _: Viewer,
    State(state): State<AppState>,
    ids: PathIds,
) -> Result<Json<PlayerTagsDocument>, Problem> {
    let player = ids.player()?;
    there(players::find(&state.db, player).await?)?;
    let items: Vec<_> = tags::of_player(&state.db, player)
        .await?
        .into_iter()
        .map(|tag| PlayerTagDocument { tag: tag.tag, by: tag.by, created_at: tag.at })
        .collect();
    Ok(Json(PlayerTagsDocument { total: items.len(), items, next_cursor: None }))
}

/// Gives the player a tag: lower case, at most 40 characters. One that the player has stays.
#[utoipa::path(
    put, path = "/players/{id}/tags/{tag}", tag = "scouting",
    params(("id" = i64, Path, description = "The player"), ("tag" = String, Path, description = "The tag")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
async fn tag_player(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
    Path(words): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let asker = caller.asker(Some(request_id()));
    there(tags::add(&state.db, &asker, ids.player()?, &words.1).await?)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a tag from the player.
#[utoipa::path(
    delete, path = "/players/{id}/tags/{tag}", tag = "scouting",
    params(("id" = i64, Path, description = "The player"), ("tag" = String, Path, description = "The tag")),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument))
)]
async fn untag_player(
    Analyst(caller): Analyst,
    State(state): State<AppState>,
    ids: PathIds,
    Path(words): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let asker = caller.asker(Some(request_id()));
    done(tags::remove(&state.db, &asker, ids.player()?, &words.1).await?)
}

/// The tags that most players have, at most 200.
#[utoipa::path(
    get, path = "/tags", tag = "scouting",
    responses((status = 200, body = TagsDocument), (status = 401, body = ProblemDocument))
)]
async fn list_tags(
    _: Viewer,
    State(state): State<AppState>,
) -> Result<Json<TagsDocument>, Problem> {
    let tags = tags::in_use(&state.db, TAGS).await?;
    let tag = |TagCount { tag, players }| TagDocument { tag, players };
    let items: Vec<_> = tags.into_iter().map(tag).collect();
    Ok(Json(TagsDocument { total: items.len(), items, next_cursor: None }))
}

/// The players with a tag, those who got it last first.
#[utoipa::path(
    get, path = "/tags/{tag}/players", tag = "scouting",
    params(("tag" = String, Path, description = "The tag"), PartQuery),
    responses((status = 200, body = TaggedPlayersDocument), (status = 401, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
async fn list_tagged_players(
    _: Viewer,
    State(state): State<AppState>,
    Path(tag): Path<String>,
    Query(part): Query<PartQuery>,
) -> Result<Json<TaggedPlayersDocument>, Problem> {
    let page = tags::players_with(&state.db, &tag, part.cursor.as_deref(), part.limit()).await?;
    Ok(Json(TaggedPlayersDocument {
        items: page.items.into_iter().map(TaggedPlayerDocument::from).collect(),
        total: page.total,
        next_cursor: page.next_cursor,
    }))
}
