//! Stopping a task and trying it again.

use backroom::{JobId, JobState, TaskView};
use leptos::{form::ActionForm, prelude::*};

use super::use_tasks;
use crate::controls::{Button, ButtonKind, ButtonSize, Symbol};
use page_base::error::AppError;

/// Asks for the task to stop. A queued one is cancelled at once, a running one at its next check.
///
/// # Errors
/// `SignInRequired` when signed out; `NotFound` when there is no such task or it is somebody else's;
/// `Conflict` when it has ended already.
#[server(prefix = "/fn", endpoint = "jobs/cancel_task", output = page_base::wire::Json)]
pub async fn cancel_task(
    /// The task.
    id: JobId,
) -> Result<(), AppError> {
    use page_base::{
        error::Failure,
        request::{respond, state},
    };

    respond(async {
        let asker = asker(id).await?;
        if store::queue::request_cancel_by(&state().db, &asker, id).await? {
            Ok::<_, Failure>(())
        } else {
            Err(AppError::Conflict { reason: "The task has ended already.".to_owned() }.into())
        }
    })
    .await
}

/// Queues a failed or cancelled task again.
///
/// # Errors
/// `SignInRequired` when signed out; `NotFound` when there is no such task or it is somebody else's;
/// `Conflict` when it waits, runs or has completed, or another like it is under way.
#[server(prefix = "/fn", endpoint = "jobs/retry_task", output = page_base::wire::Json)]
pub async fn retry_task(
    /// The task.
    id: JobId,
) -> Result<(), AppError> {
    use page_base::{
        error::Failure,
        request::{respond, state},
    };

    respond(async {
        let asker = asker(id).await?;
        if store::queue::retry_by(&state().db, &asker, id).await? {
            Ok::<_, Failure>(())
        } else {
            Err(AppError::Conflict {
                reason:
                    "Only a failed or cancelled task can be tried again, and only while no other \
                         like it is under way."
                        .to_owned(),
            }
            .into())
        }
    })
    .await
}

/// The caller, who may steer the task.
#[cfg(feature = "ssr")]
async fn asker(id: JobId) -> Result<store::queue::Asker, page_base::error::Failure> {
    use backroom::Role;

    use page_base::request::{request_id, signed_in};

    super::task_page::own_task(id).await?;
    Ok(signed_in(Role::Viewer)?.asker(request_id()))
}

/// The buttons that a task in its present state offers. Work as forms without script.
#[component]
pub(super) fn SteerButtons(
    /// The task.
    #[prop(into)]
    task: Signal<TaskView>,
    /// Called after a button has done its work.
    #[prop(optional, into)]
    on_steered: Option<Callback<()>>,
) -> impl IntoView {
    let board = use_tasks();
    let cancel = ServerAction::<CancelTask>::new();
    let retry = ServerAction::<RetryTask>::new();
    Effect::new(move || {
        if cancel.version().get() + retry.version().get() > 0 {
            leptos::task::spawn_local(board.refresh());
            if let Some(on_steered) = on_steered {
                on_steered.run(());
            }
        }
    });
    let id = move || task.with(|task| task.id.to_string());
    let stoppable = Memo::new(move |_| task.with(|task| !task.state.is_final()));
    let repeatable = Memo::new(move |_| {
        task.with(|task| {
            matches!(task.state, JobState::Failed | JobState::Dead | JobState::Cancelled)
        })
    });
    let stopping =
        Signal::derive(move || cancel.pending().get() || task.with(|task| task.cancel_requested));
    let failure = move || {
        let mut answers = [cancel.value().get(), retry.value().get()].into_iter().flatten();
        answers.find_map(Result::err).map(|error| {
            view! {
                <p class="field-error" role="alert">
                    {error.to_string()}
                </p>
            }
        })
    };
    view! {
        <Show when=move || stoppable.get()>
            <ActionForm action=cancel>
                <input type="hidden" name="id" value=id/>
                <Button submit=true size=ButtonSize::Small kind=ButtonKind::Destructive busy=stopping>
                    {move || if stopping.get() { "Stopping" } else { "Cancel" }}
                </Button>
            </ActionForm>
        </Show>
        <Show when=move || repeatable.get()>
            <ActionForm action=retry>
                <input type="hidden" name="id" value=id/>
                <Button submit=true size=ButtonSize::Small icon=Symbol::Retry busy=retry.pending()>
                    "Try again"
                </Button>
            </ActionForm>
        </Show>
        {failure}
    }
}
