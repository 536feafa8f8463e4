//! How much the server takes on: requests in work at once, time and size of each.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, HttpBody as _},
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use futures::StreamExt as _;
use http::{StatusCode, header};
use http_body_util::Limited;
use page_base::error::AppError;
use tokio::sync::Semaphore;

use super::plain_answer::{Kind, asked_path};

/// Routes that take files: they count the bytes themselves and may take as long as the line needs.
const UPLOADS: [&str; 5] = [
    "/api/v1/matches/import",
    "/api/v1/players/import",
    "/api/v1/players/seasons/import",
    "/matches/import/upload",
    "/players/import/upload",
];

fn is_upload(request: &Request) -> bool {
    UPLOADS.contains(&asked_path(request))
}

/// Answers 503 at once when too many requests are in work, instead of making all of them late.
pub(super) async fn shed(
    State(places): State<Arc<Semaphore>>,
    request: Request,
    next: Next,
) -> Response {
    let Ok(place) = places.try_acquire_owned() else {
        return Kind::of(&request).answer(&AppError::Unavailable);
    };
    let response = next.run(request).await;
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return response;
    }
    // Most of a page's work is done while its body is written.
    response.map(|body| {
        Body::from_stream(body.into_data_stream().map(move |chunk| {
            let _held = &place;
            chunk
        }))
    })
}

/// Answers 503 when the handler takes too long. The body is not cut: streams last as long as they
/// like.
pub(super) async fn time_out(
    State(limit): State<Duration>,
    request: Request,
    next: Next,
) -> Response {
    if is_upload(&request) {
        return next.run(request).await;
    }
    let kind = Kind::of(&request);
    if let Ok(response) = tokio::time::timeout(limit, next.run(request)).await {
        return response;
    }
    tracing::warn!(limit_secs = limit.as_secs(), "A request was given up");
    kind.answer(&AppError::Unavailable)
}

/// The largest body that is read, in bytes.
#[derive(Clone, Copy)]
pub(super) struct BodyLimit(pub(super) usize);

/// Answers 413 to a body that says it is too large, and stops reading one that turns out to be.
pub(super) async fn body_limit(
    State(BodyLimit(limit)): State<BodyLimit>,
    request: Request,
    next: Next,
) -> Response {
    if is_upload(&request) {
        return next.run(request).await;
    }
    let announced = request.body().size_hint().lower();
    if announced > u64::try_from(limit).unwrap_or(u64::MAX) {
        let detail = format!("The body has {announced} bytes; at most {limit} are taken.");
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        return Kind::of(&request).answer_status(status, "too-large", &detail);
    }
    next.run(request.map(|body| Body::new(Limited::new(body, limit)))).await
}
