//! A span, and how OTLP writes it as JSON (opentelemetry-proto 1.x, `trace.proto`): ids as hexadecimal
//! digits, times as text.

use std::{
    fmt::Write as _,
    time::{SystemTime, UNIX_EPOCH},
};

use backroom::JobId;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::http::CallerTrace;

/// Bytes of a trace's id.
const TRACE_BYTES: usize = 16;
/// Bytes of a span's id.
const SPAN_BYTES: usize = 8;

/// What a span is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SpanKind {
    /// Answering a request.
    Server,
    /// Working on a job.
    Consumer,
}

impl SpanKind {
    /// `SpanKind` of `trace.proto`.
    const fn number(self) -> u8 {
        match self {
            Self::Server => 2,
            Self::Consumer => 5,
        }
    }
}

/// Which span, of which trace, within which other one. Ids are derived from our own, so a request and the
/// jobs that it brought about find each other without carrying anything more (decision 48).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SpanIds {
    trace: String,
    span: String,
    parent: Option<String>,
}

impl SpanIds {
    /// Of the request `request_id`.
    pub(crate) fn of_request(request_id: &str) -> Self {
        Self { trace: trace_of(request_id), span: span_of(request_id), parent: None }
    }

    /// Of an attempt at a job: within the request that asked for it, if one did.
    pub(crate) fn of_attempt(job: JobId, attempt: u32, request_id: Option<&str>) -> Self {
        let job = job.to_string();
        Self {
            trace: trace_of(request_id.unwrap_or(&job)),
            span: span_of(&format!("{job}/{attempt}")),
            parent: request_id.map(span_of),
        }
    }
}

fn trace_of(id: &str) -> String {
    derived::<TRACE_BYTES>("touchline.trace.", id)
}

fn span_of(id: &str) -> String {
    derived::<SPAN_BYTES>("touchline.span.", id)
}

fn derived<const BYTES: usize>(of: &str, id: &str) -> String {
    let digest = Sha256::new().chain_update(of).chain_update(id).finalize();
    digest.iter().take(BYTES).fold(String::with_capacity(2 * BYTES), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Something that has ended.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) ids: SpanIds,
    pub(crate) kind: SpanKind,
    /// A pattern, never data: `GET /players/{id}`.
    pub(crate) name: String,
    pub(crate) began: SystemTime,
    pub(crate) ended: SystemTime,
    pub(crate) attributes: Vec<(&'static str, Attribute)>,
    /// The trace of a caller outside, to be found beside ours.
    pub(crate) link: Option<CallerTrace>,
    /// It ended with a fault.
    pub(crate) failed: bool,
}

/// What is told of a span besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Attribute {
    Text(String),
    Number(i64),
}

impl Span {
    pub(super) fn to_json(&self) -> Value {
        let attributes: Vec<_> =
            self.attributes.iter().map(|(name, value)| attribute(name, value)).collect();
        let links: Vec<_> = self
            .link
            .iter()
            .map(|link| json!({ "traceId": link.trace_id, "spanId": link.span_id }))
            .collect();
        let mut span = json!({
            "traceId": self.ids.trace,
            "spanId": self.ids.span,
            "name": self.name,
            "kind": self.kind.number(),
            "startTimeUnixNano": nanos(self.began),
            "endTimeUnixNano": nanos(self.ended.max(self.began)),
            "attributes": attributes,
            "links": links,
            // STATUS_CODE_ERROR; the other is "unset", since nobody said that it went well.
            "status": { "code": if self.failed { 2 } else { 0 } },
        });
        if let Some(parent) = &self.ids.parent {
            span["parentSpanId"] = parent.as_str().into();
        }
        span
    }
}

fn attribute(name: &str, value: &Attribute) -> Value {
    let value = match value {
        Attribute::Text(text) => json!({ "stringValue": text }),
        Attribute::Number(number) => json!({ "intValue": number.to_string() }),
    };
    json!({ "key": name, "value": value })
}

fn nanos(at: SystemTime) -> String {
    at.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos().to_string()
}

/// The message that carries `spans` of the process `instance`.
pub(super) fn message(instance: &str, spans: &[Span]) -> Value {
    let of = |name, value: &str| attribute(name, &Attribute::Text(value.to_owned()));
    let version = env!("CARGO_PKG_VERSION");
    json!({ "resourceSpans": [{
        "resource": { "attributes": [
            of("service.name", "touchline"),
            of("service.version", version),
            of("service.instance.id", instance),
        ]},
        "scopeSpans": [{
            "scope": { "name": "touchline", "version": version },
            "spans": spans.iter().map(Span::to_json).collect::<Vec<_>>(),
        }],
    }]})
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn job() -> JobId {
        "0193f0c2-7b7e-7000-8000-000000000001".parse().unwrap()
    }

    #[test]
    fn a_job_is_in_the_trace_of_the_request_that_asked_for_it_and_each_attempt_is_its_own() {
        let request = SpanIds::of_request("req_abc");
        let first = SpanIds::of_attempt(job(), 1, Some("req_abc"));
        let second = SpanIds::of_attempt(job(), 2, Some("req_abc"));
        let alone = SpanIds::of_attempt(job(), 1, None);

        assert_eq!((&first.trace, &second.trace), (&request.trace, &request.trace));
        assert_eq!(first.parent.as_ref(), Some(&request.span));
        assert!(first.span != second.span && first.span != request.span);
        assert!(alone.trace != request.trace && alone.parent.is_none());
        assert_eq!((request.trace.len(), request.span.len()), (32, 16));
    }

    #[test]
    fn a_span_is_written_as_the_protocol_asks() {
        let began = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let span = Span {
            ids: SpanIds::of_attempt(job(), 1, Some("req_abc")),
            kind: SpanKind::Consumer,
            name: "scout_player".to_owned(),
            began,
            ended: began + Duration::from_millis(5),
            attributes: vec![("touchline.attempt", Attribute::Number(1))],
            link: None,
            failed: true,
        };

        let json = span.to_json();

        assert_eq!(json["startTimeUnixNano"], "1700000000000000000");
        assert_eq!(json["endTimeUnixNano"], "1700000000005000000");
        assert_eq!(json["status"]["code"], 2);
        assert_eq!(json["kind"], 5);
        assert_eq!(json["attributes"][0]["value"]["intValue"], "1");
        assert_eq!(json["parentSpanId"], SpanIds::of_request("req_abc").span);
    }
}
