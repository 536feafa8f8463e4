//! `/tasks`: the tasks that the signed-in person asked for.

use backroom::TaskView;
use leptos::prelude::*;

use super::use_tasks;
use crate::controls::{
    ButtonLink, EmptyState, ErrorFallback, JobBadge, PageHead, TablePlaceholder,
};
use page_base::{error::AppError, wording};

/// The newest tasks of the signed-in account, newest first.
///
/// # Errors
/// `SignInRequired` when signed out.
#[server(prefix = "/fn", endpoint = "jobs/list_tasks", output = page_base::wire::Json)]
pub async fn list_tasks() -> Result<Vec<TaskView>, AppError> {
    use backroom::Role;

    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    /// As many as a person looks back on; the operators' console lists all.
    const NEWEST: u64 = 50;

    respond(async {
        let caller = signed_in(Role::Viewer)?;
        let tasks = store::queue::tasks_of(&state().db, caller.account_id, NEWEST).await?;
        Ok::<_, Failure>(tasks)
    })
    .await
}

/// `/tasks`
#[component]
pub fn TaskListPage() -> impl IntoView {
    let board = use_tasks();
    let tasks = Resource::new(|| (), |()| list_tasks());
    view! {
        <PageHead title="Tasks" meta="your newest 50"/>
        <Suspense fallback=|| {
            view! { <TablePlaceholder/> }
        }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let tasks = tasks.await?;
                    Ok::<_, AppError>(
                        if tasks.is_empty() {
                            view! {
                                <div class="table-frame">
                                    <EmptyState why="You have not started a task yet. Scouting a player or importing a file starts one.">
                                        <ButtonLink href="/players">"Choose a player"</ButtonLink>
                                    </EmptyState>
                                </div>
                            }
                                .into_any()
                        } else {
                            let rows = tasks
                                .into_iter()
                                .map(|task| view! { <TaskRow task=board.live(task)/> })
                                .collect_view();
                            view! {
                                <div class="table-frame">
                                    <table class="table stacked">
                                        <thead>
                                            <tr>
                                                <th scope="col">"State"</th>
                                                <th scope="col">"Task"</th>
                                                <th scope="col">"Progress"</th>
                                                <th scope="col" class="num">
                                                    "Time"
                                                </th>
                                                <th scope="col">"Asked for, UTC"</th>
                                            </tr>
                                        </thead>
                                        <tbody>{rows}</tbody>
                                    </table>
                                </div>
                            }
                                .into_any()
                        },
                    )
                })}
            </ErrorBoundary>
        </Suspense>
    }
}

#[component]
fn TaskRow(task: Signal<TaskView>) -> impl IntoView {
    let href = task.with_untracked(|task| format!("/tasks/{}", task.id));
    let cells = move || {
        let task = task.get();
        let progress = match task.progress {
            Some(part) if !task.state.is_final() => Some(wording::per_cent(part)),
            _ => None,
        };
        view! {
            <td class="end">
                <JobBadge state=task.state attempt=task.attempt/>
            </td>
            <td class="lead">
                <a href=href.clone()>{task.title.clone()}</a>
                " "
                <span class="text-3">{task.subject.clone()}</span>
            </td>
            <td class="sub">{progress}</td>
            <td class="sub num">{run_time(&task)}</td>
            <td class="sub">{wording::day_and_time(task.created_at).replace(" UTC", "")}</td>
        }
    };
    view! { <tr>{cells}</tr> }
}

/// How long the last attempt took; nothing while it has not ended.
fn run_time(task: &TaskView) -> Option<String> {
    let took = (task.finished_at? - task.started_at?).num_milliseconds();
    Some(wording::run_time(u64::try_from(took).unwrap_or(0)))
}
