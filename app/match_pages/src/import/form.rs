//! Which match it is, and the start of the run.

use leptos::{form::ActionForm, prelude::*};
use page_base::error::AppError;
use page_kit::{
    acting::{failure, notice},
    controls::{Button, ButtonKind, Panel},
};
use uuid::Uuid;

use super::view::MatchImportView;
use crate::said::{MatchSaid, SaidFields, TeamsBy};

/// What was typed is kept under this name.
const FORM: &str = "match-import";

/// Settles which match it is and starts the import.
///
/// # Errors
/// `Forbidden` below an analyst; `NotFound`; `Invalid` on a field, or on `file` when the files make no match;
/// `Conflict` when the import is done or under way.
#[server(prefix = "/fn", endpoint = "matches/import_match", output = page_base::wire::Json)]
pub async fn import_match(
    /// The import.
    id: Uuid,
    /// Which match it is; a team that is not named, by the events.
    #[server(default)]
    said: MatchSaid,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{request_id, respond, signed_in, state},
    };
    use store::matches::{save_settings, start};

    let kept = said.clone();
    let started = respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let (settings, _) = said.parts()?;
        let db = state().db;
        let saved = save_settings(&db, id, Some(settings), None).await?;
        saved.ok_or(AppError::NotFound)?;
        start(&db, id, Some(asker.account_id), asker.request_id)
            .await?
            .ok_or(AppError::NotFound)?;
        Ok::<_, Failure>(())
    })
    .await;
    match &started {
        Ok(()) => leptos_axum::redirect(&super::leading_on(id)),
        Err(_) => kept.keep_for(FORM),
    }
    started
}

/// The form. What was typed stays when it is refused.
#[component]
pub(super) fn StartForm(
    import: MatchImportView,
    start: ServerAction<ImportMatch>,
) -> impl IntoView {
    let failure = failure(start);
    // Without an error the form was not refused: what is kept is of an earlier try.
    let said = if failure.with_untracked(Option::is_some) {
        MatchSaid::typed_into(FORM)
    } else {
        import.said
    };
    let other = move || {
        let on_file = failure.with(|error| error.as_ref()?.on_field("file").map(str::to_owned));
        let error = match on_file {
            Some(reason) => Some(AppError::Conflict { reason }),
            None => failure.get().filter(|error| !matches!(error, AppError::Invalid { .. })),
        };
        notice(error, "The import was not started.")
    };
    let teams_by = if import.events.is_some() { TeamsBy::Events } else { TeamsBy::Nobody };
    let (button, reason) = if import.renews.is_some() {
        ("Make the match anew", "Reads all files again in the background")
    } else {
        ("Import match", "Reads the files in the background")
    };
    let lacking = import.problem;
    let cannot = lacking.is_some();
    view! {
        <Panel title="Which match it is" meta="what is empty stays unknown">
            <ActionForm action=start>
                {other}
                <input type="hidden" name="id" value=import.id.to_string()/>
                <SaidFields said teams_by failure/>
                <div class="row import-buttons">
                    <Button
                        kind=ButtonKind::Primary
                        submit=true
                        busy=start.pending()
                        disabled=cannot
                        reason=lacking.unwrap_or_else(|| reason.to_owned())
                    >
                        {button}
                    </Button>
                </div>
            </ActionForm>
        </Panel>
    }
}
