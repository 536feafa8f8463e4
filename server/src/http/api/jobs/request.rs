//! `POST /jobs`: a job by the name of its kind.

use axum::extract::State;
use page_base::request::AppState;
use serde::Deserialize;
use serde_json::{Map, Value};
use store::schedules;
use utoipa::ToSchema;

use crate::http::{
    access::Admin,
    api::accepted::Accepted,
    json_body::JsonBody,
    problem::{Problem, ProblemDocument, request_id},
};

/// Which job.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct JobBody {
    /// One of the kinds that can be scheduled. Others need what only their own routes take, such as a file.
    #[schema(example = "prune_jobs")]
    kind: String,
    /// What the job is told, as a schedule of the kind would tell it; nothing in particular when absent.
    #[schema(value_type = Object, example = json!({ "older_than_days": 30 }))]
    #[serde(default)]
    payload: Map<String, Value>,
}

/// Asks for a job by the name of its kind. Of a kind that runs once at a time, the answer is the one under
/// way.
#[utoipa::path(
    post, path = "/jobs", tag = "jobs", request_body = JobBody,
    responses((status = 202, body = Accepted), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
pub(super) async fn request_job(
    State(state): State<AppState>,
    Admin(caller): Admin,
    JsonBody(body): JsonBody<JobBody>,
) -> Result<Accepted, Problem> {
    let asker = caller.asker(Some(request_id()));
    let payload = Value::Object(body.payload);
    let enqueued = schedules::request_once(&state.db, &asker, &body.kind, payload).await?;
    Ok(enqueued.into())
}
