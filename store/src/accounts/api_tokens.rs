//! Personal API tokens: made once, kept as hashes, looked up with their account in one statement.

use backroom::{
    API_TOKEN_PREFIX, AccountId, ApiTokenId, ApiTokenView, Role, TokenScope, UnknownScope,
};
use chrono::{DateTime, TimeDelta, Utc};
use football::FieldError;
use rand::RngCore as _;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, SqlErr};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::audit;
use crate::{Database, StoreError, database::begin, queue::Asker, sql};

/// Most tokens that one account has at once: a token for each of a person's programs, and no list
/// without end.
pub const MOST_TOKENS: i64 = 20;
/// Use is noted at most this often: a program that asks a hundred times a minute must not write as often.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(1);
/// So long a token that has ended is still remembered.
const REMEMBERED: TimeDelta = TimeDelta::days(30);
/// Letters at the end of a token by which its owner knows it again.
const ENDING: usize = 4;

/// A token to be made.
#[derive(Clone, Debug)]
pub struct NewApiToken<'a> {
    /// What its owner calls it: 1 to 64 characters on one line, another for each token.
    pub name: &'a str,
    /// What it may do; at least one, none above the owner's role.
    pub scopes: &'a [TokenScope],
    /// Days until it ends, 1 to 366.
    pub days: u16,
}

/// A token, to be handed to its owner and forgotten.
#[derive(Clone, PartialEq, Eq)]
pub struct IssuedApiToken {
    /// `tl_` and 256 random bits in hexadecimal.
    pub token: String,
    /// How lists show it.
    pub view: ApiTokenView,
}

/// Whoever asks with a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenOwner {
    /// The token.
    pub token: ApiTokenId,
    /// What it may do.
    pub scopes: Vec<TokenScope>,
    /// Its account.
    pub account_id: AccountId,
    /// The account's name, as shown.
    pub name: String,
    /// What the account may do now: a changed role holds from the next request on.
    pub role: Role,
}

/// Makes a token for the asker, whose role is `role`, with its line in the audit log.
///
/// # Errors
/// [`StoreError::Invalid`] on `name`, `scopes` or `expires_in_days`.
pub async fn create(
    db: &Database,
    asker: &Asker,
    role: Role,
    wanted: NewApiToken<'_>,
    now: DateTime<Utc>,
) -> Result<IssuedApiToken, StoreError> {
    let scopes = checked(&wanted, role)?;
    let token = random_token();
    let ending = &token[token.len() - ENDING..];
    let words: Vec<String> = scopes.iter().map(ToString::to_string).collect();
    let expires_at = now + TimeDelta::days(i64::from(wanted.days));

    let transaction = begin(db).await?;
    // One at a time for each account, so that the number holds.
    let sql = "SELECT id FROM account WHERE id = $1 FOR NO KEY UPDATE";
    sql::one(&transaction, sql, [asker.account_id.0.into()]).await?;
    let made = sql::one(
        &transaction,
        "INSERT INTO api_token (account_id, name, hash, ending, scopes, created_at, expires_at)
         SELECT $1, $2, $3, $4, $5, $6, $7
         WHERE (SELECT count(*) FROM api_token WHERE account_id = $1 AND revoked_at IS NULL) < $8
         RETURNING id, name, ending, scopes, created_at, expires_at, last_used_at, false AS is_over",
        [
            asker.account_id.0.into(),
            wanted.name.trim().into(),
            hash(&token).into(),
            ending.into(),
            words.clone().into(),
            now.into(),
            expires_at.into(),
            MOST_TOKENS.into(),
        ],
    )
    .await
    .map_err(taken)?;
    let Some(made) = made else {
        let message = format!("You have {MOST_TOKENS} tokens. Revoke one first.");
        return Err(refused("name", message));
    };
    let view = from_row(&made)?;
    let detail = json!({ "scopes": words, "days": wanted.days });
    note(&transaction, asker, "token.create", view.id, detail).await?;
    transaction.commit().await?;
    Ok(IssuedApiToken { token, view })
}

