//! Background work over REST: tasks are one's own jobs as the tray shows them, jobs are what one may
//! see of all. Somebody else's job is not there, save for an administrator.

mod batches;
mod document;
mod events;
mod log_file;
mod reader;
mod request;
mod routes;
mod slots;
mod socket;
mod task_events;
mod watch;

use backroom::{JobId, Role, TaskView};
use page_base::{
    error::AppError,
    request::{AppState, Caller},
};
use utoipa_axum::{router::OpenApiRouter, routes};

pub use document::TaskDocument;
pub(crate) use slots::StreamSlots;

use super::super::problem::Problem;

/// Every route of tasks and jobs.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(routes::list_tasks))
        .routes(routes!(task_events::stream_tasks))
        .routes(routes!(routes::find_task))
        .routes(routes!(routes::list_jobs, request::request_job))
        .routes(routes!(routes::find_job))
        .routes(routes!(routes::cancel_job))
        .routes(routes!(routes::retry_job))
        .routes(routes!(routes::list_job_log, routes::clear_job_log))
        .routes(routes!(log_file::download_job_log))
        .routes(routes!(routes::clear_job_logs))
        .routes(routes!(routes::find_job_output))
        .routes(routes!(events::stream_job))
        .routes(routes!(socket::open_socket))
        .routes(routes!(socket::make_ticket))
        .routes(routes!(batches::refresh_market_values))
        .routes(routes!(batches::generate_insights))
}

/// The job `id`, if the caller may see it.
async fn visible_job(state: &AppState, caller: &Caller, id: JobId) -> Result<TaskView, Problem> {
    let task = store::queue::find_task(&state.db, id).await?.ok_or(AppError::NotFound)?;
    if task.created_by == Some(caller.account_id) || caller.role == Role::Admin {
        Ok(task)
    } else {
        Err(AppError::NotFound.into())
    }
}

/// The id in a path; text that is no id is the id of nothing.
fn job_id(text: &str) -> Result<JobId, Problem> {
    text.parse().or(Err(AppError::NotFound.into()))
}
