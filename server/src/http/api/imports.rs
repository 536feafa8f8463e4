//! Imports of tables of players, values and careers.

use axum::{
    Extension, Json,
    extract::{DefaultBodyLimit, Multipart, Path, State, multipart::MultipartRejection},
    response::Response,
};
use chrono::{DateTime, Utc};
use football::FieldError;
use page_base::{
    error::AppError,
    request::{AppState, RequestId},
};
use serde::Serialize;
use store::imports::{self, Import, Summary};
use table_feeds::player_table::{Reading, TableKind};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::table_imports::{AcceptedImport, received, refused, rejects};
use crate::http::{access::Analyst, problem::Problem};

/// The routes of this feature.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(import_players))
        .layer(DefaultBodyLimit::disable())
        .routes(routes!(find_import))
        .routes(routes!(list_rejects))
}

/// A table to be imported, as a multipart form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form, which is read field by field")]
struct ImportForm {
    /// The table: CSV with comma, semicolon, tab or bar, plain or packed with gzip.
    #[schema(value_type = String, format = Binary)]
    file: String,
    /// Whose ids the id column holds: `transfermarkt`.
    provider: Option<String>,
    /// `players`, `valuations`, `transfers`, `appearances`, `injuries`, `clubs` or `competitions`, where
    /// the guess from the headers is wrong.
    table: Option<String>,
    /// Meanings of columns, where the guess is wrong: `Spieler=name,Verein=club`.
    mapping: Option<String>,
    /// Who estimated values that name no source.
    value_source: Option<String>,
}

/// One import.
#[derive(Serialize, ToSchema)]
struct ImportBody {
    /// The import.
    id: Uuid,
    /// What the file was called.
    file_name: String,
    /// `draft`, `running`, `completed` or `failed`.
    state: &'static str,
    /// How the file is read: encoding, delimiter, table, provider, columns.
    #[schema(value_type = Object)]
    reading: Reading,
    /// Rows behind the header.
    rows: u64,
    /// What a person should know of the file.
    warnings: Vec<String>,
    /// The job that runs it.
    task_id: Option<Uuid>,
    /// What came of it.
    #[schema(value_type = Option<Object>)]
    summary: Option<Summary>,
    /// Where the rows that were not taken can be fetched.
    rejects_href: Option<String>,
    /// Why it failed.
    error: Option<String>,
    /// When it was asked for.
    created_at: DateTime<Utc>,
    /// When it was done.
    finished_at: Option<DateTime<Utc>>,
}

impl From<Import> for ImportBody {
    fn from(import: Import) -> Self {
        Self {
            id: import.id,
            file_name: import.file_name,
            state: import.state.as_str(),
            reading: import.reading,
            rows: import.preview.rows,
            warnings: import.preview.warnings,
            task_id: import.job_id.map(|job| job.0),
            summary: import.summary,
            rejects_href: import
                .reject_sha256
                .map(|_| format!("/api/v1/players/imports/{}/rejects.csv", import.id)),
            error: import.error,
            created_at: import.created_at,
            finished_at: import.finished_at,
        }
    }
}

/// Imports a table of players, of market values or of careers in the background.
///
/// The layout is guessed from the headers; the other fields correct the guess.
#[utoipa::path(
    post,
    path = "/players/import",
    tag = "players",
    request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses(
        (status = 202, description = "Queued", body = AcceptedImport),
        (status = 401, description = "Signed out"),
        (status = 403, description = "Less than an analyst"),
        (status = 422, description = "No file, not a table, or a mapping that lacks something"),
        (status = 507, description = "No room left on the server's disk; nothing was kept"),
    )
)]
async fn import_players(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    request_id: Option<Extension<RequestId>>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<AcceptedImport, Problem> {
    let table = received(form, &state).await?;
    let (fields, account) = (table.fields, Some(caller.account_id));
    let id = imports::create_draft(
        &state.db,
        &state.uploads,
        table.file,
        &table.file_name,
        account,
        state.clock.now(),
    )
    .await?;
    let import = imports::find(&state.db, id).await?.ok_or(AppError::NotFound)?;
    let mut reading = import.reading.clone();
    for (name, value) in &fields {
        correct(&mut reading, name, value).map_err(refused)?;
    }
    if reading != import.reading {
        imports::save_reading(&state.db, &state.uploads, &import, reading).await?;
    }
    let request_id = request_id.map(|Extension(id)| id.0);
    let job = imports::start(&state.db, id, account, request_id).await?;
    Ok(AcceptedImport::new(id, job))
}

/// One import: how its file is read, and what came of it.
#[utoipa::path(
    get,
    path = "/players/imports/{id}",
    tag = "players",
    params(("id" = Uuid, Path, description = "The import")),
    responses(
        (status = 200, description = "The import", body = ImportBody),
        (status = 401, description = "Signed out"),
        (status = 403, description = "Less than an analyst"),
        (status = 404, description = "No such import"),
    )
)]
async fn find_import(
    State(state): State<AppState>,
    _analyst: Analyst,
    Path(id): Path<Uuid>,
) -> Result<Json<ImportBody>, Problem> {
    let import = imports::find(&state.db, id).await?.ok_or(AppError::NotFound)?;
    Ok(Json(import.into()))
}

/// The rows that were not taken, as they stood, with line, column and reason.
#[utoipa::path(
    get,
    path = "/players/imports/{id}/rejects.csv",
    tag = "players",
    params(("id" = Uuid, Path, description = "The import")),
    responses(
        (status = 200, description = "The rows", content_type = "text/csv", body = String),
        (status = 401, description = "Signed out"),
        (status = 403, description = "Less than an analyst"),
        (status = 404, description = "No such import, or it has no rejected rows"),
    )
)]
async fn list_rejects(
    State(state): State<AppState>,
    _analyst: Analyst,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let import = imports::find(&state.db, id).await?.ok_or(AppError::NotFound)?;
    rejects(&state, id, import.reject_sha256).await
}

/// Corrects the proposal by one field of the form, or of the command line.
///
/// # Errors
/// The field or its value is not known.
pub(crate) fn correct(reading: &mut Reading, name: &str, value: &str) -> Result<(), FieldError> {
    match name {
        "provider" => reading.provider = Some(value.trim().to_lowercase()),
        "value_source" => value.trim().clone_into(&mut reading.value_source),
        "table" => {
            let table = TableKind::from_word(value.trim()).ok_or_else(|| {
                let words = TableKind::ALL.map(TableKind::as_str).join(", ");
                FieldError::new("table", format!("Give one of {words}."))
            })?;
            reading.read_as(table);
        }
        "mapping" => {
            for pair in value.split(',').filter(|pair| !pair.trim().is_empty()) {
                let (header, word) = pair.split_once('=').ok_or_else(|| {
                    FieldError::new("mapping", "Give Header=meaning pairs, parted by commas.")
                })?;
                reading.mean_by_header(header, word)?;
            }
        }
        _ => return Err(FieldError::new(name, "This field is not known.")),
    }
    Ok(())
}
