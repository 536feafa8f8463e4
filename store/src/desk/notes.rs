//! Notes on players: everybody's to read, whoever wrote one may change or delete it.

use backroom::AccountId;
use football::{
    PlayerId,
    desk::{NoteId, PlayerNote, paragraphs},
};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;

use super::{OFFERED, note};
use crate::{Database, StoreError, database::begin, queue::Asker, sql};

/// Most notes shown on a player; older ones are in the audit log by number only.
const MOST: i64 = 200;
/// Longest note, in characters.
const LONGEST: usize = 4_000;

/// The notes on the player, newest first, as `reader` sees them; the reader's own that were deleted within
/// a day among them, marked so and without their words.
pub async fn list(
    db: &impl ConnectionTrait,
    player: PlayerId,
    reader: AccountId,
) -> Result<Vec<PlayerNote>, StoreError> {
    let text = format!(
        "SELECT note.id, note.version, account.name, note.created_at, note.edited_at,
             CASE WHEN note.deleted_at IS NULL THEN note.text ELSE '' END AS text,
             coalesce(note.created_by = $2, false) AS is_own,
             note.deleted_at IS NOT NULL AS is_deleted
         FROM player_note AS note LEFT JOIN account ON account.id = note.created_by
         WHERE note.player_id = $1
           AND (note.deleted_at IS NULL
                OR (note.created_by = $2 AND note.deleted_at > now() - {OFFERED}))
         ORDER BY note.id DESC LIMIT $3"
    );
    let rows = sql::all(db, &text, [player.0.into(), reader.0.into(), MOST.into()]).await?;
    rows.iter().map(read).collect()
}

/// Writes a note on the player; `None` when there is no such player.
///
/// # Errors
/// [`StoreError::Invalid`] on `text`.
pub async fn add(
    db: &Database,
    asker: &Asker,
    player: PlayerId,
    text: &str,
) -> Result<Option<NoteId>, StoreError> {
    let text = checked(text)?;
    let transaction = begin(db).await?;
    let made = sql::one(
        &transaction,
        "INSERT INTO player_note (player_id, text, created_by)
         SELECT id, $2, $3 FROM player WHERE id = $1 AND deleted_at IS NULL RETURNING id",
        [player.0.into(), text.into(), asker.account_id.0.into()],
    )
    .await?;
    let Some(made) = made else { return Ok(None) };
    let id = NoteId(made.try_get("", "id")?);
    note(&transaction, asker, "player.note", &subject(player), json!({ "note": id })).await?;
    transaction.commit().await?;
    Ok(Some(id))
}

/// Writes other words over a note of the asker's own; `None` when there is none of this number on the
/// player.
///
/// # Errors
/// [`StoreError::Invalid`] on `text`; [`StoreError::Conflict`] when it was changed since `version`.
pub async fn edit(
    db: &Database,
    asker: &Asker,
    (player, id): (PlayerId, NoteId),
    version: i32,
    text: &str,
) -> Result<Option<()>, StoreError> {
    let text = checked(text)?;
    let transaction = begin(db).await?;
    let found = sql::one(
        &transaction,
        "SELECT version FROM player_note
         WHERE id = $1 AND player_id = $2 AND created_by = $3 AND deleted_at IS NULL FOR UPDATE",
        [id.0.into(), player.0.into(), asker.account_id.0.into()],
    )
    .await?;
    let Some(found) = found else { return Ok(None) };
    if found.try_get::<i32>("", "version")? != version {
        return Err(StoreError::Conflict { what: "This note" });
    }
    sql::execute(
        &transaction,
        "UPDATE player_note SET text = $2, version = version + 1, edited_at = now() WHERE id = $1",
        [id.0.into(), text.into()],
    )
    .await?;
    note(&transaction, asker, "player.edit_note", &subject(player), json!({ "note": id })).await?;
    transaction.commit().await?;
    Ok(Some(()))
}

/// Deletes a note of the asker's own, or brings it back. `false` when there is none of this number on the
/// player.
pub async fn set_deleted(
    db: &Database,
    asker: &Asker,
    (player, id): (PlayerId, NoteId),
    deleted: bool,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    let changed = sql::execute(
        &transaction,
        "UPDATE player_note SET deleted_at = CASE WHEN $4 THEN now() END
         WHERE id = $1 AND player_id = $2 AND created_by = $3",
        [id.0.into(), player.0.into(), asker.account_id.0.into(), deleted.into()],
    )
    .await?;
    if changed == 0 {
        return Ok(false);
    }
    let action = if deleted { "player.delete_note" } else { "player.restore_note" };
    note(&transaction, asker, action, &subject(player), json!({ "note": id })).await?;
    transaction.commit().await?;
    Ok(true)
}

fn checked(text: &str) -> Result<String, StoreError> {
    paragraphs("text", text, LONGEST).map_err(|fault| StoreError::Invalid(vec![fault]))
}

pub(super) fn subject(player: PlayerId) -> String {
    format!("player:{player}")
}

fn read(row: &QueryResult) -> Result<PlayerNote, StoreError> {
    Ok(PlayerNote {
        id: NoteId(row.try_get("", "id")?),
        version: row.try_get("", "version")?,
        text: row.try_get("", "text")?,
        by: row.try_get("", "name")?,
        at: row.try_get("", "created_at")?,
        edited_at: row.try_get("", "edited_at")?,
        is_own: row.try_get("", "is_own")?,
        is_deleted: row.try_get("", "is_deleted")?,
    })
}
