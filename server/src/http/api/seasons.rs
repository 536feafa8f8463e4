//! Imports of season tables.

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
use store::season_imports::{self, SeasonImport, Settings, Summary};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::table_imports::{AcceptedImport, received, refused, rejects};
use crate::http::{access::Analyst, problem::Problem};

/// The routes of this feature.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(import_season))
        .layer(DefaultBodyLimit::disable())
        .routes(routes!(find_season_import))
        .routes(routes!(list_season_rejects))
}

/// A season's table to be imported, as a multipart form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form, which is read field by field")]
struct SeasonForm {
    /// The table: CSV with comma, semicolon, tab or bar, plain or packed with gzip; one row a player and
    /// club, one column a metric.
    #[schema(value_type = String, format = Binary)]
    file: String,
    /// Whose figures these are: `fbref`.
    source: Option<String>,
    /// Which season, for rows that do not say: `2022/2023`.
    season: Option<String>,
    /// `true`: add players whom nobody knows.
    add_strangers: Option<bool>,
    /// Days by which the birth dates of our players may be off; 0 where they are facts.
    birth_error_days: Option<u16>,
}

/// One import of a season's table.
#[derive(Serialize, ToSchema)]
struct SeasonImportBody {
    /// The import.
    id: Uuid,
    /// What the file was called.
    file_name: String,
    /// `draft`, `running`, `completed` or `failed`.
    state: &'static str,
    /// Whose figures, which season, what to do with strangers.
    #[schema(value_type = Object)]
    settings: Settings,
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

impl From<SeasonImport> for SeasonImportBody {
    fn from(import: SeasonImport) -> Self {
        let rejects = || format!("/api/v1/players/seasons/imports/{}/rejects.csv", import.id);
        Self {
            rejects_href: import.reject_sha256.as_ref().map(|_| rejects()),
            id: import.id,
            file_name: import.file_name,
            state: import.state.as_str(),
            settings: import.settings,
            rows: import.preview.rows,
            warnings: import.preview.warnings,
            task_id: import.job_id.map(|job| job.0),
            summary: import.summary,
            error: import.error,
            created_at: import.created_at,
            finished_at: import.finished_at,
        }
    }
}

/// Imports a season's table in the background.
///
/// Source and season are guessed from the file's name and rows; the other fields correct the guess.
#[utoipa::path(
    post,
    path = "/players/seasons/import",
    tag = "players",
    request_body(content = SeasonForm, content_type = "multipart/form-data"),
    responses(
        (status = 202, description = "Queued", body = AcceptedImport),
        (status = 401, description = "Signed out"),
        (status = 403, description = "Less than an analyst"),
        (status = 422, description = "No file, no season table, or a season that nobody said"),
        (status = 507, description = "No room left on the server's disk; nothing was kept"),
    )
)]
async fn import_season(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    request_id: Option<Extension<RequestId>>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<AcceptedImport, Problem> {
    let table = received(form, &state).await?;
    let account = Some(caller.account_id);
    let (db, uploads, now) = (&state.db, &state.uploads, state.clock.now());
    let drafted =
        season_imports::create_draft(db, uploads, table.file, &table.file_name, account, now);
    let id = drafted.await?;
    let import = season_imports::find(db, id).await?.ok_or(AppError::NotFound)?;
    let mut settings = import.settings;
    for (name, value) in &table.fields {
        correct(&mut settings, name, value).map_err(refused)?;
    }
    season_imports::save_settings(db, id, settings).await?;
    let request_id = request_id.map(|Extension(id)| id.0);
    let job = season_imports::start(db, id, account, request_id).await?;
    Ok(AcceptedImport::new(id, job))
}

/// One import of a season's table: how it is taken, and what came of it.
#[utoipa::path(
    get,
    path = "/players/seasons/imports/{id}",
    tag = "players",
    params(("id" = Uuid, Path, description = "The import")),
    responses(
        (status = 200, description = "The import", body = SeasonImportBody),
        (status = 401, description = "Signed out"),
        (status = 403, description = "Less than an analyst"),
        (status = 404, description = "No such import"),
    )
)]
async fn find_season_import(
    State(state): State<AppState>,
    _analyst: Analyst,
    Path(id): Path<Uuid>,
) -> Result<Json<SeasonImportBody>, Problem> {
    let import = season_imports::find(&state.db, id).await?.ok_or(AppError::NotFound)?;
    Ok(Json(import.into()))
}

/// The rows of a season's table that were not taken, as they stood, with line, column and reason.
#[utoipa::path(
    get,
    path = "/players/seasons/imports/{id}/rejects.csv",
    tag = "players",
    params(("id" = Uuid, Path, description = "The import")),
    responses(
        (status = 200, description = "The rows", content_type = "text/csv", body = String),
        (status = 401, description = "Signed out"),
        (status = 403, description = "Less than an analyst"),
        (status = 404, description = "No such import, or every row was taken"),
    )
)]
async fn list_season_rejects(
    State(state): State<AppState>,
    _analyst: Analyst,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let import = season_imports::find(&state.db, id).await?.ok_or(AppError::NotFound)?;
    rejects(&state, id, import.reject_sha256).await
}

/// Corrects the proposal by one field of the form.
fn correct(settings: &mut Settings, name: &str, value: &str) -> Result<(), FieldError> {
    let value = value.trim();
    match name {
        "source" => value.clone_into(&mut settings.source),
        "season" => value.clone_into(&mut settings.season),
        "add_strangers" => {
            settings.add_strangers =
                value.parse().map_err(|_unread| FieldError::new(name, "Give true or false."))?;
        }
        "birth_error_days" => {
            settings.birth_error_days =
                value.parse().map_err(|_unread| FieldError::new(name, "Give a number of days."))?;
        }
        _ => return Err(FieldError::new(name, "This field is not known.")),
    }
    Ok(())
}
