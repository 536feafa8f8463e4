//! What players are worth, from a provider that the operator chose: a file or a service.

mod file;
mod refresh_all;
mod refresh_one;
mod service;

use std::{sync::Arc, time::Duration};

use backroom::JobId;
use futures::future::BoxFuture;
use table_feeds::market_values::QuotedValue;

pub(in crate::jobs) use refresh_all::refresh_market_values;
pub(in crate::jobs) use refresh_one::refresh_market_value;

use crate::config::JobsConfig;

/// Tells what a player is worth.
pub trait MarketValueProvider: Send + Sync {
    /// The present value of a player; `None` when the provider knows none.
    fn quote<'a>(
        &'a self,
        question: Question<'a>,
    ) -> BoxFuture<'a, Result<Option<QuotedValue>, ProviderError>>;

    /// Who says so, where the answer itself does not tell.
    fn name(&self) -> &'static str;
}

/// What a provider is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The player's id at the provider.
    pub provider_id: &'a str,
    /// What the provider knows us by, out of the vault.
    pub key: Option<&'a str>,
    /// The same however often the question is repeated, so that a provider which counts can tell a
    /// repetition: an answer that we lost with the process that had it is asked for again.
    pub id: JobId,
    /// Longest wait for the answer; the provider's own when `None`.
    pub time_limit: Option<Duration>,
}

/// Why a provider gave no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// It may answer later.
    #[error("{reason}")]
    Later {
        /// Why not now.
        reason: String,
        /// How long it asked us to wait.
        wait: Option<Duration>,
    },
    /// It will not answer until somebody changes something.
    #[error("{0}")]
    Never(String),
}

/// What to tell the operator who configured no provider.
pub(super) const NO_PROVIDER: &str = "No provider of market values is configured: set \
    TOUCHLINE_MARKET_VALUES_FILE to a CSV or JSON file, or TOUCHLINE_MARKET_VALUES_URL to an address.";

/// The provider that the operator chose; `None` when none is configured.
pub fn provider(config: &JobsConfig) -> Option<Arc<dyn MarketValueProvider>> {
    if let Some(path) = &config.market_values_file {
        return Some(Arc::new(file::FileProvider::new(path.clone())));
    }
    let url = config.market_values_url.as_ref()?;
    Some(Arc::new(service::ServiceProvider::new(url.clone())))
}
