//! Schedules as people see them: what is asked for when, and what became of each tick.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{JobId, JobState};

/// Longest name of a schedule, in characters.
const LONGEST_NAME: usize = 80;

/// Identifies a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ScheduleId(pub i64);

impl fmt::Display for ScheduleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ScheduleId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// A schedule as somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleDraft {
    /// What people call it: "Nightly market values".
    pub name: String,
    /// The kind of job that each tick asks for.
    pub kind: String,
    /// What the job is told.
    pub payload: Value,
    /// When: a cron pattern.
    pub cron: String,
    /// By the clock of this zone: `Europe/Berlin`.
    pub time_zone: String,
    /// Its ticks count.
    pub enabled: bool,
}

impl ScheduleDraft {
    /// Whether `text` can name a schedule: one line, not blank, at most 80 characters.
    pub fn is_name(text: &str) -> bool {
        let letters = text.chars().count();
        !text.trim().is_empty() && letters <= LONGEST_NAME && !text.contains(char::is_control)
    }
}

/// A kind of job that can be scheduled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleKind {
    /// Its machine name.
    pub kind: String,
    /// What it is for people: "Market values".
    pub title: String,
    /// What it does, and what its payload may say.
    pub purpose: String,
}

/// A moment, and what the schedule's clock shows then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TickView {
    /// The moment.
    pub at: DateTime<Utc>,
    /// By the clock of the zone: "Mon 30 Mar 2026, 03:00 CEST".
    pub on_the_wall: String,
}

/// What became of a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunOutcome {
    /// A job was queued.
    Queued,
    /// The job was not queued again: one for the same is under way.
    UnderWay,
    /// No job could be queued; the note says why.
    Refused,
}

impl RunOutcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Queued, Self::UnderWay, Self::Refused];

    /// The word in the database and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::UnderWay => "under_way",
            Self::Refused => "refused",
        }
    }
}

/// One tick that came, or one run that somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleRun {
    /// The tick; of a run by hand, when it was asked for.
    pub tick: TickView,
    /// Somebody asked for it; else its time came.
    pub by_hand: bool,
    /// Who asked, while the account is there.
    pub asked_by: Option<String>,
    /// What became of it.
    pub outcome: RunOutcome,
    /// Ticks before it that nobody was there for, at most 10,000.
    pub missed: u32,
    /// Why no job was queued.
    pub note: Option<String>,
    /// The job that does the work, while it is kept.
    pub job: Option<JobId>,
    /// How that job stands.
    pub job_state: Option<JobState>,
}

/// A schedule with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleView {
    /// The schedule.
    pub id: ScheduleId,
    /// What somebody wanted.
    pub draft: ScheduleDraft,
    /// What its kind is for people; the machine name of one that this release does not know.
    pub title: String,
    /// When, in plain words: "At 03:00 on every weekday, Europe/Berlin".
    pub reading: String,
    /// Rises with every change, from 1.
    pub version: i32,
    /// The next tick; `None` while its ticks do not count.
    pub next: Option<TickView>,
    /// The newest run.
    pub last: Option<ScheduleRun>,
    /// Name of the account that made it; `None` for a command, or when the account is gone.
    pub created_by: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// What a pattern means, before it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchedulePreview {
    /// In plain words, with the zone.
    pub reading: String,
    /// The next ticks, the earliest first.
    pub next: Vec<TickView>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_short_line() {
        for name in ["Nightly market values", "a", "Straße 7", &"a".repeat(80)] {
            assert!(ScheduleDraft::is_name(name), "{name}");
        }
        for name in ["", "  ", "two\nlines", &"a".repeat(81)] {
            assert!(!ScheduleDraft::is_name(name), "{name}");
        }
    }

    #[test]
    fn outcomes_are_written_alike_everywhere() {
        for outcome in RunOutcome::ALL {
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.as_str());
        }
    }
}
