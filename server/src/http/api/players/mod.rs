//! `/players`: search, read, write, delete, restore, compare, who is like whom, export.

mod body;
mod change;
mod read;
mod season;
mod season_body;

use axum::extract::{FromRequestParts, RawPathParams};
use football::{FieldError, PlayerId};
use http::request::Parts;
use page_base::{error::AppError, request::AppState};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::super::problem::Problem;

/// The routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read::list_players, change::create_player))
        .routes(routes!(read::export_players))
        .routes(routes!(season::compare_players))
        .routes(routes!(read::suggest_players))
        .routes(routes!(read::find_player, change::update_player, change::delete_player))
        .routes(routes!(change::restore_player))
        .routes(routes!(read::list_valuations))
        .routes(routes!(season::list_similar))
}

/// The `{id}` in the path. What is no number is the id of nobody.
struct PlayerPath(PlayerId);

impl<S: Send + Sync> FromRequestParts<S> for PlayerPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let id = params.ok().and_then(|params| {
            params.iter().find(|(name, _)| *name == "id").and_then(|(_, id)| id.parse().ok())
        });
        Ok(Self(id.ok_or(AppError::NotFound)?))
    }
}

/// The decoded query string, in which only `known` words may stand.
fn known_pairs(pairs: &[(String, String)], known: &[&str]) -> Result<(), AppError> {
    let fields: Vec<_> = pairs
        .iter()
        .filter(|(name, _)| !known.contains(&name.as_str()))
        .map(|(name, _)| {
            FieldError::new(name, format!("There is no such word; use {}.", known.join(", ")))
        })
        .collect();
    if fields.is_empty() { Ok(()) } else { Err(AppError::Invalid { fields }) }
}
