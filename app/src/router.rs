//! The routes of all pages and server functions, for whoever serves them.

use axum::{Router, body::Body, extract::State, response::Response};
use http::{Request, StatusCode};
use leptos::{config::LeptosOptions, prelude::*};
use leptos_axum::LeptosRoutes;
use page_base::request::AppState;

use crate::layout::{App, shell};

/// Every page of the route table and every server function. `context` tells a page what it has to know of
/// its request beyond the state.
///
/// The route table is read by building the application once, so this needs a running runtime.
pub fn router(state: &AppState, context: fn()) -> Router<AppState> {
    let state_for_table = {
        let state = state.clone();
        move || provide_context(state.clone())
    };
    let (routes, _) = leptos_axum::generate_route_list_with_exclusions_and_ssg_and_context(
        App,
        None,
        state_for_table,
    );
    let options = state.leptos_options.clone();
    Router::new()
        .leptos_routes_with_context(state, routes, context, move || shell(options.clone()))
        .fallback(move |state, request| unknown_page(state, request, context))
}

/// The application's own page for an address that leads nowhere, with status 404.
async fn unknown_page(
    State(state): State<AppState>,
    request: Request<Body>,
    context: fn(),
) -> Response {
    let options: LeptosOptions = state.leptos_options.clone();
    let render = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(state.clone());
            context();
        },
        move || shell(options.clone()),
    );
    let mut response = render(request).await;
    // A redirect that the application made stands.
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}
