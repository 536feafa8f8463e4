//! Staged values into `player_valuation`, and the newest value of each player back into `player`.
//!
//! What is to be written is found first, as a table of its own, and then written by plain statements:
//! `INSERT … ON CONFLICT` announces and takes back every single row, which doubles its price.

use sqlx::PgConnection;

use super::{rejects::Refusal, write_players::Written};
use crate::StoreError;

/// Values that the database does not hold, or holds with another amount.
pub(super) const CREATE_FRESH_VALUES: &str = "
CREATE TEMPORARY TABLE fresh_value (
    player_id bigint NOT NULL,
    date date NOT NULL,
    source text COLLATE \"C\" NOT NULL,
    amount_eur bigint NOT NULL
) ON COMMIT DROP";

/// Writes the staged values of known players; refuses the others and repeats.
pub(super) async fn write_valuations(connection: &mut PgConnection) -> Result<Written, StoreError> {
    let mut judge = sqlx::query(JUDGE);
    for refusal in [Refusal::DuplicateValue, Refusal::UnknownPlayer, Refusal::Deleted] {
        judge = judge.bind(i16::from(refusal.code()));
    }
    judge.execute(&mut *connection).await?;
    write_fresh_values(connection).await
}

/// Writes `fresh_value`, and where it holds a player's newest value, copies that to where lists sort by
/// it.
pub(super) async fn write_fresh_values(
    connection: &mut PgConnection,
) -> Result<Written, StoreError> {
    for sql in ["ANALYZE fresh_value", HOLD_PLAYERS] {
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    let changed = sqlx::query(CHANGE).execute(&mut *connection).await?.rows_affected();
    let added = sqlx::query(ADD).execute(&mut *connection).await?.rows_affected();
    let shown = sqlx::query(SHOW_NEWEST).execute(connection).await?.rows_affected();
    Ok(Written {
        players_added: 0,
        players_changed: shown,
        valuations_added: added,
        valuations_changed: changed,
        ..Written::default()
    })
}

/// One pass over the staged values decides on each: refused as a repeat of an earlier line, as nobody's
/// or as a deleted player's; known already; or fresh. In the order in which they will be written, which
/// is the primary key's.
const JUDGE: &str = "
WITH judged AS (
    SELECT s.line, p.id AS player_id, s.date, s.source, s.amount_eur, v.amount_eur AS known_eur,
        p.deleted_at IS NOT NULL AS is_deleted,
        first_value(s.line) OVER (PARTITION BY p.id, s.date, s.source, s.provider, s.provider_id
                                  ORDER BY s.line) AS first_line
    FROM staged_valuation s
    LEFT JOIN player p ON p.provider = s.provider AND p.provider_id = s.provider_id
    LEFT JOIN player_valuation v
        ON v.player_id = p.id AND v.date = s.date AND v.source = s.source
), refusing AS (
    INSERT INTO refused (line, reason, detail)
    SELECT line,
        CASE WHEN line > first_line THEN $1::smallint WHEN player_id IS NULL THEN $2::smallint
            ELSE $3::smallint END,
        CASE WHEN line > first_line THEN first_line ELSE 0 END
    FROM judged
    WHERE line > first_line OR player_id IS NULL OR is_deleted
)
INSERT INTO fresh_value
SELECT player_id, date, source, amount_eur
FROM judged
WHERE line = first_line AND player_id IS NOT NULL AND NOT is_deleted
  AND known_eur IS DISTINCT FROM amount_eur";

/// Whoever writes a value holds its player first: then nobody adds the same value meanwhile, and nobody
/// shows another newest one.
const HOLD_PLAYERS: &str = "
SELECT count(*) FROM (
    SELECT FROM player WHERE id IN (SELECT player_id FROM fresh_value) ORDER BY id FOR NO KEY UPDATE
) held";

const CHANGE: &str = "
UPDATE player_valuation v SET amount_eur = f.amount_eur
FROM fresh_value f
WHERE (v.player_id, v.date, v.source) = (f.player_id, f.date, f.source)
  AND v.amount_eur <> f.amount_eur";

/// What somebody added between the judgement and the hold is left out. Sorted not for the sake of the
/// order, which holds already, but so that all are found before the first is written: planned as a loop
/// over a table that was still empty, each row would walk over all that came before it.
const ADD: &str = "
INSERT INTO player_valuation (player_id, date, source, amount_eur)
SELECT f.player_id, f.date, f.source, f.amount_eur
FROM fresh_value f
WHERE NOT EXISTS (
    SELECT FROM player_valuation v
    WHERE (v.player_id, v.date, v.source) = (f.player_id, f.date, f.source))
ORDER BY f.player_id, f.date, f.source";

const SHOW_NEWEST: &str = "
UPDATE player p
SET value_eur = newest.amount_eur, value_date = newest.date, value_source = newest.source,
    version = p.version + 1, updated_at = now()
FROM (SELECT DISTINCT player_id FROM fresh_value) valued
CROSS JOIN LATERAL (
    SELECT v.player_id, v.amount_eur, v.date, v.source
    FROM player_valuation v
    WHERE v.player_id = valued.player_id
    ORDER BY v.date DESC, v.source
    LIMIT 1
) newest
WHERE p.id = newest.player_id
  AND (p.value_eur, p.value_date, p.value_source)
      IS DISTINCT FROM (newest.amount_eur, newest.date, newest.source)";
