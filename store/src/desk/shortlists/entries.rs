//! Who is on a list, at which stage.

use backroom::AccountId;
use football::{
    PlayerId,
    desk::{
        Board, ListedOn, MOST_ENTRIES, Place, ShortlistDraft, ShortlistEntry, ShortlistId, Stage,
        paragraphs,
    },
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};
use serde_json::json;

use super::{Held, archived, lists, note, subject};
use crate::{
    Database, StoreError,
    database::begin,
    desk::{no_row, position, refused, word},
    queue::Asker,
    sql,
};

/// Most players added by one call.
const MOST_AT_ONCE: usize = 200;
/// Longest reason, in characters.
const LONGEST_WHY: usize = 500;
/// Players taken off who are still offered to be put back.
const MOST_REMOVED: i64 = 50;

/// What adding players came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Those who are on the list since.
    pub added: Vec<PlayerId>,
    /// Those who were on it before, and stay where they were.
    pub already: u64,
}

/// What [`entry`] reads, for the reader `$1`; players who were deleted are not there until they are
/// restored.
const SELECT: &str = "SELECT entry.id, entry.version, entry.player_id, \
    coalesce(player.known_name, player.name) AS name, player.position, player.birth_date, \
    player.club, player.contract_until, player.value_eur, entry.stage, entry.why, \
    account.name AS by, entry.created_at, entry.removed_at IS NOT NULL AS is_removed, \
    rated.mean_stars, rated.ratings, rated.own_stars, \
    (SELECT count(*)::integer FROM shortlist_comment AS comment \
        WHERE comment.entry_id = entry.id AND comment.deleted_at IS NULL) AS comments \
    FROM shortlist_entry AS entry \
    JOIN player ON player.id = entry.player_id AND player.deleted_at IS NULL \
    LEFT JOIN account ON account.id = entry.created_by \
    CROSS JOIN LATERAL ( \
        SELECT avg(stars)::double precision AS mean_stars, count(*)::integer AS ratings, \
            max(stars) FILTER (WHERE account_id = $1) AS own_stars \
        FROM shortlist_rating WHERE entry_id = entry.id) AS rated";

/// The list with everybody on it, those added first before the others, then those taken off last.
pub async fn board(
    db: &impl ConnectionTrait,
    reader: AccountId,
    id: ShortlistId,
) -> Result<Option<Board>, StoreError> {
    let Some(list) = lists::find(db, reader, id).await? else { return Ok(None) };
    let text = format!(
        "(SELECT * FROM ({SELECT} WHERE entry.shortlist_id = $2 AND entry.removed_at IS NULL) AS there
          ORDER BY id LIMIT $3)
         UNION ALL
         (SELECT * FROM ({SELECT} WHERE entry.shortlist_id = $2 AND entry.removed_at IS NOT NULL
              ORDER BY entry.removed_at DESC LIMIT $4) AS taken_off)"
    );
    let values =
        [reader.0.into(), id.0.into(), i64::from(MOST_ENTRIES).into(), MOST_REMOVED.into()];
    let rows = sql::all(db, &text, values).await?;
    let entries = rows.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(Board { list, entries }))
}

/// The player's place on the list, as `reader` sees it; also of somebody who was taken off.
pub async fn find_entry(
    db: &impl ConnectionTrait,
    reader: AccountId,
    place: Place,
) -> Result<Option<ShortlistEntry>, StoreError> {
    let text = format!("{SELECT} WHERE entry.shortlist_id = $2 AND entry.player_id = $3");
    let values = [reader.0.into(), place.list.0.into(), place.player.0.into()];
    sql::one(db, &text, values).await?.as_ref().map(entry).transpose()
}

/// The lists in use that the player is on, by name; at most 50.
pub async fn lists_of(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Vec<ListedOn>, StoreError> {
    let rows = sql::all(
        db,
        "SELECT shortlist.id, shortlist.name, entry.stage
         FROM shortlist_entry AS entry JOIN shortlist ON shortlist.id = entry.shortlist_id
         WHERE entry.player_id = $1 AND entry.removed_at IS NULL AND shortlist.archived_at IS NULL
         ORDER BY lower(shortlist.name) LIMIT 50",
        [player.0.into()],
    )
    .await?;
    rows.iter()
        .map(|row| {
            Ok(ListedOn {
                id: ShortlistId(row.try_get("", "id")?),
                name: row.try_get("", "name")?,
                stage: stage(row)?,
            })
        })
        .collect()
}

/// Whom to put on a list, and how.
#[derive(Clone, Copy, Debug)]
pub struct NewEntries<'a> {
    /// The players.
    pub players: &'a [PlayerId],
    /// At which stage.
    pub stage: Stage,
    /// Why; may be empty.
    pub why: &'a str,
}

