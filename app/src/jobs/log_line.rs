//! A line of a job's log, as it travels to the browser.

use backroom::LogLevel;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A line of a job's log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogLine {
    /// Its number in the job's stream.
    pub seq: i64,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// How much it matters.
    pub level: LogLevel,
    /// The line.
    pub text: String,
}
