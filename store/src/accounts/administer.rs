//! What administrators do to accounts, each with its line in the audit log: both or neither.

use backroom::{AccountChange, AccountId, AccountView};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{
    Account, COLUMNS, NewAccount, audit, check_name, end_access, end_tokens, from_row, insert,
    keep_an_admin, lock_accounts, passwords,
};
use crate::{Database, StoreError, database::begin, queue::Asker, sql};

/// Every account by name, with the sessions and API tokens that are good at `now`.
pub async fn list_views(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Vec<AccountView>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, open.sessions, open.signed_in_at,
             (SELECT count(*)::integer FROM api_token
              WHERE account_id = account.id AND revoked_at IS NULL AND api_token.expires_at > $1)
                 AS api_tokens
         FROM account
         LEFT JOIN LATERAL (
             SELECT count(*)::integer AS sessions, max(session.created_at) AS signed_in_at
             FROM session WHERE session.account_id = account.id AND session.expires_at > $1
         ) AS open ON true
         ORDER BY lower(name)"
    );
    let rows = sql::all(db, &sql, [now.into()]).await?;
    rows.iter()
        .map(|row| {
            let account = from_row(row)?;
            Ok(AccountView {
                id: account.id,
                name: account.name,
                email: account.email,
                role: account.role,
                disabled: account.disabled,
                must_change_password: account.must_change_password,
                created_at: account.created_at,
                open_sessions: row.try_get::<i32>("", "sessions")?.unsigned_abs(),
                signed_in_at: row.try_get("", "signed_in_at")?,
                api_tokens: row.try_get::<i32>("", "api_tokens")?.unsigned_abs(),
            })
        })
        .collect()
}

/// Makes an account in the name of `asker`, or of a command.
///
/// # Errors
/// [`StoreError::Invalid`] on `name`, `email` or `password`.
pub async fn create_by(
    db: &Database,
    asker: Option<&Asker>,
    account: NewAccount<'_>,
) -> Result<Account, StoreError> {
    check_name(account.name, account.email)?;
    passwords::check_chosen(account.password)?;
    let hash = passwords::hash(&passwords::permit().await, account.password).await?;
    let transaction = begin(db).await?;
    let made = insert(&transaction, account, &hash).await?;
    note(&transaction, asker, "account.create", made.id, json!({ "role": made.role })).await?;
    transaction.commit().await?;
    Ok(made)
}

/// Does `change` to `account`. `false` when there is no such account.
///
/// # Errors
/// [`StoreError::Invalid`] when it would leave nobody who can steer the server.
pub async fn change_by(
    db: &Database,
    asker: Option<&Asker>,
    account: AccountId,
    change: AccountChange,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    lock_accounts(&transaction).await?;
    let found = match change {
        AccountChange::MakeViewer | AccountChange::MakeAnalyst | AccountChange::MakeAdmin => {
            let role = change.role().map(backroom::Role::as_str);
            let sql = "UPDATE account SET role = $2 WHERE id = $1";
            sql::execute(&transaction, sql, [account.0.into(), role.into()]).await?
        }
        AccountChange::Close | AccountChange::Open => {
            let since = (change == AccountChange::Close).then_some(now);
            let sql = "UPDATE account SET disabled_at = $2 WHERE id = $1";
            sql::execute(&transaction, sql, [account.0.into(), since.into()]).await?
        }
        AccountChange::AskForPassword => {
            let sql = "UPDATE account SET must_change_password = true WHERE id = $1";
            sql::execute(&transaction, sql, [account.0.into()]).await?
        }
        AccountChange::SignOut | AccountChange::RevokeTokens => {
            let sql = "SELECT id FROM account WHERE id = $1";
            u64::from(sql::one(&transaction, sql, [account.0.into()]).await?.is_some())
        }
    };
    if found == 0 {
        return Ok(false);
    }
    keep_an_admin(&transaction).await?;
    match change {
        AccountChange::Close | AccountChange::SignOut => {
            end_access(&transaction, account, None).await?;
        }
        AccountChange::RevokeTokens => end_tokens(&transaction, account).await?,
        _ => {}
    }
    let detail = match change.role() {
        Some(role) => json!({ "role": role }),
        None => json!({}),
    };
    note(&transaction, asker, change.action(), account, detail).await?;
    transaction.commit().await?;
    Ok(true)
}

async fn note(
    db: &impl ConnectionTrait,
    asker: Option<&Asker>,
    action: &str,
    account: AccountId,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    let by = asker.map(|asker| asker.account_id);
    let request = asker.and_then(|asker| asker.request_id.as_deref());
    audit(db, by, action, &format!("account:{account}"), detail, request).await
}
