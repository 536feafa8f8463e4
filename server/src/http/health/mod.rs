//! How the server is: for people, for service managers and for Prometheus.

mod checks;

use std::{
    net::IpAddr,
    time::{Duration, Instant},
};

use axum::{
    Extension, Json,
    extract::State,
    response::{IntoResponse, Response},
};
use backroom::Role;
use http::{HeaderValue, StatusCode, header};
use page_base::{
    error::AppError,
    request::{AppState, Caller, ClientAddress},
};
use serde::Serialize;
use tokio::time::timeout;

use self::checks::Check;
use super::{figures::Figures, problem::Problem};
use crate::config::JobsConfig;

/// The database has to answer within this time to count as there; below the 2 s in which a probe
/// has to turn red (R2).
const PATIENCE: Duration = Duration::from_millis(1_500);

/// What the probes need.
#[derive(Clone)]
pub(super) struct Vitals {
    figures: Figures,
    started: Instant,
    /// Somebody tells what players are worth.
    has_market_values: bool,
}

impl Vitals {
    /// Of a server that starts now.
    pub(super) fn new(figures: Figures, jobs: &JobsConfig) -> Self {
        let has_market_values =
            jobs.market_values_file.is_some() || jobs.market_values_url.is_some();
        Self { figures, started: Instant::now(), has_market_values }
    }
}

/// How the server is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Health {
    /// `ok`, or `degraded` when a dependency does not do its part.
    pub status: &'static str,
    /// The version of Touchline.
    pub version: &'static str,
    /// Seconds since the start.
    pub uptime_secs: u64,
    /// The database.
    pub database: DatabaseHealth,
    /// The background jobs; absent when the database does not answer.
    pub jobs: Option<JobsHealth>,
    /// Each dependency, checked now.
    pub checks: Vec<Check>,
}

/// How the database is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct DatabaseHealth {
    /// `ok` or `unavailable`.
    pub status: &'static str,
    /// Version of PostgreSQL; absent when it does not answer.
    pub version: Option<String>,
    /// How long a question took, in milliseconds.
    pub latency_ms: Option<f64>,
}

/// How the jobs are.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct JobsHealth {
    /// Jobs that wait.
    pub queued: u64,
    /// Jobs that run.
    pub running: u64,
    /// Seconds that the oldest job that could run has waited.
    pub oldest_waiting_secs: u64,
}

/// How the server and what it depends on are.
#[utoipa::path(
    get,
    path = "/health",
    tag = "health",
    security(()),
    responses((status = 200, body = Health), (status = 503, body = Health)),
)]
pub(super) async fn health(
    State(state): State<AppState>,
    Extension(vitals): Extension<Vitals>,
) -> Response {
    let asked = Instant::now();
    let vital = timeout(PATIENCE, store::database::vital_signs(&state.db)).await;
    let took = asked.elapsed();
    let (status, database, jobs) = match vital {
        Ok(Ok(signs)) => (
            StatusCode::OK,
            DatabaseHealth {
                status: "ok",
                version: Some(signs.version),
                latency_ms: Some(took.as_secs_f64() * 1e3),
            },
            Some(JobsHealth {
                queued: signs.jobs_queued,
                running: signs.jobs_running,
                oldest_waiting_secs: signs.oldest_waiting_secs,
            }),
        ),
        Ok(Err(_)) | Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            DatabaseHealth { status: "unavailable", version: None, latency_ms: None },
            None,
        ),
    };
    let mut checks = vec![checks::database(status == StatusCode::OK, took)];
    checks.extend(checks::others(&state, status == StatusCode::OK, vitals.has_market_values).await);
    let is_well = !checks.iter().any(Check::is_failure);
    let health = Health {
        status: if is_well { "ok" } else { "degraded" },
        version: env!("CARGO_PKG_VERSION"),
        uptime_secs: vitals.started.elapsed().as_secs(),
        database,
        jobs,
        checks,
    };
    (status, Json(health)).into_response()
}

/// The process answers. Asks nothing of anything: a database that is away is no reason to be
/// restarted.
pub(super) async fn livez() -> &'static str {
    "ok"
}

/// The server can work: the database answers, and nobody asked it to stop.
pub(super) async fn readyz(State(state): State<AppState>) -> Response {
    if state.shutdown.is_cancelled() {
        return Problem::from(AppError::Unavailable).into_response();
    }
    match timeout(PATIENCE, store::database::ping(&state.db)).await {
        Ok(Ok(())) => "ok".into_response(),
        Ok(Err(_)) | Err(_) => Problem::from(AppError::Unavailable).into_response(),
    }
}

/// Figures for Prometheus; for this machine and for administrators.
pub(super) async fn metrics(
    State(state): State<AppState>,
    Extension(vitals): Extension<Vitals>,
    Extension(ClientAddress(client)): Extension<ClientAddress>,
    caller: Option<Extension<Caller>>,
) -> Response {
    if !IpAddr::is_loopback(&client) {
        match caller {
            Some(Extension(caller)) if caller.role >= Role::Admin => {}
            Some(_) => return Problem::from(AppError::Forbidden).into_response(),
            None => return Problem::from(AppError::SignInRequired).into_response(),
        }
    }
    let asked = store::metrics::installation_figures(&state.db);
    let figures = timeout(PATIENCE, asked).await.ok().and_then(Result::ok);
    let levels = vitals.figures.levels(&state.db);
    let text = vitals.figures.requests.render(levels, figures.as_ref(), vitals.started.elapsed());
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}
