//! What a player was said to be worth, day by day.

use football::{PlayerId, Valuation};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

use crate::StoreError;

/// The player's values, oldest first. A player has some dozens; a thousand is the limit.
pub async fn valuations(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Vec<Valuation>, StoreError> {
    let rows = db
        .query_all_raw(Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            "SELECT amount_eur, date, source FROM player_valuation
             WHERE player_id = $1 ORDER BY date DESC, source DESC LIMIT 1000",
            [player.0.into()],
        ))
        .await?;
    let mut values = Vec::with_capacity(rows.len());
    for row in rows.iter().rev() {
        values.push(Valuation {
            amount_eur: row.try_get_by_index(0)?,
            date: row.try_get_by_index(1)?,
            source: row.try_get_by_index(2)?,
        });
    }
    Ok(values)
}

/// Notes a value in the player's history. A second value of the same day and source replaces the
/// first: it is a correction. The player's row is left alone.
pub async fn record_valuation(
    db: &impl ConnectionTrait,
    player: PlayerId,
    value: &Valuation,
) -> Result<(), StoreError> {
    db.execute_raw(Statement::from_sql_and_values(
        DatabaseBackend::Postgres,
        "INSERT INTO player_valuation (player_id, date, source, amount_eur) VALUES ($1, $2, $3, $4)
         ON CONFLICT (player_id, date, source) DO UPDATE SET amount_eur = excluded.amount_eur
         WHERE player_valuation.amount_eur <> excluded.amount_eur",
        [player.0.into(), value.date.into(), value.source.trim().into(), value.amount_eur.into()],
    ))
    .await?;
    Ok(())
}
