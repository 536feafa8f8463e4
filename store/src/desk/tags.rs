//! Tags: words by which players are found together.

use football::{
    PlayerId,
    desk::{LONGEST_TAG, PlayerTag, TagCount, TaggedPlayer, TaggedPlayers, tag_of},
};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;

use super::{before, count, cut, note, notes::subject, position, refused};
use crate::{Database, StoreError, database::begin, queue::Asker, sql};

/// Most tags of a player.
const MOST_OF_A_PLAYER: i64 = 30;
/// Most players in one answer.
const LONGEST_PAGE: u32 = 200;

/// The player's tags, by word.
pub async fn of_player(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Vec<PlayerTag>, StoreError> {
    let rows = sql::all(
        db,
        "SELECT tag.tag, account.name, tag.created_at
         FROM player_tag AS tag LEFT JOIN account ON account.id = tag.created_by
         WHERE tag.player_id = $1 ORDER BY tag.tag LIMIT $2",
        [player.0.into(), MOST_OF_A_PLAYER.into()],
    )
    .await?;
    rows.iter()
        .map(|row| {
            Ok(PlayerTag {
                tag: row.try_get("", "tag")?,
                by: row.try_get("", "name")?,
                at: row.try_get("", "created_at")?,
            })
        })
        .collect()
}

/// The tags that most players have, at most `limit`, the most frequent first.
///
/// Reads every tag that people gave: some thousands, of which ten thousand take some milliseconds.
pub async fn in_use(db: &impl ConnectionTrait, limit: u32) -> Result<Vec<TagCount>, StoreError> {
    let rows = sql::all(
        db,
        "SELECT tag.tag, count(*) AS players
         FROM player_tag AS tag JOIN player ON player.id = tag.player_id
         WHERE player.deleted_at IS NULL
         GROUP BY tag.tag ORDER BY players DESC, tag.tag LIMIT $1",
        [i64::from(limit).into()],
    )
    .await?;
    rows.iter()
        .map(|row| Ok(TagCount { tag: row.try_get("", "tag")?, players: count(row, "players")? }))
        .collect()
}

/// Players with the tag, those who got it last first, from `cursor` on; at most 200.
///
/// # Errors
/// [`StoreError::Invalid`] for a cursor that no list gave.
pub async fn players_with(
    db: &impl ConnectionTrait,
    tag: &str,
    cursor: Option<&str>,
    limit: u32,
) -> Result<TaggedPlayers, StoreError> {
    let (before, limit) = (before(cursor)?, limit.clamp(1, LONGEST_PAGE));
    let Some(tag) = tag_of(tag) else { return Ok(TaggedPlayers::default()) };
    let rows = sql::all(
        db,
        "SELECT tag.id, tag.created_at, account.name AS by, player.id AS player_id,
             coalesce(player.known_name, player.name) AS name, player.position, player.birth_date,
             player.club, player.value_eur
         FROM player_tag AS tag
         JOIN player ON player.id = tag.player_id
         LEFT JOIN account ON account.id = tag.created_by
         WHERE tag.tag = $1 AND tag.id < $2 AND player.deleted_at IS NULL
         ORDER BY tag.id DESC LIMIT $3",
        [tag.clone().into(), before.into(), (i64::from(limit) + 1).into()],
    )
    .await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let (items, next_cursor) = cut(items, limit, |(id, _)| *id);
    let counted = sql::one(
        db,
        "SELECT count(*) AS players FROM player_tag AS tag
         JOIN player ON player.id = tag.player_id
         WHERE tag.tag = $1 AND player.deleted_at IS NULL",
        [tag.into()],
    )
    .await?;
    Ok(TaggedPlayers {
        items: items.into_iter().map(|(_, player)| player).collect(),
        total: counted.map_or(Ok(0), |row| count(&row, "players"))?,
        next_cursor,
    })
}

/// Gives the player the tag and tells it as it is kept; `None` when there is no such player. A tag that
/// the player has already stays as it is.
///
/// # Errors
/// [`StoreError::Invalid`] on `tag`.
pub async fn add(
    db: &Database,
    asker: &Asker,
    player: PlayerId,
    tag: &str,
) -> Result<Option<String>, StoreError> {
    let tag = tag_of(tag).ok_or_else(|| {
        let rule = format!("Give 1 to {LONGEST_TAG} characters without / , # and ?.");
        refused("tag", rule)
    })?;
    let transaction = begin(db).await?;
    // Two who tag at once may pass the number by one, which harms nobody.
    let found = sql::one(
        &transaction,
        "SELECT (SELECT count(*) FROM player_tag WHERE player_id = player.id) AS tags,
             EXISTS (SELECT FROM player_tag WHERE player_id = player.id AND tag = $2) AS has_it
         FROM player WHERE id = $1 AND deleted_at IS NULL",
        [player.0.into(), tag.clone().into()],
    )
    .await?;
    let Some(found) = found else { return Ok(None) };
    if found.try_get("", "has_it")? {
        return Ok(Some(tag));
    }
    if found.try_get::<i64>("", "tags")? >= MOST_OF_A_PLAYER {
        let message = format!("This player has {MOST_OF_A_PLAYER} tags. Take one away first.");
        return Err(refused("tag", message));
    }
    let added = sql::execute(
        &transaction,
        "INSERT INTO player_tag (player_id, tag, created_by) VALUES ($1, $2, $3)
         ON CONFLICT ON CONSTRAINT player_tag_key DO NOTHING",
        [player.0.into(), tag.clone().into(), asker.account_id.0.into()],
    )
    .await?;
    if added > 0 {
        note(&transaction, asker, "player.tag", &subject(player), json!({ "tag": tag })).await?;
    }
    transaction.commit().await?;
    Ok(Some(tag))
}

/// Takes the tag from the player. `false` when the player does not have it.
pub async fn remove(
    db: &Database,
    asker: &Asker,
    player: PlayerId,
    tag: &str,
) -> Result<bool, StoreError> {
    let Some(tag) = tag_of(tag) else { return Ok(false) };
    let transaction = begin(db).await?;
    let removed = sql::execute(
        &transaction,
        "DELETE FROM player_tag WHERE player_id = $1 AND tag = $2",
        [player.0.into(), tag.clone().into()],
    )
    .await?;
    if removed == 0 {
        return Ok(false);
    }
    note(&transaction, asker, "player.untag", &subject(player), json!({ "tag": tag })).await?;
    transaction.commit().await?;
    Ok(true)
}

fn read(row: &QueryResult) -> Result<(i64, TaggedPlayer), StoreError> {
    let player = TaggedPlayer {
        id: PlayerId(row.try_get("", "player_id")?),
        name: row.try_get("", "name")?,
        position: position(row)?,
        birth_date: row.try_get("", "birth_date")?,
        club: row.try_get("", "club")?,
        value_eur: row.try_get("", "value_eur")?,
        by: row.try_get("", "by")?,
        at: row.try_get("", "created_at")?,
    };
    Ok((row.try_get("", "id")?, player))
}
