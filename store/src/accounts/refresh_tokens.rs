//! Refresh tokens of the REST API. Each is used once and makes its successor; one that is used again
//! later was stolen from somebody, so its whole family ends.
//!
//! Only hashes are stored. A successor is made from its predecessor and the server's key, so a client
//! whose answer got lost gets the same one again without it being kept anywhere.

use backroom::AccountId;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, Mac};
use rand::RngCore as _;
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Account;
use crate::{Database, StoreError, database::begin, sql};

/// A token that nobody uses for so long is over.
pub const REFRESH_LIFE: TimeDelta = TimeDelta::days(14);
/// Within this time after its use a token gives the same successor again: answers get lost, and two
/// tabs refresh at once.
pub const GRACE: TimeDelta = TimeDelta::seconds(10);

/// A refresh token, to be handed to the client and forgotten.
pub struct IssuedRefresh {
    /// 256 bits in base64.
    pub token: String,
    /// The sign-in it belongs to.
    pub family: Uuid,
    /// Whose it is.
    pub account_id: AccountId,
}

/// The first token of a new family.
pub async fn start_family(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<IssuedRefresh, StoreError> {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    let token = BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let family = Uuid::new_v4();
    insert(db, &token, family, account, now).await?;
    Ok(IssuedRefresh { token, family, account_id: account })
}

/// Exchanges `token` for its successor. `None` when it is unknown, over or revoked, when its account
/// is closed, and when it was used before: then its family has ended.
pub async fn rotate(
    db: &Database,
    key: &[u8],
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<IssuedRefresh>, StoreError> {
    let transaction = begin(db).await?;
    // Whoever else brings the same token waits here.
    let row = sql::one(
        &transaction,
        "SELECT family, account_id, used_at FROM refresh_token
         JOIN account ON account.id = account_id
         WHERE hash = $1 AND revoked_at IS NULL AND expires_at > $2 AND disabled_at IS NULL
         FOR UPDATE OF refresh_token",
        [hash(token).into(), now.into()],
    )
    .await?;
    let Some(row) = row else { return Ok(None) };
    let family: Uuid = row.try_get("", "family")?;
    let account_id = AccountId(row.try_get("", "account_id")?);
    let used_at: Option<DateTime<Utc>> = row.try_get("", "used_at")?;
    let successor = successor(key, token);
    match used_at {
        None => {
            let sql = "UPDATE refresh_token SET used_at = $2 WHERE hash = $1";
            sql::execute(&transaction, sql, [hash(token).into(), now.into()]).await?;
            insert(&transaction, &successor, family, account_id, now).await?;
        }
        Some(used_at) if now - used_at <= GRACE => {}
        Some(_) => {
            end_family(&transaction, family, now).await?;
            transaction.commit().await?;
            tracing::warn!(%account_id, "A refresh token was used twice: its family ended");
            return Ok(None);
        }
    }
    transaction.commit().await?;
    Ok(Some(IssuedRefresh { token: successor, family, account_id }))
}

/// Ends the sign-in that `family` is: its refresh tokens and its access tokens.
pub async fn end_family(
    db: &impl ConnectionTrait,
    family: Uuid,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE refresh_token SET revoked_at = $2 WHERE family = $1 AND revoked_at IS NULL";
    sql::execute(db, sql, [family.into(), now.into()]).await?;
    Ok(())
}

/// Ends the sign-in that `token` belongs to; nothing happens when it is unknown.
pub async fn end_family_of(
    db: &impl ConnectionTrait,
    token: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE refresh_token SET revoked_at = $2 WHERE revoked_at IS NULL
               AND family = (SELECT family FROM refresh_token WHERE hash = $1)";
    sql::execute(db, sql, [hash(token).into(), now.into()]).await?;
    Ok(())
}

/// The account behind an access token, unless it is closed, has a password to change first, or the
/// token's sign-in was ended.
pub async fn find_for_token(
    db: &impl ConnectionTrait,
    account: AccountId,
    family: Uuid,
) -> Result<Option<Account>, StoreError> {
    let sql = format!(
        "SELECT {} FROM account WHERE id = $1 AND disabled_at IS NULL AND NOT must_change_password
             AND NOT EXISTS (SELECT FROM refresh_token
                             WHERE family = $2 AND revoked_at IS NOT NULL)",
        super::COLUMNS
    );
    let row = sql::one(db, &sql, [account.0.into(), family.into()]).await?;
    row.as_ref().map(super::from_row).transpose()
}

/// Forgets tokens that are over; gives their number.
pub async fn purge_refresh_tokens(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM refresh_token WHERE expires_at <= $1";
    Ok(sql::execute(db, sql, [now.into()]).await?)
}

async fn insert(
    db: &impl ConnectionTrait,
    token: &str,
    family: Uuid,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sql::execute(
        db,
        "INSERT INTO refresh_token (hash, family, account_id, issued_at, expires_at)
         VALUES ($1, $2, $3, $4, $5)",
        [
            hash(token).into(),
            family.into(),
            account.0.into(),
            now.into(),
            (now + REFRESH_LIFE).into(),
        ],
    )
    .await?;
    Ok(())
}

/// 256 random bits need no salt and no slow hash: there is nothing to guess.
fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn successor(key: &[u8], token: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(token.as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}
