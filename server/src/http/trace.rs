//! One log line and one measurement a request. The line has the route's pattern and not the address,
//! which may hold what somebody searched for.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};

use super::metrics::Metrics;

/// Logs and measures the request.
pub(super) async fn record(
    State(metrics): State<Arc<Metrics>>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(none)".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let took = started.elapsed();
    let status = response.status();
    metrics.record(&method, &route, status, took);
    let duration_ms = took.as_secs_f64() * 1e3;
    if status.is_server_error() {
        tracing::warn!(%method, route, status = status.as_u16(), duration_ms, "Answered");
    } else if is_probe(&route) {
        tracing::debug!(%method, route, status = status.as_u16(), duration_ms, "Answered");
    } else {
        tracing::info!(%method, route, status = status.as_u16(), duration_ms, "Answered");
    }
    response
}

/// Asked every few seconds by machines: in the log they would hide everything else.
fn is_probe(route: &str) -> bool {
    matches!(route, "/livez" | "/readyz" | "/metrics")
}
