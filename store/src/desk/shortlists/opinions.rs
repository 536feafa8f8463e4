//! What people think of a player's place on a list: ratings and comments.

use backroom::AccountId;
use football::desk::{CommentId, EntryComment, Place, STARS, paragraphs};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;

use super::{Held, note};
use crate::{
    Database, StoreError,
    database::begin,
    desk::{OFFERED, before, cut, no_row, refused},
    queue::Asker,
    sql,
};

/// Longest comment, in characters.
const LONGEST: usize = 2_000;
/// Most comments in one answer.
const LONGEST_PAGE: u32 = 200;

/// A part of the comments, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentPage {
    /// The comments.
    pub items: Vec<EntryComment>,
    /// Where the next part begins.
    pub next_cursor: Option<String>,
}

/// Rates how much the asker would want the player, over an earlier rating of his own. `None` when the player
/// is not on the list.
///
/// # Errors
/// [`StoreError::Invalid`] on `stars`, and when the list is archived.
pub async fn rate(
    db: &Database,
    asker: &Asker,
    place: Place,
    stars: u8,
) -> Result<Option<()>, StoreError> {
    if !STARS.contains(&stars) {
        return Err(refused("stars", "Give 1 to 5; 5 is the highest priority."));
    }
    let transaction = begin(db).await?;
    let held = Held::find(&transaction, place).await?.filter(|held| !held.is_removed);
    let Some(held) = held else { return Ok(None) };
    sql::execute(
        &transaction,
        "INSERT INTO shortlist_rating (entry_id, account_id, stars) VALUES ($1, $2, $3)
         ON CONFLICT (entry_id, account_id) DO UPDATE SET stars = excluded.stars, rated_at = now()",
        [held.id.into(), asker.account_id.0.into(), i16::from(stars).into()],
    )
    .await?;
    let detail = json!({ "player": place.player, "to": stars.to_string() });
    note(&transaction, asker, "shortlist.rate", place.list, detail).await?;
    transaction.commit().await?;
    Ok(Some(()))
}

/// Says something about the player's place. `None` when the player is not on the list.
///
/// # Errors
/// [`StoreError::Invalid`] on `text`, and when the list is archived.
pub async fn comment(
    db: &Database,
    asker: &Asker,
    place: Place,
    text: &str,
) -> Result<Option<CommentId>, StoreError> {
    let text = paragraphs("text", text, LONGEST).map_err(|it| StoreError::Invalid(vec![it]))?;
    let transaction = begin(db).await?;
    let held = Held::find(&transaction, place).await?.filter(|held| !held.is_removed);
    let Some(held) = held else { return Ok(None) };
    let made = sql::one(
        &transaction,
        "INSERT INTO shortlist_comment (entry_id, text, created_by) VALUES ($1, $2, $3)
         RETURNING id",
        [held.id.into(), text.into(), asker.account_id.0.into()],
    )
    .await?;
    let id = CommentId(made.ok_or_else(no_row)?.try_get("", "id")?);
    let detail = json!({ "player": place.player, "comment": id });
    note(&transaction, asker, "shortlist.comment", place.list, detail).await?;
    transaction.commit().await?;
    Ok(Some(id))
}

/// What was said about the player's place, newest first, as `reader` sees it, from `cursor` on; at most
/// 200. The reader's own that were taken back within a day are among them, marked so and without their words.
///
/// # Errors
/// [`StoreError::Invalid`] for a cursor that no list gave.
pub async fn comments(
    db: &impl ConnectionTrait,
    place: Place,
    reader: AccountId,
    cursor: Option<&str>,
    limit: u32,
) -> Result<CommentPage, StoreError> {
    let (before, limit) = (before(cursor)?, limit.clamp(1, LONGEST_PAGE));
    let text = format!(
        "SELECT comment.id, account.name AS by, comment.created_at,
             CASE WHEN comment.deleted_at IS NULL THEN comment.text ELSE '' END AS text,
             coalesce(comment.created_by = $3, false) AS is_own,
             comment.deleted_at IS NOT NULL AS is_deleted
         FROM shortlist_comment AS comment
         JOIN shortlist_entry AS entry ON entry.id = comment.entry_id
         LEFT JOIN account ON account.id = comment.created_by
         WHERE entry.shortlist_id = $1 AND entry.player_id = $2 AND comment.id < $4
           AND (comment.deleted_at IS NULL
                OR (comment.created_by = $3 AND comment.deleted_at > now() - {OFFERED}))
         ORDER BY comment.id DESC LIMIT $5"
    );
    let rows = sql::all(
        db,
        &text,
        [
            place.list.0.into(),
            place.player.0.into(),
            reader.0.into(),
            before.into(),
            (i64::from(limit) + 1).into(),
        ],
    )
    .await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let (items, next_cursor) = cut(items, limit, |comment| comment.id.0);
    Ok(CommentPage { items, next_cursor })
}

/// Takes back a comment of the asker's own, or brings it back. `false` when there is none of this number at
/// this place.
///
/// # Errors
/// [`StoreError::Invalid`] when the list is archived.
pub async fn set_comment_deleted(
    db: &Database,
    asker: &Asker,
    place: Place,
    id: CommentId,
    deleted: bool,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    let Some(held) = Held::find(&transaction, place).await? else { return Ok(false) };
    let changed = sql::execute(
        &transaction,
        "UPDATE shortlist_comment SET deleted_at = CASE WHEN $4 THEN now() END
         WHERE id = $1 AND entry_id = $2 AND created_by = $3",
        [id.0.into(), held.id.into(), asker.account_id.0.into(), deleted.into()],
    )
    .await?;
    if changed == 0 {
        return Ok(false);
    }
    let action = if deleted { "shortlist.take_back" } else { "shortlist.bring_back" };
    let detail = json!({ "player": place.player, "comment": id });
    note(&transaction, asker, action, place.list, detail).await?;
    transaction.commit().await?;
    Ok(true)
}

fn read(row: &QueryResult) -> Result<EntryComment, StoreError> {
    Ok(EntryComment {
        id: CommentId(row.try_get("", "id")?),
        text: row.try_get("", "text")?,
        by: row.try_get("", "by")?,
        at: row.try_get("", "created_at")?,
        is_own: row.try_get("", "is_own")?,
        is_deleted: row.try_get("", "is_deleted")?,
    })
}
