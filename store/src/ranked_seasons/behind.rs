//! The players behind the lines of a season, as they are now.

use std::collections::HashMap;

use football::{MarketValue, PlayerId};
use sea_orm::ConnectionTrait;

use crate::{StoreError, sql};

/// A player who is there and known to be whom a line is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayerBehind {
    /// Identifies him.
    pub id: PlayerId,
    /// The name people use.
    pub name: String,
    /// The newest value known.
    pub value: Option<MarketValue>,
}

/// By line: who it is, of those who are known and not deleted.
///
/// # Errors
/// The database does not answer.
pub async fn players_behind(
    db: &impl ConnectionTrait,
    lines: &[i64],
) -> Result<HashMap<i64, PlayerBehind>, StoreError> {
    let rows = sql::all(
        db,
        "SELECT p.id, player.id, coalesce(player.known_name, player.name), player.value_eur,
                player.value_date, player.value_source
         FROM player_season p JOIN player ON player.id = p.player_id
         WHERE p.id = ANY($1) AND player.deleted_at IS NULL",
        [lines.to_vec().into()],
    )
    .await?;
    let mut players = HashMap::with_capacity(rows.len());
    for row in &rows {
        let value = match (
            row.try_get_by_index(3)?,
            row.try_get_by_index(4)?,
            row.try_get_by_index::<Option<String>>(5)?,
        ) {
            (Some(amount_eur), Some(date), Some(source)) => {
                Some(MarketValue { amount_eur, date, source })
            }
            _ => None,
        };
        let player = PlayerBehind {
            id: PlayerId(row.try_get_by_index(1)?),
            name: row.try_get_by_index(2)?,
            value,
        };
        players.insert(row.try_get_by_index(0)?, player);
    }
    Ok(players)
}

/// By line: the newest value of who it is, of those who are known and not deleted. Some thousand lines are asked at a
/// time, of which nothing else is told.
pub(super) async fn values_behind(
    db: &impl ConnectionTrait,
    lines: Vec<i64>,
) -> Result<HashMap<i64, i64>, StoreError> {
    const SQL: &str = "SELECT line.id, player.value_eur
        FROM player_season AS line JOIN player ON player.id = line.player_id
        WHERE line.id = ANY($1) AND player.deleted_at IS NULL AND player.value_eur IS NOT NULL";
    let rows = sql::all(db, SQL, [lines.into()]).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}
