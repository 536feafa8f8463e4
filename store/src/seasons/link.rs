//! Whose line it is, where the provider itself says so.

use football::SeasonSetId;
use sea_orm::ConnectionTrait;

use super::write::touch;
use crate::{StoreError, sql};

/// Gives each line that nobody is known for, and whose provider's id is that of a player, to him; tells
/// how many were given. Ids are the provider's own, so there is nothing to doubt.
///
/// # Errors
/// The database does not answer.
pub async fn link_provided(tx: &impl ConnectionTrait, set: SeasonSetId) -> Result<u64, StoreError> {
    const LINK: &str = "
        UPDATE player_season line SET player_id = player.id
        FROM season_set s, player
        WHERE line.set_id = $1 AND line.player_id IS NULL AND s.id = line.set_id
          AND player.provider = s.source AND player.provider_id = line.provider_id
          AND player.deleted_at IS NULL
          AND NOT EXISTS (SELECT FROM player_season other
                          WHERE other.set_id = line.set_id AND other.player_id = player.id)";
    let linked = sql::execute(tx, LINK, [set.0.into()]).await?;
    if linked > 0 {
        touch(tx, set).await?;
    }
    Ok(linked)
}
