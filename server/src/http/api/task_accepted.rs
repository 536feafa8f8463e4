//! The answer to a wish whose work is done in the background.

use backroom::JobId;
use serde::Serialize;
use utoipa::ToSchema;

/// Work that was taken on and is done in the background.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TaskAccepted {
    /// The task.
    #[schema(value_type = uuid::Uuid)]
    task_id: JobId,
    /// Where it stands: `pending`.
    status: &'static str,
    /// Where to ask how far it has come.
    href: String,
}

impl TaskAccepted {
    pub(super) fn new(task_id: JobId) -> Self {
        Self { task_id, status: "pending", href: format!("/api/v1/tasks/{task_id}") }
    }
}
