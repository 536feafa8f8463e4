//! A filter of jobs as SQL.

use backroom::{JobFilter, JobState};
use chrono::{DateTime, Utc};
use uuid::{Builder, Uuid};

use crate::sql::Sql;

/// Jobs in which a text is looked for, the newest first. A payload has no index, since one would cost
/// each job more than all others together; so many take less than a tenth of a second.
pub(super) const LOOKED_AT_MOST: u64 = 25_000;

/// The condition that a row of `job` fits `filter`, its text left out.
pub(super) fn condition(sql: &mut Sql, filter: &JobFilter, now: DateTime<Utc>) -> String {
    let mut all = vec!["true".to_owned()];
    if !filter.states.is_empty() {
        all.push(states(sql, &filter.states));
    }
    for (column, word) in [("kind", &filter.kind), ("queue", &filter.queue)] {
        if let Some(word) = word {
            all.push(format!("job.{column} = {}", sql.bind(word.as_str())));
        }
    }
    if let Some(account) = filter.created_by {
        all.push(format!("job.created_by = {}", sql.bind(account.0)));
    }
    if let Some(name) = &filter.creator {
        let name = sql.bind(name.as_str());
        all.push(format!(
            "job.created_by = (SELECT id FROM account WHERE lower(name) = lower({name}))"
        ));
    }
    if let Some(since) = filter.since {
        all.push(format!("job.id >= {}", sql.bind(first_id_at(since.begins(now)))));
    }
    if let Some(parent) = filter.parent {
        all.push(format!("job.parent = {}", sql.bind(parent.0)));
    }
    all.join(" AND ")
}

/// The condition that a job is in one of `states`.
pub(super) fn states(sql: &mut Sql, states: &[JobState]) -> String {
    let words: Vec<_> = states.iter().map(|state| state.as_str().to_owned()).collect();
    format!("job.state = ANY({}::text[])", sql.bind(words))
}

/// The condition that a row of `job` holds `text`, in capitals or not.
///
/// A text of ASCII letters alone is compared without the database's collation, which takes half the
/// time: the letters outside ASCII that it would take for one of them (the sign of Kelvin) stand in no
/// payload. An id is looked at only where the text could be a part of one.
pub(super) fn holds(sql: &mut Sql, text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let pattern = sql.bind(format!("%{escaped}%"));
    let collation = if text.is_ascii() { " COLLATE \"C\"" } else { "" };
    let could_be_of_an_id = text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let columns = ["job.subject", "job.payload::text", "job.id::text"];
    let looked_at = &columns[..if could_be_of_an_id { 3 } else { 2 }];
    let held = looked_at.iter().map(|column| format!("{column}{collation} ILIKE {pattern}"));
    format!("({})", held.collect::<Vec<_>>().join(" OR "))
}

/// The least id that a job made at `instant` can have: ids of version 7 begin with the time.
fn first_id_at(instant: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(instant.timestamp_millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_made_later_is_greater_than_the_first_of_its_time() {
        let now = Utc::now();

        let first = first_id_at(now);

        assert!(first < Uuid::now_v7());
        assert!(first > first_id_at(now - chrono::TimeDelta::milliseconds(1)));
    }
}
