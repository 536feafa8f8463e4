//! Errors of the REST API: `application/problem+json` (RFC 9457).

use app::error::{AppError, Failure};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use football::FieldError;
use http::{HeaderValue, StatusCode, header};
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
    /// The id of the request that this task answers; set by the request-id layer.
    pub static REQUEST_ID: String;
}

/// The id of the request being answered; empty outside one.
pub fn request_id() -> String {
    REQUEST_ID.try_with(Clone::clone).unwrap_or_default()
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let instance = request_id();
        let error = self.0.into_app_error(&instance);
        problem_response(&error, instance)
    }
}

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
    let mut response = (status, Json(document)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
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
