//! A match without files, and what is said of one that is there.

use football::MatchId;
use leptos::{form::ActionForm, prelude::*};
use page_base::error::AppError;
use page_kit::{
    acting::{failure, other_failure},
    controls::{Button, ButtonKind, Panel},
};

use super::{MatchSaid, SaidFields, TeamsBy};

/// What was typed of a new match is kept under this name.
const NEW: &str = "match-new";
/// What was typed of one that is there.
const SAID: &str = "match-said";

/// Keeps a match that has no files yet.
///
/// # Errors
/// `Forbidden` below an analyst; `Invalid` on a field.
#[server(prefix = "/fn", endpoint = "matches/create_match", output = page_base::wire::Json)]
pub async fn create_match(
    /// Which match it is.
    #[server(default)]
    said: MatchSaid,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};

    let kept = said.clone();
    let created = respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let (settings, goals) = said.parts()?;
        let state = state();
        let now = state.clock.now();
        Ok(store::matches::create_match(&state.db, &asker, settings, goals, now).await?)
    })
    .await;
    match created {
        Ok(id) => {
            leptos_axum::redirect(&format!("/matches/{id}/data"));
            Ok(())
        }
        Err(error) => {
            kept.keep_for(NEW);
            Err(error)
        }
    }
}

/// Settles what is said of a match.
///
/// # Errors
/// `Forbidden` below an analyst; `NotFound`; `Invalid` on a field.
#[server(prefix = "/fn", endpoint = "matches/describe_match", output = page_base::wire::Json)]
pub async fn describe_match(
    /// The match.
    id: MatchId,
    /// Which match it is.
    #[server(default)]
    said: MatchSaid,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};

    let kept = said.clone();
    let described = respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let (settings, goals) = said.parts()?;
        let db = state().db;
        if !store::matches::describe_match(&db, &asker, id, settings, goals).await? {
            return Err(AppError::NotFound.into());
        }
        Ok(())
    })
    .await;
    match &described {
        Ok(()) => leptos_axum::redirect(&format!("/matches/{id}/data?changed=said")),
        Err(_) => kept.keep_for(SAID),
    }
    described
}

/// The way to a match that has no files yet, folded away.
#[component]
pub(crate) fn AddMatch() -> impl IntoView {
    let create = ServerAction::<CreateMatch>::new();
    let failure = failure(create);
    // Without an error the form was not refused: what is kept is of an earlier try.
    let open = failure.with_untracked(Option::is_some);
    let said = if open { MatchSaid::typed_into(NEW) } else { MatchSaid::default() };
    view! {
        <details open=open>
            <summary>"No files yet? Describe the match"</summary>
            <ActionForm action=create>
                {other_failure(failure, "The match was not kept.")}
                <SaidFields said teams_by=TeamsBy::Person with_score=true failure/>
                <div class="row import-buttons">
                    <Button submit=true busy=create.pending()>
                        "Add match"
                    </Button>
                </div>
            </ActionForm>
        </details>
    }
}

/// What is said of a match that is there.
#[component]
pub(crate) fn DescribeForm(
    id: MatchId,
    said: MatchSaid,
    describe: ServerAction<DescribeMatch>,
) -> impl IntoView {
    let failure = failure(describe);
    let said =
        if failure.with_untracked(Option::is_some) { MatchSaid::typed_into(SAID) } else { said };
    view! {
        <Panel title="Which match it is" meta="what is empty stays unknown">
            <ActionForm action=describe>
                {other_failure(failure, "Nothing was changed.")}
                <input type="hidden" name="id" value=id.to_string()/>
                <SaidFields said teams_by=TeamsBy::Person with_score=true failure/>
                <div class="row import-buttons">
                    <Button kind=ButtonKind::Primary submit=true busy=describe.pending()>
                        "Save"
                    </Button>
                </div>
            </ActionForm>
        </Panel>
    }
}
