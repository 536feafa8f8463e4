//! The job queue: enqueue, fetch, leases, progress, events and log.

use std::time::Duration;

use backroom::{AccountId, JobId};
use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};

/// A kind of job: its payload, which holds ids and can be read by the next release, and how it is
/// run.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Machine name, never changed: `scout_player`.
    const KIND: &'static str;
    /// What it is for people: "Scouting report".
    const TITLE: &'static str;
    /// The queue it waits in.
    const QUEUE: &'static str = "default";
    /// Attempts before it is dead.
    const MAX_ATTEMPTS: u32 = 5;
}

/// A job to be queued.
#[derive(Clone, Debug)]
pub struct NewJob<J> {
    /// What the worker is told.
    pub payload: J,
    /// What it is about, for people: a player's or a file's name.
    pub subject: String,
    /// Who asked.
    pub created_by: Option<AccountId>,
    /// The request that asked, so that one id leads from the click to the log line.
    pub request_id: Option<String>,
    /// Higher goes first.
    pub priority: i16,
    /// Earliest start; now when `None`.
    pub run_at: Option<DateTime<Utc>>,
    /// At most one job with this key is queued or running.
    pub unique_key: Option<String>,
    /// The key stays taken for so long after the job was queued, even when it has completed.
    pub unique_for: Option<Duration>,
    /// The job that this one is a part of.
    pub parent: Option<JobId>,
}

impl<J: Job> NewJob<J> {
    /// A job that starts as soon as a worker is free.
    pub fn new(payload: J) -> Self {
        Self {
            payload,
            subject: String::new(),
            created_by: None,
            request_id: None,
            priority: 0,
            run_at: None,
            unique_key: None,
            unique_for: None,
            parent: None,
        }
    }
}

/// What became of a wish to queue a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enqueued {
    /// It is queued.
    New(JobId),
    /// A job with its unique key is there already: this one.
    AlreadyThere(JobId),
}

impl Enqueued {
    /// The job that will do the work, new or not.
    pub const fn id(self) -> JobId {
        match self {
            Self::New(id) | Self::AlreadyThere(id) => id,
        }
    }
}
