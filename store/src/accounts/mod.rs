//! Accounts: making and changing them, sign-in, tokens and the audit log. A password hash never
//! leaves this module.

mod administer;
pub mod api_tokens;
mod audit;
mod passwords;
mod refresh_tokens;
mod sign_in;

use backroom::{AccountId, Role};
use chrono::{DateTime, Utc};
use football::FieldError;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, SqlErr};

pub use administer::{change_by, create_by, list_views};
pub(crate) use audit::fits_audit;
pub use audit::{AuditEntry, audit, audit_entries, audit_lines};
pub use refresh_tokens::{
    GRACE, IssuedRefresh, REFRESH_LIFE, end_family, end_family_of, find_for_token,
    purge_refresh_tokens, rotate, start_family,
};
pub use sign_in::{MAX_FAILURES, SignIn, SignInOutcome, WINDOW, purge_failures, sign_in};

use crate::{Database, StoreError, database::begin, sql};

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The account.
    pub id: AccountId,
    /// Its name, as typed when it was made. Unique without regard to case.
    pub name: String,
    /// Its e-mail address, where it gave one.
    pub email: Option<String>,
    /// What it may do.
    pub role: Role,
    /// An administrator closed it.
    pub disabled: bool,
    /// It can do nothing before it has chosen a password of its own.
    pub must_change_password: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// An account to be made.
#[derive(Clone, Copy)]
pub struct NewAccount<'a> {
    /// 2 to 64 characters.
    pub name: &'a str,
    /// An e-mail address; may be absent.
    pub email: Option<&'a str>,
    /// The password, as typed.
    pub password: &'a str,
    /// What it may do.
    pub role: Role,
    /// The password was given by somebody else and has to be changed first.
    pub must_change_password: bool,
}

const COLUMNS: &str = "id, name, email, role, disabled_at, must_change_password, created_at";

/// Makes an account.
///
/// # Errors
/// [`StoreError::Invalid`] on `name`, `email` or `password`.
pub async fn create(db: &Database, account: NewAccount<'_>) -> Result<Account, StoreError> {
    check_name(account.name, account.email)?;
    passwords::check_chosen(account.password)?;
    create_unchecked(db, account).await
}

/// Makes the demo's administrator with its known password, if the database has no account yet.
/// Gives `None` when there is one.
pub async fn create_demo_admin(
    db: &Database,
    name: &str,
    password: &str,
) -> Result<Option<Account>, StoreError> {
    let admin =
        NewAccount { name, email: None, password, role: Role::Admin, must_change_password: false };
    create_first(db, admin).await
}

/// Makes the first administrator with a password that has to be changed at the first sign-in, if the
/// database has no account yet. Gives `None` when there is one, on this or another server.
pub async fn create_first_admin(
    db: &Database,
    name: &str,
    password: &str,
) -> Result<Option<Account>, StoreError> {
    let admin =
        NewAccount { name, email: None, password, role: Role::Admin, must_change_password: true };
    create_first(db, admin).await
}

async fn create_first(
    db: &Database,
    account: NewAccount<'_>,
) -> Result<Option<Account>, StoreError> {
    if count(db).await? > 0 {
        return Ok(None);
    }
    let hash = passwords::hash(&passwords::permit().await, account.password).await?;
    let transaction = begin(db).await?;
    // Servers that start together: the second waits here and then sees the first one's account.
    lock_accounts(&transaction).await?;
    let made = if count(&transaction).await? == 0 {
        Some(insert(&transaction, account, &hash).await?)
    } else {
        None
    };
    transaction.commit().await?;
    Ok(made)
}

async fn create_unchecked(db: &Database, account: NewAccount<'_>) -> Result<Account, StoreError> {
    let hash = passwords::hash(&passwords::permit().await, account.password).await?;
    insert(db, account, &hash).await
}

async fn insert(
    db: &impl ConnectionTrait,
    account: NewAccount<'_>,
    hash: &str,
) -> Result<Account, StoreError> {
    let row = sql::one(
        db,
        &format!(
            "INSERT INTO account (name, email, password_hash, role, must_change_password)
             VALUES ($1, $2, $3, $4, $5) RETURNING {COLUMNS}"
        ),
        [
            account.name.trim().into(),
            account.email.map(str::trim).filter(|email| !email.is_empty()).into(),
            hash.into(),
            account.role.as_str().into(),
            account.must_change_password.into(),
        ],
    )
    .await
    .map_err(taken)?;
    let row = row.ok_or_else(|| DbErr::RecordNotInserted)?;
    from_row(&row)
}

/// The account, if there is one.
pub async fn find(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<Account>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM account WHERE id = $1");
    sql::one(db, &sql, [id.0.into()]).await?.as_ref().map(from_row).transpose()
}

/// The account with this name or e-mail address, in any case.
pub async fn find_by_name(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<Account>, StoreError> {
    Ok(find_with_hash(db, name).await?.map(|(account, _)| account))
}

/// At most `limit` accounts after the one named `after`, by name.
pub async fn list(
    db: &impl ConnectionTrait,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<Account>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM account WHERE lower(name) > lower($1)
         ORDER BY lower(name) LIMIT $2"
    );
    let rows = sql::all(db, &sql, [after.unwrap_or_default().into(), i64::from(limit).into()]);
    rows.await?.iter().map(from_row).collect()
}

/// How many accounts there are.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let row = sql::one(db, "SELECT count(*) AS accounts FROM account", []).await?;
    let accounts: i64 = row.map_or(Ok(0), |row| row.try_get("", "accounts"))?;
    Ok(accounts.unsigned_abs())
}

