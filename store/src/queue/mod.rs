//! The job queue: enqueue, fetch, leases, progress, events and log.
//!
//! Correctness lives here, in five rules that the SQL of this folder keeps:
//!
//! 1. A job is queued in its caller's transaction, so it exists exactly when the rest is committed.
//! 2. A worker holds a lease with a token that rises with every lease. Whatever a worker writes names
//!    its token; a token that is not the newest is refused.
//! 3. A lease that runs out gives the job back, or ends it when its attempts are used up.
//! 4. Back-off is a time in the row (`run_at`), so it survives a restart.
//! 5. Every event takes its number from `job.event_seq` under the row's lock: no gap, no double, and
//!    the numbers become visible in order.
//!
//! Running the jobs is the server's business (`server::jobs`), waiting for notifications that of
//! [`listener`].

use std::time::Duration;

pub mod analyses;
mod append;
pub mod batch;
pub mod bound;
mod chosen_players;
mod console;
mod enqueue;
pub mod estimate_injury;
mod events;
mod finish;
pub mod import_career;
pub mod import_match;
pub mod import_players;
pub mod import_season;
pub mod insights;
mod lease;
pub mod listener;
pub mod market_values;
mod prune;
pub mod prune_jobs;
pub mod purge_players;
mod row;
mod scouting;
mod steer;
mod tasks;

use backroom::{AccountId, JobId};
use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};

pub use append::{NewLogLine, append_log, write_progress};
pub use chosen_players::ChosenPlayers;
pub use console::{
    HeardWorkers, Hearing, Place, clear_log_by, clear_logs_by, count_jobs, find_job,
    forget_workers, hear_of_worker, heard_workers, is_heard_of, list_jobs, overview,
    pause_queue_by, resume_queue_by, run_now_by, set_priority_by, steer_all_by,
};
pub use enqueue::{enqueue, enqueue_all, enqueue_together};
pub use events::{events_after, log_after, log_before};
pub use finish::{AttemptEnd, Ended, end_attempt};
pub use lease::{
    Heartbeat, Lease, LeaseId, RescuedJobs, fetch, hand_back, renew_leases, rescue_expired,
};
pub use prune::prune_finished;
pub use scouting::{ScoutPlayer, TryWriter};
pub use steer::{Asker, request_cancel, request_cancel_by, retry, retry_by};
pub use tasks::{ChildCount, count_children, count_due, find_task, last_part, tasks_of};

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
    /// How many jobs of its queue run at once is bounded over all processes ([`bound`]).
    const IS_BOUNDED: bool = false;
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
    /// Attempts before it is dead; [`Job::MAX_ATTEMPTS`] when `None`.
    pub max_attempts: Option<u32>,
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
            max_attempts: None,
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
