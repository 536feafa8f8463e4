//! The whole server as one router: pages, server functions, REST, assets, probes, and the layers
//! round them.
//!
//! Outside in: request id and panics, log and measurement, sensitive headers, client address,
//! security headers, compression, load, then by part: CORS and rate limit (REST), time and size,
//! cross-site changes, session or token, routes.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use http::{HeaderName, HeaderValue, Method, header};
use page_base::request::AppState;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceBuilder;
use tower_http::{
    compression::CompressionLayer,
    cors::{AllowOrigin, CorsLayer},
    sensitive_headers::{SetSensitiveRequestHeadersLayer, SetSensitiveResponseHeadersLayer},
};

use super::{
    api, assets, client_address,
    cross_site::{self, SameSiteOnly},
    figures::Figures,
    health::{self, Vitals},
    identity::{self, Identity},
    incident::{self, Watch},
    load::{self, BodyLimit},
    pages::{self, Pages},
    problem,
    rate_limit::{self, RateLimiter},
    security_headers::{self, OverTls},
    trace,
};
use crate::{access::Keys, config::Config, panics::remember_places};

/// How often clients whose window has ended are forgotten.
const PRUNE_EVERY: Duration = Duration::from_mins(1);

/// The server, ready to be bound to a listener or called in-process.
pub fn build(
    state: AppState,
    keys: Keys,
    config: &Config,
    figures: &Figures,
    pages: Pages,
) -> Router {
    build_with(state, keys, config, figures, pages, Router::new())
}

/// The server with more `routes`, for tests of the layers.
pub fn build_with(
    state: AppState,
    keys: Keys,
    config: &Config,
    figures: &Figures,
    pages: Pages,
    routes: Router<AppState>,
) -> Router {
    remember_places();
    let vitals = Vitals::new(figures.clone(), &config.jobs);
    let same_site = SameSiteOnly::trusting(&config.http.cors_origins)
        .expect("the settings were checked to be origins");

    let known_caller = ServiceBuilder::new()
        .layer(from_fn_with_state(config.http.request_timeout, load::time_out))
        .layer(from_fn_with_state(BodyLimit(config.http.body_limit_bytes), load::body_limit))
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(same_site, cross_site::refuse))
        .layer(identity::session_layer(&state))
        .layer(from_fn_with_state(
            Identity { state: state.clone(), keys: keys.clone() },
            identity::resolve,
        ));
    let places = Arc::new(Semaphore::new(config.http.max_in_flight));
    let rest = limited(rest(config).layer(known_caller.clone()), config, &state);
    let worked = pages::router(&state, pages)
        .merge(routes)
        .route("/metrics", get(health::metrics))
        .layer(known_caller)
        .nest("/api/v1", rest)
        .layer(from_fn_with_state(places, load::shed));

    // Probes stand outside everything that can be full, slow or locked.
    let probes = Router::new()
        .route("/livez", get(health::livez))
        .route("/readyz", get(health::readyz))
        .route("/health", get(health::health));

    let outside = ServiceBuilder::new()
        .layer(from_fn_with_state(
            Watch { book: state.incidents.clone(), spans: figures.spans.clone() },
            incident::watch,
        ))
        .layer(from_fn_with_state(Arc::clone(&figures.requests), trace::record))
        .layer(SetSensitiveRequestHeadersLayer::new([header::AUTHORIZATION, header::COOKIE]))
        .layer(SetSensitiveResponseHeadersLayer::new([header::SET_COOKIE]))
        .layer(from_fn_with_state(
            Arc::from(config.http.trusted_proxies.as_slice()),
            client_address::find,
        ))
        .layer(from_fn_with_state(OverTls(config.http.is_secure()), security_headers::add))
        .layer(CompressionLayer::new());
    worked
        .merge(probes)
        .merge(assets::router(&config.http.site_dir))
        .merge(api::browsable())
        .layer(outside)
        .layer(Extension(vitals))
        .layer(Extension(figures.streams.clone()))
        .layer(Extension(keys))
        .with_state(state)
}

/// REST, with problem documents for what no route answers.
fn rest(config: &Config) -> Router<AppState> {
    let (routes, document) = api::routes();
    routes
        .merge(api::document_route(document))
        .fallback(unknown_route)
        .layer(Extension(Arc::new(config.access.clone())))
        .layer(from_fn(problem::normalise))
}

/// CORS for the origins that the operator lists, then so many requests a minute.
fn limited(mut rest: Router<AppState>, config: &Config, state: &AppState) -> Router<AppState> {
    if config.http.rate_limit_per_minute > 0 {
        let limiter = Arc::new(RateLimiter::new(config.http.rate_limit_per_minute));
        tokio::spawn(prune(Arc::clone(&limiter), state.shutdown.clone()));
        rest = rest.layer(from_fn_with_state(limiter, rate_limit::limit));
    }
    let origins: Vec<HeaderValue> =
        config.http.cors_origins.iter().filter_map(|origin| origin.parse().ok()).collect();
    if !origins.is_empty() {
        // No credentials: scripts of other sites bring a token, never the cookie.
        rest = rest.layer(
            CorsLayer::new()
                .allow_origin(AllowOrigin::list(origins))
                .allow_methods([
                    Method::GET,
                    Method::POST,
                    Method::PUT,
                    Method::PATCH,
                    Method::DELETE,
                ])
                .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE])
                .expose_headers([HeaderName::from_static("x-request-id")]),
        );
    }
    rest
}

async fn prune(limiter: Arc<RateLimiter>, shutdown: CancellationToken) {
    while shutdown.run_until_cancelled(tokio::time::sleep(PRUNE_EVERY)).await.is_some() {
        limiter.prune(Instant::now());
    }
}

async fn unknown_route() -> problem::Problem {
    page_base::error::AppError::NotFound.into()
}
