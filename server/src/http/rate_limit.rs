//! How many requests one client may make: a window of a minute that starts with its first request.
//!
//! A window and not a bucket, because that is what the three headers can say exactly: how many, how
//! many are left, when they come back (decision 41).

use std::{
    collections::HashMap,
    hash::{BuildHasher as _, RandomState},
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue};
use page_base::error::AppError;

use super::{client_address::ClientAddress, problem::Problem};

/// Length of a window in seconds.
const WINDOW_SECS: u32 = 60;
/// Parts of the table, so that clients seldom wait for one another.
const SHARDS: usize = 64;
/// A shard that has grown to so many clients forgets finished windows before it takes another.
const CROWDED: usize = 16_384;

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// What a client has used of its window.
#[derive(Clone, Copy)]
struct Window {
    /// Seconds after the limiter was made.
    started: u32,
    used: u32,
}

/// Clients of this process: the network part of an address, as two numbers.
type Shard = HashMap<(u64, u64), Window>;

/// Counts requests by client address.
pub struct RateLimiter {
    limit: u32,
    epoch: Instant,
    hasher: RandomState,
    shards: Box<[Mutex<Shard>]>,
}

/// What the limiter says about one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// It may pass.
    pub allowed: bool,
    /// Requests left in the window.
    pub remaining: u32,
    /// Seconds until the window ends.
    pub reset_secs: u32,
}

impl RateLimiter {
    /// Lets each client make `limit` requests a minute.
    pub fn new(limit: u32) -> Self {
        Self {
            limit,
            epoch: Instant::now(),
            hasher: RandomState::new(),
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
        }
    }

    /// Counts a request of `client` at `now`.
    pub fn check(&self, client: IpAddr, now: Instant) -> Verdict {
        let key = counted_as(client);
        let now = seconds(now.saturating_duration_since(self.epoch));
        let shard = usize::try_from(self.hasher.hash_one(key) % SHARDS as u64).unwrap_or(0);
        let mut windows = self.shards[shard].lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= CROWDED && windows.len() == windows.capacity() {
            windows.retain(|_, window| is_open(*window, now));
        }
        let window = windows.entry(key).or_insert(Window { started: now, used: 0 });
        if !is_open(*window, now) {
            *window = Window { started: now, used: 0 };
        }
        let allowed = window.used < self.limit;
        if allowed {
            window.used += 1;
        }
        Verdict {
            allowed,
            remaining: self.limit - window.used,
            reset_secs: window.started + WINDOW_SECS - now,
        }
    }

    /// Forgets clients whose window has ended; call it about once a minute.
    pub fn prune(&self, now: Instant) {
        let now = seconds(now.saturating_duration_since(self.epoch));
        for shard in &self.shards {
            let mut windows = shard.lock().unwrap_or_else(PoisonError::into_inner);
            windows.retain(|_, window| is_open(*window, now));
            windows.shrink_to_fit();
        }
    }

    /// How many clients are remembered.
    pub fn clients(&self) -> usize {
        let count =
            |shard: &Mutex<Shard>| shard.lock().unwrap_or_else(PoisonError::into_inner).len();
        self.shards.iter().map(count).sum()
    }
}

/// Counts the request and tells the client where it stands.
pub(super) async fn limit(
    State(limiter): State<Arc<RateLimiter>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(ClientAddress(client)) = request.extensions().get::<ClientAddress>().copied() else {
        return next.run(request).await;
    };
    let verdict = limiter.check(client, Instant::now());
    let mut response = if verdict.allowed {
        next.run(request).await
    } else {
        let retry_after_secs = verdict.reset_secs;
        Problem::from(AppError::TooManyRequests { retry_after_secs }).into_response()
    };
    tell(response.headers_mut(), limiter.limit, verdict);
    response
}

fn tell(headers: &mut HeaderMap, limit: u32, verdict: Verdict) {
    headers.insert(LIMIT, HeaderValue::from(limit));
    headers.insert(REMAINING, HeaderValue::from(verdict.remaining));
    headers.insert(RESET, HeaderValue::from(verdict.reset_secs));
}

fn is_open(window: Window, now: u32) -> bool {
    now.saturating_sub(window.started) < WINDOW_SECS
}

fn seconds(duration: Duration) -> u32 {
    u32::try_from(duration.as_secs()).unwrap_or(u32::MAX)
}

/// IPv4 addresses one by one; of IPv6 the /64 that a home or a machine is given.
fn counted_as(address: IpAddr) -> (u64, u64) {
    match address.to_canonical() {
        IpAddr::V4(address) => (0, u64::from(address.to_bits())),
        IpAddr::V6(address) => {
            // The upper half; the shift leaves at most 64 bits.
            (u64::try_from(address.to_bits() >> 64).unwrap_or(0), u64::MAX)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use super::*;

    #[test]
    fn exactly_the_limit_passes_in_a_window_and_a_new_window_starts_full() {
        let limiter = RateLimiter::new(3);
        let start = Instant::now();
        let client = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
        let at = |seconds| limiter.check(client, start + Duration::from_secs(seconds));

        let left: Vec<_> = (0..4).map(&at).collect();

        assert_eq!(left[0], Verdict { allowed: true, remaining: 2, reset_secs: 60 });
        assert_eq!(left[2], Verdict { allowed: true, remaining: 0, reset_secs: 58 });
        assert_eq!(left[3], Verdict { allowed: false, remaining: 0, reset_secs: 57 });
        assert_eq!(at(60), Verdict { allowed: true, remaining: 2, reset_secs: 60 });
    }

    #[test]
    fn an_ipv6_home_counts_as_one_client_and_two_ipv4_addresses_as_two() {
        let limiter = RateLimiter::new(1);
        let now = Instant::now();
        let check = |text: &str| limiter.check(text.parse().unwrap(), now).allowed;

        assert!(check("2001:db8::1") && !check("2001:db8::2") && check("2001:db8:0:1::1"));
        assert!(check("192.0.2.1") && check("192.0.2.2") && !check("::ffff:192.0.2.2"));
    }

    #[test]
    fn a_million_clients_fit_into_two_hundred_megabytes_and_are_forgotten_after_a_minute() {
        let limiter = RateLimiter::new(100);
        let start = Instant::now();

        for number in 0..1_000_000_u128 {
            limiter.check(IpAddr::V6(Ipv6Addr::from_bits(number << 64)), start);
        }

        // A slot of a table is an entry and a byte; capacity is 7/8 of the slots.
        let slots: usize =
            limiter.shards.iter().map(|shard| shard.lock().unwrap().capacity() * 8 / 7).sum();
        let bytes = slots * (size_of::<((u64, u64), Window)>() + 1);
        assert_eq!(limiter.clients(), 1_000_000);
        assert!(bytes <= 200_000_000, "{bytes} bytes");
        limiter.prune(start + Duration::from_mins(2));
        assert_eq!(limiter.clients(), 0);
    }
}
