//! One question over one connection: what is sent, what is read, what is told of a failure.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use reqwest::{RequestBuilder, Response, Url};
use serde_json::Value;

use crate::{
    Answer, Endpoint, ModelError, Question,
    addresses::{Guard, base_url_error, check_literal},
    shapes::{Exchange, error_message},
};

/// Largest answer read: a long report has some 20 kB.
const MOST_BYTES: usize = 1024 * 1024;
/// Largest part of a refusal that is read.
const MOST_BYTES_OF_REFUSAL: usize = 16 * 1024;

/// What stands where a key stood.
const REDACTED: &str = "••••••";

/// A model and the connections to it.
pub(crate) struct Connection {
    pub(crate) endpoint: Endpoint,
    pub(crate) http: reqwest::Client,
    pub(crate) guard: Guard,
}

impl Connection {
    /// Asks once.
    pub(crate) async fn ask(
        &self,
        question: Question<'_>,
        with_schema: bool,
    ) -> Result<Answer, ModelError> {
        let exchange = self.endpoint.shape.exchange(&self.endpoint.model, question, with_schema);
        let request = self.request(&exchange)?.timeout(question.time_limit);
        let failed = |error: &reqwest::Error| self.failed(error, question.time_limit);
        let response = request.send().await.map_err(|error| failed(&error))?;
        let status = response.status();
        if !status.is_success() {
            return Err(self.refusal(status, response).await);
        }
        let body = read(response, MOST_BYTES).await.map_err(|error| match error {
            Broken::TooLarge => ModelError::TooLarge(MOST_BYTES),
            Broken::Off(error) => failed(&error),
        })?;
        let body: Value = serde_json::from_slice(&body)
            .or(Err(ModelError::Unreadable("the provider sent no JSON")))?;
        self.endpoint.shape.read(&body)
    }

    fn request(&self, exchange: &Exchange) -> Result<RequestBuilder, ModelError> {
        let Endpoint { base_url, reach, .. } = &self.endpoint;
        if let Some(error) = base_url_error(base_url, *reach) {
            return Err(ModelError::Unusable(error.to_owned()));
        }
        let address = format!("{}/{}", base_url.trim_end_matches('/'), exchange.path);
        let url = Url::parse(&address)
            .or(Err(ModelError::Unusable("the address cannot be used".to_owned())))?;
        check_literal(&url, *reach)?;
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for (name, value) in exchange.headers {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        if let Some(key) = &self.endpoint.key {
            let (name, prefix) = exchange.key_header;
            let value = format!("{prefix}{}", key.trim());
            let unusable = "the key holds a letter that no header can";
            let mut value =
                HeaderValue::from_str(&value).or(Err(ModelError::Unusable(unusable.to_owned())))?;
            value.set_sensitive(true);
            headers.insert(HeaderName::from_static(name), value);
        }
        Ok(self.http.post(url).headers(headers).body(exchange.body.to_string()))
    }

    /// What the provider said no with, without the key, which it may have sent back. A redirect is none of
    /// ours to follow.
    async fn refusal(&self, status: StatusCode, response: Response) -> ModelError {
        let wait = response
            .headers()
            .get(header::RETRY_AFTER)
            .and_then(|value| retry_after(value.to_str().ok()?, Utc::now()));
        let body = read(response, MOST_BYTES_OF_REFUSAL).await.unwrap_or_default();
        let mut message = error_message(&body);
        if let Some(key) = self.endpoint.key.as_ref().map(|key| key.trim())
            && !key.is_empty()
        {
            message = message.replace(key, REDACTED);
        }
        ModelError::refused(status.as_u16(), &message, wait)
    }

    fn failed(&self, error: &reqwest::Error, time_limit: Duration) -> ModelError {
        if self.guard.has_refused() {
            ModelError::PrivateAddress
        } else if error.is_timeout() {
            ModelError::TimedOut(time_limit)
        } else if error.is_connect() {
            ModelError::Unreachable("the provider cannot be reached")
        } else {
            ModelError::Unreachable("the provider's answer broke off")
        }
    }
}

enum Broken {
    TooLarge,
    Off(reqwest::Error),
}

async fn read(mut response: Response, most: usize) -> Result<Vec<u8>, Broken> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(Broken::Off)? {
        body.extend_from_slice(&chunk);
        if body.len() > most {
            return Err(Broken::TooLarge);
        }
    }
    Ok(body)
}

/// `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
fn retry_after(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = DateTime::parse_from_rfc2822(text).ok()?;
    Some(date.signed_duration_since(now).to_std().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::*;

    #[test]
    fn a_wait_is_seconds_or_a_date() {
        // The date of the example in RFC 9110, and a clock that stands two minutes before it.
        let now = Utc.with_ymd_and_hms(1999, 12, 31, 23, 57, 59).unwrap();

        assert_eq!(retry_after("120", now), Some(Duration::from_mins(2)));
        assert_eq!(retry_after("Fri, 31 Dec 1999 23:59:59 GMT", now), Some(Duration::from_mins(2)));
        assert_eq!(retry_after("soon", now), None);
    }
}
