//! Who played a match, and who he is among the players.

use football::{MatchId, PlayerId, Position, Side};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;

use super::side_of;
use crate::{Database, StoreError, accounts::audit, database::begin, queue::Asker, sql};

/// Somebody who played.
#[derive(Clone, Debug, PartialEq)]
pub struct LineUpRow {
    /// The place of his track.
    pub place: u16,
    /// His team.
    pub side: Side,
    /// The number on his shirt.
    pub shirt: Option<u16>,
    /// His name at the provider.
    pub name: Option<String>,
    /// Whether he began.
    pub starter: Option<bool>,
    /// Where he played.
    pub position: Option<Position>,
    /// Whether he keeps goal.
    pub is_keeper: bool,
    /// Whether there are positions of him.
    pub is_tracked: bool,
    /// Minutes on the pitch, by positions, else by line-up and changes.
    pub minutes: Option<f64>,
    /// Who he is.
    pub player: Option<PlayerId>,
    /// That player's name.
    pub player_name: Option<String>,
    /// A player of his name, where nobody said yet who he is and there is exactly one.
    pub proposal: Option<(PlayerId, String)>,
}

/// Who played, by team and place; empty when there is no such match.
///
/// # Errors
/// The database does not answer.
pub async fn line_up(db: &impl ConnectionTrait, id: MatchId) -> Result<Vec<LineUpRow>, StoreError> {
    const SQL: &str = "SELECT listed.place, listed.side, listed.shirt, listed.name, listed.starter,
            listed.position, listed.is_keeper, listed.is_tracked, measured.minutes, player.id AS player_id,
            coalesce(player.known_name, player.name) AS player_name,
            proposed.id AS proposed_id, proposed.name AS proposed_name
        FROM match_lineup AS listed
        JOIN match ON match.id = listed.match_id AND match.deleted_at IS NULL
        LEFT JOIN player_match_statistics AS measured
            ON measured.match_id = listed.match_id AND measured.place = listed.place
            AND measured.part = 0
        LEFT JOIN player ON player.id = listed.player_id AND player.deleted_at IS NULL
        LEFT JOIN LATERAL (
            SELECT min(namesake.id) AS id, min(namesake.name) AS name FROM player AS namesake
            WHERE listed.player_id IS NULL AND listed.name IS NOT NULL
                AND namesake.deleted_at IS NULL
                AND (namesake.name = listed.name OR namesake.known_name = listed.name)
            HAVING count(*) = 1
        ) AS proposed ON true
        WHERE listed.match_id = $1 ORDER BY listed.side DESC, listed.place";
    sql::all(db, SQL, [id.0.into()]).await?.iter().map(row).collect()
}

/// Says who somebody of a line-up is; `None` for the player says that nobody knows. Gives whether there was such a
/// place.
///
/// # Errors
/// [`StoreError::Invalid`] on `player` when there is no such player.
pub async fn link_player(
    db: &Database,
    asker: &Asker,
    id: MatchId,
    place: u16,
    player: Option<PlayerId>,
) -> Result<bool, StoreError> {
    const THERE: &str = "SELECT FROM player WHERE id = $1 AND deleted_at IS NULL FOR KEY SHARE";
    const LINK: &str = "UPDATE match_lineup SET player_id = $3 FROM match
        WHERE match.id = match_lineup.match_id AND match.deleted_at IS NULL
            AND match_lineup.match_id = $1 AND match_lineup.place = $2";
    let transaction = begin(db).await?;
    if let Some(player) = player
        && sql::one(&transaction, THERE, [player.0.into()]).await?.is_none()
    {
        let message = "There is no such player any more. Choose another.";
        return Err(StoreError::Invalid(vec![football::FieldError::new("player", message)]));
    }
    let place_sql = i16::try_from(place).unwrap_or(i16::MAX);
    let values = [id.0.into(), place_sql.into(), player.map(|player| player.0).into()];
    if sql::execute(&transaction, LINK, values).await? == 0 {
        return Ok(false);
    }
    audit(
        &transaction,
        Some(asker.account_id),
        "match.link_player",
        &format!("match:{id}"),
        json!({ "place": place, "player_id": player }),
        asker.request_id.as_deref(),
    )
    .await?;
    transaction.commit().await?;
    Ok(true)
}

fn row(row: &QueryResult) -> Result<LineUpRow, StoreError> {
    let side: String = row.try_get("", "side")?;
    let number = |column: &str| -> Result<Option<u16>, StoreError> {
        Ok(row.try_get::<Option<i16>>("", column)?.and_then(|number| u16::try_from(number).ok()))
    };
    let position: Option<String> = row.try_get("", "position")?;
    let proposed: Option<i64> = row.try_get("", "proposed_id")?;
    let proposed_name: Option<String> = row.try_get("", "proposed_name")?;
    Ok(LineUpRow {
        place: number("place")?.unwrap_or_default(),
        side: side_of(&side)?,
        shirt: number("shirt")?,
        name: row.try_get("", "name")?,
        starter: row.try_get("", "starter")?,
        position: position.and_then(|code| code.parse().ok()),
        is_keeper: row.try_get("", "is_keeper")?,
        is_tracked: row.try_get("", "is_tracked")?,
        minutes: row.try_get("", "minutes")?,
        player: row.try_get::<Option<i64>>("", "player_id")?.map(PlayerId),
        player_name: row.try_get("", "player_name")?,
        proposal: proposed.map(PlayerId).zip(proposed_name),
    })
}
