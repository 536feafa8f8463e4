//! Players that a provider knows: whom to ask for, and noting what it answered.

use football::{PlayerId, Valuation};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement, Value};

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
    const SQL: &str =
        "SELECT id, name, provider_id FROM player WHERE id = $1 AND deleted_at IS NULL";
    Ok(read(db, SQL, [id.0.into()]).await?.into_iter().next())
}

/// The next `limit` players after `after` that the provider knows, by rising id; only those among
/// `only` where it is given.
pub async fn provided_after(
    db: &impl ConnectionTrait,
    after: PlayerId,
    only: Option<&[PlayerId]>,
    limit: u32,
) -> Result<Vec<ProvidedPlayer>, StoreError> {
    const SQL: &str = "SELECT id, name, provider_id FROM player
        WHERE id > $1 AND provider_id IS NOT NULL AND deleted_at IS NULL
            AND ($2::jsonb IS NULL
                OR id IN (SELECT value::bigint FROM jsonb_array_elements_text($2)))
        ORDER BY id LIMIT $3";
    read(db, SQL, [after.0.into(), ids(only), i64::from(limit).into()]).await
}

/// How many players the provider knows; only among `only` where it is given.
pub async fn count_provided(
    db: &impl ConnectionTrait,
    only: Option<&[PlayerId]>,
) -> Result<u64, StoreError> {
    const SQL: &str = "SELECT count(*) FROM player
        WHERE provider_id IS NOT NULL AND deleted_at IS NULL
            AND ($1::jsonb IS NULL
                OR id IN (SELECT value::bigint FROM jsonb_array_elements_text($1)))";
    let counted = db
        .query_one_raw(Statement::from_sql_and_values(DatabaseBackend::Postgres, SQL, [ids(only)]))
        .await?;
    let count = counted.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    Ok(count.unwrap_or_default().unsigned_abs())
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

fn ids(only: Option<&[PlayerId]>) -> Value {
    only.map(|ids| serde_json::json!(ids)).into()
}

async fn read<const N: usize>(
    db: &impl ConnectionTrait,
    sql: &str,
    values: [Value; N],
) -> Result<Vec<ProvidedPlayer>, StoreError> {
    db.query_all_raw(Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, values))
        .await?
        .iter()
        .map(|row| {
            Ok(ProvidedPlayer {
                id: PlayerId(row.try_get("", "id")?),
                name: row.try_get("", "name")?,
                provider_id: row.try_get("", "provider_id")?,
            })
        })
        .collect()
}