/// Sets the password that `account` chose or, with `must_change`, was given. Ends its tokens, those for
/// the API included, and every session but `keep`: whoever had the old password may have made them.
///
/// # Errors
/// [`StoreError::Invalid`] on `password`.
pub async fn set_password(
    db: &Database,
    account: AccountId,
    password: &str,
    must_change: bool,
    keep: Option<&str>,
) -> Result<bool, StoreError> {
    passwords::check_chosen(password)?;
    let hash = passwords::hash(&passwords::permit().await, password).await?;
    let transaction = begin(db).await?;
    let changed = sql::execute(
        &transaction,
        "UPDATE account SET password_hash = $2, must_change_password = $3 WHERE id = $1",
        [account.0.into(), hash.into(), must_change.into()],
    )
    .await?;
    end_access(&transaction, account, keep).await?;
    transaction.commit().await?;
    Ok(changed > 0)
}

/// Whether the account named `name` has `password`: for the check at start that the demo's password
/// is not left on a server that others reach. Counts no failure.
pub async fn has_password(db: &Database, name: &str, password: &str) -> Result<bool, StoreError> {
    let Some((_, hash)) = find_with_hash(db, name).await? else { return Ok(false) };
    let permit = passwords::permit().await;
    Ok(passwords::verify(&permit, password, Some(hash)).await?.right)
}

/// Does at start what the first sign-in would otherwise wait for.
///
/// # Errors
/// This machine cannot work out a hash.
pub async fn warm_up() -> Result<(), StoreError> {
    passwords::warm_up().await
}

async fn find_with_hash(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<(Account, String)>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, password_hash FROM account
         WHERE lower(name) = lower($1) OR lower(email) = lower($1)"
    );
    let Some(row) = sql::one(db, &sql, [name.into()]).await? else { return Ok(None) };
    Ok(Some((from_row(&row)?, row.try_get("", "password_hash")?)))
}

async fn store_hash(
    db: &impl ConnectionTrait,
    account: AccountId,
    hash: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE account SET password_hash = $2 WHERE id = $1";
    sql::execute(db, sql, [account.0.into(), hash.into()]).await?;
    Ok(())
}

/// Ends sessions, save the one whose stored id is `keep`, and tokens.
async fn end_access(
    db: &impl ConnectionTrait,
    account: AccountId,
    keep: Option<&str>,
) -> Result<(), StoreError> {
    let sessions = "DELETE FROM session WHERE account_id = $1 AND id IS DISTINCT FROM $2";
    sql::execute(db, sessions, [account.0.into(), keep.into()]).await?;
    end_tokens(db, account).await
}

/// Ends what programs come in with: API tokens and sign-ins of the REST API.
async fn end_tokens(db: &impl ConnectionTrait, account: AccountId) -> Result<(), StoreError> {
    let tokens = "UPDATE refresh_token SET revoked_at = now()
                  WHERE account_id = $1 AND revoked_at IS NULL";
    sql::execute(db, tokens, [account.0.into()]).await?;
    api_tokens::revoke_all(db, account).await
}

/// One writer at a time until the transaction ends; readers are not held up.
async fn lock_accounts(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    sql::execute(db, "LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE", []).await?;
    Ok(())
}

async fn keep_an_admin(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    let sql = "SELECT 1 AS one FROM account WHERE role = 'admin' AND disabled_at IS NULL LIMIT 1";
    if sql::one(db, sql, []).await?.is_some() {
        return Ok(());
    }
    let message = "This is the last administrator. Make another one first.";
    Err(StoreError::Invalid(vec![FieldError::new("role", message.to_owned())]))
}

/// Names stay short and on one line; an `@` is left to e-mail addresses, so that no name can be
/// mistaken for somebody else's address.
fn check_name(name: &str, email: Option<&str>) -> Result<(), StoreError> {
    let mut fields = Vec::new();
    let name = name.trim();
    if !(2..=64).contains(&name.chars().count()) {
        fields.push(FieldError::new("name", "Use 2 to 64 characters.".to_owned()));
    } else if name.chars().any(|c| c.is_control() || c == '@') {
        fields.push(FieldError::new("name", "Leave out @ and line breaks.".to_owned()));
    }
    if let Some(email) = email.map(str::trim).filter(|email| !email.is_empty()) {
        let plausible = email.len() <= 254
            && !email.chars().any(|c| c.is_whitespace() || c.is_control())
            && email.split_once('@').is_some_and(|(user, host)| {
                !user.is_empty() && host.contains('.') && !host.contains('@')
            });
        if !plausible {
            let message = "Write an address such as name@club.example, or leave it empty.";
            fields.push(FieldError::new("email", message.to_owned()));
        }
    }
    if fields.is_empty() { Ok(()) } else { Err(StoreError::Invalid(fields)) }
}

fn taken(error: DbErr) -> StoreError {
    let Some(SqlErr::UniqueConstraintViolation(text)) = error.sql_err() else {
        return error.into();
    };
    let (field, message) = if text.contains("account_email_key") {
        ("email", "There is an account with this e-mail address.")
    } else {
        ("name", "This name is taken.")
    };
    StoreError::Invalid(vec![FieldError::new(field, message.to_owned())])
}

fn from_row(row: &QueryResult) -> Result<Account, StoreError> {
    let role: String = row.try_get("", "role")?;
    Ok(Account {
        id: AccountId(row.try_get("", "id")?),
        name: row.try_get("", "name")?,
        email: row.try_get("", "email")?,
        role: role
            .parse()
            .map_err(|source| StoreError::Unreadable { what: "role", source: Box::new(source) })?,
        disabled: row.try_get::<Option<DateTime<Utc>>>("", "disabled_at")?.is_some(),
        must_change_password: row.try_get("", "must_change_password")?,
        created_at: row.try_get("", "created_at")?,
    })
}
