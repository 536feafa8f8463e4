//! What a path names: ids, of which some lead to nothing.

use axum::extract::{FromRequestParts, RawPathParams};
use football::{
    MatchId, PlayerId,
    desk::{Place, ShortlistId},
};
use http::{StatusCode, request::Parts};
use page_base::error::AppError;

use crate::http::problem::Problem;

/// The ids in the path by their names. What is no number is the id of nothing.
pub(super) struct PathIds(Vec<(String, i64)>);

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
    pub(super) fn get(&self, name: &str) -> Result<i64, AppError> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, id)| *id).ok_or(AppError::NotFound)
    }

    pub(super) fn player(&self) -> Result<PlayerId, AppError> {
        self.get("id").map(PlayerId)
    }

    pub(super) fn match_id(&self) -> Result<MatchId, AppError> {
        self.get("id").map(MatchId)
    }

    pub(super) fn shortlist(&self) -> Result<ShortlistId, AppError> {
        self.get("id").map(ShortlistId)
    }

    pub(super) fn place(&self) -> Result<Place, AppError> {
        Ok(Place { list: self.shortlist()?, player: PlayerId(self.get("player")?) })
    }
}

/// What is there, or that nothing is.
pub(super) fn there<T>(found: Option<T>) -> Result<T, AppError> {
    found.ok_or(AppError::NotFound)
}

/// That it was done, or that there was nothing to do it to.
pub(super) fn done(is_done: bool) -> Result<StatusCode, Problem> {
    if is_done { Ok(StatusCode::NO_CONTENT) } else { Err(AppError::NotFound.into()) }
}
