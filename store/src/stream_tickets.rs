//! Tickets for streams that cannot carry a header: each opens one stream of one job, once, soon.

use backroom::{AccountId, JobId};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use rand::RngCore as _;
use sea_orm::ConnectionTrait;
use sha2::{Digest as _, Sha256};

use crate::{StoreError, accounts, accounts::Account, sql};

/// How long a ticket is good: a page uses it at once.
const LIFE: TimeDelta = TimeDelta::seconds(30);

/// A ticket, which is told once and kept only as its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    /// What the stream's address carries.
    pub token: String,
    /// When it is too late.
    pub expires_at: DateTime<Utc>,
}

/// A ticket with which `account` opens the stream of `job` once. Forgets those that are over.
pub async fn issue(
    db: &impl ConnectionTrait,
    account: AccountId,
    job: JobId,
    now: DateTime<Utc>,
) -> Result<Ticket, StoreError> {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    let token = BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let expires_at = now + LIFE;
    sql::execute(
        db,
        "WITH over AS (DELETE FROM stream_ticket WHERE expires_at <= $5)
         INSERT INTO stream_ticket (token_sha256, account_id, job_id, expires_at)
         VALUES ($1, $2, $3, $4)",
        [hash(&token).into(), account.0.into(), job.0.into(), expires_at.into(), now.into()],
    )
    .await?;
    Ok(Ticket { token, expires_at })
}

/// Whose ticket for `job` it is; `None` when it was used, is too old, is for another job, or its account may
/// no longer come in. Used up by being asked for.
pub async fn redeem(
    db: &impl ConnectionTrait,
    token: &str,
    job: JobId,
    now: DateTime<Utc>,
) -> Result<Option<Account>, StoreError> {
    let used = sql::one(
        db,
        "DELETE FROM stream_ticket WHERE token_sha256 = $1 RETURNING account_id, job_id, expires_at",
        [hash(token).into()],
    )
    .await?;
    let Some(used) = used else { return Ok(None) };
    let is_good = used.try_get::<uuid::Uuid>("", "job_id")? == job.0
        && used.try_get::<DateTime<Utc>>("", "expires_at")? > now;
    if !is_good {
        return Ok(None);
    }
    let account = accounts::find(db, AccountId(used.try_get("", "account_id")?)).await?;
    Ok(account.filter(|account| !account.disabled))
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
