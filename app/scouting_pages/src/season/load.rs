//! What the page asks the server for.

use football::PlayerId;
use leptos::prelude::*;
use page_base::error::AppError;
use scouting_stats::PeerChoice;

use super::view::SeasonAnswer;

/// A player's season among the peers chosen.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when there is no such player.
#[server(prefix = "/fn", endpoint = "scouting/find_season", input = page_base::wire::Json, output = page_base::wire::Json)]
pub async fn find_season(
    /// The player.
    player_id: PlayerId,
    /// Which season, among whom.
    #[server(default)]
    choice: PeerChoice,
) -> Result<SeasonAnswer, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };
    use store::players;

    respond(async {
        let may_decide = reader()?.is_some_and(|caller| caller.role >= Role::Analyst);
        let state = state();
        players::find(&state.db, player_id).await?.ok_or(AppError::NotFound)?;
        let found = state.seasons.find(&state.db, player_id, &choice).await?;
        let whose = match &found.found {
            Some(season) if may_decide => {
                let provider = &season.ranked.season.set.source;
                super::whose::whose(&state.db, provider, player_id).await?
            }
            _ => None,
        };
        Ok::<_, Failure>(super::from_store::answer(&found, &choice, whose))
    })
    .await
}
