//! A task in the page that started it: state, progress, steps, live log, buttons, result.

use backroom::{JobId, TaskView};
use leptos::prelude::*;

use super::{
    followed::Followed,
    log_line::LogPage,
    log_viewer::LogViewer,
    steer::SteerButtons,
    task_card::{TaskBody, TaskHead},
    task_page::{find_task, list_log},
};
use crate::controls::{ErrorFallback, TablePlaceholder};
use page_base::error::AppError;

/// The panel of one task; follows it live.
#[component]
pub fn TaskPanel(
    /// The task.
    #[prop(into)]
    task: Signal<JobId>,
    /// Called once it is known that the task has completed, even if it had before this panel was
    /// there: reload what it made.
    #[prop(optional, into)]
    on_completed: Option<Callback<()>>,
) -> impl IntoView {
    let found = Resource::new(
        move || task.get(),
        |id| async move {
            // In this order: what is written in between is in both, and not in neither.
            let task = find_task(id).await?;
            let log = list_log(id, None).await?;
            Ok::<_, AppError>((task, log))
        },
    );
    view! {
        <Suspense fallback=|| {
            view! { <TablePlaceholder rows=3/> }
        }>
            <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                {move || Suspend::new(async move {
                    let (task, log) = found.await?;
                    Ok::<_, AppError>(view! { <FollowedTask task log on_completed/> })
                })}
            </ErrorBoundary>
        </Suspense>
    }
}

/// A task that is there, kept up to date by its own stream while it is under way.
#[component]
fn FollowedTask(task: TaskView, log: LogPage, on_completed: Option<Callback<()>>) -> impl IntoView {
    let shown = Followed::new(task, log);
    follow(shown, on_completed);
    let task = Signal::from(shown.view);
    view! {
        <div class="task-panel">
            <TaskHead task/>
            <TaskBody task/>
            <div class="row">
                <SteerButtons task on_steered=move || steered(shown)/>
            </div>
        </div>
        <LogViewer log=shown.log task/>
    }
}

/// A button was pressed: what it did comes with the whole row, and a task that is under way again is
/// followed again.
fn steered(shown: Followed) {
    leptos::task::spawn_local(shown.reload());
}

#[cfg(feature = "hydrate")]
fn follow(shown: Followed, on_completed: Option<Callback<()>>) {
    super::follow::follow_task(shown, on_completed);
}

/// On the server nothing moves.
#[cfg(not(feature = "hydrate"))]
fn follow(_: Followed, _: Option<Callback<()>>) {}