/// Puts the players on the list. Those who are on it already stay where they are; one who was taken off
/// comes back. `None` when there is no such list.
///
/// # Errors
/// [`StoreError::Invalid`] on `why`, on `players` when they are too many, and when the list is archived.
pub async fn add(
    db: &Database,
    asker: &Asker,
    list: ShortlistId,
    new: NewEntries<'_>,
) -> Result<Option<Added>, StoreError> {
    let transaction = begin(db).await?;
    let added = add_within(&transaction, asker, list, new).await?;
    transaction.commit().await?;
    Ok(added)
}

/// Makes a list with the players on it: both or neither.
///
/// # Errors
/// [`StoreError::Invalid`] on `name`, `purpose`, `players` and `why`.
pub async fn create_with(
    db: &Database,
    asker: &Asker,
    draft: &ShortlistDraft,
    new: NewEntries<'_>,
) -> Result<ShortlistId, StoreError> {
    let transaction = begin(db).await?;
    let list = lists::create_within(&transaction, asker, draft).await?;
    add_within(&transaction, asker, list, new).await?;
    transaction.commit().await?;
    Ok(list)
}

async fn add_within(
    transaction: &DatabaseTransaction,
    asker: &Asker,
    list: ShortlistId,
    new: NewEntries<'_>,
) -> Result<Option<Added>, StoreError> {
    let why = match new.why.trim() {
        "" => String::new(),
        why => paragraphs("why", why, LONGEST_WHY).map_err(|it| StoreError::Invalid(vec![it]))?,
    };
    if new.players.is_empty() || new.players.len() > MOST_AT_ONCE {
        return Err(refused("players", format!("Choose 1 to {MOST_AT_ONCE} players.")));
    }
    let ids: Vec<i64> = new.players.iter().map(|player| player.0).collect();
    // One at a time for each list, so that the number holds.
    let found = sql::one(
        transaction,
        "SELECT archived_at IS NOT NULL AS is_archived FROM shortlist
         WHERE id = $1 FOR NO KEY UPDATE",
        [list.0.into()],
    )
    .await?;
    let Some(found) = found else { return Ok(None) };
    if found.try_get("", "is_archived")? {
        return Err(archived());
    }
    watch(transaction, &ids).await?;
    let rows = sql::all(
        transaction,
        "INSERT INTO shortlist_entry AS entry (shortlist_id, player_id, stage, why, created_by)
         SELECT $1, id, $3, $4, $5 FROM player
         WHERE id = ANY($2) AND deleted_at IS NULL ORDER BY array_position($2, id)
         ON CONFLICT ON CONSTRAINT shortlist_entry_key DO UPDATE
         SET removed_at = NULL, stage = excluded.stage, why = excluded.why,
             created_by = excluded.created_by, created_at = now(), version = entry.version + 1
         WHERE entry.removed_at IS NOT NULL
         RETURNING player_id",
        [
            list.0.into(),
            ids.clone().into(),
            new.stage.as_str().into(),
            why.into(),
            asker.account_id.0.into(),
        ],
    )
    .await?;
    let added =
        rows.iter().map(|row| row.try_get("", "player_id")).collect::<Result<Vec<i64>, _>>()?;
    let (players, already) = counts(transaction, list, &ids, added.len()).await?;
    if players > u64::from(MOST_ENTRIES) {
        let message = format!("A list has at most {MOST_ENTRIES} players. Make another one.");
        return Err(refused("players", message));
    }
    note_added(transaction, asker, list, &added, new.stage).await?;
    Ok(Some(Added { added: added.into_iter().map(PlayerId).collect(), already }))
}

/// From now on it is noticed when one of these players changes. A change that is being written in this
/// moment is noticed by the next look (`alerts::look`).
async fn watch(db: &impl ConnectionTrait, players: &[i64]) -> Result<(), StoreError> {
    sql::execute(
        db,
        "INSERT INTO watched_player (player_id, value_eur, club, contract_until, status)
         SELECT id, value_eur, club, contract_until, status FROM player
         WHERE id = ANY($1) AND deleted_at IS NULL ORDER BY id
         ON CONFLICT (player_id) DO NOTHING",
        [players.to_vec().into()],
    )
    .await?;
    Ok(())
}

