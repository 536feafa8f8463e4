//! Which kinds of jobs can be scheduled, and how a payload that somebody typed becomes one of them.

use backroom::{AccountId, ScheduleKind};
use futures::future::BoxFuture;
use sea_orm::DatabaseTransaction;
use serde_json::Value;

use crate::{
    StoreError,
    queue::{
        Enqueued, Job, NewJob,
        analyses::{AnalysePlayers, ReportOnModels},
        enqueue,
        insights::GenerateInsights,
        market_values::RefreshMarketValues,
        prune_jobs::PruneJobs,
        purge_players::PurgePlayers,
    },
};

/// A job that may be asked for again and again.
pub trait Recurring: Job {
    /// What it does and what its payload may say, for people.
    const PURPOSE: &'static str;
    /// What its payload may say.
    const FIELDS: &'static [&'static str];

    /// What is wrong with a payload that can be read; `None` when it is sound.
    fn fault(&self) -> Option<String> {
        None
    }

    /// The job as a tick asks for it. With a unique key, a tick that comes while another such job is under
    /// way queues none; without, each tick has its own job.
    fn wanted(self) -> NewJob<Self>;
}

/// Every kind that can be scheduled.
static KINDS: [Kind; 6] = [
    Kind::of::<RefreshMarketValues>(),
    Kind::of::<GenerateInsights>(),
    Kind::of::<PruneJobs>(),
    Kind::of::<PurgePlayers>(),
    Kind::of::<AnalysePlayers>(),
    Kind::of::<ReportOnModels>(),
];

/// Every kind that can be scheduled, for people.
pub fn kinds() -> Vec<ScheduleKind> {
    KINDS
        .iter()
        .map(|kind| ScheduleKind {
            kind: kind.name.to_owned(),
            title: kind.title.to_owned(),
            purpose: kind.purpose.to_owned(),
        })
        .collect()
}

/// Who and what a job is queued for.
pub(super) struct Occasion {
    /// Told beside what the job itself is about: the name of the schedule that asks, if one does.
    pub(super) schedule: Option<String>,
    /// Key for a job that brings none.
    pub(super) unique_key: Option<String>,
    /// Who asked; nobody for a tick.
    pub(super) created_by: Option<AccountId>,
    /// The request that asked.
    pub(super) request_id: Option<String>,
}

type Queue = for<'a> fn(
    &'a DatabaseTransaction,
    Value,
    Occasion,
) -> BoxFuture<'a, Result<Enqueued, StoreError>>;

/// A kind without its type.
pub(super) struct Kind {
    name: &'static str,
    pub(super) title: &'static str,
    purpose: &'static str,
    /// What is wrong with a payload, as a sentence with the cure.
    pub(super) check: fn(&Value) -> Result<(), String>,
    /// Queues the job. The payload has been checked.
    pub(super) queue: Queue,
}

impl Kind {
    const fn of<J: Recurring>() -> Self {
        Self {
            name: J::KIND,
            title: J::TITLE,
            purpose: J::PURPOSE,
            check: check::<J>,
            queue: queue::<J>,
        }
    }

    /// The kind called `name`, if this release can schedule it.
    pub(super) fn find(name: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.name == name)
    }

    /// The names of all.
    pub(super) fn names() -> Vec<String> {
        KINDS.iter().map(|kind| kind.name.to_owned()).collect()
    }
}

fn check<J: Recurring>(payload: &Value) -> Result<(), String> {
    let Value::Object(given) = payload else {
        return Err("Write a JSON object; {} says nothing in particular.".to_owned());
    };
    let job: J = serde_json::from_value(payload.clone())
        .map_err(|error| format!("The payload does not fit this kind: {error}."))?;
    // Jobs pass over what they do not know, so that releases understand each other. A person's slip would
    // be passed over, too: `player_id` for `player_ids` would mean all players.
    if let Some(slip) = given.keys().find(|name| !J::FIELDS.contains(&name.as_str())) {
        let names: Vec<_> = J::FIELDS.iter().map(|name| format!("`{name}`")).collect();
        let cure = match &names[..] {
            [] => "leave the payload empty: {}".to_owned(),
            names => format!("use {}", names.join(", ")),
        };
        return Err(format!("This kind knows no `{slip}`: {cure}."));
    }
    // Postgres keeps no such letter.
    if payload.to_string().contains("\\u0000") {
        return Err("Leave out the letter \\u0000.".to_owned());
    }
    job.fault().map_or(Ok(()), Err)
}

fn queue<J: Recurring>(
    db: &DatabaseTransaction,
    payload: Value,
    occasion: Occasion,
) -> BoxFuture<'_, Result<Enqueued, StoreError>> {
    Box::pin(async move {
        let job: J = serde_json::from_value(payload).map_err(|source| StoreError::Unreadable {
            what: "payload of a schedule",
            source: Box::new(source),
        })?;
        let mut job = job.wanted();
        job.subject = match occasion.schedule {
            None => job.subject,
            Some(schedule) if job.subject.is_empty() => schedule,
            Some(schedule) => format!("{} · {schedule}", job.subject),
        };
        job.unique_key = job.unique_key.or(occasion.unique_key);
        job.created_by = occasion.created_by;
        job.request_id = occasion.request_id;
        enqueue(db, job).await
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_payload_is_held_against_its_kind() {
        for (kind, payload, told) in [
            ("refresh_market_values", json!({}), ""),
            ("refresh_market_values", json!({ "player_ids": [7] }), ""),
            ("refresh_market_values", json!({ "player_ids": "all" }), "does not fit this kind"),
            ("refresh_market_values", json!({ "player_ids": [] }), "Name at least one player"),
            ("refresh_market_values", json!({ "player_id": [7] }), "`player_id`: use `player_ids`"),
            ("refresh_market_values", json!([]), "Write a JSON object"),
            ("refresh_market_values", json!({ "filter": { "position": "GK" } }), ""),
            (
                "refresh_market_values",
                json!({ "filter": { "shoe": "9" } }),
                "filter.shoe: There is no",
            ),
            (
                "refresh_market_values",
                json!({ "filter": { "q": "\u{0}" } }),
                "Leave out the letter",
            ),
            ("generate_insights", json!({ "player_ids": [7], "attempts": 2 }), ""),
            ("generate_insights", json!({ "attempts": 0 }), "attempts: Give a number from 1 to 10"),
            ("analyse_players", json!({ "filter": { "position": "GK" }, "seed": 7 }), ""),
            ("analyse_players", json!({ "attempts": 2 }), "`attempts`: use `player_ids`"),
            ("report_on_models", json!({}), ""),
            ("prune_jobs", json!({ "older_than_days": 7 }), ""),
            ("prune_jobs", json!({ "older_than_days": 0 }), "Keep them a day at least"),
            ("prune_jobs", json!({ "older_than_days": -1 }), "does not fit this kind"),
            ("purge_players", json!({}), ""),
            ("purge_players", json!({ "days": 1 }), "`days`: leave the payload empty"),
        ] {
            let checked = (Kind::find(kind).unwrap().check)(&payload);
            match checked {
                Ok(()) => assert_eq!(told, "", "{kind} {payload}"),
                Err(error) => {
                    assert!(!told.is_empty() && error.contains(told), "{kind} {payload}: {error}");
                }
            }
        }
    }
}
