//! What the server depends on, checked one by one. No secret and no path is told: the answer is for
//! anybody.

use std::time::{Duration, Instant};

use page_base::request::AppState;
use serde::Serialize;
use store::StoreError;
use tokio::time::timeout;

use super::PATIENCE;

/// Room on the disk below which an operator has to act, in bytes: an import of the largest file and its
/// copy in the database.
const LEAST_ROOM_BYTES: u64 = 1024 * 1024 * 1024;

/// How a check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::http) enum CheckStatus {
    /// It does its part.
    Ok,
    /// It does not.
    Failed,
    /// Nobody configured it.
    Off,
    /// It could not be asked, because the database does not answer.
    Unknown,
}

/// One dependency.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(in crate::http) struct Check {
    /// `database`, `migrations`, `workers`, `vault`, `disk` or `market_values`.
    pub name: &'static str,
    /// How it went.
    pub status: CheckStatus,
    /// How long that took, in milliseconds.
    pub took_ms: f64,
    /// What was found, in words.
    pub detail: String,
}

impl Check {
    pub(super) fn is_failure(&self) -> bool {
        matches!(self.status, CheckStatus::Failed | CheckStatus::Unknown)
    }
}

/// What a check finds.
type Finding = (CheckStatus, String);

/// The database, which was asked already.
pub(super) fn database(answers: bool, took: Duration) -> Check {
    let (status, detail) = if answers {
        (CheckStatus::Ok, "It answers.")
    } else {
        (CheckStatus::Failed, "It does not answer.")
    };
    check("database", took, (status, detail.to_owned()))
}

/// Everything but the database; what stands in it is unknown where it does not answer.
pub(super) async fn others(
    state: &AppState,
    database_answers: bool,
    has_market_values: bool,
) -> Vec<Check> {
    let provider = if has_market_values {
        (CheckStatus::Ok, "A provider is configured.".to_owned())
    } else {
        (CheckStatus::Off, "No provider is configured.".to_owned())
    };
    vec![
        asked("migrations", database_answers, migrations(state)).await,
        asked("workers", database_answers, workers(state)).await,
        asked("vault", database_answers, vault(state)).await,
        disk(state).await,
        check("market_values", Duration::ZERO, provider),
    ]
}

/// A check that asks the database.
async fn asked(
    name: &'static str,
    database_answers: bool,
    finding: impl Future<Output = Result<Finding, StoreError>>,
) -> Check {
    let unknown = || (CheckStatus::Unknown, "The database does not answer.".to_owned());
    if !database_answers {
        return check(name, Duration::ZERO, unknown());
    }
    let began = Instant::now();
    let finding = timeout(PATIENCE, finding).await;
    let finding = finding.ok().and_then(Result::ok).unwrap_or_else(unknown);
    check(name, began.elapsed(), finding)
}

fn check(name: &'static str, took: Duration, (status, detail): Finding) -> Check {
    Check { name, status, took_ms: took.as_secs_f64() * 1e3, detail }
}

/// The schema is the one that this release expects.
async fn migrations(state: &AppState) -> Result<Finding, StoreError> {
    let applied = store::database::applied_migrations(&state.db).await?;
    let known = migrations::names();
    let missing = known.iter().filter(|name| !applied.contains(name)).count();
    let newer = applied.iter().filter(|name| !known.contains(name)).count();
    Ok(match (missing, newer) {
        (0, 0) => (CheckStatus::Ok, format!("All {} are applied.", known.len())),
        (0, _) => (
            CheckStatus::Failed,
            format!("The database has {newer} that this release does not know."),
        ),
        _ => (CheckStatus::Failed, format!("{missing} are not applied: run `touchline migrate`.")),
    })
}

/// Somebody runs jobs.
async fn workers(state: &AppState) -> Result<Finding, StoreError> {
    let heard = store::queue::heard_workers(&state.db).await?;
    Ok(match heard.last_heard_secs {
        Some(secs) if heard.workers > 0 => {
            let processes = if heard.workers == 1 { "process" } else { "processes" };
            (CheckStatus::Ok, format!("{} {processes}, last heard of {secs} s ago.", heard.workers))
        }
        Some(secs) => (CheckStatus::Failed, format!("None; the last was heard of {secs} s ago.")),
        None => (CheckStatus::Failed, "None was ever heard of.".to_owned()),
    })
}

/// The keys that were given open every secret.
async fn vault(state: &AppState) -> Result<Finding, StoreError> {
    let unreadable = store::vault::count_unreadable(&state.db, &state.vault).await?;
    Ok(if unreadable == 0 {
        (CheckStatus::Ok, "The key of every secret is there.".to_owned())
    } else {
        (
            CheckStatus::Failed,
            format!("The keys of {unreadable} secrets are not among those given."),
        )
    })
}

/// There is room where files and, of a private one, the database lie.
async fn disk(state: &AppState) -> Check {
    let began = Instant::now();
    let folder = state.settings.data_dir.clone();
    // A disk over a network may take its time; the runtime does not wait with it.
    let asked = tokio::task::spawn_blocking(move || rustix::fs::statvfs(&folder));
    let finding = match timeout(PATIENCE, asked).await {
        Ok(Ok(Ok(disk))) => room(disk.f_bavail.saturating_mul(disk.f_frsize)),
        _ => (CheckStatus::Failed, "The data folder cannot be looked at.".to_owned()),
    };
    check("disk", began.elapsed(), finding)
}

fn room(free_bytes: u64) -> Finding {
    let gigabytes = free_bytes / (1024 * 1024 * 1024);
    if free_bytes < LEAST_ROOM_BYTES {
        (CheckStatus::Failed, "Less than 1 GiB is free for data.".to_owned())
    } else {
        (CheckStatus::Ok, format!("{gigabytes} GiB are free for data."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_with_less_than_a_gigabyte_is_a_failure() {
        assert_eq!(room(LEAST_ROOM_BYTES - 1).0, CheckStatus::Failed);
        assert_eq!(
            room(7 * LEAST_ROOM_BYTES),
            (CheckStatus::Ok, "7 GiB are free for data.".to_owned())
        );
    }

    #[test]
    fn what_nobody_configured_is_no_failure() {
        let of = |status| check("market_values", Duration::ZERO, (status, String::new()));

        assert!(!of(CheckStatus::Off).is_failure() && !of(CheckStatus::Ok).is_failure());
        assert!(of(CheckStatus::Failed).is_failure() && of(CheckStatus::Unknown).is_failure());
    }
}
