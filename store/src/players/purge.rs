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
/// pending list. Autovacuum would come round to both, a minute later; nobody but this function would
/// count the players of each word again.
pub async fn settle_after_bulk_change(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    // The lock lets one count at a time; both statements are one transaction.
    let recount = format!("LOCK TABLE player_word IN SHARE UPDATE EXCLUSIVE MODE;{RECOUNT_WORDS}");
    for text in ["VACUUM (ANALYZE) player", &recount, "VACUUM (ANALYZE) player_word"] {
        db.execute_unprepared(text).await?;
    }
    Ok(())
}

/// Says beside each word anew how many players have it, as far as some 200,000 players tell.
///
/// The numbers choose between two plans that find the same, so they may be rough: what is off by less than
/// twice, or rare before and after, stays unwritten.
const RECOUNT_WORDS: &str = "
WITH sample AS MATERIALIZED (
    SELECT least(1, 200000 / greatest(reltuples, 1)) AS part
    FROM pg_class WHERE oid = 'player'::regclass
), counted AS MATERIALIZED (
    SELECT word, (count(*) / min(part))::integer AS players
    FROM sample, player TABLESAMPLE BERNOULLI (100 * (SELECT part FROM sample)),
        unnest(search_words) AS word
    GROUP BY word
), judged AS MATERIALIZED (
    SELECT known.word, coalesce(counted.players, 0) AS players
    FROM player_word known LEFT JOIN counted USING (word)
    WHERE greatest(known.players, counted.players) > 20
      AND greatest(known.players, counted.players)
          > 2 * least(known.players, coalesce(counted.players, 0))
)
UPDATE player_word SET players = judged.players FROM judged WHERE player_word.word = judged.word";
