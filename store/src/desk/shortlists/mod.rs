//! Shortlists: lists, who is on them, what people think of that, and what was done.

mod entries;
mod events;
mod lists;
mod opinions;

pub use entries::{
    Added, NewEntries, add, board, create_with, find_entry, lists_of, move_to, set_removed,
};
pub use events::events;
pub use lists::{ListPage, count, create, find, follow, list, set_archived, update};
pub use opinions::{CommentPage, comment, comments, rate, set_comment_deleted};

use football::desk::{Place, ShortlistId};
use sea_orm::ConnectionTrait;
use serde_json::Value;

use crate::{StoreError, queue::Asker};

/// Notes what `asker` did with a list. Call it in the transaction of the change.
async fn note(
    db: &impl ConnectionTrait,
    asker: &Asker,
    action: &str,
    list: ShortlistId,
    detail: Value,
) -> Result<(), StoreError> {
    super::note(db, asker, action, &subject(list), detail).await
}

fn subject(list: ShortlistId) -> String {
    format!("shortlist:{list}")
}

/// Why nothing is changed on a list that is no longer in use.
fn archived() -> StoreError {
    super::refused("shortlist", "This list is archived. Take it out of the archive first.")
}

/// A place that somebody may change: held until the transaction ends.
struct Held {
    id: i64,
    version: i32,
    stage: String,
    is_removed: bool,
}

impl Held {
    /// The place; `None` when the player is not on the list and never was.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the list is archived.
    async fn find(db: &impl ConnectionTrait, place: Place) -> Result<Option<Self>, StoreError> {
        let found = crate::sql::one(
            db,
            "SELECT entry.id, entry.version, entry.stage, entry.removed_at IS NOT NULL AS is_removed,
                 shortlist.archived_at IS NOT NULL AS is_archived
             FROM shortlist_entry AS entry JOIN shortlist ON shortlist.id = entry.shortlist_id
             WHERE entry.shortlist_id = $1 AND entry.player_id = $2 FOR UPDATE OF entry",
            [place.list.0.into(), place.player.0.into()],
        )
        .await?;
        let Some(row) = found else { return Ok(None) };
        if row.try_get("", "is_archived")? {
            return Err(archived());
        }
        Ok(Some(Self {
            id: row.try_get("", "id")?,
            version: row.try_get("", "version")?,
            stage: row.try_get("", "stage")?,
            is_removed: row.try_get("", "is_removed")?,
        }))
    }
}
