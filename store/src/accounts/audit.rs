//! The audit log: every change by a person, only ever appended to. The database chains each entry to the
//! one before when its transaction ends (`audit_chain`).

use backroom::{AccountId, AuditFilter, AuditLine};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::{
    StoreError,
    sql::{self, Sql},
};

/// One line of the audit log.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `None` for a command or a schedule.
    pub account_id: Option<AccountId>,
    /// What was done: `player.delete`.
    pub action: String,
    /// To what: `player:42`.
    pub subject: String,
    /// What else is worth knowing: ids and figures, never a secret.
    pub detail: serde_json::Value,
    /// The request that did it.
    pub request_id: Option<String>,
}

/// Notes that `account` did `action` to `subject`. Call it in the transaction of the change, so
/// that there is never one without the other.
pub async fn audit(
    db: &impl ConnectionTrait,
    account: Option<AccountId>,
    action: &str,
    subject: &str,
    detail: serde_json::Value,
    request_id: Option<&str>,
) -> Result<(), StoreError> {
    sql::execute(
        db,
        "INSERT INTO audit_entry (account_id, action, subject, detail, request_id)
         VALUES ($1, $2, $3, $4, $5)",
        [
            account.map(|account| account.0).into(),
            action.into(),
            subject.into(),
            detail.into(),
            request_id.into(),
        ],
    )
    .await?;
    Ok(())
}

/// The newest `limit` entries, newest first; those before entry `before` where it is given.
pub async fn audit_entries(
    db: &impl ConnectionTrait,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<AuditEntry>, StoreError> {
    let rows = sql::all(
        db,
        "SELECT id, at, account_id, action, subject, detail, request_id FROM audit_entry
         WHERE id < $1 ORDER BY id DESC LIMIT $2",
        [before.unwrap_or(i64::MAX).into(), i64::from(limit).into()],
    )
    .await?;
    rows.iter()
        .map(|row| {
            Ok(AuditEntry {
                id: row.try_get("", "id")?,
                at: row.try_get("", "at")?,
                account_id: row.try_get::<Option<i64>>("", "account_id")?.map(AccountId),
                action: row.try_get("", "action")?,
                subject: row.try_get("", "subject")?,
                detail: row.try_get("", "detail")?,
                request_id: row.try_get("", "request_id")?,
            })
        })
        .collect()
}

/// The newest `limit` lines that fit `filter`, newest first; those before line `before` where it is given.
/// `now` is what [`AuditFilter::since`] counts from.
pub async fn audit_lines(
    db: &impl ConnectionTrait,
    filter: &AuditFilter,
    before: Option<i64>,
    limit: u32,
    now: DateTime<Utc>,
) -> Result<Vec<AuditLine>, StoreError> {
    let mut sql = Sql::default();
    let mut fits = vec![format!("entry.id < {}", sql.bind(before.unwrap_or(i64::MAX)))];
    fits.extend(fits_audit(&mut sql, filter, now));
    let limit = sql.bind(i64::from(limit));
    let text = format!(
        "SELECT entry.id, entry.at, entry.account_id, entry.action, entry.subject, entry.detail,
             entry.request_id, account.name
         FROM audit_entry AS entry
         LEFT JOIN account ON account.id = entry.account_id
         WHERE {} ORDER BY entry.id DESC LIMIT {limit}",
        fits.join(" AND ")
    );
    let rows = db.query_all_raw(sql.statement(text)).await?;
    rows.iter()
        .map(|row| {
            Ok(AuditLine {
                id: row.try_get("", "id")?,
                at: row.try_get("", "at")?,
                account: row.try_get::<Option<i64>>("", "account_id")?.map(AccountId),
                name: row.try_get("", "name")?,
                action: row.try_get("", "action")?,
                subject: row.try_get("", "subject")?,
                detail: row.try_get("", "detail")?,
                request_id: row.try_get("", "request_id")?,
            })
        })
        .collect()
}

/// What `entry` has to be to fit `filter`.
pub(crate) fn fits_audit(sql: &mut Sql, filter: &AuditFilter, now: DateTime<Utc>) -> Vec<String> {
    let mut fits = Vec::new();
    if let Some(action) = &filter.action {
        fits.push(format!("starts_with(entry.action, {})", sql.bind(action.as_str())));
    }
    if let Some(subject) = &filter.subject {
        fits.push(format!("entry.subject = {}", sql.bind(subject.as_str())));
    }
    if let Some(account) = filter.by {
        fits.push(format!("entry.account_id = {}", sql.bind(account.0)));
    }
    if let Some(since) = filter.since {
        fits.push(format!("entry.at >= {}", sql.bind(since.begins(now))));
    }
    fits
}
