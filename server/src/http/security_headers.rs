//! Headers that tell the browser what an answer may do.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use rand::RngCore as _;

/// The nonce of this response's scripts; in the request's extensions.
#[derive(Clone, Debug)]
pub(super) struct PageNonce(pub(super) Arc<str>);

/// Data is not a document: nothing in it is ever run or shown in a frame.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; \
                           form-action 'none'";
/// Swagger UI writes inline styles; its scripts are files of ours.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                           img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action \
                           'self'; frame-ancestors 'none'; base-uri 'none'";
/// Everything a browser could ask a person for, closed: no page of ours uses it. Names that Chromium
/// does not know (`bluetooth`, `web-share`) would put a warning in the console of every page.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), \
                           display-capture=(), encrypted-media=(), fullscreen=(self), \
                           geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), \
                           microphone=(), midi=(), payment=(), publickey-credentials-get=(), \
                           screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";
/// A year, as the preload lists ask for.
const STRICT_TRANSPORT: HeaderValue =
    HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// The headers that are the same on every answer.
const FIXED: [(HeaderName, HeaderValue); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-embedder-policy"),
        HeaderValue::from_static("require-corp"),
    ),
    (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS)),
];

/// Whether browsers come over TLS.
#[derive(Clone, Copy)]
pub(super) struct OverTls(pub(super) bool);

/// Adds the headers; makes the nonce that the page's scripts carry.
pub(super) async fn add(
    State(OverTls(over_tls)): State<OverTls>,
    mut request: Request,
    next: Next,
) -> Response {
    let nonce = new_nonce();
    request.extensions_mut().insert(PageNonce(Arc::clone(&nonce)));
    let is_docs = is_docs(request.uri().path());
    let mut response = next.run(request).await;

    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let policy = match (is_docs, is_page) {
        (true, _) => HeaderValue::from_static(DOCS_POLICY),
        (false, false) => HeaderValue::from_static(DATA_POLICY),
        (false, true) => page_policy(&nonce),
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in FIXED {
        headers.insert(name, value);
    }
    if over_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
    }
    keep_out_of_caches(headers);
    response
}

/// Whoever says nothing about caching is not cached: most answers are somebody's.
fn keep_out_of_caches(headers: &mut HeaderMap) {
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

fn is_docs(path: &str) -> bool {
    path == "/docs" || path.starts_with("/docs/")
}

fn new_nonce() -> Arc<str> {
    let mut bytes = [0; 16];
    rand::rng().fill_bytes(&mut bytes);
    BASE64_URL_SAFE_NO_PAD.encode(bytes).into()
}

fn page_policy(nonce: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' \
         'nonce-{nonce}'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; \
         connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'"
    );
    HeaderValue::from_str(&policy).expect("a nonce in base64 is a header value")
}