/// The tokens of `account` that were not revoked, newest first; those that are over stand there until
/// they are forgotten.
pub async fn list(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<ApiTokenView>, StoreError> {
    let rows = sql::all(
        db,
        "SELECT id, name, ending, scopes, created_at, expires_at, last_used_at,
             expires_at <= $2 AS is_over
         FROM api_token WHERE account_id = $1 AND revoked_at IS NULL ORDER BY id DESC LIMIT $3",
        [account.0.into(), now.into(), MOST_TOKENS.into()],
    )
    .await?;
    rows.iter().map(from_row).collect()
}

/// Revokes a token of the asker's own. `false` when there is none of this number.
pub async fn revoke(
    db: &Database,
    asker: &Asker,
    token: ApiTokenId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    let sql = "UPDATE api_token SET revoked_at = $3
               WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL";
    let values = [token.0.into(), asker.account_id.0.into(), now.into()];
    if sql::execute(&transaction, sql, values).await? == 0 {
        return Ok(false);
    }
    note(&transaction, asker, "token.revoke", token, json!({})).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Revokes every token of `account`.
pub(super) async fn revoke_all(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<(), StoreError> {
    let sql = "UPDATE api_token SET revoked_at = now()
               WHERE account_id = $1 AND revoked_at IS NULL";
    sql::execute(db, sql, [account.0.into()]).await?;
    Ok(())
}

/// Whether a bearer token is one of these. Access tokens have dots and never this beginning.
pub fn is_api_token(bearer: &str) -> bool {
    bearer.starts_with(API_TOKEN_PREFIX)
}

/// Whose token it is; `None` when there is none such, it is over or revoked, or its account is closed or
/// has a password to change first. Notes the use, to the minute.
pub async fn owner(
    db: &impl ConnectionTrait,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<TokenOwner>, StoreError> {
    let row = sql::one(
        db,
        "SELECT api_token.id, scopes, last_used_at, account_id, account.name, role
         FROM api_token JOIN account ON account.id = account_id
         WHERE hash = $1 AND revoked_at IS NULL AND expires_at > $2
             AND disabled_at IS NULL AND NOT must_change_password",
        [hash(token).into(), now.into()],
    )
    .await?;
    let Some(row) = row else { return Ok(None) };
    let id: i64 = row.try_get("", "id")?;
    let last_used_at: Option<DateTime<Utc>> = row.try_get("", "last_used_at")?;
    let noted_before = now - TOUCH_EVERY;
    if last_used_at.is_none_or(|last| last <= noted_before) {
        // Of many requests that come together the first one writes.
        let sql = "UPDATE api_token SET last_used_at = $2
                   WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)";
        sql::execute(db, sql, [id.into(), now.into(), noted_before.into()]).await?;
    }
    let role: String = row.try_get("", "role")?;
    Ok(Some(TokenOwner {
        token: ApiTokenId(id),
        scopes: scopes(&row)?,
        account_id: AccountId(row.try_get("", "account_id")?),
        name: row.try_get("", "name")?,
        role: role
            .parse()
            .map_err(|source| StoreError::Unreadable { what: "role", source: Box::new(source) })?,
    }))
}

/// Whether the token is neither over nor revoked. Of its account nothing is asked.
pub async fn is_live(
    db: &impl ConnectionTrait,
    token: ApiTokenId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM api_token WHERE id = $1 AND revoked_at IS NULL AND expires_at > $2";
    Ok(sql::one(db, sql, [token.0.into(), now.into()]).await?.is_some())
}

/// Forgets tokens that ended a month ago; gives their number.
pub async fn purge(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let sql = "DELETE FROM api_token WHERE least(revoked_at, expires_at) <= $1";
    Ok(sql::execute(db, sql, [(now - REMEMBERED).into()]).await?)
}

/// The scopes wanted, each once, the most harmless first.
fn checked(wanted: &NewApiToken<'_>, role: Role) -> Result<Vec<TokenScope>, StoreError> {
    let mut fields = Vec::new();
    let name = wanted.name.trim();
    if !(1..=ApiTokenView::LONGEST_NAME).contains(&name.chars().count())
        || name.chars().any(char::is_control)
    {
        let message = format!("Use 1 to {} characters on one line.", ApiTokenView::LONGEST_NAME);
        fields.push(FieldError::new("name", message));
    }
    let mut scopes = wanted.scopes.to_vec();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        let message = "Choose at least one thing that the token may do.".to_owned();
        fields.push(FieldError::new("scopes", message));
    } else if let Some(scope) = scopes.iter().find(|scope| scope.least_role() > role) {
        let least = scope.least_role();
        let message = format!("`{scope}` is for accounts with the role {least}; yours is {role}.");
        fields.push(FieldError::new("scopes", message));
    }
    if !(1..=ApiTokenView::MOST_DAYS).contains(&wanted.days) {
        let message = format!("Use 1 to {} days.", ApiTokenView::MOST_DAYS);
        fields.push(FieldError::new("expires_in_days", message));
    }
    if fields.is_empty() { Ok(scopes) } else { Err(StoreError::Invalid(fields)) }
}

/// Hexadecimal, so that a double click takes all of it and a scanner's pattern fits nothing else.
fn random_token() -> String {
    use std::fmt::Write as _;

    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().fold(API_TOKEN_PREFIX.to_owned(), |mut token, byte| {
        // Writing to a string cannot fail.
        let _ = write!(token, "{byte:02x}");
        token
    })
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn taken(error: DbErr) -> StoreError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(text)) if text.contains("api_token_name_key") => {
            refused("name", "You have a token of this name. Revoke it first.".to_owned())
        }
        _ => error.into(),
    }
}

fn refused(field: &'static str, message: String) -> StoreError {
    StoreError::Invalid(vec![FieldError::new(field, message)])
}

fn from_row(row: &QueryResult) -> Result<ApiTokenView, StoreError> {
    Ok(ApiTokenView {
        id: ApiTokenId(row.try_get("", "id")?),
        name: row.try_get("", "name")?,
        ending: row.try_get("", "ending")?,
        scopes: scopes(row)?,
        created_at: row.try_get("", "created_at")?,
        expires_at: row.try_get("", "expires_at")?,
        last_used_at: row.try_get("", "last_used_at")?,
        is_over: row.try_get("", "is_over")?,
    })
}

fn scopes(row: &QueryResult) -> Result<Vec<TokenScope>, StoreError> {
    let words: Vec<String> = row.try_get("", "scopes")?;
    let scopes: Result<Vec<TokenScope>, UnknownScope> =
        words.iter().map(|word| word.parse()).collect();
    scopes.map_err(|source| StoreError::Unreadable { what: "scope", source: Box::new(source) })
}

async fn note(
    db: &impl ConnectionTrait,
    asker: &Asker,
    action: &str,
    token: ApiTokenId,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    let subject = format!("token:{token}");
    audit(db, Some(asker.account_id), action, &subject, detail, asker.request_id.as_deref()).await
}
