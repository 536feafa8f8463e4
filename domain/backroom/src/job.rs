//! Background work as people see it: state, progress, steps and log.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::AccountId;

/// Identifies a job. UUID version 7, so that ids sort by time of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobId(pub Uuid);

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for JobId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Where a job is in its life.
///
/// `Queued` with attempts behind it is a job that waits for its next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waits for a worker or for its time to come.
    Queued,
    /// A worker holds its lease.
    Running,
    /// Done; the result is stored.
    Completed,
    /// Gave up for a reason that a retry cannot repair.
    Failed,
    /// Gave up after its last attempt.
    Dead,
    /// Stopped by a person.
    Cancelled,
}

impl JobState {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Queued, Self::Running, Self::Completed, Self::Failed, Self::Dead, Self::Cancelled];

    /// The word stored in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Dead => "dead",
            Self::Cancelled => "cancelled",
        }
    }

    /// The word people and API clients see: pending, running, completed, failed or cancelled.
    pub const fn public_word(self) -> &'static str {
        match self {
            Self::Queued => "pending",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed | Self::Dead => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Nothing more will happen to the job by itself.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Queued | Self::Running)
    }
}

/// The word is not a job state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownJobState(pub String);

impl fmt::Display for UnknownJobState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a job state", self.0)
    }
}

impl std::error::Error for UnknownJobState {}

impl FromStr for JobState {
    type Err = UnknownJobState;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == word)
            .ok_or_else(|| UnknownJobState(word.to_owned()))
    }
}

/// How much a log line matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// What the job did.
    Info,
    /// The job carried on worse off.
    Warn,
    /// The attempt failed.
    Error,
}

impl LogLevel {
    /// Every level, the least first.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warn, Self::Error];

    /// The word stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

/// How far one step of a job has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Not begun.
    Waiting,
    /// Under way.
    Running,
    /// Done.
    Done,
}

/// One named step of a job, as the task tray lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What the step does, as a person would say it: "Collect evidence".
    pub name: String,
    /// How far it has come.
    pub state: StepState,
    /// A short figure at the right: "31 rows", "2.1 s". Empty when there is none.
    pub note: String,
}

/// A job as the task tray, the task panel and the REST API show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskView {
    /// The job.
    pub id: JobId,
    /// Machine name of the kind of job: `scout_player`.
    pub kind: String,
    /// What the job is, for people: "Scouting report".
    pub title: String,
    /// What it is about, for people: the player's or file's name. May be empty.
    pub subject: String,
    /// Where the job is in its life.
    pub state: JobState,
    /// Part done, 0 to 1; `None` when the length is unknown.
    pub progress: Option<f64>,
    /// Named steps, in order; may be empty.
    pub steps: Vec<Step>,
    /// Attempts begun, the running one included.
    pub attempt: u32,
    /// Attempts allowed.
    pub max_attempts: u32,
    /// Earliest start; later than now while it waits for a retry or a schedule.
    pub run_at: DateTime<Utc>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When the present or last attempt began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it reached a final state.
    pub finished_at: Option<DateTime<Utc>>,
    /// Somebody asked for it to stop and it has not yet.
    pub cancel_requested: bool,
    /// Why the last attempt failed, for people.
    pub error: Option<String>,
    /// What it made, as its kind defines; `href` in it, where present, leads to the page.
    pub result: Option<serde_json::Value>,
    /// Who asked for it; `None` for a schedule or a command.
    pub created_by: Option<AccountId>,
    /// Number of the newest event; a stream that starts after it misses nothing.
    pub event_seq: i64,
}

/// One entry of a job's event stream. `seq` rises by one per event within a job, without gaps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobEvent {
    /// The job.
    pub job_id: JobId,
    /// Place in the job's stream, from 1.
    pub seq: i64,
    /// When it happened; of a log line, when it was said.
    pub at: DateTime<Utc>,
    /// What happened.
    #[serde(flatten)]
    pub body: JobEventBody,
}

/// What happened to a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum JobEventBody {
    /// The job moved to `state`.
    Status {
        /// The new state.
        state: JobState,
        /// The attempt it belongs to.
        attempt: u32,
        /// Why, where there is a reason to tell.
        #[serde(default)]
        error: Option<String>,
        /// The worker that has it now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        worker: Option<String>,
    },
    /// The job came further.
    Progress {
        /// Part done, 0 to 1.
        progress: Option<f64>,
        /// Named steps, in order.
        steps: Vec<Step>,
    },
    /// The job wrote a line.
    Log {
        /// How much it matters.
        level: LogLevel,
        /// The line.
        text: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_reads_back_from_its_word() {
        for state in JobState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
    }

    #[test]
    fn people_see_dead_jobs_as_failed_and_queued_ones_as_pending() {
        assert_eq!(JobState::Dead.public_word(), "failed");
        assert_eq!(JobState::Queued.public_word(), "pending");
        assert!(JobState::Dead.is_final() && !JobState::Queued.is_final());
    }
}
