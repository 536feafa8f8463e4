//! The server functions that write players.

use football::{Player, PlayerId};
use leptos::prelude::*;
use page_base::error::AppError;

use super::fields::PlayerFields;

/// Stores a new player, or writes over the one with this id if nobody has changed it since `version`.
///
/// # Errors
/// `SignInRequired` when signed out, `Forbidden` to viewers, `Invalid` by field, `Conflict` when
/// somebody else was faster, `NotFound` when the player is gone.
#[server(prefix = "/fn", endpoint = "players/save_player", output = page_base::wire::Json)]
pub async fn save_player(
    /// The player; none for a new one.
    id: Option<PlayerId>,
    /// The version that was read.
    version: Option<i32>,
    /// The form.
    fields: PlayerFields,
) -> Result<Player, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{is_plain_form, respond, signed_in, state},
    };
    use page_kit::controls::plain_form::keep;
    use store::players;

    let save = async {
        let author = author(signed_in(Role::Analyst)?);
        let state = state();
        let draft = fields
            .draft(state.clock.now().date_naive())
            .map_err(|fields| AppError::Invalid { fields })?;
        let player = match id {
            None => players::create(&state.db, &author, &draft).await?,
            Some(id) => players::update(&state.db, &author, id, version.unwrap_or(0), &draft)
                .await?
                .ok_or(AppError::NotFound)?,
        };
        Ok::<_, Failure>(player)
    };
    let saved = respond(save).await;
    if is_plain_form() {
        match &saved {
            Ok(player) => leptos_axum::redirect(&format!("/players/{}", player.id)),
            Err(_) => keep(&form_name(id), &fields.by_name()),
        }
    }
    saved
}

/// Deletes players; they can be brought back for 30 days. Gives those that were there.
///
/// # Errors
/// `SignInRequired` when signed out, `Forbidden` to viewers, `NotFound` when none of them is there.
#[server(prefix = "/fn", endpoint = "players/delete_players", output = page_base::wire::Json)]
pub async fn delete_players(
    /// The players' ids, parted by commas: a form's field.
    ids: String,
) -> Result<Vec<PlayerId>, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{is_plain_form, respond, signed_in, state},
    };
    use store::players;

    respond(async {
        let author = author(signed_in(Role::Analyst)?);
        let deleted = players::delete(&state().db, &author, &read_ids(&ids)?).await?;
        if deleted.is_empty() {
            return Err(AppError::NotFound.into());
        }
        if is_plain_form() {
            leptos_axum::redirect(&format!("/players?deleted={}", written_ids(&deleted)));
        }
        Ok::<_, Failure>(deleted)
    })
    .await
}

/// Brings deleted players back. Gives those that came back.
///
/// # Errors
/// `SignInRequired` when signed out, `Forbidden` to viewers.
#[server(prefix = "/fn", endpoint = "players/restore_players", output = page_base::wire::Json)]
pub async fn restore_players(
    /// The players' ids, parted by commas: a form's field.
    ids: String,
) -> Result<Vec<PlayerId>, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{is_plain_form, respond, signed_in, state},
    };
    use store::players;

    respond(async {
        let author = author(signed_in(Role::Analyst)?);
        let restored = players::restore(&state().db, &author, &read_ids(&ids)?).await?;
        if is_plain_form() {
            leptos_axum::redirect("/players");
        }
        Ok::<_, Failure>(restored)
    })
    .await
}

/// What was typed into a refused form of this player, or of a new one, is kept under this name.
pub(super) fn form_name(player: Option<PlayerId>) -> String {
    player.map_or_else(|| "player".to_owned(), |id| format!("player-{id}"))
}

/// `1,2,3`
pub(crate) fn written_ids(ids: &[PlayerId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// Most players that one request deletes or brings back.
#[cfg(feature = "ssr")]
const MOST_AT_ONCE: usize = 1_000;

#[cfg(feature = "ssr")]
fn read_ids(text: &str) -> Result<Vec<PlayerId>, AppError> {
    let ids: Result<Vec<PlayerId>, _> = text.split(',').map(|id| id.trim().parse()).collect();
    match ids {
        Ok(ids) if ids.len() <= MOST_AT_ONCE => Ok(ids),
        _ => {
            let cure = format!("Give at most {MOST_AT_ONCE} ids, parted by commas.");
            Err(AppError::Invalid { fields: vec![football::FieldError::new("ids", cure)] })
        }
    }
}

#[cfg(feature = "ssr")]
fn author(caller: page_base::request::Caller) -> store::players::Author {
    let request_id = page_base::request::request_id();
    store::players::Author { account_id: Some(caller.account_id), request_id }
}
