//! What a serving process knows of itself: shared by the routes that tell it and by the sampler that
//! writes it down.

use std::sync::Arc;

use store::{Database, metrics::Measurement};

use super::{api::jobs::StreamSlots, metrics::Metrics};
use crate::telemetry::SpanSink;

/// Requests and streams of this process. Cheap to clone; all clones are one.
#[derive(Clone, Default)]
pub struct Figures {
    pub(super) spans: SpanSink,
    pub(super) requests: Arc<Metrics>,
    pub(super) streams: StreamSlots,
}

/// How high things stand in a process just now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// Open connections to the database.
    pub pool_open: u64,
    /// Those of them in use.
    pub pool_busy: u64,
    /// Open event streams.
    pub event_streams: u64,
    /// Open web sockets.
    pub web_sockets: u64,
}

impl Figures {
    /// Those of a process that sends its spans to `spans`.
    pub fn with_spans(spans: SpanSink) -> Self {
        Self { spans, ..Self::default() }
    }

    /// Answers since the last time.
    pub fn take_answers(&self) -> Vec<Measurement> {
        self.requests.take_tally()
    }

    /// How high things stand just now.
    pub fn levels(&self, db: &Database) -> Levels {
        let (event_streams, web_sockets) = self.streams.open();
        Levels { event_streams, web_sockets, ..pool_levels(db) }
    }
}

/// The connections of a process, which has no streams.
pub fn pool_levels(db: &Database) -> Levels {
    let pool = db.get_postgres_connection_pool();
    let open = u64::from(pool.size());
    let idle = u64::try_from(pool.num_idle()).unwrap_or(u64::MAX);
    Levels { pool_open: open, pool_busy: open.saturating_sub(idle), ..Levels::default() }
}
