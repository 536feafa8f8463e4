//! A player whom a provider knows: whom to ask for, and noting what it answered.

use football::{PlayerId, Valuation};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

use super::record_valuation;
use crate::{Database, StoreError, database::begin};

/// A player with his id at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvidedPlayer {
    /// The player.
    pub id: PlayerId,
    /// His name.
    pub name: String,
    /// His id at the provider; `None` for players written by hand.
    pub provider_id: Option<String>,
}

/// The player `id`; `None` when there is none or he was deleted.
pub async fn find_provided(
    db: &impl ConnectionTrait,
    id: PlayerId,
) -> Result<Option<ProvidedPlayer>, StoreError> {
    const SQL: &str = "SELECT name, provider_id FROM player WHERE id = $1 AND deleted_at IS NULL";
    let statement = Statement::from_sql_and_values(DatabaseBackend::Postgres, SQL, [id.0.into()]);
    let Some(row) = db.query_one_raw(statement).await? else { return Ok(None) };
    Ok(Some(ProvidedPlayer {
        id,
        name: row.try_get_by_index(0)?,
        provider_id: row.try_get_by_index(1)?,
    }))
}

/// Notes a provider's value in the player's history and shows the newest one with the player. Returns
/// whether the player's row changed. The same value again changes nothing.
pub async fn refresh_value(
    db: &Database,
    player: PlayerId,
    value: &Valuation,
) -> Result<bool, StoreError> {
    const SHOW_NEWEST: &str = "
        UPDATE player SET value_eur = newest.amount_eur, value_date = newest.date,
            value_source = newest.source, version = version + 1, updated_at = now()
        FROM (
            SELECT amount_eur, date, source FROM player_valuation WHERE player_id = $1
            ORDER BY date DESC, source LIMIT 1
        ) AS newest
        WHERE id = $1 AND (value_eur, value_date, value_source)
            IS DISTINCT FROM (newest.amount_eur, newest.date, newest.source)";
    let transaction = begin(db).await?;
    // Held while its values are written: two refreshes at once, or an import, would each show the
    // newest of what it can see.
    transaction
        .execute_raw(Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            "SELECT FROM player WHERE id = $1 FOR NO KEY UPDATE",
            [player.0.into()],
        ))
        .await?;
    record_valuation(&transaction, player, value).await?;
    let shown = transaction
        .execute_raw(Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            SHOW_NEWEST,
            [player.0.into()],
        ))
        .await?;
    transaction.commit().await?;
    Ok(shown.rows_affected() > 0)
}
