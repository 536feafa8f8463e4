//! `/tasks/:id`: one task with its log.

use backroom::{JobId, TaskView};
use leptos::prelude::*;
use leptos_router::{hooks::use_params, params::Params};

use super::{TaskPanel, log_line::LogPage};
use crate::controls::{Crumb, ErrorNotice, PageHead, Panel};
use page_base::error::AppError;

/// The task, if the signed-in account may see it.
///
/// # Errors
/// `SignInRequired` when signed out; `NotFound` when there is no such task or it is somebody else's.
#[server(prefix = "/fn", endpoint = "jobs/find_task", output = page_base::wire::Json)]
pub async fn find_task(
    /// The task.
    id: JobId,
) -> Result<TaskView, AppError> {
    page_base::request::respond(own_task(id)).await
}

/// The last lines of the task's log before line number `before`: of the whole log when it is `None`.
///
/// # Errors
/// As [`find_task`].
#[server(prefix = "/fn", endpoint = "jobs/list_log", output = page_base::wire::Json)]
pub async fn list_log(
    /// The task.
    id: JobId,
    /// Number of the first line known.
    #[server(default)]
    before: Option<i64>,
) -> Result<LogPage, AppError> {
    use backroom::JobEventBody;

    use super::{held_log::PAGE, log_line::LogLine};
    use page_base::request::{respond, state};

    respond(async {
        own_task(id).await?;
        let mut events = store::queue::log_before(&state().db, id, before, PAGE + 1).await?;
        // One more than a page says that there are others before it.
        let has_earlier = u64::try_from(events.len()).is_ok_and(|found| found > PAGE);
        if has_earlier {
            events.remove(0);
        }
        let line = |event: backroom::JobEvent| match event.body {
            JobEventBody::Log { level, text } => {
                Some(LogLine { seq: event.seq, at: event.at, level, text })
            }
            JobEventBody::Status { .. } | JobEventBody::Progress { .. } => None,
        };
        Ok(LogPage { lines: events.into_iter().filter_map(line).collect(), has_earlier })
    })
    .await
}

/// The task `id` of the caller; an administrator sees everybody's. Somebody else's task is not there,
/// so that ids tell nothing.
#[cfg(feature = "ssr")]
pub(super) async fn own_task(id: JobId) -> Result<TaskView, page_base::error::Failure> {
    use backroom::Role;

    use page_base::request::{signed_in, state};

    let caller = signed_in(Role::Viewer)?;
    let task = store::queue::find_task(&state().db, id).await?.ok_or(AppError::NotFound)?;
    if task.created_by == Some(caller.account_id) || caller.role == Role::Admin {
        Ok(task)
    } else {
        Err(AppError::NotFound.into())
    }
}

#[derive(Params, Clone, PartialEq)]
struct TaskParams {
    id: Option<String>,
}

/// `/tasks/:id`
#[component]
pub fn TaskPage() -> impl IntoView {
    let params = use_params::<TaskParams>();
    let id = Memo::new(move |_| params.get().ok()?.id?.parse::<JobId>().ok());
    view! {
        <PageHead title="Task" crumbs=vec![Crumb::new("/tasks", "Tasks")]/>
        <div class="page-body">
            {move || match id.get() {
                Some(task) => {
                    view! {
                        <Panel title="Progress and log" flush=true>
                            <TaskPanel task/>
                        </Panel>
                    }
                        .into_any()
                }
                None => view! { <ErrorNotice error=AppError::NotFound/> }.into_any(),
            }}
        </div>
    }
}
