//! Saying who somebody of a line-up is.

use football::{MatchId, PlayerId};
use leptos::prelude::*;
use page_base::error::AppError;
use serde::{Deserialize, Serialize};

/// What was said, and what was said before: the way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// The match.
    pub id: MatchId,
    /// The place in its line-up.
    pub place: u16,
    /// The name there.
    pub name: String,
    /// Who he is now.
    pub now: Option<PlayerId>,
    /// Who he was before.
    pub before: Option<PlayerId>,
}

impl Linked {
    /// What happened, for people.
    pub(super) fn told(&self) -> String {
        match self.now {
            Some(_) => ["Linked ", &self.name].concat(),
            None => ["Unlinked ", &self.name].concat(),
        }
    }

    /// The same row as it was.
    pub(super) fn undo(&self) -> LinkLineUp {
        LinkLineUp {
            id: self.id,
            place: self.place,
            player: self.before.map(|player| player.to_string()).unwrap_or_default(),
        }
    }
}

/// Says who somebody of a line-up is, or that nobody knows.
///
/// # Errors
/// `Forbidden` below an analyst; `NotFound` when there is no such place; `Invalid` on `player` when there is no such
/// player.
#[server(prefix = "/fn", endpoint = "matches/link_line_up", output = page_base::wire::Json)]
pub async fn link_line_up(
    /// The match.
    id: MatchId,
    /// The place in its line-up.
    place: u16,
    /// The player's id; empty where nobody knows.
    #[server(default)]
    player: String,
) -> Result<Linked, AppError> {
    use backroom::Role;
    use football::FieldError;
    use page_base::{
        error::Failure,
        request::{request_id, respond, signed_in, state},
    };
    use store::matches;

    respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let now = match player.trim() {
            "" => None,
            written => Some(written.parse::<PlayerId>().map_err(|_unread| {
                let why = "Choose a player of the list.";
                AppError::Invalid { fields: vec![FieldError::new("player", why)] }
            })?),
        };
        let db = state().db;
        let listed = matches::line_up(&db, id).await?;
        let row = listed.into_iter().find(|row| row.place == place).ok_or(AppError::NotFound)?;
        if !matches::link_player(&db, &asker, id, place, now).await? {
            return Err(AppError::NotFound.into());
        }
        leptos_axum::redirect(&format!("/matches/{id}/line-ups"));
        let name = row.name.unwrap_or_else(|| "the player".to_owned());
        Ok::<_, Failure>(Linked { id, place, name, now, before: row.player })
    })
    .await
}
