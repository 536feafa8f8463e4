//! How a handler says that it could not do its job.

use std::time::Duration;

use store::StoreError;

/// Why an attempt did not complete.
#[derive(Debug)]
pub enum JobError {
    /// It may go better next time. What `?` makes of any error.
    Retry(anyhow::Error),
    /// It may go better after this time, as the other side asked for.
    RetryAfter(Duration, anyhow::Error),
    /// No retry can repair it; the reason is shown to people.
    Abandon(String),
    /// The handler stopped because it was asked to.
    Cancelled,
}

impl JobError {
    /// Marks what no retry can repair: `.map_err(JobError::abandon)?`.
    pub fn abandon(reason: impl std::fmt::Display) -> Self {
        Self::Abandon(reason.to_string())
    }
}

impl From<anyhow::Error> for JobError {
    fn from(cause: anyhow::Error) -> Self {
        Self::Retry(cause)
    }
}

impl From<StoreError> for JobError {
    fn from(cause: StoreError) -> Self {
        Self::Retry(cause.into())
    }
}
