//! The job that forgets finished jobs.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Job, NewJob};
use crate::schedules::Recurring;

/// A century.
const LONGEST_DAYS: u32 = 36_500;

/// Forgets jobs that ended long ago, with their logs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PruneJobs {
    /// Those that ended more than so many days ago.
    #[serde(default = "default_days")]
    pub older_than_days: u32,
}

/// As the command does where nothing is said.
const fn default_days() -> u32 {
    30
}

impl PruneJobs {
    /// How long jobs are kept after their end.
    pub fn age(&self) -> Duration {
        Duration::from_hours(24 * u64::from(self.older_than_days))
    }
}

impl Job for PruneJobs {
    const KIND: &'static str = "prune_jobs";
    const TITLE: &'static str = "Removal of finished jobs";
}

impl Recurring for PruneJobs {
    const PURPOSE: &'static str = "Deletes jobs that ended long ago, with their logs. {} means 30 \
        days, {\"older_than_days\": 7} a week.";
    const FIELDS: &'static [&'static str] = &["older_than_days"];

    fn fault(&self) -> Option<String> {
        let is_sound = (1..=LONGEST_DAYS).contains(&self.older_than_days);
        (!is_sound).then(|| "Keep them a day at least: older_than_days from 1 to 36500.".to_owned())
    }

    fn wanted(self) -> NewJob<Self> {
        let subject = format!("older than {} days", self.older_than_days);
        // Two at once would only get in each other's way.
        let unique_key = Some("prune_jobs".to_owned());
        NewJob { subject, unique_key, ..NewJob::new(self) }
    }
}