/// How many players are on the list now, and how many of `ids` were before `added` of them were added.
async fn counts(
    db: &impl ConnectionTrait,
    list: ShortlistId,
    ids: &[i64],
    added: usize,
) -> Result<(u64, u64), StoreError> {
    let row = sql::one(
        db,
        "SELECT count(*) AS players, count(*) FILTER (WHERE player_id = ANY($2)) AS chosen
         FROM shortlist_entry WHERE shortlist_id = $1 AND removed_at IS NULL",
        [list.0.into(), ids.to_vec().into()],
    )
    .await?
    .ok_or_else(no_row)?;
    let chosen = crate::desk::count(&row, "chosen")?;
    Ok((crate::desk::count(&row, "players")?, chosen.saturating_sub(added as u64)))
}

/// A line for each player, so that the list's activity names each.
async fn note_added(
    db: &impl ConnectionTrait,
    asker: &Asker,
    list: ShortlistId,
    added: &[i64],
    to: Stage,
) -> Result<(), StoreError> {
    sql::execute(
        db,
        "INSERT INTO audit_entry (account_id, action, subject, detail, request_id)
         SELECT $1, 'shortlist.add', $2,
             jsonb_build_object('player', added.player, 'to', $3::text), $4
         FROM unnest($5::bigint[]) AS added (player)",
        [
            asker.account_id.0.into(),
            subject(list).into(),
            to.as_str().into(),
            asker.request_id.clone().into(),
            added.to_vec().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Moves the player to another stage; `None` when the player is not on the list. A move to where the player
/// is changes nothing.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody moved the player since `version`; [`StoreError::Invalid`] when the
/// list is archived.
pub async fn move_to(
    db: &Database,
    asker: &Asker,
    place: Place,
    version: i32,
    to: Stage,
) -> Result<Option<i32>, StoreError> {
    let transaction = begin(db).await?;
    let held = Held::find(&transaction, place).await?.filter(|held| !held.is_removed);
    let Some(held) = held else { return Ok(None) };
    if held.stage == to.as_str() {
        return Ok(Some(held.version));
    }
    if held.version != version {
        return Err(StoreError::Conflict { what: "This player's stage" });
    }
    sql::execute(
        &transaction,
        "UPDATE shortlist_entry SET stage = $2, version = version + 1 WHERE id = $1",
        [held.id.into(), to.as_str().into()],
    )
    .await?;
    let detail = json!({ "player": place.player, "from": held.stage, "to": to.as_str() });
    note(&transaction, asker, "shortlist.move", place.list, detail).await?;
    transaction.commit().await?;
    Ok(Some(version + 1))
}

/// Takes the player off the list, with all that was said kept, or puts the player back. `false` when the
/// player never was on it.
///
/// # Errors
/// [`StoreError::Invalid`] when the list is archived or full.
pub async fn set_removed(
    db: &Database,
    asker: &Asker,
    place: Place,
    removed: bool,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    let Some(held) = Held::find(&transaction, place).await? else { return Ok(false) };
    if held.is_removed == removed {
        return Ok(true);
    }
    sql::execute(
        &transaction,
        "UPDATE shortlist_entry SET removed_at = CASE WHEN $2 THEN now() END, version = version + 1
         WHERE id = $1",
        [held.id.into(), removed.into()],
    )
    .await?;
    let (players, _) = counts(&transaction, place.list, &[], 0).await?;
    if players > u64::from(MOST_ENTRIES) {
        return Err(refused("players", format!("A list has at most {MOST_ENTRIES} players.")));
    }
    let action = if removed { "shortlist.remove" } else { "shortlist.put_back" };
    let detail = json!({ "player": place.player, "to": held.stage });
    note(&transaction, asker, action, place.list, detail).await?;
    transaction.commit().await?;
    Ok(true)
}

fn stage(row: &QueryResult) -> Result<Stage, StoreError> {
    word(&row.try_get::<String>("", "stage")?, "stage of a shortlist")
}

fn entry(row: &QueryResult) -> Result<ShortlistEntry, StoreError> {
    let number = |column| row.try_get::<i32>("", column).map(i32::unsigned_abs);
    let own: Option<i16> = row.try_get("", "own_stars")?;
    Ok(ShortlistEntry {
        version: row.try_get("", "version")?,
        player_id: PlayerId(row.try_get("", "player_id")?),
        name: row.try_get("", "name")?,
        position: position(row)?,
        birth_date: row.try_get("", "birth_date")?,
        club: row.try_get("", "club")?,
        contract_until: row.try_get("", "contract_until")?,
        value_eur: row.try_get("", "value_eur")?,
        stage: stage(row)?,
        why: row.try_get("", "why")?,
        by: row.try_get("", "by")?,
        at: row.try_get("", "created_at")?,
        mean_stars: row.try_get("", "mean_stars")?,
        ratings: number("ratings")?,
        own_stars: own.and_then(|stars| u8::try_from(stars).ok()),
        comments: number("comments")?,
        is_removed: row.try_get("", "is_removed")?,
    })
}
