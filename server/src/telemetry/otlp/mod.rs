//! Spans of requests and jobs, sent to a collector that the operator names: OTLP over HTTP with JSON, by
//! the HTTP client that is there already (decision 49).
//!
//! What ends is put into a queue that never makes anybody wait: when it is full, or the collector away,
//! spans are lost and counted in the log.

mod span;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::Context as _;
use tokio::{sync::mpsc, task::JoinHandle, time::timeout};
use tokio_util::sync::CancellationToken;

use self::span::message;
pub(crate) use self::span::{Attribute, Span, SpanIds, SpanKind};
use crate::{jobs::process_name, tls::tls};

/// Spans that wait to be sent.
const QUEUE: usize = 4_096;
/// Spans of one message.
const BATCH: usize = 512;
/// Longest wait of a span for others.
const GATHER: Duration = Duration::from_secs(2);
/// Longest time for one message.
const TIME_LIMIT: Duration = Duration::from_secs(5);
/// Longest time for what is left when the process stops.
const GOODBYE: Duration = Duration::from_secs(2);

/// Where spans go. Cheap to clone; the default one goes nowhere.
#[derive(Clone, Debug, Default)]
pub struct SpanSink {
    spans: Option<mpsc::Sender<Span>>,
    lost: Arc<AtomicU64>,
}

impl SpanSink {
    /// Takes the span that `make` gives, if anybody wants it. Never waits.
    pub(crate) fn take(&self, make: impl FnOnce() -> Span) {
        if let Some(spans) = &self.spans
            && spans.try_send(make()).is_err()
        {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Starts sending to the collector at `endpoint` until `shutdown`, and what is left then. Wait for the task
/// before the process ends.
///
/// # Errors
/// There is no TLS or no HTTP client.
pub fn start_exporter(
    endpoint: &str,
    shutdown: CancellationToken,
) -> anyhow::Result<(SpanSink, JoinHandle<()>)> {
    let client = reqwest::Client::builder()
        .tls_backend_preconfigured(tls()?)
        .timeout(TIME_LIMIT)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("Touchline/", env!("CARGO_PKG_VERSION")))
        .build()
        .context("TOUCHLINE_OTLP_ENDPOINT: no HTTP client")?;
    let (sender, spans) = mpsc::channel(QUEUE);
    let sink = SpanSink { spans: Some(sender), lost: Arc::default() };
    let exporter = Exporter {
        client,
        address: format!("{endpoint}/v1/traces"),
        instance: process_name(),
        spans,
        lost: Arc::clone(&sink.lost),
    };
    Ok((sink, tokio::spawn(exporter.run(shutdown))))
}

struct Exporter {
    client: reqwest::Client,
    address: String,
    instance: String,
    spans: mpsc::Receiver<Span>,
    lost: Arc<AtomicU64>,
}

impl Exporter {
    async fn run(mut self, shutdown: CancellationToken) {
        while let Some(Some(first)) = shutdown.run_until_cancelled(self.spans.recv()).await {
            let mut batch = vec![first];
            let gathered = shutdown.run_until_cancelled(timeout(GATHER, self.gather(&mut batch)));
            // Full, late or asked to stop: what there is goes out.
            let _ = gathered.await;
            self.send(&batch).await;
        }
        self.spans.close();
        let goodbye = async {
            let mut batch = Vec::new();
            while self.spans.recv_many(&mut batch, BATCH).await > 0 {
                self.send(&batch).await;
                batch.clear();
            }
        };
        if timeout(GOODBYE, goodbye).await.is_err() {
            tracing::debug!("The last spans could not be sent in time");
        }
    }

    /// Waits for more, until the batch is full. Dropped while it waits, nothing is lost.
    async fn gather(&mut self, batch: &mut Vec<Span>) {
        while batch.len() < BATCH {
            let room = BATCH - batch.len();
            if self.spans.recv_many(batch, room).await == 0 {
                return;
            }
        }
    }

    async fn send(&self, batch: &[Span]) {
        let body = message(&self.instance, batch).to_string();
        let request = self
            .client
            .post(&self.address)
            .header(http::header::CONTENT_TYPE, "application/json")
            .body(body);
        let refusal = match request.send().await {
            Ok(answer) if answer.status().is_success() => None,
            Ok(answer) => Some(format!("it answered {}", answer.status())),
            // The address is left out: it may hold a key.
            Err(error) => Some(error.without_url().to_string()),
        };
        let lost = self.lost.swap(0, Ordering::Relaxed);
        if let Some(reason) = refusal {
            let lost = lost + u64::try_from(batch.len()).unwrap_or(0);
            tracing::warn!(reason, lost, "The collector did not take spans");
        } else if lost > 0 {
            tracing::warn!(lost, "There were more spans than could be sent");
        }
    }
}
