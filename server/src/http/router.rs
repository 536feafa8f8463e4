//! The whole server as one router: pages, server functions, REST, assets, and the layers round them.

use app::request::AppState;
use axum::{Router, middleware::from_fn_with_state};
use tower::ServiceBuilder;

use super::{
    api, assets,
    identity::{self, Identity},
    pages,
    problem::Problem,
};
use crate::{access::Keys, config::Config};

/// The server, ready to be bound to a listener or called in-process.
pub fn build(state: AppState, keys: Keys, config: &Config) -> Router {
    let (rest, document) = api::routes().split_for_parts();
    let rest = rest
        .fallback(unknown_route)
        .method_not_allowed_fallback(wrong_method)
        .merge(api::document_route(document));
    let known_caller = ServiceBuilder::new()
        .layer(identity::session_layer(&state))
        .layer(from_fn_with_state(Identity { state: state.clone(), keys }, identity::resolve));
    pages::router(&state)
        .nest("/api/v1", rest)
        .layer(known_caller)
        .merge(assets::router(&config.http.site_dir))
        .with_state(state)
}

async fn unknown_route() -> Problem {
    app::error::AppError::NotFound.into()
}

async fn wrong_method() -> Problem {
    app::error::AppError::NotFound.into()
}
