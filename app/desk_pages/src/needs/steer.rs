//! What can be done with needs, as server functions.

use football::desk::NeedId;
use leptos::prelude::*;
use page_base::error::AppError;

/// Keeps a search, or writes over the need with this id if nobody has changed it since `version`.
///
/// # Errors
/// `Forbidden` to viewers; `Invalid` by field; `Conflict` when somebody else was faster; `NotFound` when the
/// need is gone.
#[server(prefix = "/fn", endpoint = "desk/save_need", output = page_base::wire::Json)]
pub async fn save_need(
    /// The need; none for a new one.
    #[server(default)]
    id: Option<NeedId>,
    /// The version that was read.
    #[server(default)]
    version: Option<i32>,
    /// Its name.
    name: String,
    /// The search, as the address of the list of players has it.
    #[server(default)]
    query: String,
    /// Who wants such a player; may be empty.
    #[server(default)]
    wanted_by: String,
    /// By which day, `2026-08-31`; may be empty.
    #[server(default)]
    due: String,
    /// What else is to be known; may be empty.
    #[server(default)]
    note: String,
) -> Result<NeedId, AppError> {
    use football::desk::NeedDraft;
    use page_base::{
        error::Failure,
        request::{is_plain_form, respond, state},
    };
    use page_kit::controls::plain_form::keep;
    use store::desk::needs;

    let typed = [
        ("name", name.clone()),
        ("wanted_by", wanted_by.clone()),
        ("due", due.clone()),
        ("note", note.clone()),
    ];
    let save = async {
        let asker = analyst()?;
        let draft = NeedDraft { name, query, wanted_by, due: day(&due)?, note };
        let db = &state().db;
        let Some(id) = id else {
            return Ok::<_, Failure>(needs::create(db, &asker, &draft).await?);
        };
        let version = version.unwrap_or(0);
        needs::update(db, &asker, id, version, &draft).await?.ok_or(AppError::NotFound)?;
        Ok(id)
    };
    let saved = respond(save).await;
    match &saved {
        Ok(_) => leptos_axum::redirect(super::PATH),
        Err(_) if is_plain_form() => {
            let typed: Vec<_> = typed.iter().map(|(name, typed)| (*name, typed.as_str())).collect();
            keep(super::form::FORM, &typed);
        }
        Err(_) => {}
    }
    saved
}

/// Settles a need, or opens it again.
///
/// # Errors
/// `Forbidden` to viewers; `NotFound` when the need is gone; `Invalid` on `name` when another need has it
/// meanwhile.
#[server(prefix = "/fn", endpoint = "desk/settle_need", output = page_base::wire::Json)]
pub async fn settle_need(
    /// The need.
    id: NeedId,
    /// It is opened again.
    #[server(default)]
    undo: bool,
) -> Result<(), AppError> {
    use page_base::request::{respond, state};
    use store::desk::needs;

    respond(async {
        let asker = analyst()?;
        if needs::set_archived(&state().db, &asker, id, !undo).await? {
            Ok(())
        } else {
            Err(AppError::NotFound.into())
        }
    })
    .await
}

/// A day as a date field sends it; none for an empty one.
#[cfg(feature = "ssr")]
fn day(text: &str) -> Result<Option<chrono::NaiveDate>, AppError> {
    use football::FieldError;

    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let day = text.parse().ok().ok_or_else(|| AppError::Invalid {
        fields: vec![FieldError::new("due", "Give a day as 2026-08-31.")],
    })?;
    Ok(Some(day))
}

#[cfg(feature = "ssr")]
fn analyst() -> Result<store::queue::Asker, page_base::error::Failure> {
    use page_base::request::{request_id, signed_in};

    Ok(signed_in(backroom::Role::Analyst)?.asker(request_id()))
}
