//! The audit log over REST, for administrators: whether its chain is unbroken, and all of it as a file.

use axum::{
    Json,
    body::Body,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use backroom::{AccountId, AuditBreak, AuditFilter, AuditHead, AuditLine, AuditVerdict, Since};
use chrono::{DateTime, Utc};
use football::FieldError;
use http::{HeaderValue, header};
use page_base::{error::AppError, request::AppState};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{accounts, audit_chain};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    audit_export::{AuditExport, AuditFormat, export},
    http::{
        access::Admin,
        problem::{Problem, ProblemDocument, request_id},
    },
};

/// Every route of the audit log.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_audit))
        .routes(routes!(verify_audit))
        .routes(routes!(export_audit))
}

/// Most entries of a page.
const MOST_ENTRIES: u32 = 200;
/// Entries of a page when nobody says how many.
const ENTRIES: u32 = 50;

/// Which entries, and which page of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    /// Only actions that begin so: `job.`.
    action: Option<String>,
    /// Only what was done to this: `player:42`.
    subject: Option<String>,
    /// Only what this account did.
    by: Option<i64>,
    /// Only within this time: `1h`, `24h`, `7d`, `30d`.
    #[param(value_type = Option<String>)]
    since: Option<Since>,
    /// At most so many.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<i64>,
}

/// An entry of the audit log.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditEntryDocument {
    /// Its number; rises with time.
    id: i64,
    /// When.
    at: DateTime<Utc>,
    /// Who; null for a command or a schedule.
    account_id: Option<i64>,
    /// The account's name, while it is there.
    account: Option<String>,
    /// What was done.
    #[schema(example = "player.delete")]
    action: String,
    /// To what.
    #[schema(example = "player:42")]
    subject: String,
    /// What else is worth knowing.
    detail: serde_json::Value,
    /// The request that did it.
    request_id: Option<String>,
}

impl From<AuditLine> for AuditEntryDocument {
    fn from(line: AuditLine) -> Self {
        Self {
            id: line.id,
            at: line.at,
            account_id: line.account.map(|id| id.0),
            account: line.name,
            action: line.action,
            subject: line.subject,
            detail: line.detail,
            request_id: line.request_id,
        }
    }
}

/// A page of the audit log.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditPageDocument {
    /// The entries, newest first.
    items: Vec<AuditEntryDocument>,
    /// Not counted: null. An export has all.
    total: Option<u64>,
    /// Of the next page; null at the end.
    next_cursor: Option<String>,
}

/// Entries of the audit log, newest first.
#[utoipa::path(
    get, path = "/admin/audit", tag = "audit", params(ListQuery),
    responses((status = 200, body = AuditPageDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
pub(super) async fn list_audit(
    State(state): State<AppState>,
    Admin(_caller): Admin,
    Query(query): Query<ListQuery>,
) -> Result<Json<AuditPageDocument>, Problem> {
    let limit = query.limit.unwrap_or(ENTRIES);
    if !(1..=MOST_ENTRIES).contains(&limit) {
        let message = format!("Give a number from 1 to {MOST_ENTRIES}.");
        return Err(AppError::Invalid { fields: vec![FieldError::new("limit", message)] }.into());
    }
    let filter = AuditFilter {
        action: given("action", query.action)?,
        subject: given("subject", query.subject)?,
        by: query.by.map(AccountId),
        since: query.since,
    };
    let now = state.clock.now();
    let mut lines = accounts::audit_lines(&state.db, &filter, query.cursor, limit + 1, now).await?;
    let is_cut = lines.len() > limit as usize;
    lines.truncate(limit as usize);
    let next_cursor = lines.last().filter(|_| is_cut).map(|line| line.id.to_string());
    let items = lines.into_iter().map(AuditEntryDocument::from).collect();
    Ok(Json(AuditPageDocument { items, total: None, next_cursor }))
}

/// What the log is held against.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct VerifyQuery {
    /// A head that was noted earlier, as an export or an earlier check gave it. Without it a log whose
    /// end is missing fits.
    #[param(example = "1284:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    expect_head: Option<String>,
}

/// What a check of the whole log found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditVerdictDocument {
    /// Nothing is missing, changed or put elsewhere, as far as the log itself and the expected head tell.
    unbroken: bool,
    /// Entries that fit, from the first on.
    entries: i64,
    /// The last of them: its place and its hash. To be noted elsewhere.
    head: Option<String>,
    /// The first thing that does not fit.
    fault: Option<AuditFaultDocument>,
}

