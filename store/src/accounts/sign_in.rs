//! Signing in with name and password, and the pause after too many failures.
//!
//! Failures are counted in Postgres, so that the limit holds across servers. An attempt is counted
//! as failed before its password is looked at and uncounted when it was right: of attempts that come
//! together no more than the limit are ever looked at.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;

use super::{Account, passwords};
use crate::{Database, StoreError, database::begin, sql};

/// Failures that an account or an address may make within [`WINDOW`].
pub const MAX_FAILURES: u32 = 10;
/// How long a failure counts.
pub const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// An attempt to sign in.
#[derive(Clone, Copy)]
pub struct SignIn<'a> {
    /// Name or e-mail address, as typed.
    pub name: &'a str,
    /// The password, as typed.
    pub password: &'a str,
    /// Where the attempt comes from.
    pub address: Option<IpAddr>,
    /// When.
    pub now: DateTime<Utc>,
}

/// What became of the attempt.
#[derive(Clone, Debug, PartialEq)]
pub enum SignInOutcome {
    /// It is this account.
    Welcome(Account),
    /// Name or password is wrong; which of the two is not told.
    Wrong {
        /// Attempts left before the pause.
        tries_left: u32,
    },
    /// Too many failures; nothing was looked at.
    Locked {
        /// Seconds until the next attempt is looked at.
        retry_after_secs: u32,
    },
    /// Name and password are right, but an administrator closed the account.
    Disabled,
}

/// Tries to sign in.
///
/// # Errors
/// The database is not available.
pub async fn sign_in(db: &Database, attempt: SignIn<'_>) -> Result<SignInOutcome, StoreError> {
    // First in the queue for a hash, then counted: who waits here does not count as failed.
    let permit = passwords::permit().await;
    let subjects = subjects(&attempt);
    let reserved = match reserve(db, &subjects, attempt.now).await? {
        Reserved::Locked { retry_after_secs } => {
            return Ok(SignInOutcome::Locked { retry_after_secs });
        }
        Reserved::Attempt { rows, tries_left } => (rows, tries_left),
    };

    let found = super::find_with_hash(db, attempt.name.trim()).await?;
    let (account, hash) = found.unzip();
    let verified = passwords::verify(&permit, attempt.password, hash).await?;
    let Some(account) = account.filter(|_| verified.right) else {
        return Ok(SignInOutcome::Wrong { tries_left: reserved.1 });
    };

    forgive(db, &subjects[0], &reserved.0).await?;
    if account.disabled {
        return Ok(SignInOutcome::Disabled);
    }
    if verified.outdated {
        let hash = passwords::hash(&permit, attempt.password).await?;
        super::store_hash(db, account.id, &hash).await?;
    }
    Ok(SignInOutcome::Welcome(account))
}

/// Forgets failures that no longer count; gives their number.
pub async fn purge_failures(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM sign_in_failure WHERE at <= $1";
    Ok(sql::execute(db, sql, [(now - WINDOW).into()]).await?)
}

enum Reserved {
    Attempt { rows: Vec<i64>, tries_left: u32 },
    Locked { retry_after_secs: u32 },
}

/// What failures are counted by: the name first, whether or not there is such an account.
fn subjects(attempt: &SignIn<'_>) -> Vec<String> {
    let name: String = attempt.name.trim().to_lowercase().chars().take(320).collect();
    let mut subjects = vec![format!("name:{name}")];
    subjects.extend(attempt.address.map(|address| format!("address:{}", counted_as(address))));
    subjects
}

/// A home has a whole /64 of IPv6: counting its addresses one by one would count nothing.
fn counted_as(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// Counts the attempt as failed, unless there are too many already.
async fn reserve(
    db: &Database,
    subjects: &[String],
    now: DateTime<Utc>,
) -> Result<Reserved, StoreError> {
    let transaction = begin(db).await?;
    let mut most = 0;
    let mut retry_after_secs = 0;
    for subject in subjects {
        // One at a time per subject, on every server; name before address, so nobody deadlocks.
        sql::one(
            &transaction,
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 7))::text",
            [subject.as_str().into()],
        )
        .await?;
        // The tenth newest failure is the one that has to fall out of the window.
        let row = sql::one(
            &transaction,
            "SELECT count(*) AS failures, min(at) AS oldest FROM (
                 SELECT at FROM sign_in_failure WHERE subject = $1 AND at > $2
                 ORDER BY at DESC LIMIT $3) AS newest",
            [subject.as_str().into(), (now - WINDOW).into(), i64::from(MAX_FAILURES).into()],
        )
        .await?;
        if let Some(row) = row {
            let failures = u32::try_from(row.try_get::<i64>("", "failures")?).unwrap_or(u32::MAX);
            most = most.max(failures);
            if failures >= MAX_FAILURES {
                let oldest: Option<DateTime<Utc>> = row.try_get("", "oldest")?;
                let wait = oldest.map_or(WINDOW, |oldest| oldest + WINDOW - now);
                let seconds = u32::try_from(wait.num_seconds()).unwrap_or(0) + 1;
                retry_after_secs = retry_after_secs.max(seconds);
            }
        }
    }
    if retry_after_secs > 0 {
        transaction.rollback().await?;
        return Ok(Reserved::Locked { retry_after_secs });
    }

    let mut rows = Vec::with_capacity(subjects.len());
    for subject in subjects {
        let row = sql::one(
            &transaction,
            "INSERT INTO sign_in_failure (subject, at) VALUES ($1, $2) RETURNING id",
            [subject.as_str().into(), now.into()],
        )
        .await?;
        if let Some(row) = row {
            rows.push(row.try_get("", "id")?);
        }
    }
    transaction.commit().await?;
    Ok(Reserved::Attempt { rows, tries_left: MAX_FAILURES.saturating_sub(most + 1) })
}

/// Uncounts the attempt, and everything that was counted against the name. The failures of the
/// address stay: else one own account would buy any number of guesses at others'.
async fn forgive(db: &Database, name: &str, rows: &[i64]) -> Result<(), StoreError> {
    sql::execute(
        db,
        "DELETE FROM sign_in_failure WHERE subject = $1 OR id = ANY($2)",
        [name.into(), rows.to_vec().into()],
    )
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_ipv6_home_count_together_and_mapped_ones_as_ipv4() {
        assert_eq!(counted_as("2001:db8:1:2:3::4".parse().unwrap()), "2001:db8:1:2::/64");
        assert_eq!(counted_as("2001:db8:1:2:ffff::1".parse().unwrap()), "2001:db8:1:2::/64");
        assert_eq!(counted_as("::ffff:192.0.2.7".parse().unwrap()), "192.0.2.7");
    }
}
