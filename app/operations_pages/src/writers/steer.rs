//! What can be done about the language model, as server functions.

use backroom::JobId;
use leptos::prelude::*;
use page_base::error::AppError;

use super::fields::WriterFields;

/// The form is kept under this name when it was refused.
pub(super) const FORM: &str = "writer";

/// Writes the settings if nobody has changed them since `version`.
///
/// # Errors
/// `Forbidden` unless an administrator; `Invalid` by field; `Conflict` when somebody else was faster.
#[server(prefix = "/fn", endpoint = "operations/save_writer", output = page_base::wire::Json)]
pub async fn save_writer(
    /// The version that was read; 0 before the first.
    #[server(default)]
    version: i32,
    /// The form.
    #[server(default)]
    fields: WriterFields,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{is_plain_form, request_id, respond, signed_in, state},
    };
    use page_kit::controls::plain_form::keep;

    let save = async {
        let asker = signed_in(Role::Admin)?.asker(request_id());
        let settings =
            fields.settings(version).map_err(|fault| AppError::Invalid { fields: vec![fault] })?;
        store::writers::save_writer(&state().db, &asker, &settings).await?;
        Ok::<_, Failure>(())
    };
    let saved = respond(save).await;
    if is_plain_form() {
        match &saved {
            Ok(()) => leptos_axum::redirect(super::PATH),
            Err(_) => keep(FORM, &fields.by_name()),
        }
    }
    saved
}

/// Asks the model for one sentence, as a task; nothing of a player is sent.
///
/// # Errors
/// `Forbidden` unless an administrator; `Invalid` when no model is chosen.
#[server(prefix = "/fn", endpoint = "operations/try_writer", output = page_base::wire::Json)]
pub async fn try_writer() -> Result<JobId, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{is_plain_form, request_id, respond, signed_in, state},
    };

    respond(async {
        let asker = signed_in(Role::Admin)?.asker(request_id());
        let task = store::writers::request_trial(&state().db, &asker).await?.id();
        if is_plain_form() {
            leptos_axum::redirect(&format!("{}?task={task}", super::PATH));
        }
        Ok::<_, Failure>(task)
    })
    .await
}
