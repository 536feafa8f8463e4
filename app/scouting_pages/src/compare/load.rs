//! What the page asks the server for.

use football::PlayerId;
use leptos::prelude::*;
use page_base::error::AppError;
use scouting_stats::PeerChoice;

use super::view::CompareView;

/// Players side by side, and who may be added.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `Invalid` for more than six players.
#[server(prefix = "/fn", endpoint = "scouting/compare_players", input = page_base::wire::Json, output = page_base::wire::Json)]
pub async fn compare_players(
    /// The players, in the order of the columns.
    ids: Vec<PlayerId>,
    /// Which season, among whom.
    #[server(default)]
    choice: PeerChoice,
    /// Part of a name of who may be added; empty for nobody.
    #[server(default)]
    text: String,
) -> Result<CompareView, AppError> {
    use football::FieldError;
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };
    use store::players;

    use super::{MOST, from_store};

    /// Players offered.
    const SUGGESTIONS: u16 = 8;

    respond(async {
        reader()?;
        if ids.len() > MOST {
            let fields = vec![FieldError::new("ids", "Choose at most six players.")];
            return Err(AppError::Invalid { fields }.into());
        }
        let state = state();
        let today = state.clock.now().date_naive();
        let found = players::find_many(&state.db, &ids).await?;
        let there: Vec<_> = found.iter().map(|player| player.id).collect();
        let compared = state.seasons.compare(&state.db, &there, &choice).await?;
        let suggestions = players::suggest(&state.db, &text, SUGGESTIONS, today).await?;
        let view = from_store::view(&found, &compared, &choice, today);
        Ok::<_, Failure>(CompareView {
            suggestions: from_store::suggested(suggestions, &there),
            notes: from_store::with_missing(view.notes, ids.len() - there.len()),
            ..view
        })
    })
    .await
}
