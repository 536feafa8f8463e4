//! Players of a table whom nobody knows, added where that was asked for.

use football::{Nation, Position, PositionGroup, SeasonSetId};
use sea_orm::ConnectionTrait;
use serde::Serialize;

use super::resolve::{Unclaimed, json};
use crate::{StoreError, sql};

/// Adds `strangers` as players, each by the key by which the same table finds him again, and gives the
/// lines to them; tells how many were added. Their birth dates stay unknown: a year is no date.
pub(super) async fn add_strangers(
    tx: &impl ConnectionTrait,
    provider: &str,
    set: SeasonSetId,
    strangers: &[&Unclaimed],
) -> Result<u64, StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        line: i64,
        key: &'a str,
        import_key: String,
        name: &'a str,
        nations: Vec<&'a str>,
        position: Option<&'static str>,
        club: Option<&'a str>,
    }
    const ADD: &str = "
        INSERT INTO player (import_key, name, nationalities, position, club, competition)
        SELECT row.import_key, row.name, row.nations, row.position, row.club, line.competition
        FROM jsonb_to_recordset($1) AS row (line bigint, import_key text, name text,
            nations text[], position text, club text)
        JOIN player_season line ON line.id = row.line
        ON CONFLICT (import_key) WHERE import_key IS NOT NULL DO NOTHING";
    const REMEMBER: &str = "
        INSERT INTO player_identity (provider, key, player_id, decided, signs)
        SELECT $1, row.key, player.id, 'rule', '{}'
        FROM jsonb_to_recordset($2) AS row (key text, import_key text)
        JOIN player ON player.import_key = row.import_key AND player.deleted_at IS NULL
        ON CONFLICT (provider, key) DO NOTHING";
    const LINK: &str = "
        UPDATE player_season SET player_id = player.id
        FROM jsonb_to_recordset($2) AS row (line bigint, import_key text)
        JOIN player ON player.import_key = row.import_key AND player.deleted_at IS NULL
        WHERE player_season.id = row.line AND player_season.set_id = $1
          AND NOT EXISTS (SELECT FROM player_season other
                          WHERE other.set_id = $1 AND other.player_id = player.id)";
    if strangers.is_empty() {
        return Ok(0);
    }
    let rows: Vec<Row<'_>> = strangers
        .iter()
        .map(|stranger| Row {
            line: stranger.id,
            key: &stranger.key,
            import_key: format!("season:{provider}:{}", stranger.key),
            name: &stranger.sighting.name,
            nations: stranger
                .nation
                .iter()
                .map(|nation| Nation::read(nation).map_or(nation.as_str(), |known| known.name()))
                .collect(),
            position: stranger.sighting.group.map(|group| central(group).code()),
            club: stranger.sighting.club.as_deref(),
        })
        .collect();
    let rows = json(&rows)?;
    let added = sql::execute(tx, ADD, [rows.clone().into()]).await?;
    sql::execute(tx, REMEMBER, [provider.into(), rows.clone().into()]).await?;
    sql::execute(tx, LINK, [set.0.into(), rows.into()]).await?;
    Ok(added)
}

/// The position that a line of play is noted as, as when a list of players has no more (decision 20).
const fn central(group: PositionGroup) -> Position {
    match group {
        PositionGroup::Goalkeeper => Position::Goalkeeper,
        PositionGroup::Defender => Position::CentreBack,
        PositionGroup::Midfielder => Position::CentralMidfield,
        PositionGroup::Attacker => Position::CentreForward,
    }
}
