//! What can be done with a list and with a player on it, as server functions.

use football::{
    PlayerId,
    desk::{CommentId, ShortlistId, Stage},
};
use leptos::prelude::*;
use page_base::error::AppError;

/// Gives the list another name and purpose, if nobody has changed it since `version`.
///
/// # Errors
/// `Forbidden` to viewers; `Invalid` on `name` and `purpose`; `Conflict` when somebody else was faster;
/// `NotFound` when the list is gone.
#[server(prefix = "/fn", endpoint = "desk/update_shortlist", output = page_base::wire::Json)]
pub async fn update_shortlist(
    /// The list.
    id: ShortlistId,
    /// The version that was read.
    version: i32,
    /// Its name.
    name: String,
    /// What it is for; may be empty.
    #[server(default)]
    purpose: String,
) -> Result<(), AppError> {
    use football::desk::ShortlistDraft;
    use page_base::request::{respond, state};
    use store::desk::shortlists;

    respond(async {
        let asker = analyst()?;
        let draft = ShortlistDraft { name, purpose };
        let updated = shortlists::update(&state().db, &asker, id, version, &draft).await?;
        updated.map(|_| ()).ok_or_else(|| AppError::NotFound.into())
    })
    .await
}

/// Puts the list into the archive, or takes it out again, and gives it.
///
/// # Errors
/// `Forbidden` to viewers; `NotFound` when the list is gone; `Invalid` on `name` when another list has it
/// meanwhile.
#[server(prefix = "/fn", endpoint = "desk/archive_shortlist", output = page_base::wire::Json)]
pub async fn archive_shortlist(
    /// The list.
    id: ShortlistId,
    /// It is taken out.
    #[server(default)]
    undo: bool,
) -> Result<ShortlistId, AppError> {
    use page_base::request::{respond, state};
    use store::desk::shortlists;

    respond(async {
        let asker = analyst()?;
        if shortlists::set_archived(&state().db, &asker, id, !undo).await? {
            Ok(id)
        } else {
            Err(AppError::NotFound.into())
        }
    })
    .await
}

/// Tells the caller of changes of the list's players from now on, or no longer.
///
/// # Errors
/// `SignInRequired`; `NotFound` when the list is gone.
#[server(prefix = "/fn", endpoint = "desk/follow_shortlist", output = page_base::wire::Json)]
pub async fn follow_shortlist(
    /// The list.
    id: ShortlistId,
    /// The caller is told.
    #[server(default)]
    follows: bool,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{respond, signed_in, state};
    use store::desk::shortlists;

    respond(async {
        let account = signed_in(Role::Viewer)?.account_id;
        if shortlists::follow(&state().db, account, id, follows).await? {
            Ok(())
        } else {
            Err(AppError::NotFound.into())
        }
    })
    .await
}

/// Moves the player to another stage, if nobody has moved him since `version`.
///
/// # Errors
/// `Forbidden` to viewers; `Conflict` when somebody else was faster; `NotFound` when the player is not on
/// the list; `Invalid` when the list is archived.
#[server(prefix = "/fn", endpoint = "desk/move_entry", output = page_base::wire::Json)]
pub async fn move_entry(
    /// The list.
    id: ShortlistId,
    /// The player.
    player_id: PlayerId,
    /// The version that was read.
    version: i32,
    /// Where to.
    stage: Stage,
) -> Result<(), AppError> {
    use page_base::request::{respond, state};
    use store::desk::shortlists;

    respond(async {
        let asker = analyst()?;
        let at = place(id, player_id);
        let moved = shortlists::move_to(&state().db, &asker, at, version, stage).await?;
        moved.map(|_| ()).ok_or_else(|| AppError::NotFound.into())
    })
    .await
}

