//! The address of the list: filter, page, the job that is open, the action that waits for a yes.

use backroom::{BulkAction, JobFilter, JobId, JobState};
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

use crate::query;

/// Where the list is.
pub(super) const PATH: &str = "/operations/jobs";

/// Which page of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageAt {
    /// The newest jobs.
    #[default]
    First,
    /// Those before this one.
    OlderThan(JobId),
    /// Those after this one.
    NewerThan(JobId),
}

/// What the address says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Address {
    pub(super) filter: JobFilter,
    /// What of the filter cannot be read, by name.
    pub(super) unread: Vec<&'static str>,
    pub(super) at: PageAt,
    pub(super) open: Option<JobId>,
    pub(super) bulk: Option<BulkAction>,
}

/// Names of the filter's pairs, in the order of the address.
const NAMES: [&str; 7] = ["state", "kind", "queue", "q", "by", "since", "parent"];

impl Address {
    pub(super) fn read(map: &ParamsMap) -> Self {
        let given = NAMES.iter().filter_map(|name| Some((*name, map.get_str(name)?)));
        let (filter, unread) = JobFilter::from_pairs(given);
        let id = |name| map.get_str(name).and_then(|text: &str| text.parse().ok());
        let at = match (id("older"), id("newer")) {
            (Some(id), _) => PageAt::OlderThan(id),
            (None, Some(id)) => PageAt::NewerThan(id),
            (None, None) => PageAt::First,
        };
        let bulk =
            BulkAction::ALL.into_iter().find(|action| map.get_str("all") == Some(action.as_str()));
        Self { filter, unread, at, open: id("job"), bulk }
    }

    /// The first page of another filter; what is open stays open.
    pub(super) fn with_filter(&self, filter: JobFilter) -> Self {
        Self { filter, open: self.open, ..Self::default() }
    }

    /// The first page of the filter with these states.
    pub(super) fn with_states(&self, states: &[JobState]) -> Self {
        self.with_filter(JobFilter { states: states.to_vec(), ..self.filter.clone() })
    }

    /// Another page of the same filter.
    pub(super) fn with_page(&self, at: PageAt) -> Self {
        Self { at, bulk: None, ..self.clone() }
    }

    /// The same list beside this job.
    pub(super) fn with_open(&self, open: Option<JobId>) -> Self {
        Self { open, ..self.clone() }
    }

    /// The same list with the question whether to do `bulk` to all of it.
    pub(super) fn with_bulk(&self, bulk: Option<BulkAction>) -> Self {
        Self { bulk, ..self.clone() }
    }

    pub(super) fn href(&self) -> String {
        let mut pairs = self.filter.to_pairs();
        match self.at {
            PageAt::First => {}
            PageAt::OlderThan(id) => pairs.push(("older", id.to_string())),
            PageAt::NewerThan(id) => pairs.push(("newer", id.to_string())),
        }
        if let Some(id) = self.open {
            pairs.push(("job", id.to_string()));
        }
        if let Some(action) = self.bulk {
            pairs.push(("all", action.as_str().to_owned()));
        }
        [PATH, &query(&pairs)].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &str)]) -> Address {
        let mut map = ParamsMap::new();
        for (name, value) in pairs {
            map.insert(*name, (*value).to_owned());
        }
        Address::read(&map)
    }

    const JOB: &str = "0193f0c2-7b7e-7000-8000-000000000001";

    #[test]
    fn an_address_says_filter_page_open_job_and_question() {
        let address = read(&[
            ("state", "dead"),
            ("q", "a b"),
            ("older", JOB),
            ("job", JOB),
            ("all", "retry"),
        ]);

        assert_eq!(
            address.href(),
            format!("/operations/jobs?state=dead&q=a%20b&older={JOB}&job={JOB}&all=retry")
        );
    }

    #[test]
    fn another_filter_begins_at_its_first_page_and_asks_nothing() {
        let address = read(&[("older", JOB), ("job", JOB), ("all", "cancel")]);

        assert_eq!(
            address.with_states(&[JobState::Running]).href(),
            format!("/operations/jobs?state=running&job={JOB}")
        );
        assert_eq!(read(&[("state", "lost")]).unread, ["state"]);
    }
}
