//! What the imports of all kinds of tables share: the form that comes, the answer to it, and the file of
//! rows that were not taken.

use axum::{
    Json,
    body::Body,
    extract::{Multipart, multipart::MultipartRejection},
    response::{IntoResponse, Response},
};
use backroom::JobId;
use football::FieldError;
use http::{StatusCode, header};
use page_base::{
    error::{AppError, Failure},
    request::AppState,
};
use serde::Serialize;
use store::StoreError;
use utoipa::ToSchema;
use uuid::Uuid;

use super::accepted::Accepted;
use crate::http::{
    problem::Problem,
    table_upload::{ReceivedTable, receive},
};

/// An import whose job was queued.
#[derive(Serialize, ToSchema)]
pub(super) struct AcceptedImport {
    #[serde(flatten)]
    task: Accepted,
    /// The import.
    import_id: Uuid,
}

impl AcceptedImport {
    pub(super) fn new(import_id: Uuid, job: JobId) -> Self {
        Self { task: job.into(), import_id }
    }
}

impl IntoResponse for AcceptedImport {
    fn into_response(self) -> Response {
        let place = [(header::LOCATION, self.task.href.clone())];
        (StatusCode::ACCEPTED, place, Json(self)).into_response()
    }
}

/// The table and the other fields of the form.
pub(super) async fn received(
    form: Result<Multipart, MultipartRejection>,
    state: &AppState,
) -> Result<ReceivedTable, Failure> {
    let form = form.map_err(|rejection| {
        refused(FieldError::new("file", format!("Send a multipart form: {rejection}.")))
    })?;
    receive(form, state).await
}

/// What a form with this mistake is told.
pub(super) fn refused(mistake: FieldError) -> Failure {
    AppError::Invalid { fields: vec![mistake] }.into()
}

/// The rows of the import `id` that were not taken, as they stood, with line, column and reason.
pub(super) async fn rejects(
    state: &AppState,
    id: Uuid,
    sha256: Option<String>,
) -> Result<Response, Problem> {
    let path = state.uploads.path(&sha256.ok_or(AppError::NotFound)?)?;
    let file = tokio::fs::File::open(path).await.map_err(StoreError::from)?;
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"rejects-{id}.csv\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((head, Body::from_stream(tokio_util::io::ReaderStream::new(file))).into_response())
}