/// The first thing in the log that does not fit.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditFaultDocument {
    /// `missing`, `altered`, `unchained`, `cut_off` or `rewritten`.
    kind: &'static str,
    /// In words, with the entry.
    message: String,
}

impl From<AuditVerdict> for AuditVerdictDocument {
    fn from(verdict: AuditVerdict) -> Self {
        let fault = verdict.broken.as_ref().map(|broken| AuditFaultDocument {
            kind: AuditBreak::as_str(broken),
            message: broken.to_string(),
        });
        Self {
            unbroken: fault.is_none(),
            entries: verdict.entries,
            head: verdict.head.map(|head| head.to_string()),
            fault,
        }
    }
}

/// Works out every hash of the audit log anew. A broken chain is an answer, not an error.
#[utoipa::path(
    get, path = "/audit/verify", tag = "audit", params(VerifyQuery),
    responses((status = 200, body = AuditVerdictDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
pub(super) async fn verify_audit(
    State(state): State<AppState>,
    Admin(_caller): Admin,
    Query(query): Query<VerifyQuery>,
) -> Result<Json<AuditVerdictDocument>, Problem> {
    let noted = query.expect_head.as_deref().filter(|text| !text.trim().is_empty());
    let noted = noted.map(str::parse::<AuditHead>).transpose().map_err(|unreadable| {
        let fields = vec![FieldError::new("expect_head", unreadable.to_string())];
        AppError::Invalid { fields }
    })?;
    Ok(Json(audit_chain::verify(&state.db, noted).await?.into()))
}

/// Which entries, in what form.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct ExportQuery {
    /// `jsonl` (default): a line about the log and its head, then an entry a line with all that is
    /// hashed; `csv`: a table for people, in which cells that a spreadsheet would run get an apostrophe.
    #[param(value_type = Option<String>)]
    format: Option<Format>,
    /// Only actions that begin so: `job.`.
    action: Option<String>,
    /// Only what was done to this: `player:42`.
    subject: Option<String>,
    /// Only what this account did.
    by: Option<i64>,
    /// Only within this time: `1h`, `24h`, `7d`, `30d`.
    #[param(value_type = Option<String>)]
    since: Option<Since>,
}

/// The word in the address.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    Jsonl,
    Csv,
}

/// The audit log as a file, oldest entry first. The export is itself entered in the log, with the head
/// that it went out with.
#[utoipa::path(
    get, path = "/audit/export", tag = "audit", params(ExportQuery),
    responses((status = 200, description = "The file",
            content((String = "application/jsonl"), (String = "text/csv"))),
        (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
pub(super) async fn export_audit(
    State(state): State<AppState>,
    Admin(caller): Admin,
    Query(query): Query<ExportQuery>,
) -> Result<Response, Problem> {
    let (format, kind) = match query.format {
        None | Some(Format::Jsonl) => (AuditFormat::JsonLines, "application/jsonl"),
        Some(Format::Csv) => (AuditFormat::Csv, "text/csv; charset=utf-8"),
    };
    let filter = AuditFilter {
        action: given("action", query.action)?,
        subject: given("subject", query.subject)?,
        by: query.by.map(AccountId),
        since: query.since,
    };
    let head = audit_chain::head(&state.db).await?.unwrap_or(AuditHead::BEGINNING);
    let detail = json!({ "format": format.as_str(), "filter": given_of(&filter), "head": head });
    let request = request_id();
    accounts::audit(
        &state.db,
        Some(caller.account_id),
        "audit.export",
        "audit:*",
        detail,
        Some(&request),
    )
    .await?;
    let export = export(state.db, AuditExport { filter, format, head, now: state.clock.now() });
    let mut response = Body::from_stream(export).into_response();
    let name = format!("attachment; filename=\"audit.{}\"", format.as_str());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// The words to look for; none where nothing was given.
fn given(field: &str, text: Option<String>) -> Result<Option<String>, AppError> {
    // No text of the database has it, and the entry about this export could not hold it.
    if text.as_ref().is_some_and(|text| text.contains('\0')) {
        let fields = vec![FieldError::new(field, "Leave out the character NUL.")];
        return Err(AppError::Invalid { fields });
    }
    Ok(text.filter(|text| !text.trim().is_empty()))
}

/// What of the filter was given.
fn given_of(filter: &AuditFilter) -> serde_json::Value {
    let mut fields = json!(filter);
    if let Some(fields) = fields.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    fields
}
