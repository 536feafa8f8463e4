//! What stands round the pages: the context that they are rendered in, and uploads, which forms of pages
//! send.

use axum::Router;
use leptos::{nonce::Nonce, prelude::*, server::ServerActionError};
use page_base::request::AppState;

use super::{match_upload, security_headers::PageNonce, table_upload};

/// What makes the routes of all pages and server functions, from the state and what each page is to be told
/// of its request: `app::router`. This crate serves pages and knows none, so that neither is compiled anew
/// for a change of the other.
pub type Pages = fn(&AppState, fn()) -> Router<AppState>;

/// Every page, every server function, and uploads.
pub(super) fn router(state: &AppState, pages: Pages) -> Router<AppState> {
    pages(state, provide_page_context).merge(table_upload::routes()).merge(match_upload::routes())
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
