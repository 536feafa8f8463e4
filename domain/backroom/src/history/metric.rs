//! What is measured over time, and a measurement.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Metric {
    /// Jobs that ended; the label is the final state.
    JobsEnded,
    /// Jobs that ended; the label is the kind.
    JobsOfKind,
    /// How long jobs waited after they were due; by bucket.
    JobWait,
    /// How long their last attempt ran; by bucket.
    JobRun,
    /// Jobs that wait; the label is the queue, empty for all.
    QueueWaiting,
    /// Jobs under way; the label is the queue, empty for all.
    QueueRunning,
    /// For how many seconds the oldest job that could run has waited; the label is the queue, empty for all.
    QueueAge,
    /// Processes that run jobs.
    Workers,
    /// Answers; the label is the class of the status, `2xx`.
    Requests,
    /// How long answers took; by bucket.
    RequestTime,
    /// Open connections to the database; the label is the process.
    PoolOpen,
    /// Those of them in use; the label is the process.
    PoolBusy,
    /// Open event streams; the label is the process.
    EventStreams,
    /// Open web sockets; the label is the process.
    WebSockets,
    /// Uses of a secret; the label is how it went.
    VaultReads,
}

impl Metric {
    /// Everything that is measured.
    pub const ALL: [Self; 15] = [
        Self::JobsEnded,
        Self::JobsOfKind,
        Self::JobWait,
        Self::JobRun,
        Self::QueueWaiting,
        Self::QueueRunning,
        Self::QueueAge,
        Self::Workers,
        Self::Requests,
        Self::RequestTime,
        Self::PoolOpen,
        Self::PoolBusy,
        Self::EventStreams,
        Self::WebSockets,
        Self::VaultReads,
    ];

    /// The word stored in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::JobsEnded => "jobs_ended",
            Self::JobsOfKind => "jobs_of_kind",
            Self::JobWait => "job_wait",
            Self::JobRun => "job_run",
            Self::QueueWaiting => "queue_waiting",
            Self::QueueRunning => "queue_running",
            Self::QueueAge => "queue_age",
            Self::Workers => "workers",
            Self::Requests => "requests",
            Self::RequestTime => "request_time",
            Self::PoolOpen => "pool_open",
            Self::PoolBusy => "pool_busy",
            Self::EventStreams => "event_streams",
            Self::WebSockets => "web_sockets",
            Self::VaultReads => "vault_reads",
        }
    }

    /// A level, of which a longer time keeps the highest. What is none is a count, which adds up.
    pub const fn is_level(self) -> bool {
        matches!(
            self,
            Self::QueueWaiting
                | Self::QueueRunning
                | Self::QueueAge
                | Self::Workers
                | Self::PoolOpen
                | Self::PoolBusy
                | Self::EventStreams
                | Self::WebSockets
        )
    }
}

/// The word is no metric of this release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMetric(pub String);

impl fmt::Display for UnknownMetric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not measured by this release", self.0)
    }
}

impl std::error::Error for UnknownMetric {}

impl FromStr for Metric {
    type Err = UnknownMetric;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|metric| metric.as_str() == word)
            .ok_or_else(|| UnknownMetric(word.to_owned()))
    }
}

/// What was measured in the time that begins at `at`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// When the time begins.
    pub at: DateTime<Utc>,
    /// What.
    pub metric: Metric,
    /// Of what; as the metric says.
    pub label: String,
    /// The bucket of a duration; 0 for what has none.
    pub bucket: usize,
    /// How much.
    pub value: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metric_reads_back_from_its_word_and_each_word_is_its_own() {
        for metric in Metric::ALL {
            assert_eq!(metric.as_str().parse(), Ok(metric));
        }
    }
}
