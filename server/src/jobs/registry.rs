//! Every kind of job, one line each: the longest time of one attempt, and the handler.
//!
//! Queue and number of attempts stand with the payload, in `store::queue`.

use std::time::Duration;

use super::Registry;

/// Every kind of job of this release.
#[must_use]
pub fn registry() -> Registry {
    Registry::default()
}

#[expect(dead_code, reason = "the first kind comes with its feature")]
const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}
