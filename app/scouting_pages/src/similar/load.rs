//! What the page asks the server for.

use football::PlayerId;
use leptos::prelude::*;
use page_base::error::AppError;
use scouting_stats::SimilarQuery;

use super::view::SimilarAnswerView;

/// The players most like one, with reasons.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when there is no such player.
#[server(prefix = "/fn", endpoint = "scouting/list_similar", input = page_base::wire::Json, output = page_base::wire::Json)]
pub async fn list_similar(
    /// The player.
    player_id: PlayerId,
    /// Which season, among whom, and who is told.
    #[server(default)]
    query: SimilarQuery,
) -> Result<SimilarAnswerView, AppError> {
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };
    use store::players;

    respond(async {
        reader()?;
        let state = state();
        players::find(&state.db, player_id).await?.ok_or(AppError::NotFound)?;
        let found = state.seasons.similar(&state.db, player_id, &query).await?;
        Ok::<_, Failure>(super::from_store::answer(&found, &query))
    })
    .await
}
