//! Asking for a report: a form that works without script, in a dialog where there is script.

use backroom::{JobId, Role};
use football::PlayerId;
use leptos::{ev, form::ActionForm, prelude::*};
use leptos_router::{
    hooks::{use_navigate, use_params},
    params::Params,
};
use page_base::error::AppError;
use page_kit::{
    account::ForAnalysts,
    account::use_account,
    controls::{Button, ButtonKind, ButtonLink, Crumb, Dialog, ErrorNotice, PageHead, TextField},
    jobs::use_tasks,
};

/// Starts the job that writes a report on the player. While one with the same question waits or runs,
/// that one is the answer.
///
/// # Errors
/// `SignInRequired` when signed out; `Forbidden` to viewers; `NotFound` when there is no such player;
/// `Invalid` when the question is too long.
#[server(prefix = "/fn", endpoint = "scouting/scout_player", output = page_base::wire::Json)]
pub async fn scout_player(
    /// The player.
    player_id: PlayerId,
    /// What the reader wants to know; may be empty.
    #[server(default)]
    question: String,
) -> Result<JobId, AppError> {
    use page_base::{
        error::Failure,
        request::{is_plain_form, request_id, respond, signed_in, state},
    };
    use store::scouting::{ReportRequest, request_report};

    respond(async {
        let caller = signed_in(Role::Analyst)?;
        let request = ReportRequest {
            player_id,
            question,
            asker: Some(caller.account_id),
            request_id: request_id(),
        };
        let enqueued = request_report(&state().db, request).await?.ok_or(AppError::NotFound)?;
        // A plain form goes back to the player, where the report's task is shown.
        if is_plain_form() {
            leptos_axum::redirect(&format!("/players/{player_id}"));
        }
        Ok::<_, Failure>(enqueued.id())
    })
    .await
}

/// The report that was asked for last on this page; the player's panel looks at it.
#[derive(Clone, Copy)]
pub(super) struct Asked(pub(super) RwSignal<Option<(PlayerId, JobId)>>);

/// Lets a button in one place of a page tell the panel in another that a report was asked for. Called
/// once, by the application.
pub fn provide_scouting() {
    provide_context(Asked(RwSignal::new(None)));
}

/// "Write report": opens the dialog; without script it is a link to the form's page. Nothing for
/// those who may not start jobs.
#[component]
pub fn ScoutButton(
    /// The player.
    #[prop(into)]
    player: PlayerId,
    /// The player's name.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let account = use_account();
    let open = RwSignal::new(false);
    let href = format!("/players/{player}/reports/new");
    let title = format!("What do you want to know about {name}?");
    let press = move |event: ev::MouseEvent| {
        event.prevent_default();
        open.set(true);
    };
    let may_scout =
        move || account.with(|account| account.as_ref().is_some_and(|a| a.role >= Role::Analyst));
    view! {
        <Show when=may_scout>
            <a class="button primary" href=href.clone() on:click=press>
                <span>"Write report"</span>
            </a>
        </Show>
        <Dialog open title>
            <ScoutForm player on_started=move |()| open.set(false)/>
        </Dialog>
    }
}

/// The form: one optional question.
#[component]
fn ScoutForm(
    player: PlayerId,
    /// Called when the job is queued.
    #[prop(into)]
    on_started: Callback<()>,
) -> impl IntoView {
    let action = ServerAction::<ScoutPlayer>::new();
    let asked = expect_context::<Asked>();
    let tasks = use_tasks();
    Effect::new(move || {
        if let Some(Ok(task)) = action.value().get() {
            tasks.started(task);
            asked.0.set(Some((player, task)));
            on_started.run(());
        }
    });
    let failure = move || action.value().get().and_then(Result::err);
    let on_question = Signal::derive(move || {
        failure().and_then(|error| error.on_field("question").map(str::to_owned))
    });
    let other = move || failure().filter(|error| error.on_field("question").is_none());
    view! {
        <ActionForm action=action attr:class="form">
            <input type="hidden" name="player_id" value=player.0/>
            <TextField
                name="question"
                label="Question"
                hint="One line, for example: is the value high for the age?"
                optional=true
                autocomplete="off"
                autofocus=true
                error=on_question
            />
            {move || other().map(|error| view! { <ErrorNotice error/> })}
            <div class="layer-actions">
                <Button submit=true kind=ButtonKind::Primary busy=action.pending()>
                    "Write report"
                </Button>
            </div>
        </ActionForm>
    }
}

#[derive(Params, Clone, PartialEq)]
struct ScoutParams {
    id: Option<i64>,
}

/// `/players/:id/reports/new`: the form on a page of its own.
#[component]
pub fn ScoutPage() -> impl IntoView {
    let params = use_params::<ScoutParams>();
    let player = Memo::new(move |_| params.get().ok()?.id.map(PlayerId));
    view! {
        {move || match player.get() {
            Some(player) => {
                let above = format!("/players/{player}");
                let navigate = use_navigate();
                let back = above.clone();
                let on_started = Callback::new(move |()| {
                    navigate(&back, leptos_router::NavigateOptions::default());
                });
                view! {
                    <PageHead
                        title="Write a report"
                        crumbs=vec![Crumb::new("/players", "Players"), Crumb::new(above, "Player")]
                    />
                    <div class="page-body form-page">
                        <ForAnalysts>
                            <ScoutForm player on_started/>
                        </ForAnalysts>
                    </div>
                }
                    .into_any()
            }
            None => view! { <ErrorNotice error=AppError::NotFound/> }.into_any(),
        }}
    }
}

/// The way to the form, for empty states.
#[component]
pub(super) fn ScoutLink(player: PlayerId) -> impl IntoView {
    view! { <ButtonLink href=format!("/players/{player}/reports/new")>"Write report"</ButtonLink> }
}
