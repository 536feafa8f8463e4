//! Needs: searches that are kept, with how many players fit them.
//!
//! Counting takes tenths of a second where few of a million fit, so what was counted is kept for some
//! minutes, and a page counts anew only as long as it may take ([`count_anew`]).

use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};
use football::{
    FieldError, PlayerQuery,
    desk::{Fitting, Need, NeedDraft, NeedId},
};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, SqlErr};
use serde_json::json;

use super::{no_row, note};
use crate::{Database, StoreError, database::begin, error::code_of, players, queue::Asker, sql};

/// Most needs listed.
const MOST: i64 = 200;
/// Longest search, in bytes of its address: a few times all filters at once.
const LONGEST_QUERY: usize = 2_000;
/// Longest time that counting the players of one need may take.
const ONE_COUNT: &str = "SET LOCAL statement_timeout = '500ms'";
/// Longest time for which [`count_anew`] begins another count.
const ALL_COUNTS: Duration = Duration::from_secs(1);
/// PostgreSQL's code for a statement that took too long (manual, appendix A).
const QUERY_CANCELED: &str = "57014";

/// What [`read`] reads.
const SELECT: &str = "SELECT need.id, need.version, need.name, need.query, need.wanted_by, \
    need.due, need.note, need.players, need.counted_at, need.archived_at IS NOT NULL AS is_archived, \
    account.name AS by, need.created_at \
    FROM need LEFT JOIN account ON account.id = need.created_by";

/// Needs that are open, or those settled, the one due first before the others; at most 200.
pub async fn list(db: &impl ConnectionTrait, is_archived: bool) -> Result<Vec<Need>, StoreError> {
    let text = format!(
        "{SELECT} WHERE (need.archived_at IS NOT NULL) = $1
         ORDER BY need.due NULLS LAST, lower(need.name), need.id LIMIT $2"
    );
    let rows = sql::all(db, &text, [is_archived.into(), MOST.into()]).await?;
    rows.iter().map(read).collect()
}

/// How many needs are open.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let text = "SELECT count(*) AS needs FROM need WHERE archived_at IS NULL";
    super::count(&sql::one(db, text, []).await?.ok_or_else(no_row)?, "needs")
}

