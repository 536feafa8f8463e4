//! What was done with a list: its lines of the audit log, so that there is no change without its line and
//! no line without its change.

use football::{
    PlayerId,
    desk::{ShortlistEvent, ShortlistEvents, ShortlistId},
};
use sea_orm::{ConnectionTrait, QueryResult};

use super::subject;
use crate::{
    StoreError,
    desk::{before, cut},
    sql,
};

/// Most lines in one answer.
const LONGEST_PAGE: u32 = 200;

/// What was done with the list, newest first, from `cursor` on; at most 200.
///
/// # Errors
/// [`StoreError::Invalid`] for a cursor that no list gave.
pub async fn events(
    db: &impl ConnectionTrait,
    list: ShortlistId,
    cursor: Option<&str>,
    limit: u32,
) -> Result<ShortlistEvents, StoreError> {
    let (before, limit) = (before(cursor)?, limit.clamp(1, LONGEST_PAGE));
    let rows = sql::all(
        db,
        "SELECT line.id, line.at, account.name AS by, line.action, line.player,
             line.detail ->> 'from' AS was, line.detail ->> 'to' AS became,
             coalesce(player.known_name, player.name) AS player_name
         FROM (
             SELECT *, (detail ->> 'player')::bigint AS player FROM audit_entry
             WHERE subject = $1 AND id < $2 ORDER BY id DESC LIMIT $3
         ) AS line
         LEFT JOIN account ON account.id = line.account_id
         LEFT JOIN player ON player.id = line.player AND player.deleted_at IS NULL
         ORDER BY line.id DESC",
        [subject(list).into(), before.into(), (i64::from(limit) + 1).into()],
    )
    .await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let (items, next_cursor) = cut(items, limit, |event| event.id);
    Ok(ShortlistEvents { items, next_cursor })
}

fn read(row: &QueryResult) -> Result<ShortlistEvent, StoreError> {
    Ok(ShortlistEvent {
        id: row.try_get("", "id")?,
        at: row.try_get("", "at")?,
        by: row.try_get("", "by")?,
        action: row.try_get("", "action")?,
        player: row.try_get::<Option<i64>>("", "player")?.map(PlayerId),
        player_name: row.try_get("", "player_name")?,
        from: row.try_get("", "was")?,
        to: row.try_get("", "became")?,
    })
}
