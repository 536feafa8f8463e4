//! Housekeeping: deleted players go for good, and statistics follow a bulk change.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

use crate::StoreError;

/// How long a deleted player can be brought back: 30 days.
pub const KEPT_AFTER_DELETION: Duration = Duration::from_hours(30 * 24);
/// Most players that one call removes, so that it never locks for long.
const REMOVED_AT_ONCE: i64 = 10_000;

/// Removes for good the players deleted more than [`KEPT_AFTER_DELETION`] before `now`, with their
/// values and reports; at most 10,000. Gives how many: ask again until it is none.
pub async fn purge_deleted(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = db
        .execute_raw(Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            // The condition stands twice: a player who is brought back at this very moment is found by
            // the inner one and, when the lock on the row is had, refused by the outer one.
            "DELETE FROM player WHERE deleted_at < $1 AND id IN (
                 SELECT id FROM player WHERE deleted_at < $1 ORDER BY deleted_at LIMIT $2)",
            [(now - KEPT_AFTER_DELETION).into(), REMOVED_AT_ONCE.into()],
        ))
        .await?;
    Ok(done.rows_affected())
}

/// Call after many players were inserted or changed at once, outside a transaction.
///
/// Lists pick their index by the statistics, and the word index is slow while changes wait in its
/// pending list. Autovacuum would come round to both, a minute later.
pub async fn settle_after_bulk_change(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    for text in ["VACUUM (ANALYZE) player", "VACUUM (ANALYZE) player_word"] {
        db.execute_unprepared(text).await?;
    }
    Ok(())
}
