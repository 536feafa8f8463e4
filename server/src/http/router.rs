//! The whole server as one router: pages, server functions, REST, assets, and the layers round them.

use app::request::AppState;
use axum::{Router, http::Uri};

use super::{api, assets, pages, problem::Problem};
use crate::config::Config;

/// The server, ready to be bound to a listener or called in-process.
pub fn build(state: AppState, config: &Config) -> Router {
    let (rest, document) = api::routes().split_for_parts();
    let rest = rest
        .fallback(unknown_route)
        .method_not_allowed_fallback(wrong_method)
        .merge(api::document_route(document));
    pages::router(&state)
        .nest("/api/v1", rest)
        .merge(assets::router(&config.http.site_dir))
        .with_state(state)
}

async fn unknown_route(_uri: Uri) -> Problem {
    app::error::AppError::NotFound.into()
}

async fn wrong_method() -> Problem {
    app::error::AppError::NotFound.into()
}
