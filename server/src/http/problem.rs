//! Errors of the REST API: `application/problem+json` (RFC 9457).

use axum::{
    Json,
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use football::FieldError;
use http::{HeaderValue, StatusCode, header};
use page_base::{
    error::{AppError, Failure},
    request::Reporter,
};
use serde::Serialize;

/// An error answer. Made by `?` from everything a handler calls; turned into a problem document when
/// the answer is written, where the request id is known.
#[derive(Debug)]
pub struct Problem(pub Failure);

impl<E: Into<Failure>> From<E> for Problem {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// The document of RFC 9457.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemDocument {
    /// Kind of problem, as a path below this server.
    pub r#type: String,
    /// The kind in words.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What is wrong here and what would cure it.
    pub detail: String,
    /// The request id, to quote to an operator.
    pub instance: String,
    /// Complaints field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<Object>)]
    pub errors: Vec<FieldError>,
}

tokio::task_local! {
    /// Notes the faults of the request that this task answers; set by the request-id layer.
    pub static REPORTER: Reporter;
}

/// Notes the faults of the request being answered; outside of one, nowhere.
pub fn reporter() -> Reporter {
    REPORTER.try_with(Clone::clone).unwrap_or_default()
}

/// The id of the request being answered; empty outside one.
pub fn request_id() -> String {
    REPORTER.try_with(|reporter| reporter.request_id.clone()).unwrap_or_default()
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let reporter = reporter();
        let error = self.0.into_app_error(&reporter);
        problem_response(&error, reporter.request_id)
    }
}

/// A problem that has no [`AppError`]: `slug` names its kind, `detail` says what would cure it.
pub(super) fn told(status: StatusCode, slug: &str, detail: &str) -> Response {
    let document = ProblemDocument {
        r#type: format!("/docs/problems#{slug}"),
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: status.as_u16(),
        detail: detail.to_owned(),
        instance: request_id(),
        errors: Vec::new(),
    };
    as_problem(status, &document)
}

fn as_problem(status: StatusCode, document: &ProblemDocument) -> Response {
    let mut response = (status, Json(document)).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// Turns the plain-text refusals of axum's extractors into problem documents, so that a client finds
/// one form of error everywhere.
pub(super) async fn normalise(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let is_text = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !(status.is_client_error() || status.is_server_error()) || !is_text {
        return response;
    }
    let (parts, body) = response.into_parts();
    let text = axum::body::to_bytes(body, LONGEST_REFUSAL_BYTES).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let (slug, detail) = match status {
        StatusCode::METHOD_NOT_ALLOWED => {
            ("method-not-allowed", "This address does not take this method. See `allow`.")
        }
        StatusCode::NOT_FOUND => ("not-found", "There is nothing at this address."),
        // What a server error says is for the log.
        status if status.is_server_error() => ("internal", "Something went wrong on our side."),
        _ if text.is_empty() => ("invalid", "The request cannot be used."),
        _ => ("invalid", text.as_ref()),
    };
    let mut problem = told(status, slug, detail);
    for (name, value) in &parts.headers {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            problem.headers_mut().append(name.clone(), value.clone());
        }
    }
    problem
}

/// Refusals are a sentence or two.
const LONGEST_REFUSAL_BYTES: usize = 4_096;

/// `error` as a problem document.
pub fn problem_response(error: &AppError, instance: String) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let (kind, errors) = match error {
        AppError::Invalid { fields } => ("invalid", fields.clone()),
        AppError::SignInRequired => ("sign-in-required", Vec::new()),
        AppError::Forbidden => ("forbidden", Vec::new()),
        AppError::NotFound => ("not-found", Vec::new()),
        AppError::Conflict { .. } => ("conflict", Vec::new()),
        AppError::TooManyRequests { .. } => ("too-many-requests", Vec::new()),
        AppError::Unavailable | AppError::Offline => ("unavailable", Vec::new()),
        AppError::StorageFull => ("storage-full", Vec::new()),
        AppError::Internal { .. } => ("internal", Vec::new()),
    };
    let document = ProblemDocument {
        r#type: format!("/docs/problems#{kind}"),
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: status.as_u16(),
        detail: error.to_string(),
        instance,
        errors,
    };
    let mut response = as_problem(status, &document);
    let headers = response.headers_mut();
    let retry_after = match error {
        AppError::TooManyRequests { retry_after_secs } => Some(*retry_after_secs),
        AppError::Unavailable => Some(RETRY_AFTER_UNAVAILABLE_SECS),
        _ => None,
    };
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if matches!(error, AppError::SignInRequired) {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// When to try again after the database was not reachable, in seconds.
const RETRY_AFTER_UNAVAILABLE_SECS: u32 = 2;
