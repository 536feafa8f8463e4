//! One model behind HTTP: retries with back-off, and the one question without a schema.

use std::time::Duration;

use futures::future::BoxFuture;

use crate::{
    Answer, Endpoint, LanguageModel, ModelError, Question, addresses::Guard, ask::Connection,
};

/// Longest time to be connected.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);

/// How long a passing failure is borne.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Times that a question is asked.
    pub attempts: u32,
    /// Wait before the second time; it doubles with each.
    pub first_wait: Duration,
    /// Longest wait; a provider that asks for a longer one is left alone.
    pub longest_wait: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            attempts: 3,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(20),
        }
    }
}

impl Patience {
    /// How long to wait after the `attempt`th failure, from 1; `None` to give up.
    fn after(&self, attempt: u32, error: &ModelError) -> Option<Duration> {
        if attempt >= self.attempts || !error.is_passing() {
            return None;
        }
        let doubled = self.first_wait.saturating_mul(1 << (attempt - 1).min(16));
        let wait = error.wait().unwrap_or_else(|| doubled.min(self.longest_wait));
        (wait <= self.longest_wait).then_some(wait)
    }
}

/// A model at an address.
pub struct Client {
    connection: Connection,
    patience: Patience,
}

impl Client {
    /// A client of the model at `endpoint`, over `tls`. It follows no redirect and uses no proxy, so that
    /// it asks the address that was looked at and no other.
    ///
    /// # Errors
    /// [`ModelError::Unusable`] when no client can be made of it.
    pub fn new(
        endpoint: Endpoint,
        tls: rustls::ClientConfig,
        patience: Patience,
    ) -> Result<Self, ModelError> {
        let guard = Guard::new(endpoint.reach);
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .connect_timeout(CONNECT_LIMIT)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .dns_resolver(guard.clone())
            .user_agent(concat!("Touchline/", env!("CARGO_PKG_VERSION")))
            .build()
            .or(Err(ModelError::Unusable("no HTTP client can be made".to_owned())))?;
        Ok(Self { connection: Connection { endpoint, http, guard }, patience })
    }

    /// The answer, in as many attempts as there is patience for.
    async fn ask_with_patience(&self, question: Question<'_>) -> Result<Answer, ModelError> {
        let mut attempt = 1;
        let mut with_schema = true;
        loop {
            let error = match self.connection.ask(question, with_schema).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            // A server that does not know schemas is asked once more without one, and only then.
            if with_schema && self.connection.endpoint.shape.rejects_schema(&error) {
                with_schema = false;
                continue;
            }
            let Some(wait) = self.patience.after(attempt, &error) else { return Err(error) };
            tokio::time::sleep(wait).await;
            attempt += 1;
        }
    }
}

impl LanguageModel for Client {
    fn answer<'a>(&'a self, question: Question<'a>) -> BoxFuture<'a, Result<Answer, ModelError>> {
        Box::pin(self.ask_with_patience(question))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_end_where_the_provider_asks_for_too_much() {
        let patience = Patience::default();
        let busy = |wait| ModelError::refused(429, "", wait);
        let secs = Duration::from_secs;

        assert_eq!(patience.after(1, &busy(None)), Some(secs(1)));
        assert_eq!(patience.after(2, &busy(None)), Some(secs(2)));
        assert_eq!(patience.after(3, &busy(None)), None);
        assert_eq!(patience.after(1, &busy(Some(secs(7)))), Some(secs(7)));
        assert_eq!(patience.after(1, &busy(Some(secs(600)))), None);
        assert_eq!(patience.after(1, &ModelError::refused(401, "", None)), None);
    }
}
