//! What the API says about a job.

use backroom::{Step, TaskView};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A job as API clients see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskDocument {
    /// The job.
    pub task_id: Uuid,
    /// Machine name of the kind of job.
    #[schema(example = "scout_player")]
    pub kind: String,
    /// What the job is, for people.
    pub title: String,
    /// What it is about, for people; may be empty.
    pub subject: String,
    /// pending, running, completed, failed or cancelled.
    #[schema(example = "running")]
    pub status: &'static str,
    /// The state in full: queued, running, completed, failed, dead or cancelled.
    #[schema(example = "running")]
    pub state: &'static str,
    /// Part done, 0 to 1; null when the length is unknown.
    pub progress: Option<f64>,
    /// Named steps, in order: name, state (waiting, running, done) and note.
    #[schema(value_type = Vec<Object>)]
    pub steps: Vec<Step>,
    /// Attempts begun, the running one included.
    pub attempt: u32,
    /// Attempts allowed.
    pub max_attempts: u32,
    /// Earliest start; later than now while it waits for a retry or a schedule.
    pub run_at: DateTime<Utc>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When the present or last attempt began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it reached a final state.
    pub finished_at: Option<DateTime<Utc>>,
    /// Somebody asked for it to stop and it has not yet.
    pub cancel_requested: bool,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// What it made, as its kind defines; null until it is completed.
    #[schema(value_type = Option<Object>)]
    pub result: Option<serde_json::Value>,
    /// The account that asked for it; null for a schedule or a command.
    pub created_by: Option<i64>,
    /// Number of its newest event.
    pub event_seq: i64,
    /// Where it can be asked after.
    pub href: String,
}

impl From<TaskView> for TaskDocument {
    fn from(task: TaskView) -> Self {
        Self {
            href: format!("/api/v1/tasks/{}", task.id),
            task_id: task.id.0,
            kind: task.kind,
            title: task.title,
            subject: task.subject,
            status: task.state.public_word(),
            state: task.state.as_str(),
            progress: task.progress,
            steps: task.steps,
            attempt: task.attempt,
            max_attempts: task.max_attempts,
            run_at: task.run_at,
            created_at: task.created_at,
            started_at: task.started_at,
            finished_at: task.finished_at,
            cancel_requested: task.cancel_requested,
            error: task.error,
            result: task.result,
            created_by: task.created_by.map(|account| account.0),
            event_seq: task.event_seq,
        }
    }
}

/// One page of jobs, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TaskPageDocument {
    /// The jobs.
    pub items: Vec<TaskDocument>,
    /// Not counted: null.
    pub total: Option<i64>,
    /// `cursor` of the next page; null on the last.
    pub next_cursor: Option<String>,
}

/// One line of a job's log.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LogLineDocument {
    /// Place in the job's event stream, from 1.
    pub seq: i64,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// info, warn or error.
    #[schema(example = "info")]
    pub level: &'static str,
    /// The line.
    pub text: String,
}

/// One page of a job's log, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LogPageDocument {
    /// The lines.
    pub items: Vec<LogLineDocument>,
    /// Not counted: null.
    pub total: Option<i64>,
    /// `cursor` of the next page; null on the last.
    pub next_cursor: Option<String>,
}
