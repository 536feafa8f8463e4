//! Deleting a person's report, and bringing it back.

use football::PlayerId;
use leptos::{form::ActionForm, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use page_base::error::AppError;
use page_kit::controls::{Button, ButtonKind, ButtonSize, ErrorNotice, Icon, Symbol, use_toasts};

/// Deletes a person's report; it can be brought back for 30 days.
///
/// # Errors
/// `SignInRequired` when signed out; `Forbidden` to viewers; `NotFound` when there is no such report, or
/// somebody else wrote it and the caller is no administrator.
#[server(prefix = "/fn", endpoint = "scouting/delete_report", output = page_base::wire::Json)]
pub async fn delete_report(
    /// The report.
    id: i64,
) -> Result<(), AppError> {
    use page_base::{
        error::Failure,
        request::{is_plain_form, respond, state},
    };

    respond(async {
        let (asker, by) = author()?;
        let deleted = store::scouting::delete_report(&state().db, &asker, id, by).await?;
        deleted.ok_or(AppError::NotFound)?;
        if is_plain_form() {
            leptos_axum::redirect(&format!("/reports?deleted={id}"));
        }
        Ok::<_, Failure>(())
    })
    .await
}

/// Brings a deleted report back; gives its number among the player's reports.
///
/// # Errors
/// As [`delete_report`]; `Conflict` when the report was changed in another way meanwhile.
#[server(prefix = "/fn", endpoint = "scouting/restore_report", output = page_base::wire::Json)]
pub async fn restore_report(
    /// The report.
    id: i64,
) -> Result<(PlayerId, i32), AppError> {
    use page_base::{
        error::Failure,
        request::{is_plain_form, respond, state},
    };

    respond(async {
        let (asker, by) = author()?;
        let restored = store::scouting::restore_report(&state().db, &asker, id, by).await?;
        let restored = restored.ok_or(AppError::NotFound)?;
        if is_plain_form() {
            let (player, version) = (restored.player_id, restored.version);
            leptos_axum::redirect(&format!("/players/{player}/reports/{version}"));
        }
        Ok::<_, Failure>((restored.player_id, restored.version))
    })
    .await
}

/// Who asks, and whose reports that is: one's own, or everybody's for an administrator.
#[cfg(feature = "ssr")]
pub(super) fn author()
-> Result<(store::queue::Asker, Option<backroom::AccountId>), page_base::error::Failure> {
    use backroom::Role;
    use page_base::request::{request_id, signed_in};

    let caller = signed_in(Role::Analyst)?;
    let by = (caller.role < Role::Admin).then_some(caller.account_id);
    Ok((caller.asker(request_id()), by))
}

/// Deletes the report after a question; then the player's page, with Undo.
#[component]
pub(super) fn DeleteReport(
    /// The report.
    report: i64,
    /// Whom it is about.
    player: PlayerId,
) -> impl IntoView {
    let action = ServerAction::<DeleteReport>::new();
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if !matches!(action.value().get(), Some(Ok(()))) {
            return;
        }
        let back = navigate.clone();
        toasts.show_with_action("Deleted the report", "Undo", move || {
            let back = back.clone();
            spawn_local(async move {
                if let Ok((player, version)) = restore_report(report).await {
                    let href = format!("/players/{player}/reports/{version}");
                    back(&href, NavigateOptions::default());
                }
            });
        });
        navigate(&format!("/players/{player}/reports"), NavigateOptions::default());
    });
    let failure = move || match action.value().get() {
        Some(Err(error)) => Some(view! { <ErrorNotice error what="The report was not deleted."/> }),
        _ => None,
    };
    view! {
        <details class="confirm">
            <summary class="button standard">"Delete"</summary>
            <ActionForm action=action attr:class="row">
                <input type="hidden" name="id" value=report.to_string()/>
                <span>"Delete this report? You can bring it back for 30 days."</span>
                <Button submit=true kind=ButtonKind::Destructive size=ButtonSize::Small>
                    "Delete the report"
                </Button>
                {failure}
            </ActionForm>
        </details>
    }
}

/// What a browser without script is shown after it deleted a report.
#[component]
pub(super) fn BringBack(
    /// The report.
    report: i64,
) -> impl IntoView {
    let action = ServerAction::<RestoreReport>::new();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok((player, version))) = action.value().get() {
            let href = format!("/players/{player}/reports/{version}");
            navigate(&href, NavigateOptions::default());
        }
    });
    let failure = move || match action.value().get() {
        Some(Err(error)) => {
            Some(view! { <ErrorNotice error what="The report was not brought back."/> })
        }
        _ => None,
    };
    view! {
        <div class="page-body">
            <div class="notice info" role="status">
                <Icon symbol=Symbol::Info/>
                <div class="notice-body">
                    <p class="notice-title">"The report is deleted."</p>
                    {failure}
                    <ActionForm action=action>
                        <input type="hidden" name="id" value=report.to_string()/>
                        <Button submit=true>"Bring it back"</Button>
                    </ActionForm>
                </div>
            </div>
        </div>
    }
}
