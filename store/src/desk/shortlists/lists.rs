//! The lists themselves.

use backroom::AccountId;
use football::{
    FieldError,
    desk::{ShortlistDraft, ShortlistId, ShortlistView},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, QueryResult, SqlErr};
use serde_json::json;

use super::note;
use crate::{
    Database, StoreError,
    database::begin,
    desk::{before, cut, no_row},
    queue::Asker,
    sql,
};

/// Most lists in one answer.
const LONGEST_PAGE: u32 = 200;

/// A part of the lists, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListPage {
    /// The lists.
    pub items: Vec<ShortlistView>,
    /// How many there are, in use or archived as was asked.
    pub total: u64,
    /// Where the next part begins.
    pub next_cursor: Option<String>,
}

/// What [`view`] reads, for the reader `$1`, from `shortlist` joined with `account`.
const COLUMNS: &str = "shortlist.id, shortlist.version, shortlist.name, shortlist.purpose, \
    shortlist.archived_at IS NOT NULL AS is_archived, account.name AS by, shortlist.created_at, \
    (SELECT count(*) FROM shortlist_entry AS entry \
        WHERE entry.shortlist_id = shortlist.id AND entry.removed_at IS NULL) AS players, \
    EXISTS (SELECT FROM shortlist_follower AS follower \
        WHERE follower.shortlist_id = shortlist.id AND follower.account_id = $1) AS is_followed";

/// Lists in use, or those archived, newest first, from `cursor` on; at most 200.
///
/// # Errors
/// [`StoreError::Invalid`] for a cursor that no list gave.
pub async fn list(
    db: &impl ConnectionTrait,
    reader: AccountId,
    is_archived: bool,
    cursor: Option<&str>,
    limit: u32,
) -> Result<ListPage, StoreError> {
    let (before, limit) = (before(cursor)?, limit.clamp(1, LONGEST_PAGE));
    let text = format!(
        "SELECT {COLUMNS} FROM shortlist LEFT JOIN account ON account.id = shortlist.created_by
         WHERE (shortlist.archived_at IS NOT NULL) = $2 AND shortlist.id < $3
         ORDER BY shortlist.id DESC LIMIT $4"
    );
    let values =
        [reader.0.into(), is_archived.into(), before.into(), (i64::from(limit) + 1).into()];
    let rows = sql::all(db, &text, values).await?;
    let items = rows.iter().map(view).collect::<Result<Vec<_>, _>>()?;
    let (items, next_cursor) = cut(items, limit, |list| list.id.0);
    Ok(ListPage { items, total: count(db, is_archived).await?, next_cursor })
}

/// How many lists are in use, or archived.
pub async fn count(db: &impl ConnectionTrait, is_archived: bool) -> Result<u64, StoreError> {
    let counted = sql::one(
        db,
        "SELECT count(*) AS lists FROM shortlist WHERE (archived_at IS NOT NULL) = $1",
        [is_archived.into()],
    )
    .await?;
    crate::desk::count(&counted.ok_or_else(no_row)?, "lists")
}

/// The list `id` as `reader` sees it.
pub async fn find(
    db: &impl ConnectionTrait,
    reader: AccountId,
    id: ShortlistId,
) -> Result<Option<ShortlistView>, StoreError> {
    let text = format!(
        "SELECT {COLUMNS} FROM shortlist LEFT JOIN account ON account.id = shortlist.created_by
         WHERE shortlist.id = $2"
    );
    sql::one(db, &text, [reader.0.into(), id.0.into()]).await?.as_ref().map(view).transpose()
}

/// Makes a list, which its maker follows.
///
/// # Errors
/// [`StoreError::Invalid`] on `name` and `purpose`.
pub async fn create(
    db: &Database,
    asker: &Asker,
    draft: &ShortlistDraft,
) -> Result<ShortlistId, StoreError> {
    let transaction = begin(db).await?;
    let id = create_within(&transaction, asker, draft).await?;
    transaction.commit().await?;
    Ok(id)
}

/// As [`create`], within a transaction of the caller's.
pub(super) async fn create_within(
    transaction: &DatabaseTransaction,
    asker: &Asker,
    draft: &ShortlistDraft,
) -> Result<ShortlistId, StoreError> {
    let draft = draft.checked().map_err(StoreError::Invalid)?;
    let made = sql::one(
        transaction,
        "INSERT INTO shortlist (name, purpose, created_by) VALUES ($1, $2, $3) RETURNING id",
        [draft.name.clone().into(), draft.purpose.into(), asker.account_id.0.into()],
    )
    .await
    .map_err(taken)?;
    let id = ShortlistId(made.ok_or_else(no_row)?.try_get("", "id")?);
    follow(transaction, asker.account_id, id, true).await?;
    note(transaction, asker, "shortlist.create", id, json!({ "to": draft.name })).await?;
    Ok(id)
}

