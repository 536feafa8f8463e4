//! The scouting desk: notes, tags, shortlists, needs and alerts (`football::desk`).
//!
//! What is on the desk is the house's, not one person's: everybody who signs in reads it, analysts write.
//! A person's own are the words of a note or comment, a rating, what is followed and what was read. What
//! people do is in the audit log, and a shortlist's activity is read from there.

pub mod alerts;
pub mod needs;
pub mod notes;
pub mod shortlists;
pub mod tags;

use football::{FieldError, Position};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use serde_json::Value;

use crate::{StoreError, accounts::audit, queue::Asker};

/// How long whoever deleted a note or comment is offered to bring it back.
const OFFERED: &str = "interval '1 day'";

/// Notes what `asker` did. Call it in the transaction of the change.
async fn note(
    db: &impl ConnectionTrait,
    asker: &Asker,
    action: &str,
    subject: &str,
    detail: Value,
) -> Result<(), StoreError> {
    let request = asker.request_id.as_deref();
    audit(db, Some(asker.account_id), action, subject, detail, request).await
}

/// A statement that always gives a row gave none.
fn no_row() -> StoreError {
    DbErr::RecordNotFound("the row of a statement that always gives one".to_owned()).into()
}

fn refused(field: &str, message: impl Into<String>) -> StoreError {
    StoreError::Invalid(vec![FieldError::new(field, message)])
}

/// Before which id a page begins; lists run from the newest on.
fn before(cursor: Option<&str>) -> Result<i64, StoreError> {
    let Some(cursor) = cursor else { return Ok(i64::MAX) };
    cursor.strip_prefix('b').and_then(|id| i64::from_str_radix(id, 16).ok()).ok_or_else(|| {
        refused("cursor", "This is not a cursor that a list gave. Start at the first page.")
    })
}

/// The first `limit` of the items, and where the next page begins; one item more than shown was read.
fn cut<T>(mut items: Vec<T>, limit: u32, id: impl Fn(&T) -> i64) -> (Vec<T>, Option<String>) {
    let has_more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let next = items.last().filter(|_| has_more).map(|last| format!("b{:x}", id(last)));
    (items, next)
}

fn word<T>(text: &str, what: &'static str) -> Result<T, StoreError>
where
    T: std::str::FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    text.parse().map_err(|source| StoreError::Unreadable { what, source: Box::new(source) })
}

fn position(row: &QueryResult) -> Result<Option<Position>, StoreError> {
    let code: Option<String> = row.try_get("", "position")?;
    code.map(|code| word(&code, "position")).transpose()
}

fn count(row: &QueryResult, column: &str) -> Result<u64, StoreError> {
    Ok(row.try_get::<i64>("", column)?.unsigned_abs())
}
