//! Tickets for streams that cannot carry a header: each opens one stream of one job, once, soon, and is
//! worth no more than what its maker came in with.

use backroom::{AccountId, JobId};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use rand::RngCore as _;
use sea_orm::ConnectionTrait;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

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

/// What the maker of a ticket came in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A browser's session, by its stored id.
    Session(String),
    /// A program's sign-in, by the family of its refresh tokens.
    Family(Uuid),
}

/// What a ticket opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redeemed {
    /// Whose ticket it was.
    pub account: Account,
    /// What they came in with when they made it. It may be over.
    pub origin: Origin,
}

/// A ticket with which `account` opens the stream of `job` once. Forgets those that are over.
pub async fn issue(
    db: &impl ConnectionTrait,
    account: AccountId,
    origin: &Origin,
    job: JobId,
    now: DateTime<Utc>,
) -> Result<Ticket, StoreError> {
    let (session, family) = match origin {
        Origin::Session(id) => (Some(id.as_str()), None),
        Origin::Family(id) => (None, Some(*id)),
    };
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    let token = BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let expires_at = now + LIFE;
    sql::execute(
        db,
        "WITH over AS (DELETE FROM stream_ticket WHERE expires_at <= $5)
         INSERT INTO stream_ticket
             (token_sha256, account_id, job_id, expires_at, session_id, family_id)
         VALUES ($1, $2, $3, $4, $6, $7)",
        [
            hash(&token).into(),
            account.0.into(),
            job.0.into(),
            expires_at.into(),
            now.into(),
            session.into(),
            family.into(),
        ],
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
) -> Result<Option<Redeemed>, StoreError> {
    let used = sql::one(
        db,
        "DELETE FROM stream_ticket WHERE token_sha256 = $1
         RETURNING account_id, job_id, expires_at, session_id, family_id",
        [hash(token).into()],
    )
    .await?;
    let Some(used) = used else { return Ok(None) };
    let is_good = used.try_get::<Uuid>("", "job_id")? == job.0
        && used.try_get::<DateTime<Utc>>("", "expires_at")? > now;
    if !is_good {
        return Ok(None);
    }
    let session: Option<String> = used.try_get("", "session_id")?;
    let family: Option<Uuid> = used.try_get("", "family_id")?;
    // An older release made tickets without either; they were good for half a minute.
    let Some(origin) = session.map(Origin::Session).or(family.map(Origin::Family)) else {
        return Ok(None);
    };
    let account = accounts::find(db, AccountId(used.try_get("", "account_id")?)).await?;
    let account = account.filter(|account| !account.disabled);
    Ok(account.map(|account| Redeemed { account, origin }))
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
