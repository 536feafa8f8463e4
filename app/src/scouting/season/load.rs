//! What the page asks the server for.

use football::PlayerId;
use leptos::prelude::*;
use scouting_stats::PeerChoice;

use super::view::SeasonAnswer;
use crate::error::AppError;

/// A player's season among the peers chosen.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when there is no such player.
#[server(prefix = "/fn", endpoint = "scouting/find_season", input = crate::wire::Json, output = crate::wire::Json)]
pub async fn find_season(
    /// The player.
    player_id: PlayerId,
    /// Which season, among whom.
    #[server(default)]
    choice: PeerChoice,
) -> Result<SeasonAnswer, AppError> {
    use store::players;

    use crate::{
        error::Failure,
        request::{reader, respond, state},
    };

    respond(async {
        reader()?;
        let state = state();
        players::find(&state.db, player_id).await?.ok_or(AppError::NotFound)?;
        let found = state.seasons.find(&state.db, player_id, &choice).await?;
        Ok::<_, Failure>(super::from_store::answer(&found, &choice))
    })
    .await
}
