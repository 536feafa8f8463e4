//! Imports of matches.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Multipart, Path, Query, State, multipart::MultipartRejection},
};
use chrono::{DateTime, Utc};
use football::{FieldError, MatchId};
use page_base::{error::Failure, request::AppState};
use serde::{Deserialize, Serialize};
use store::matches::{self, MatchImport, MatchPreview, MatchSettings};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::super::{
    path_ids::{PathIds, there},
    table_imports::{AcceptedImport, refused},
};
use crate::http::{
    access::Analyst,
    match_upload::{FilesOf, receive_match},
    problem::{Problem, ProblemDocument, request_id},
};

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(import_match))
        .layer(DefaultBodyLimit::disable())
        .routes(routes!(find_match_import))
        .routes(routes!(reprocess_match))
}

/// A match to be imported, as a multipart form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form, which is read field by field")]
struct MatchForm {
    /// Positions, events and what describes them, of any provider that is known, plain or packed with gzip; the field
    /// comes once for each file. What a file is, is found by its content.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<String>,
    /// The home team; by the events unless it is said.
    home: Option<String>,
    /// The away team.
    away: Option<String>,
    competition: Option<String>,
    round: Option<String>,
    /// The day: `2026-11-27`.
    played_on: Option<String>,
    venue: Option<String>,
}

/// One import of a match.
#[derive(Serialize, ToSchema)]
struct MatchImportBody {
    id: Uuid,
    /// `PENDING`, `PROCESSING`, `COMPLETED` or `FAILED`.
    status: &'static str,
    files: Vec<MatchImportFileBody>,
    /// Whose positions there are.
    tracking_provider: Option<String>,
    /// Whose events there are.
    events_provider: Option<String>,
    /// What is missing or too much before it can start.
    problem: Option<String>,
    /// The job that runs it.
    task_id: Option<Uuid>,
    /// The match that it made.
    match_id: Option<i64>,
    /// The match that it makes anew; null, one of its own.
    renews: Option<i64>,
    /// Why it failed: file, place and reason.
    error: Option<String>,
    created_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

/// A file of an import.
#[derive(Serialize, ToSchema)]
struct MatchImportFileBody {
    file_name: String,
    size_bytes: u64,
    sha256: String,
    /// What it is: `TRACAB positions`; null where it is nothing that is known.
    kind: Option<String>,
}

impl From<MatchImport> for MatchImportBody {
    fn from(import: MatchImport) -> Self {
        let MatchPreview { files: kinds, tracking, events, problem } = import.preview;
        let mut kinds = kinds.into_iter().map(|file| file.kind);
        let file = |file: matches::ImportFile| MatchImportFileBody {
            file_name: file.file_name,
            size_bytes: file.size_bytes,
            sha256: file.sha256,
            kind: kinds.next().flatten(),
        };
        Self {
            id: import.id,
            status: match import.state.as_str() {
                "draft" => "PENDING",
                "running" => "PROCESSING",
                "completed" => "COMPLETED",
                _ => "FAILED",
            },
            files: import.files.into_iter().map(file).collect(),
            tracking_provider: tracking,
            events_provider: events,
            problem,
            task_id: import.job_id.map(|job| job.0),
            match_id: import.match_id.map(|id| id.0),
            renews: import.renews.map(|id| id.0),
            error: import.error,
            created_at: import.created_at,
            finished_at: import.finished_at,
        }
    }
}

/// Where the files belong.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FilesFor {
    /// A match that is there: it is made anew of the files that it has and these, and keeps its clips, who its players
    /// are, and what is said of it. Without it the files make a match of their own.
    match_id: Option<i64>,
}

/// Imports a match in the background: its files are read, and frames, figures and line-ups kept.
///
/// The same files again make no second match.
#[utoipa::path(
    post,
    path = "/matches/import",
    tag = "matches",
    params(FilesFor),
    request_body(content = MatchForm, content_type = "multipart/form-data"),
    responses(
        (status = 202, description = "Queued", body = AcceptedImport),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "There is no such match", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No file, a file of nothing that is known, or a file is missing"),
        (status = 507, description = "No room left on the server's disk; nothing was kept"),
    )
)]
async fn import_match(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    Query(files): Query<FilesFor>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<AcceptedImport, Problem> {
    let form = form.map_err(|rejection| {
        refused(FieldError::new("file", format!("Send a multipart form: {rejection}.")))
    })?;
    let of = files.match_id.map_or(FilesOf::New, |id| FilesOf::Match(MatchId(id)));
    let (id, fields) = receive_match(form, &state, of, caller.account_id).await?;
    let known = there(matches::find_import(&state.db, id).await?)?.settings;
    let settings = settings(known, &fields)?;
    matches::save_settings(&state.db, id, Some(settings), None).await?;
    let account = Some(caller.account_id);
    let started = matches::start(&state.db, id, account, Some(request_id())).await?;
    Ok(AcceptedImport::new(id, there(started)?))
}

/// Makes a match anew in the background of the files that it has, as this release reads and computes them.
///
/// It keeps its clips, who its players are, and what is said of it.
#[utoipa::path(
    post,
    path = "/matches/{id}/reprocess",
    tag = "matches",
    params(("id" = i64, Path, description = "The match")),
    responses(
        (status = 202, description = "Queued", body = AcceptedImport),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "It has no files", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
async fn reprocess_match(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    ids: PathIds,
) -> Result<AcceptedImport, Problem> {
    let (id, account) = (ids.match_id()?, Some(caller.account_id));
    let draft = matches::draft_renewal(&state.db, id, account, state.clock.now()).await?;
    let draft = there(draft)?;
    let started = matches::start(&state.db, draft, account, Some(request_id())).await?;
    Ok(AcceptedImport::new(draft, there(started)?))
}

/// One import of a match: what its files are, and what came of it.
#[utoipa::path(
    get,
    path = "/matches/imports/{id}",
    tag = "matches",
    params(("id" = Uuid, Path, description = "The import")),
    responses(
        (status = 200, body = MatchImportBody),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
async fn find_match_import(
    State(state): State<AppState>,
    _analyst: Analyst,
    Path(id): Path<Uuid>,
) -> Result<Json<MatchImportBody>, Problem> {
    Ok(Json(there(matches::find_import(&state.db, id).await?)?.into()))
}

/// What the form says of the match; what it does not say stays as it is known.
fn settings(known: MatchSettings, fields: &[(String, String)]) -> Result<MatchSettings, Failure> {
    let mut settings = known;
    for (name, value) in fields {
        let value = value.trim();
        match name.as_str() {
            "home" => value.clone_into(&mut settings.home),
            "away" => value.clone_into(&mut settings.away),
            "competition" => value.clone_into(&mut settings.competition),
            "round" => value.clone_into(&mut settings.round),
            "venue" => value.clone_into(&mut settings.venue),
            "played_on" if value.is_empty() => {}
            "played_on" => {
                let day = value
                    .parse()
                    .map_err(|_unread| refused(FieldError::new(name, "Give a day: 2026-11-27.")))?;
                settings.played_on = Some(day);
            }
            _ => return Err(refused(FieldError::new(name, "This field is not known."))),
        }
    }
    Ok(settings)
}
