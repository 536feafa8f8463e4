//! The outermost layer: every request gets an id that leads from the answer to the log, and a panic
//! anywhere inside becomes an answer that carries it.

use std::{panic::AssertUnwindSafe, time::SystemTime};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use futures::FutureExt as _;
use http::{HeaderName, HeaderValue};
use page_base::{
    error::AppError,
    request::{Reporter, RequestId},
};
use rand::Rng as _;
use store::incidents::IncidentBook;
use tracing::Instrument as _;

use super::{plain_answer::Kind, problem::REPORTER, trace_context::caller_trace};
use crate::{
    panics::Panicked,
    telemetry::{Attribute, Span, SpanIds, SpanKind, SpanSink},
};

/// Header of the request's id.
const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What watching needs.
#[derive(Clone)]
pub(super) struct Watch {
    pub(super) book: IncidentBook,
    pub(super) spans: SpanSink,
}

/// Names the request, notes its faults and answers for it when a handler panics.
///
/// The id is always ours: one that a client chose could be any text in our log.
pub(super) async fn watch(
    State(Watch { book, spans }): State<Watch>,
    mut request: Request,
    next: Next,
) -> Response {
    let began = SystemTime::now();
    let id = new_id();
    let reporter = Reporter { request_id: id.clone(), place: place(&request), book };
    request.extensions_mut().insert(RequestId(id.clone()));
    request.extensions_mut().insert(reporter.clone());
    let kind = Kind::of(&request);
    let link = caller_trace(request.headers());
    let caller_trace = link.as_ref().map(|trace| trace.trace_id.as_str());
    let span = tracing::info_span!("request", request_id = %id, caller_trace);
    let answered = REPORTER.scope(reporter.clone(), async {
        let answer = AssertUnwindSafe(next.run(request)).catch_unwind().await;
        answer.unwrap_or_else(|panic| after_panic(&reporter, kind, &Panicked::caught(panic)))
    });
    let mut response = answered.instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(X_REQUEST_ID, value);
    }
    let status = response.status();
    spans.take(|| Span {
        ids: SpanIds::of_request(&id),
        kind: SpanKind::Server,
        name: reporter.place,
        began,
        ended: SystemTime::now(),
        attributes: vec![
            ("http.response.status_code", Attribute::Number(status.as_u16().into())),
            ("touchline.request_id", Attribute::Text(id)),
        ],
        link,
        failed: status.is_server_error(),
    });
    response
}

/// Method and route: `GET /players/{id}`. The pattern, since an address may hold what somebody looked for.
fn place(request: &Request) -> String {
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str);
    format!("{} {route}", super::metrics::known(request.method()))
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

fn after_panic(reporter: &Reporter, kind: Kind, panic: &Panicked) -> Response {
    tracing::error!(panic = panic.text, place = panic.place, "A request panicked");
    reporter.note(&panic.kind());
    kind.answer(&AppError::Internal { incident: reporter.request_id.clone() })
}
