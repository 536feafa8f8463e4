//! What the server counts, in the text format of Prometheus (decision 47).
//!
//! Requests, connections and streams are those of this process; jobs, queues and the vault those of the
//! whole installation, out of the database.

mod exposition;
mod installation;
mod tally;

use std::{
    collections::BTreeMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use http::{Method, StatusCode};
use store::metrics::{InstallationFigures, Measurement};

use self::{
    exposition::{Exposition, Kind},
    tally::Tally,
};
use super::figures::Levels;

/// Upper bounds of the latency histogram in milliseconds: around the figures of P2 (100 ms, 500 ms).
const BOUNDS_MS: [u64; 10] = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000];

/// What one combination of route, method and status has seen.
#[derive(Default)]
struct Series {
    /// Requests at or below each bound; the last is for those above all.
    buckets: [AtomicU64; BOUNDS_MS.len() + 1],
    total_us: AtomicU64,
}

/// Route, method and status.
type Key = (String, String, u16);

/// What this process has answered since it started.
#[derive(Default)]
pub(super) struct Metrics {
    series: RwLock<BTreeMap<Key, Arc<Series>>>,
    tally: Tally,
}

impl Metrics {
    /// Counts one answer. `route` is a pattern, so there are as many series as routes and statuses.
    pub(super) fn record(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        let key = (route.to_owned(), known(method).to_owned(), status.as_u16());
        let found = {
            let series = self.series.read().unwrap_or_else(PoisonError::into_inner);
            series.get(&key).map(Arc::clone)
        };
        let series = found.unwrap_or_else(|| {
            let mut all = self.series.write().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(key).or_default())
        });
        let took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let bucket =
            BOUNDS_MS.iter().position(|bound| took_us <= bound * 1_000).unwrap_or(BOUNDS_MS.len());
        series.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        series.total_us.fetch_add(took_us, Ordering::Relaxed);
        self.tally.count(status, took);
    }

    /// Answers since the last time, for the samples over time.
    pub(super) fn take_tally(&self) -> Vec<Measurement> {
        self.tally.take()
    }

    /// The text that Prometheus reads; without `figures` when the database did not answer.
    pub(super) fn render(
        &self,
        levels: Levels,
        figures: Option<&InstallationFigures>,
        uptime: Duration,
    ) -> String {
        let mut text = Exposition::default();
        self.write_requests(&mut text);
        text.single(
            "touchline_uptime_seconds",
            Kind::Gauge,
            "Time since the start of this process.",
            uptime.as_secs(),
        );
        write_levels(&mut text, levels);
        installation::write(&mut text, figures);
        text.into_text()
    }

    fn write_requests(&self, text: &mut Exposition) {
        text.family(
            "touchline_http_request_duration_seconds",
            Kind::Histogram,
            "Time until the head of the answer, of this process.",
        );
        let series = self.series.read().unwrap_or_else(PoisonError::into_inner);
        for ((route, method, status), series) in series.iter() {
            let status = status.to_string();
            let labels = [
                ("route", route.as_str()),
                ("method", method.as_str()),
                ("status", status.as_str()),
            ];
            let mut count = 0;
            for (bucket, bound_ms) in series.buckets.iter().zip(BOUNDS_MS) {
                count += bucket.load(Ordering::Relaxed);
                let bound = Duration::from_millis(bound_ms).as_secs_f64().to_string();
                text.suffixed("_bucket", &bounded(labels, &bound), count);
            }
            count += series.buckets[BOUNDS_MS.len()].load(Ordering::Relaxed);
            let total = Duration::from_micros(series.total_us.load(Ordering::Relaxed));
            text.suffixed("_bucket", &bounded(labels, "+Inf"), count);
            text.suffixed("_sum", &labels, total.as_secs_f64());
            text.suffixed("_count", &labels, count);
        }
    }
}

/// `labels` with the upper bound of a bucket.
fn bounded<'a>(labels: [(&'a str, &'a str); 3], bound: &'a str) -> [(&'a str, &'a str); 4] {
    let [route, method, status] = labels;
    [route, method, status, ("le", bound)]
}

fn write_levels(text: &mut Exposition, levels: Levels) {
    text.single(
        "touchline_database_connections",
        Kind::Gauge,
        "Open database connections of this process.",
        levels.pool_open,
    );
    text.single(
        "touchline_database_connections_idle",
        Kind::Gauge,
        "Open database connections of this process that nobody uses.",
        levels.pool_open.saturating_sub(levels.pool_busy),
    );
    text.family("touchline_streams_open", Kind::Gauge, "Open streams of this process.");
    text.sample(&[("kind", "sse")], levels.event_streams);
    text.sample(&[("kind", "websocket")], levels.web_sockets);
}

/// Methods are chosen by the client: only those of HTTP become labels.
pub(super) fn known(method: &Method) -> &str {
    match method.as_str() {
        name @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => name,
        _ => "other",
    }
}
