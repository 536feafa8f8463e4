//! What a process tells of itself: incidents as they come, figures over time, and spans to a collector
//! where the operator names one.

mod otlp;
mod sampler;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub(crate) use otlp::{Attribute, Span, SpanIds, SpanKind};
pub use otlp::{SpanSink, start_exporter};
pub use sampler::{Observer, start};

use crate::config::TelemetryConfig;

/// Where this process sends its spans, and the task that sends them: nowhere where no collector is named.
///
/// # Errors
/// As [`start_exporter`].
pub fn spans(
    config: &TelemetryConfig,
    shutdown: &CancellationToken,
) -> anyhow::Result<(SpanSink, Option<JoinHandle<()>>)> {
    match &config.otlp_endpoint {
        None => Ok((SpanSink::default(), None)),
        Some(endpoint) => {
            let (sink, exporter) = start_exporter(endpoint, shutdown.clone())?;
            Ok((sink, Some(exporter)))
        }
    }
}