/// Takes the player off the list, or puts him back.
///
/// # Errors
/// `Forbidden` to viewers; `NotFound` when the player never was on the list; `Invalid` when the list is
/// archived or full.
#[server(prefix = "/fn", endpoint = "desk/remove_entry", output = page_base::wire::Json)]
pub async fn remove_entry(
    /// The list.
    id: ShortlistId,
    /// The player.
    player_id: PlayerId,
    /// He is put back.
    #[server(default)]
    undo: bool,
) -> Result<(), AppError> {
    use page_base::request::{respond, state};
    use store::desk::shortlists;

    respond(async {
        let asker = analyst()?;
        if shortlists::set_removed(&state().db, &asker, place(id, player_id), !undo).await? {
            Ok(())
        } else {
            Err(AppError::NotFound.into())
        }
    })
    .await
}

/// Rates how much the caller would want the player, over an earlier rating of the caller's own.
///
/// # Errors
/// `Forbidden` to viewers; `NotFound` when the player is not on the list; `Invalid` on `stars`, and when
/// the list is archived.
#[server(prefix = "/fn", endpoint = "desk/rate_entry", output = page_base::wire::Json)]
pub async fn rate_entry(
    /// The list.
    id: ShortlistId,
    /// The player.
    player_id: PlayerId,
    /// 1 to 5; 5 is the highest.
    stars: u8,
) -> Result<(), AppError> {
    use page_base::request::{respond, state};
    use store::desk::shortlists;

    respond(async {
        let asker = analyst()?;
        let rated = shortlists::rate(&state().db, &asker, place(id, player_id), stars).await?;
        rated.ok_or_else(|| AppError::NotFound.into())
    })
    .await
}

/// Says something about the player's place.
///
/// # Errors
/// `Forbidden` to viewers; `NotFound` when the player is not on the list; `Invalid` on `text`, and when the
/// list is archived.
#[server(prefix = "/fn", endpoint = "desk/comment_entry", output = page_base::wire::Json)]
pub async fn comment_entry(
    /// The list.
    id: ShortlistId,
    /// The player.
    player_id: PlayerId,
    /// The words.
    text: String,
) -> Result<(), AppError> {
    use page_base::request::{is_plain_form, respond, state};
    use page_kit::controls::plain_form::keep;
    use store::desk::shortlists;

    let said = respond(async {
        let asker = analyst()?;
        let at = place(id, player_id);
        let made = shortlists::comment(&state().db, &asker, at, &text).await?;
        made.map(|_| ()).ok_or_else(|| AppError::NotFound.into())
    })
    .await;
    if is_plain_form() && said.is_err() {
        keep(COMMENT_FORM, &[("text", &text)]);
    }
    said
}

/// Takes back a comment of the caller's own, or brings it back.
///
/// # Errors
/// `Forbidden` to viewers; `NotFound` when the caller has said no such thing there; `Invalid` when the list
/// is archived.
#[server(prefix = "/fn", endpoint = "desk/delete_comment", output = page_base::wire::Json)]
pub async fn delete_comment(
    /// The list.
    id: ShortlistId,
    /// The player.
    player_id: PlayerId,
    /// The comment.
    comment: CommentId,
    /// It is brought back.
    #[server(default)]
    undo: bool,
) -> Result<(), AppError> {
    use page_base::request::{respond, state};
    use store::desk::shortlists::set_comment_deleted;

    respond(async {
        let asker = analyst()?;
        let at = place(id, player_id);
        if set_comment_deleted(&state().db, &asker, at, comment, !undo).await? {
            Ok(())
        } else {
            Err(AppError::NotFound.into())
        }
    })
    .await
}

/// What was typed into a refused comment is kept under this name.
pub(super) const COMMENT_FORM: &str = "comment";

#[cfg(feature = "ssr")]
fn place(list: ShortlistId, player: PlayerId) -> football::desk::Place {
    football::desk::Place { list, player }
}

#[cfg(feature = "ssr")]
fn analyst() -> Result<store::queue::Asker, page_base::error::Failure> {
    use page_base::request::{request_id, signed_in};

    Ok(signed_in(backroom::Role::Analyst)?.asker(request_id()))
}
