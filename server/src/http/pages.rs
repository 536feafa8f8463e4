//! Pages and server functions, as Leptos renders them.

use app::{App, request::AppState, shell};
use axum::{Router, body::Body, extract::State, response::Response};
use http::{Request, StatusCode};
use leptos::{config::LeptosOptions, nonce::Nonce, prelude::*, server::ServerActionError};
use leptos_axum::LeptosRoutes;

use super::{security_headers::PageNonce, table_upload};

/// Every page of the route table and every server function.
///
/// The route table is read by building the application once, so this needs a running runtime.
pub(super) fn router(state: &AppState) -> Router<AppState> {
    let context = {
        let state = state.clone();
        move || provide_context(state.clone())
    };
    let (routes, _) =
        leptos_axum::generate_route_list_with_exclusions_and_ssg_and_context(App, None, context);
    let options = state.leptos_options.clone();
    Router::new()
        .leptos_routes_with_context(state, routes, provide_page_context, move || {
            shell(options.clone())
        })
        .merge(table_upload::routes())
        .fallback(unknown_page)
}

/// The application's own page for an address that leads nowhere, with status 404.
async fn unknown_page(State(state): State<AppState>, request: Request<Body>) -> Response {
    let options: LeptosOptions = state.leptos_options.clone();
    let render = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(state.clone());
            provide_page_context();
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

/// What a page needs to know of the request beyond the state.
fn provide_page_context() {
    provide_page_nonce();
    provide_form_error();
}

/// A form that failed without script came back with its error in the address: the page that has the
/// form shows it.
fn provide_form_error() {
    let query = use_context::<http::request::Parts>()
        .and_then(|parts| parts.uri.query().map(str::to_owned));
    let Some(query) = query else { return };
    let (mut path, mut error) = (None, None);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            "__path" => path = Some(value.into_owned()),
            "__err" => error = Some(value.into_owned()),
            _ => {}
        }
    }
    if let (Some(path), Some(error)) = (path, error) {
        provide_context(ServerActionError::new(&path, &error));
    }
}

/// Scripts of the page carry the nonce that the response's policy names.
fn provide_page_nonce() {
    let nonce = use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<PageNonce>().cloned());
    if let Some(PageNonce(nonce)) = nonce {
        provide_context(Nonce::from_value(nonce));
    }
}
