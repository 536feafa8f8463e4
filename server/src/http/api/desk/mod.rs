//! The scouting desk over REST: notes and tags, shortlists, needs and alerts. Everybody who signs in reads
//! it, analysts write.

mod alerts;
mod needs;
mod notes;
mod opinions;
mod shortlist_body;
mod shortlist_csv;
mod shortlists;
mod tags;

use axum::extract::{FromRequestParts, RawPathParams};
use football::{
    PlayerId,
    desk::{Place, ShortlistId},
};
use http::request::Parts;
use page_base::{error::AppError, request::AppState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use crate::http::problem::Problem;

/// Items in an answer when the client does not say.
const DEFAULT_LIMIT: u32 = 50;

/// Every route of the desk.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(alerts::routes())
        .merge(needs::routes())
        .merge(notes::routes())
        .merge(opinions::routes())
        .merge(shortlists::routes())
        .merge(tags::routes())
}

/// The ids in the path by their names. What is no number is the id of nothing.
struct PathIds(Vec<(String, i64)>);

impl<S: Send + Sync> FromRequestParts<S> for PathIds {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.ok().ok_or(AppError::NotFound)?;
        let numbers =
            params.iter().filter_map(|(name, id)| Some((name.to_owned(), id.parse().ok()?)));
        Ok(Self(numbers.collect()))
    }
}

impl PathIds {
    fn get(&self, name: &str) -> Result<i64, AppError> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, id)| *id).ok_or(AppError::NotFound)
    }

    fn player(&self) -> Result<PlayerId, AppError> {
        self.get("id").map(PlayerId)
    }

    fn shortlist(&self) -> Result<ShortlistId, AppError> {
        self.get("id").map(ShortlistId)
    }

    fn place(&self) -> Result<Place, AppError> {
        Ok(Place { list: self.shortlist()?, player: PlayerId(self.get("player")?) })
    }
}

/// Which part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PartQuery {
    /// Most items in the answer.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the answer before.
    cursor: Option<String>,
}

impl PartQuery {
    fn limit(&self) -> u32 {
        self.limit.unwrap_or(DEFAULT_LIMIT)
    }
}

/// Words, such as a note or a comment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WordsBody {
    /// The words.
    text: String,
    /// For a change: the version that was read.
    #[serde(default)]
    version: Option<i32>,
}

/// The id of what was made.
#[derive(Debug, Serialize, ToSchema)]
struct MadeDocument {
    /// Its id.
    id: i64,
}

/// What is there, or that nothing is.
fn there<T>(found: Option<T>) -> Result<T, AppError> {
    found.ok_or(AppError::NotFound)
}

/// That it was done, or that there was nothing to do it to.
fn done(is_done: bool) -> Result<http::StatusCode, Problem> {
    if is_done { Ok(http::StatusCode::NO_CONTENT) } else { Err(AppError::NotFound.into()) }
}
