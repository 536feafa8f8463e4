//! Background work as the operators' console shows it: which jobs, how many, by whom, on what.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{AccountId, JobEvent, JobId, JobState, TaskView};

/// How far back a list of jobs goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Since {
    /// `1h`
    #[serde(rename = "1h")]
    Hour,
    /// `24h`
    #[serde(rename = "24h")]
    Day,
    /// `7d`
    #[serde(rename = "7d")]
    Week,
    /// `30d`
    #[serde(rename = "30d")]
    Month,
}

impl Since {
    /// Every choice, the shortest first.
    pub const ALL: [Self; 4] = [Self::Hour, Self::Day, Self::Week, Self::Month];

    /// The word in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "1h",
            Self::Day => "24h",
            Self::Week => "7d",
            Self::Month => "30d",
        }
    }

    /// The word for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Hour => "last hour",
            Self::Day => "last 24 hours",
            Self::Week => "last 7 days",
            Self::Month => "last 30 days",
        }
    }

    /// When it begins, seen from `now`.
    pub fn begins(self, now: DateTime<Utc>) -> DateTime<Utc> {
        now - match self {
            Self::Hour => TimeDelta::hours(1),
            Self::Day => TimeDelta::days(1),
            Self::Week => TimeDelta::days(7),
            Self::Month => TimeDelta::days(30),
        }
    }
}

/// Which jobs a list shows. Written in addresses as `state=failed,dead&kind=scout_player&q=4711`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JobFilter {
    /// Only those in one of these states; all when empty.
    pub states: Vec<JobState>,
    /// Only those of this kind.
    pub kind: Option<String>,
    /// Only those of this queue.
    pub queue: Option<String>,
    /// Only those with this text in their id, subject or payload.
    pub text: Option<String>,
    /// Only those that this account asked for.
    pub created_by: Option<AccountId>,
    /// Only those that the account of this name asked for.
    pub creator: Option<String>,
    /// Only those asked for within this time.
    pub since: Option<Since>,
    /// Only parts of this job; without it parts are listed like others.
    pub parent: Option<JobId>,
}

impl JobFilter {
    /// Reads the filter from the pairs of an address. What cannot be read is left out and named in the
    /// second value: a list that shows more than was asked for must say so.
    pub fn from_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> (Self, Vec<&'static str>) {
        let mut filter = Self::default();
        let mut unread = Vec::new();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let text = || Some(value.to_owned());
            match name {
                "state" => match value.split(',').map(str::parse).collect() {
                    Ok(states) => filter.states = states,
                    Err(_) => unread.push("state"),
                },
                "kind" => filter.kind = text(),
                "queue" => filter.queue = text(),
                "q" => filter.text = text(),
                // A number as programs know it, a name as people do.
                "by" => match value.parse() {
                    Ok(id) => filter.created_by = Some(AccountId(id)),
                    Err(_) => filter.creator = text(),
                },
                "since" => match Since::ALL.into_iter().find(|since| since.as_str() == value) {
                    Some(since) => filter.since = Some(since),
                    None => unread.push("since"),
                },
                "parent" => match value.parse() {
                    Ok(id) => filter.parent = Some(id),
                    Err(_) => unread.push("parent"),
                },
                _ => {}
            }
        }
        (filter, unread)
    }

    /// The pairs of an address that [`Self::from_pairs`] reads back.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let states: Vec<_> = self.states.iter().map(|state| state.as_str()).collect();
        let pairs = [
            ("state", Some(states.join(",")).filter(|states| !states.is_empty())),
            ("kind", self.kind.clone()),
            ("queue", self.queue.clone()),
            ("q", self.text.clone()),
            ("by", self.created_by.map(|id| id.to_string()).or(self.creator.clone())),
            ("since", self.since.map(|since| since.as_str().to_owned())),
            ("parent", self.parent.map(|id| id.to_string())),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// Nothing is left out.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A job as a row of the console.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobRow {
    /// What the tray shows too.
    pub task: TaskView,
    /// The queue it waits in.
    pub queue: String,
    /// Higher goes first.
    pub priority: i16,
    /// Name of the account that asked for it; `None` for a schedule or a command.
    pub creator: Option<String>,
}

/// One page of jobs, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct JobPage {
    /// The jobs.
    pub rows: Vec<JobRow>,
    /// There are older ones after the last.
    pub has_older: bool,
    /// There are newer ones before the first.
    pub has_newer: bool,
    /// The text was only looked for in so many of the newest jobs, and there are more.
    pub looked_at_most: Option<u64>,
}

/// A job with all that is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobDetail {
    /// Its row.
    pub row: JobRow,
    /// What the worker is told: ids, and names of secrets, never their values.
    pub payload: Value,
    /// The request that asked for it, by which server logs are found.
    pub request_id: Option<String>,
    /// The worker that has it, and until when unless it is heard of again.
    pub worker: Option<WorkerHold>,
    /// At most one job with this key waits or runs.
    pub unique_key: Option<String>,
    /// The job that this one is a part of.
    pub parent: Option<JobId>,
    /// Its parts by state, those that there are.
    pub parts: Vec<(JobState, u64)>,
    /// The first of them, in the order in which they were asked for.
    pub first_parts: Vec<JobPart>,
    /// Every change of state, oldest first.
    pub history: Vec<JobEvent>,
}

