//! What the server counts, in the text format of Prometheus.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use http::{Method, StatusCode};
use store::Database;

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
    }

    /// The text that Prometheus reads.
    pub(super) fn render(&self, db: &Database, uptime: Duration) -> String {
        let mut text = String::new();
        self.write_requests(&mut text);
        let pool = db.get_postgres_connection_pool();
        let idle = pool.num_idle();
        gauge(&mut text, "touchline_uptime_seconds", "Time since the start.", uptime.as_secs());
        gauge(
            &mut text,
            "touchline_database_connections",
            "Open database connections.",
            u64::from(pool.size()),
        );
        gauge(
            &mut text,
            "touchline_database_connections_idle",
            "Open database connections that nobody uses.",
            u64::try_from(idle).unwrap_or(u64::MAX),
        );
        text
    }

    fn write_requests(&self, text: &mut String) {
        const NAME: &str = "touchline_http_request_duration_seconds";
        let _ = writeln!(text, "# HELP {NAME} Time until the head of the answer.");
        let _ = writeln!(text, "# TYPE {NAME} histogram");
        let series = self.series.read().unwrap_or_else(PoisonError::into_inner);
        for ((route, method, status), series) in series.iter() {
            let labels = format!("route=\"{route}\",method=\"{method}\",status=\"{status}\"");
            let mut count = 0;
            for (bucket, bound_ms) in series.buckets.iter().zip(BOUNDS_MS) {
                count += bucket.load(Ordering::Relaxed);
                let bound = Duration::from_millis(bound_ms).as_secs_f64();
                let _ = writeln!(text, "{NAME}_bucket{{{labels},le=\"{bound}\"}} {count}");
            }
            count += series.buckets[BOUNDS_MS.len()].load(Ordering::Relaxed);
            let total = Duration::from_micros(series.total_us.load(Ordering::Relaxed));
            let _ = writeln!(text, "{NAME}_bucket{{{labels},le=\"+Inf\"}} {count}");
            let _ = writeln!(text, "{NAME}_sum{{{labels}}} {}", total.as_secs_f64());
            let _ = writeln!(text, "{NAME}_count{{{labels}}} {count}");
        }
    }
}

/// Methods are chosen by the client: only those of HTTP become labels.
fn known(method: &Method) -> &str {
    match method.as_str() {
        name @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => name,
        _ => "other",
    }
}

fn gauge(text: &mut String, name: &str, help: &str, value: u64) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}");
}