/// Writes `draft` over the list and gives its new version; `None` when there is none.
///
/// # Errors
/// [`StoreError::Invalid`] on `name` and `purpose`; [`StoreError::Conflict`] when somebody changed it since
/// `version`.
pub async fn update(
    db: &Database,
    asker: &Asker,
    id: ShortlistId,
    version: i32,
    draft: &ShortlistDraft,
) -> Result<Option<i32>, StoreError> {
    let draft = draft.checked().map_err(StoreError::Invalid)?;
    let transaction = begin(db).await?;
    let found = sql::one(
        &transaction,
        "SELECT version, name FROM shortlist WHERE id = $1 FOR NO KEY UPDATE",
        [id.0.into()],
    )
    .await?;
    let Some(found) = found else { return Ok(None) };
    if found.try_get::<i32>("", "version")? != version {
        return Err(StoreError::Conflict { what: "This list" });
    }
    sql::execute(
        &transaction,
        "UPDATE shortlist SET name = $2, purpose = $3, version = version + 1 WHERE id = $1",
        [id.0.into(), draft.name.clone().into(), draft.purpose.into()],
    )
    .await
    .map_err(taken)?;
    let detail = json!({ "from": found.try_get::<String>("", "name")?, "to": draft.name });
    note(&transaction, asker, "shortlist.update", id, detail).await?;
    transaction.commit().await?;
    Ok(Some(version + 1))
}

/// Puts the list into the archive, after which nobody is told of its players, or takes it out again.
/// `false` when there is none.
///
/// # Errors
/// [`StoreError::Invalid`] on `name` when another list has taken it meanwhile.
pub async fn set_archived(
    db: &Database,
    asker: &Asker,
    id: ShortlistId,
    archived: bool,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    let found = sql::one(
        &transaction,
        "SELECT archived_at IS NOT NULL AS is_archived FROM shortlist
         WHERE id = $1 FOR NO KEY UPDATE",
        [id.0.into()],
    )
    .await?;
    let Some(found) = found else { return Ok(false) };
    if found.try_get::<bool>("", "is_archived")? == archived {
        return Ok(true);
    }
    sql::execute(
        &transaction,
        "UPDATE shortlist SET archived_at = CASE WHEN $2 THEN now() END, version = version + 1
         WHERE id = $1",
        [id.0.into(), archived.into()],
    )
    .await
    .map_err(taken)?;
    let action = if archived { "shortlist.archive" } else { "shortlist.restore" };
    note(&transaction, asker, action, id, json!({})).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Tells `account` of changes of the list's players from now on, or no longer; what was told stays told.
/// `false` when there is no such list.
pub async fn follow(
    db: &impl ConnectionTrait,
    account: AccountId,
    id: ShortlistId,
    follows: bool,
) -> Result<bool, StoreError> {
    let is_there = sql::one(db, "SELECT FROM shortlist WHERE id = $1", [id.0.into()]).await?;
    if is_there.is_none() {
        return Ok(false);
    }
    let text = if follows {
        "INSERT INTO shortlist_follower (shortlist_id, account_id)
         SELECT id, $2 FROM shortlist WHERE id = $1 ON CONFLICT DO NOTHING"
    } else {
        "DELETE FROM shortlist_follower WHERE shortlist_id = $1 AND account_id = $2"
    };
    sql::execute(db, text, [id.0.into(), account.0.into()]).await?;
    Ok(true)
}

fn taken(error: DbErr) -> StoreError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(text)) if text.contains("shortlist_name_key") => {
            let message = "There is a list with this name. Give it another.";
            StoreError::Invalid(vec![FieldError::new("name", message)])
        }
        _ => error.into(),
    }
}

fn view(row: &QueryResult) -> Result<ShortlistView, StoreError> {
    Ok(ShortlistView {
        id: ShortlistId(row.try_get("", "id")?),
        version: row.try_get("", "version")?,
        draft: ShortlistDraft {
            name: row.try_get("", "name")?,
            purpose: row.try_get("", "purpose")?,
        },
        players: crate::desk::count(row, "players")?,
        is_archived: row.try_get("", "is_archived")?,
        is_followed: row.try_get("", "is_followed")?,
        by: row.try_get("", "by")?,
        at: row.try_get("", "created_at")?,
    })
}
