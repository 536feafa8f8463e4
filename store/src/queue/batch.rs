//! Work on many players: a job that queues a part for each of them, and how it is asked for.

use std::{ops::RangeInclusive, time::Duration};

use backroom::AccountId;
use football::FieldError;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{ChosenPlayers, Enqueued, Job, NewJob, bound::set_bound, enqueue};
use crate::{Database, StoreError, accounts::audit, database::begin};

/// Fewest and most attempts of a part.
const ATTEMPTS: RangeInclusive<u32> = 1..=10;
/// Shortest and longest time of an attempt: below the minute after which it is cut off anyhow.
const TIMEOUT_SECS: RangeInclusive<f64> = 0.1..=45.0;

/// How the parts of a batch are done.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Care {
    /// Attempts of each part; 3 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
    /// Longest time of an attempt in seconds; that of the part's kind when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_secs: Option<f64>,
}

impl Care {
    /// # Errors
    /// Names what is out of range.
    pub fn new(attempts: Option<u32>, timeout_secs: Option<f64>) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        if attempts.is_some_and(|attempts| !ATTEMPTS.contains(&attempts)) {
            let message = format!("Give a number from {} to {}.", ATTEMPTS.start(), ATTEMPTS.end());
            errors.push(FieldError::new("attempts", message));
        }
        if timeout_secs.is_some_and(|seconds| !TIMEOUT_SECS.contains(&seconds)) {
            let message =
                format!("Give seconds from {} to {}.", TIMEOUT_SECS.start(), TIMEOUT_SECS.end());
            errors.push(FieldError::new("timeout_secs", message));
        }
        if errors.is_empty() { Ok(Self { attempts, timeout_secs }) } else { Err(errors) }
    }
}

/// What the payload of a batch may say.
pub(super) const FIELDS: &[&str] = &["player_ids", "filter", "attempts", "timeout_secs"];

/// What is wrong with a batch that was read from a payload, as sentences with their fields.
pub(super) fn fault(players: &ChosenPlayers, care: &Care) -> Option<String> {
    let players = players.clone().checked().err();
    let care = Care::new(care.attempts, care.timeout_secs).err();
    let faults: Vec<_> = players
        .into_iter()
        .chain(care)
        .flatten()
        .map(|error| format!("{}: {}", error.field, error.message))
        .collect();
    (!faults.is_empty()).then(|| faults.join(" "))
}

/// What a payload says as a time; a part's own limit where it says nothing that can be one.
pub fn time_limit(timeout_secs: Option<f64>) -> Option<Duration> {
    timeout_secs.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
}

/// A wish for a batch, and who has it.
#[derive(Clone, Debug, Default)]
pub struct BatchRequest<J> {
    /// What to do.
    pub batch: J,
    /// How many parts run at once from now on, over all processes; as before when `None`.
    pub at_once: Option<u32>,
    /// Who asks; `None` for a command.
    pub asker: Option<AccountId>,
    /// The request that asks.
    pub request_id: Option<String>,
}

/// Queues a batch whose parts wait in `queue`, and notes it in the audit log as `action`.
pub(super) async fn request_batch<J: Job>(
    db: &Database,
    action: &str,
    queue: &str,
    request: BatchRequest<J>,
    job: impl FnOnce(J) -> NewJob<J>,
) -> Result<Enqueued, StoreError> {
    let BatchRequest { batch, at_once, asker, request_id } = request;
    let detail = json!({ "batch": batch, "at_once": at_once });
    let job = NewJob { created_by: asker, request_id: request_id.clone(), ..job(batch) };
    let transaction = begin(db).await?;
    if let Some(at_once) = at_once {
        set_bound(&transaction, queue, at_once).await?;
    }
    let enqueued = enqueue(&transaction, job).await?;
    let subject = enqueued.id().to_string();
    audit(&transaction, asker, action, &subject, detail, request_id.as_deref()).await?;
    transaction.commit().await?;
    Ok(enqueued)
}
