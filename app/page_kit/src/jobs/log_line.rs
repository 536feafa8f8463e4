//! Lines of a job's log, as they travel to the browser.

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

/// Some lines of a log that follow one another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LogPage {
    /// The lines, oldest first.
    pub lines: Vec<LogLine>,
    /// There are others before the first.
    pub has_earlier: bool,
}
