//! Values from a service of the operator's choice: one address, one player, one JSON object.
//!
//! The address is the operator's, so it may lead anywhere; redirects are not followed, so it leads
//! nowhere else.

use std::{sync::OnceLock, time::Duration};

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use http::{StatusCode, header};
use table_feeds::market_values::{QuotedValue, read_answer};

use super::{MarketValueProvider, ProviderError, Question};
use crate::tls::tls;

/// Longest time for one answer when nobody says otherwise.
const TIME_LIMIT: Duration = Duration::from_secs(15);
/// Longest time to be connected.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// Largest answer read: a hundred times what it should be.
const MOST_BYTES: usize = 64 * 1024;
/// Longest wait that we let the service ask for.
const LONGEST_WAIT: Duration = Duration::from_hours(6);

pub(super) struct ServiceProvider {
    url: String,
    client: OnceLock<reqwest::Client>,
}

impl ServiceProvider {
    pub(super) fn new(url: String) -> Self {
        Self { url, client: OnceLock::new() }
    }

    fn client(&self) -> Result<&reqwest::Client, ProviderError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let tls = tls().map_err(|error| ProviderError::Never(format!("no TLS: {error}")))?;
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .connect_timeout(CONNECT_LIMIT)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("Touchline/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| ProviderError::Never(format!("no HTTP client: {error}")))?;
        Ok(self.client.get_or_init(|| client))
    }

    async fn ask(&self, question: Question<'_>) -> Result<Option<QuotedValue>, ProviderError> {
        let url = self.url.replace("{provider_id}", &percent_encoded(question.provider_id));
        let time_limit = question.time_limit.unwrap_or(TIME_LIMIT);
        let later = |error: &reqwest::Error| later(error, time_limit);
        let mut request = self
            .client()?
            .get(url)
            .header("idempotency-key", question.id.to_string())
            .timeout(time_limit);
        if let Some(key) = question.key {
            request = request.bearer_auth(key);
        }
        let mut response = request.send().await.map_err(|error| later(&error))?;
        let status = response.status();
        if status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        if !status.is_success() {
            return Err(refusal(status, response.headers()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| later(&error))? {
            body.extend_from_slice(&chunk);
            if body.len() > MOST_BYTES {
                let reason = format!("the provider's answer is larger than {MOST_BYTES} bytes");
                return Err(ProviderError::Never(reason));
            }
        }
        read_answer(&body).map(Some).map_err(|error| {
            ProviderError::Never(format!("the provider's answer cannot be read: {error}"))
        })
    }
}

impl MarketValueProvider for ServiceProvider {
    fn quote<'a>(
        &'a self,
        question: Question<'a>,
    ) -> BoxFuture<'a, Result<Option<QuotedValue>, ProviderError>> {
        Box::pin(self.ask(question))
    }

    fn name(&self) -> &'static str {
        "provider"
    }
}

/// The address is left out: it may hold a key.
fn later(error: &reqwest::Error, time_limit: Duration) -> ProviderError {
    let reason = if error.is_timeout() {
        format!("the provider did not answer within {} s", time_limit.as_secs_f64())
    } else if error.is_connect() {
        "the provider cannot be reached".to_owned()
    } else {
        "the provider's answer broke off".to_owned()
    };
    ProviderError::Later { reason, wait: None }
}

fn refusal(status: StatusCode, headers: &http::HeaderMap) -> ProviderError {
    let reason = format!("the provider answered {status}");
    let is_passing = status.is_server_error()
        || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT);
    if !is_passing {
        return ProviderError::Never(reason);
    }
    let wait = headers
        .get(header::RETRY_AFTER)
        .and_then(|value| retry_after(value.to_str().ok()?, Utc::now()));
    ProviderError::Later { reason, wait }
}

/// `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
fn retry_after(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    let text = text.trim();
    let wait = if let Ok(seconds) = text.parse::<u64>() {
        Duration::from_secs(seconds)
    } else {
        let date = DateTime::parse_from_rfc2822(text).ok()?;
        date.signed_duration_since(now).to_std().unwrap_or_default()
    };
    Some(wait.min(LONGEST_WAIT))
}

/// An id as a part of a path.
fn percent_encoded(id: &str) -> String {
    use std::fmt::Write as _;

    id.bytes().fold(String::with_capacity(id.len()), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date_and_never_too_long() {
        // The date of the example in RFC 9110, and a clock that stands two minutes before it.
        let now = Utc.with_ymd_and_hms(1999, 12, 31, 23, 57, 59).unwrap();

        assert_eq!(retry_after("120", now), Some(Duration::from_mins(2)));
        assert_eq!(retry_after("Fri, 31 Dec 1999 23:59:59 GMT", now), Some(Duration::from_mins(2)));
        assert_eq!(retry_after("999999999", now), Some(LONGEST_WAIT));
        assert_eq!(retry_after("soon", now), None);
    }

    #[test]
    fn an_id_cannot_leave_its_place_in_the_address() {
        assert_eq!(percent_encoded("../a b?x=é"), "..%2Fa%20b%3Fx%3D%C3%A9");
    }
}
