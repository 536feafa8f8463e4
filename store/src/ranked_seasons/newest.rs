//! The newest season of many players at once.

use football::{PlayerId, SeasonSetId};
use sea_orm::ConnectionTrait;

use crate::{StoreError, sql};

/// A player's line in the newest season that he is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewestLine {
    /// The player.
    pub player: PlayerId,
    /// The season.
    pub set: SeasonSetId,
    /// The line in it.
    pub line: i64,
}

/// Of each of `players` who is in a season, his line in the newest, as [`super::RankedSeasons::find`]
/// chooses it.
///
/// # Errors
/// The database does not answer.
pub async fn newest_lines(
    db: &impl ConnectionTrait,
    players: &[PlayerId],
) -> Result<Vec<NewestLine>, StoreError> {
    let ids: Vec<i64> = players.iter().map(|player| player.0).collect();
    let rows = sql::all(
        db,
        "SELECT DISTINCT ON (p.player_id) p.player_id, p.set_id, p.id
         FROM player_season p JOIN season_set s ON s.id = p.set_id
         WHERE p.player_id = ANY($1)
         ORDER BY p.player_id, s.season DESC, s.source",
        [ids.into()],
    )
    .await?;
    rows.iter()
        .map(|row| {
            Ok(NewestLine {
                player: PlayerId(row.try_get_by_index(0)?),
                set: SeasonSetId(row.try_get_by_index(1)?),
                line: row.try_get_by_index(2)?,
            })
        })
        .collect()
}
