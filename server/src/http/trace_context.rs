//! `traceparent` of W3C Trace Context: the trace that a caller says to be in. It is noted beside our own
//! ids and never takes their place (decision 48).

use http::HeaderMap;

/// The header.
const TRACEPARENT: &str = "traceparent";

/// The trace and the span that the caller is in, as 32 and 16 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CallerTrace {
    pub(crate) trace_id: String,
    pub(crate) span_id: String,
}

/// The trace of the caller; `None` when it names none, more than one, or one that is not valid.
pub(super) fn caller_trace(headers: &HeaderMap) -> Option<CallerTrace> {
    let mut given = headers.get_all(TRACEPARENT).iter();
    let only = given.next()?;
    if given.next().is_some() {
        return None;
    }
    parse(only.to_str().ok()?)
}

/// W3C Trace Context, section 3.2: `version-trace-parent-flags`. A later version may have more behind a
/// further hyphen; version `ff` is none.
fn parse(text: &str) -> Option<CallerTrace> {
    let mut parts = text.split('-');
    let (version, trace, span, flags) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let has_more = parts.next().is_some();
    let is_good = is_hex(version, 2)
        && version != "ff"
        && !(version == "00" && has_more)
        && is_id(trace, 32)
        && is_id(span, 16)
        && is_hex(flags, 2);
    is_good.then(|| CallerTrace { trace_id: trace.to_owned(), span_id: span.to_owned() })
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// An id is not all zeros.
fn is_id(text: &str, length: usize) -> bool {
    is_hex(text, length) && text.bytes().any(|digit| digit != b'0')
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    /// The example of section 3.2.3 of the recommendation.
    const EXAMPLE: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn the_example_of_the_recommendation_is_read() {
        let read = parse(EXAMPLE).unwrap();

        assert_eq!(read.trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!(read.span_id, "00f067aa0ba902b7");
        assert!(parse(&format!("cc{}-what-the-future-brings", &EXAMPLE[2..])).is_some());
    }

    #[test]
    fn what_is_not_valid_is_nobodys_trace() {
        for wrong in [
            "",
            "00",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473é-00f067aa0ba902b7-01",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn two_traces_are_none() {
        let mut headers = HeaderMap::new();
        headers.append(TRACEPARENT, HeaderValue::from_static(EXAMPLE));
        assert!(caller_trace(&headers).is_some());

        headers.append(TRACEPARENT, HeaderValue::from_static(EXAMPLE));

        assert_eq!(caller_trace(&headers), None);
    }
}
