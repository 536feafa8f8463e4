//! The outermost layer: every request gets an id that leads from the answer to the log, and a panic
//! anywhere inside becomes an answer that carries it.

use std::{any::Any, panic::AssertUnwindSafe};

use app::{error::AppError, request::RequestId};
use axum::{extract::Request, middleware::Next, response::Response};
use futures::FutureExt as _;
use http::{HeaderName, HeaderValue};
use rand::Rng as _;
use tracing::Instrument as _;

use super::{plain_answer::Kind, problem::REQUEST_ID};

/// Header of the request's id.
const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Names the request and answers for it when a handler panics.
///
/// The id is always ours: one that a client chose could be any text in our log.
pub(super) async fn watch(mut request: Request, next: Next) -> Response {
    let id = new_id();
    request.extensions_mut().insert(RequestId(id.clone()));
    let kind = Kind::of(&request);
    let span = tracing::info_span!("request", request_id = %id);
    let answered = REQUEST_ID.scope(id.clone(), async {
        let answer = AssertUnwindSafe(next.run(request)).catch_unwind().await;
        answer.unwrap_or_else(|panic| after_panic(&id, kind, panic.as_ref()))
    });
    let mut response = answered.instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(X_REQUEST_ID, value);
    }
    response
}

/// `req_` and 50 random bits: short enough to read out on the telephone.
fn new_id() -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut bits: u64 = rand::rng().random();
    let mut id = String::from("req_");
    for _ in 0..10 {
        id.push(char::from(LETTERS[usize::try_from(bits & 31).unwrap_or(0)]));
        bits >>= 5;
    }
    id
}

fn after_panic(id: &str, kind: Kind, panic: &(dyn Any + Send)) -> Response {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a text");
    tracing::error!(panic = text, "A request panicked");
    kind.answer(&AppError::Internal { incident: id.to_owned() })
}