/// The need `id`.
pub async fn find(db: &impl ConnectionTrait, id: NeedId) -> Result<Option<Need>, StoreError> {
    let text = format!("{SELECT} WHERE need.id = $1");
    sql::one(db, &text, [id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Keeps a search.
///
/// # Errors
/// [`StoreError::Invalid`] on the fields of the draft.
pub async fn create(db: &Database, asker: &Asker, draft: &NeedDraft) -> Result<NeedId, StoreError> {
    let draft = checked(draft)?;
    let transaction = begin(db).await?;
    let made = sql::one(
        &transaction,
        "INSERT INTO need (name, query, wanted_by, due, note, created_by)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        [
            draft.name.clone().into(),
            draft.query.clone().into(),
            draft.wanted_by.into(),
            draft.due.into(),
            draft.note.into(),
            asker.account_id.0.into(),
        ],
    )
    .await
    .map_err(taken)?;
    let id = NeedId(made.ok_or_else(no_row)?.try_get("", "id")?);
    let detail = json!({ "name": draft.name, "query": draft.query });
    note(&transaction, asker, "need.create", &subject(id), detail).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Writes `draft` over the need and gives its new version; `None` when there is none.
///
/// # Errors
/// [`StoreError::Invalid`] on the fields of the draft; [`StoreError::Conflict`] when somebody changed it
/// since `version`.
pub async fn update(
    db: &Database,
    asker: &Asker,
    id: NeedId,
    version: i32,
    draft: &NeedDraft,
) -> Result<Option<i32>, StoreError> {
    let draft = checked(draft)?;
    let transaction = begin(db).await?;
    let found = sql::one(
        &transaction,
        "SELECT version FROM need WHERE id = $1 FOR NO KEY UPDATE",
        [id.0.into()],
    )
    .await?;
    let Some(found) = found else { return Ok(None) };
    if found.try_get::<i32>("", "version")? != version {
        return Err(StoreError::Conflict { what: "This need" });
    }
    // Another search has other players, which nobody has counted.
    sql::execute(
        &transaction,
        "UPDATE need SET name = $2, query = $3, wanted_by = $4, due = $5, note = $6,
             version = version + 1,
             players = CASE WHEN query = $3 THEN players END,
             counted_at = CASE WHEN query = $3 THEN counted_at END,
             tried_at = CASE WHEN query = $3 THEN tried_at END
         WHERE id = $1",
        [
            id.0.into(),
            draft.name.clone().into(),
            draft.query.clone().into(),
            draft.wanted_by.into(),
            draft.due.into(),
            draft.note.into(),
        ],
    )
    .await
    .map_err(taken)?;
    let detail = json!({ "name": draft.name, "query": draft.query });
    note(&transaction, asker, "need.update", &subject(id), detail).await?;
    transaction.commit().await?;
    Ok(Some(version + 1))
}

/// Settles the need, or opens it again. `false` when there is none.
///
/// # Errors
/// [`StoreError::Invalid`] on `name` when another need has taken it meanwhile.
pub async fn set_archived(
    db: &Database,
    asker: &Asker,
    id: NeedId,
    archived: bool,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    let found = sql::one(
        &transaction,
        "SELECT archived_at IS NOT NULL AS is_archived FROM need WHERE id = $1 FOR NO KEY UPDATE",
        [id.0.into()],
    )
    .await?;
    let Some(found) = found else { return Ok(false) };
    if found.try_get::<bool>("", "is_archived")? == archived {
        return Ok(true);
    }
    sql::execute(
        &transaction,
        "UPDATE need SET archived_at = CASE WHEN $2 THEN now() END, version = version + 1
         WHERE id = $1",
        [id.0.into(), archived.into()],
    )
    .await
    .map_err(taken)?;
    let action = if archived { "need.settle" } else { "need.open" };
    note(&transaction, asker, action, &subject(id), json!({})).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Counts the players of open needs that were last counted more than `age` ago, those waiting longest first,
/// for a second at most: what is not reached keeps its older number, and comes first next time. Gives how
/// many were counted.
pub async fn count_anew(db: &Database, today: NaiveDate, age: Duration) -> Result<u64, StoreError> {
    let begun = Instant::now();
    let due = sql::all(
        db,
        "SELECT id, query FROM need
         WHERE archived_at IS NULL
           AND (tried_at IS NULL OR tried_at < now() - make_interval(secs => $1))
         ORDER BY tried_at NULLS FIRST, id LIMIT $2",
        [age.as_secs_f64().into(), MOST.into()],
    )
    .await?;
    let mut counted = 0;
    for row in due {
        if begun.elapsed() >= ALL_COUNTS {
            break;
        }
        let (id, query): (i64, String) = (row.try_get("", "id")?, row.try_get("", "query")?);
        let tried = "UPDATE need SET tried_at = now() WHERE id = $1";
        sql::execute(db, tried, [id.into()]).await?;
        let Some(players) = fitting(db, &query, today).await? else { continue };
        let number = players.and_then(|players| i64::try_from(players).ok());
        // A search that was changed meanwhile is another one.
        counted += sql::execute(
            db,
            "UPDATE need SET players = $2, counted_at = now() WHERE id = $1 AND query = $3",
            [id.into(), number.into(), query.into()],
        )
        .await?;
    }
    Ok(counted)
}

/// How many players fit, as [`players::count`] tells it; `None` when that took too long, or when this
/// release cannot read the search.
async fn fitting(
    db: &Database,
    query: &str,
    today: NaiveDate,
) -> Result<Option<Option<u64>>, StoreError> {
    let Ok(query) = PlayerQuery::from_query_string(query) else { return Ok(None) };
    let transaction = begin(db).await?;
    sql::execute(&transaction, ONE_COUNT, []).await?;
    match players::count(&transaction, &query.filter, today).await {
        Ok(players) => Ok(Some(players)),
        Err(StoreError::Database(error)) if code_of(&error).as_deref() == Some(QUERY_CANCELED) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn checked(draft: &NeedDraft) -> Result<NeedDraft, StoreError> {
    let mut faults = Vec::new();
    let mut kept = draft.checked().unwrap_or_else(|fields| {
        faults.extend(fields);
        NeedDraft::default()
    });
    match PlayerQuery::from_query_string(&draft.query) {
        Ok(PlayerQuery { filter, sort, .. }) => {
            kept.query = PlayerQuery { filter, sort, ..PlayerQuery::default() }.to_query_string();
            if kept.query.len() > LONGEST_QUERY {
                faults.push(FieldError::new("query", "This search is too long to be kept."));
            }
        }
        Err(fields) => {
            let told = |it: FieldError| format!("{}: {}", it.field, it.message);
            faults.extend(fields.into_iter().map(|it| FieldError::new("query", told(it))));
        }
    }
    if faults.is_empty() { Ok(kept) } else { Err(StoreError::Invalid(faults)) }
}

fn subject(id: NeedId) -> String {
    format!("need:{id}")
}

fn taken(error: DbErr) -> StoreError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(text)) if text.contains("need_name_key") => {
            super::refused("name", "There is a need with this name. Give it another.")
        }
        _ => error.into(),
    }
}

fn read(row: &QueryResult) -> Result<Need, StoreError> {
    let players: Option<i64> = row.try_get("", "players")?;
    let counted_at: Option<DateTime<Utc>> = row.try_get("", "counted_at")?;
    Ok(Need {
        id: NeedId(row.try_get("", "id")?),
        version: row.try_get("", "version")?,
        draft: NeedDraft {
            name: row.try_get("", "name")?,
            query: row.try_get("", "query")?,
            wanted_by: row.try_get("", "wanted_by")?,
            due: row.try_get("", "due")?,
            note: row.try_get("", "note")?,
        },
        fitting: counted_at.map(|at| Fitting { players: players.map(i64::unsigned_abs), at }),
        is_archived: row.try_get("", "is_archived")?,
        by: row.try_get("", "by")?,
        at: row.try_get("", "created_at")?,
    })
}
