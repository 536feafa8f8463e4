//! The answer to a wish whose work is done in the background.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use backroom::{JobId, JobState};
use http::StatusCode;
use serde::Serialize;
use store::queue::Enqueued;
use utoipa::ToSchema;
use uuid::Uuid;

/// Work that was taken on and is done in the background: 202, and where to ask after it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Accepted {
    /// The job that will do the work; one that was there already when it has the same purpose.
    task_id: Uuid,
    /// pending, running, completed, failed or cancelled.
    #[schema(example = "pending")]
    status: &'static str,
    /// Where it can be asked after.
    pub(super) href: String,
}

impl From<JobId> for Accepted {
    fn from(job: JobId) -> Self {
        let href = format!("/api/v1/tasks/{job}");
        Self { task_id: job.0, status: JobState::Queued.public_word(), href }
    }
}

impl From<Enqueued> for Accepted {
    fn from(enqueued: Enqueued) -> Self {
        enqueued.id().into()
    }
}

impl IntoResponse for Accepted {
    fn into_response(self) -> Response {
        (StatusCode::ACCEPTED, Json(self)).into_response()
    }
}
