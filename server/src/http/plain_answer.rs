//! Errors that are answered before a page or a route was reached, in the form that the client reads:
//! a problem document, an [`AppError`] or a page that needs nothing of the application.

use axum::{
    extract::{OriginalUri, Request},
    response::{Html, IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};
use page_base::error::AppError;

use super::problem::{problem_response, request_id};

/// In what form the client wants to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A program that reads problem documents.
    Api,
    /// A script of our pages.
    ServerFunction,
    /// A person.
    Page,
}

impl Kind {
    /// The form that fits `request`.
    pub(super) fn of(request: &Request) -> Self {
        Self::at(asked_path(request), request.headers())
    }

    fn at(path: &str, headers: &HeaderMap) -> Self {
        let reads_html = headers
            .get(header::ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"));
        if path.starts_with("/api/") {
            Self::Api
        } else if path.starts_with("/fn/") && !reads_html {
            Self::ServerFunction
        } else if reads_html {
            Self::Page
        } else {
            Self::Api
        }
    }

    /// `error`, told in this form.
    pub(super) fn answer(self, error: &AppError) -> Response {
        let problem = problem_response(error, request_id());
        let status = problem.status();
        let mut response = match self {
            Self::Api => return problem,
            Self::ServerFunction => (status, axum::Json(error)).into_response(),
            Self::Page => (status, Html(page(status, &error.to_string()))).into_response(),
        };
        if let Some(retry) = problem.headers().get(header::RETRY_AFTER) {
            response.headers_mut().insert(header::RETRY_AFTER, retry.clone());
        }
        response
    }

    /// An error outside [`AppError`]: `slug` names the kind of problem, `detail` says what would
    /// cure it.
    pub(super) fn answer_status(self, status: StatusCode, slug: &str, detail: &str) -> Response {
        match self {
            Self::Page => (status, Html(page(status, detail))).into_response(),
            Self::Api | Self::ServerFunction => super::problem::told(status, slug, detail),
        }
    }
}

/// The path that was asked for: inside a nested router the request has only what follows the nest.
pub(super) fn asked_path(request: &Request) -> &str {
    let original = request.extensions().get::<OriginalUri>();
    original.map_or_else(|| request.uri().path(), |OriginalUri(uri)| uri.path())
}

/// A page without script, style or database.
fn page(status: StatusCode, message: &str) -> String {
    let title = status.canonical_reason().unwrap_or("Error");
    let id = request_id();
    // The messages are ours, but what is written into a page is escaped all the same.
    let message = message.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>{title} · Touchline</title></head>\
         <body><main><h1>{title}</h1><p>{message}</p><p>Request <code>{id}</code></p><p><a \
         href=\"/\">Back to the home page</a></p></main></body></html>"
    )
}
