//! Percent-encoding of query strings (RFC 3986). Reading them is left to the router.

use std::fmt::Write as _;

/// `a=1&b=2`, encoded.
pub(super) fn encode(pairs: &[(&str, String)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(name);
        text.push('=');
        text.push_str(&encode_component(value));
    }
    text
}

/// `value` as it may stand in a query string. Commas stay, for they read well and mean nothing there.
pub fn encode_component(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b',' => {
                text.push(char::from(byte));
            }
            _ => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}
