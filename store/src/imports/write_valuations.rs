//! Staged values into `player_valuation`, and the newest value of each player back into `player`.

use sqlx::PgConnection;

use super::{rejects::Refusal, write_players::Written};
use crate::StoreError;

/// Players of whom a value was written.
pub(super) const CREATE_REVALUED: &str =
    "CREATE TEMPORARY TABLE revalued (player_id bigint NOT NULL) ON COMMIT DROP";

/// Writes the staged values of known players; refuses the others and repeats.
pub(super) async fn write_valuations(connection: &mut PgConnection) -> Result<Written, StoreError> {
    for (sql, refusal) in [
        (REPEATS, Refusal::DuplicateValue),
        (UNKNOWN_PLAYER, Refusal::UnknownPlayer),
        (DELETED_PLAYER, Refusal::Deleted),
    ] {
        sqlx::query(sql).bind(i16::from(refusal.code())).execute(&mut *connection).await?;
    }
    let (added, changed): (i64, i64) = sqlx::query_as(WRITE).fetch_one(&mut *connection).await?;
    Ok(Written {
        players_changed: refresh_newest_values(connection).await?,
        valuations_added: added.unsigned_abs(),
        valuations_changed: changed.unsigned_abs(),
        ..Written::default()
    })
}

/// Copies the newest value of each player in `revalued` to where lists sort by it; answers how many
/// players that changed.
pub(super) async fn refresh_newest_values(
    connection: &mut PgConnection,
) -> Result<u64, StoreError> {
    sqlx::query("ANALYZE revalued").execute(&mut *connection).await?;
    Ok(sqlx::query(REFRESH).execute(connection).await?.rows_affected())
}

const REPEATS: &str = "
INSERT INTO refused (line, reason, detail)
SELECT s.line, $1, first.line
FROM (SELECT provider, provider_id, date, source, min(line) AS line FROM staged_valuation
      GROUP BY provider, provider_id, date, source HAVING count(*) > 1) first
JOIN staged_valuation s USING (provider, provider_id, date, source)
WHERE s.line > first.line";

const UNKNOWN_PLAYER: &str = "
INSERT INTO refused (line, reason)
SELECT s.line, $1
FROM staged_valuation s
WHERE NOT EXISTS (
    SELECT FROM player p WHERE p.provider = s.provider AND p.provider_id = s.provider_id)
ON CONFLICT DO NOTHING";

const DELETED_PLAYER: &str = "
INSERT INTO refused (line, reason)
SELECT s.line, $1
FROM player p
JOIN staged_valuation s ON s.provider = p.provider AND s.provider_id = p.provider_id
WHERE p.deleted_at IS NOT NULL
ON CONFLICT DO NOTHING";

const WRITE: &str = "
WITH written AS (
    INSERT INTO player_valuation AS v (player_id, date, source, amount_eur)
    SELECT p.id, s.date, s.source, s.amount_eur
    FROM staged_valuation s
    JOIN player p ON p.provider = s.provider AND p.provider_id = s.provider_id
    WHERE NOT EXISTS (SELECT FROM refused r WHERE r.line = s.line)
    ON CONFLICT (player_id, date, source) DO UPDATE SET amount_eur = excluded.amount_eur
    WHERE v.amount_eur IS DISTINCT FROM excluded.amount_eur
    RETURNING v.player_id, xmax = 0 AS is_new
), noted AS (
    INSERT INTO revalued SELECT DISTINCT player_id FROM written
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM written";

const REFRESH: &str = "
UPDATE player p
SET value_eur = newest.amount_eur, value_date = newest.date, value_source = newest.source,
    version = p.version + 1, updated_at = now()
FROM (
    SELECT DISTINCT ON (v.player_id) v.player_id, v.amount_eur, v.date, v.source
    FROM player_valuation v
    WHERE v.player_id IN (SELECT player_id FROM revalued)
    ORDER BY v.player_id, v.date DESC, v.source
) newest
WHERE p.id = newest.player_id
  AND (p.value_eur, p.value_date, p.value_source)
      IS DISTINCT FROM (newest.amount_eur, newest.date, newest.source)";