/// A part of a job at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobPart {
    /// The job.
    pub id: JobId,
    /// What it is, for people.
    pub title: String,
    /// What it is about, for people; may be empty.
    pub subject: String,
    /// Where it is in its life.
    pub state: JobState,
    /// Attempts begun.
    pub attempt: u32,
}

/// A worker's hold on a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerHold {
    /// The worker's name.
    pub worker: String,
    /// When the job is given to another, unless the worker is heard of before.
    pub until: DateTime<Utc>,
}

/// How the engine stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct JobOverview {
    /// Every queue that has a worker, or in which jobs wait or run.
    pub queues: Vec<QueueView>,
    /// Worker processes heard of lately.
    pub workers: Vec<WorkerView>,
    /// Jobs that ended in the last 24 hours, by final state, at most [`COUNTED`] in all.
    pub ended: Vec<(JobState, u64)>,
    /// Of the newest 1,000 jobs that ended in the last hour, 95 in 100 started no later than this after
    /// they were due, in milliseconds; `None` when none ended.
    pub start_delay_p95_ms: Option<u64>,
    /// Kinds that there are jobs of, in order: what a filter can choose from.
    pub kinds: Vec<String>,
}

/// Most ended jobs that an overview counts: beyond it the number says nothing that the eye needs.
pub const COUNTED: u64 = 100_000;

impl JobOverview {
    /// Jobs under way in all queues.
    pub fn running(&self) -> u64 {
        self.queues.iter().map(|queue| queue.running).sum()
    }

    /// Jobs that wait in all queues.
    pub fn waiting(&self) -> u64 {
        self.queues.iter().map(|queue| queue.waiting).sum()
    }

    /// Jobs of the last 24 hours that ended in one of `states`.
    pub fn ended_in(&self, states: &[JobState]) -> u64 {
        self.ended.iter().filter(|(state, _)| states.contains(state)).map(|(_, count)| count).sum()
    }
}

/// A queue at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueView {
    /// Its name.
    pub name: String,
    /// Jobs that wait, for a worker or for their time.
    pub waiting: u64,
    /// Jobs under way.
    pub running: u64,
    /// Since when the oldest job that could run waits.
    pub oldest_due: Option<DateTime<Utc>>,
    /// Since when nothing is taken from it; `None` when it is open.
    pub paused_at: Option<DateTime<Utc>>,
}

/// A process that runs jobs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerView {
    /// Machine and process: `db1:4711`.
    pub name: String,
    /// Its release.
    pub version: String,
    /// Queues that it takes jobs from.
    pub queues: Vec<String>,
    /// Jobs of one queue that it runs at once.
    pub concurrency: u32,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    /// When it was last heard of.
    pub heard_at: DateTime<Utc>,
    /// What it does now.
    pub jobs: Vec<WorkerJob>,
}

impl WorkerView {
    /// The machine's name.
    pub fn machine(&self) -> &str {
        self.name.rsplit_once(':').map_or(self.name.as_str(), |(machine, _)| machine)
    }
}

/// A job in a worker's hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerJob {
    /// The job.
    pub id: JobId,
    /// What it is, for people.
    pub title: String,
}

/// What can be done to every job of a filter at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkAction {
    /// Those that wait are cancelled, those under way are asked to stop.
    Cancel,
    /// Those that failed, died or were cancelled are queued again.
    Retry,
    /// Those that have ended and have a log lose its lines; their states stay.
    ClearLogs,
}

impl BulkAction {
    /// Every action.
    pub const ALL: [Self; 3] = [Self::Cancel, Self::Retry, Self::ClearLogs];

    /// Only administrators may do it, not those whose jobs they are.
    pub const fn is_for_administrators(self) -> bool {
        matches!(self, Self::ClearLogs)
    }

    /// The states of jobs that it does something to.
    pub const fn applies_to(self) -> &'static [JobState] {
        match self {
            Self::Cancel => &[JobState::Queued, JobState::Running],
            Self::Retry => &[JobState::Failed, JobState::Dead, JobState::Cancelled],
            Self::ClearLogs => {
                &[JobState::Completed, JobState::Failed, JobState::Dead, JobState::Cancelled]
            }
        }
    }

    /// The word in addresses and in the audit log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::Retry => "retry",
            Self::ClearLogs => "clear_logs",
        }
    }
}

/// What a bulk action did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkOutcome {
    /// Jobs changed.
    pub changed: u64,
    /// Jobs left as they were because another with their unique key waits, runs or counts as done.
    pub kept_back: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_reads_back_from_its_address() {
        let filter = JobFilter {
            states: vec![JobState::Failed, JobState::Dead],
            kind: Some("scout_player".to_owned()),
            queue: Some("default".to_owned()),
            text: Some("player 4711 & co".to_owned()),
            created_by: Some(AccountId(7)),
            creator: None,
            since: Some(Since::Week),
            parent: "0193f0c2-7b7e-7000-8000-000000000001".parse().ok(),
        };
        let by_name = JobFilter { creator: Some("Ada".to_owned()), ..JobFilter::default() };

        for filter in [filter, by_name] {
            let pairs = filter.to_pairs();
            let pairs = pairs.iter().map(|(name, value)| (*name, value.as_str()));
            assert_eq!(JobFilter::from_pairs(pairs), (filter, Vec::new()));
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let pairs =
            [("state", "lost"), ("since", "ever"), ("parent", "me"), ("kind", " "), ("x", "y")];

        let (filter, unread) = JobFilter::from_pairs(pairs);

        assert!(filter.is_empty());
        assert_eq!(unread, ["state", "since", "parent"]);
    }
}
