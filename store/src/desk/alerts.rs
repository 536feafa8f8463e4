//! Changes of players on shortlists, told to those who follow the list.
//!
//! The database notices them itself, in the transaction of the change and whoever writes: a trigger a
//! statement compares the players on lists with what was last seen of them (`docs/decisions/0079`).

use backroom::AccountId;
use chrono::{DateTime, TimeDelta, Utc};
use football::{
    PlayerId,
    desk::{AlertId, AlertPage, ChangeKind, PlayerAlert},
};
use sea_orm::{ConnectionTrait, QueryResult};

use super::{before, cut, word};
use crate::{StoreError, sql};

/// How long a change is kept.
const KEPT_FOR: TimeDelta = TimeDelta::days(180);
/// Most changes in one answer.
const LONGEST_PAGE: u32 = 200;

/// Something that happened to a player, which whoever stores it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// To whom.
    pub player: PlayerId,
    /// How it was.
    pub before: Option<String>,
    /// How it is.
    pub after: Option<String>,
}

/// Tells those who follow a shortlist with one of these players what happened; gives how many happenings
/// were told. Call it in the transaction of the change. Value, club, contract, status, reports and
/// injuries are noticed without it.
pub async fn raise(
    db: &impl ConnectionTrait,
    kind: ChangeKind,
    happenings: &[Happening],
) -> Result<u64, StoreError> {
    if happenings.is_empty() {
        return Ok(0);
    }
    let players: Vec<i64> = happenings.iter().map(|it| it.player.0).collect();
    let earlier: Vec<Option<String>> = happenings.iter().map(|it| it.before.clone()).collect();
    let later: Vec<Option<String>> = happenings.iter().map(|it| it.after.clone()).collect();
    let row = sql::one(
        db,
        // An array of texts that may be unknown is told as JSON: the driver binds none.
        "SELECT raise_alerts($1, $2,
             ARRAY(SELECT jsonb_array_elements_text($3::jsonb)),
             ARRAY(SELECT jsonb_array_elements_text($4::jsonb))) AS told",
        [
            kind.as_str().into(),
            players.into(),
            serde_json::json!(earlier).into(),
            serde_json::json!(later).into(),
        ],
    )
    .await?;
    row.map_or(Ok(0), |row| super::count(&row, "told"))
}

/// Looks once more at every player who is or was on a list. Misses nothing that the database overlooked
/// because a player was put on a list while he was being changed.
pub async fn look(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    let text = "SELECT look_at_watched(ARRAY(SELECT player_id FROM watched_player)) IS NULL";
    sql::one(db, text, []).await?;
    Ok(())
}

/// What `account` was told, newest first, from `cursor` on; at most 200. Only what was not read, where
/// `only_unread`.
///
/// # Errors
/// [`StoreError::Invalid`] for a cursor that no list gave.
pub async fn list(
    db: &impl ConnectionTrait,
    account: AccountId,
    only_unread: bool,
    cursor: Option<&str>,
    limit: u32,
) -> Result<AlertPage, StoreError> {
    let (before, limit) = (before(cursor)?, limit.clamp(1, LONGEST_PAGE));
    let rows = sql::all(
        db,
        "SELECT change.id, change.player_id, change.kind, change.before, change.after, change.at,
             coalesce(player.known_name, player.name) AS player_name,
             alert.read_at IS NOT NULL AS is_read,
             ARRAY(
                 SELECT shortlist.name FROM shortlist_entry AS entry
                 JOIN shortlist ON shortlist.id = entry.shortlist_id
                     AND shortlist.archived_at IS NULL
                 JOIN shortlist_follower AS follower ON follower.shortlist_id = shortlist.id
                     AND follower.account_id = $1
                 WHERE entry.player_id = change.player_id AND entry.removed_at IS NULL
                 ORDER BY lower(shortlist.name)
             ) AS lists
         FROM alert
         JOIN player_change AS change ON change.id = alert.change_id
         JOIN player ON player.id = change.player_id AND player.deleted_at IS NULL
         WHERE alert.account_id = $1 AND alert.change_id < $2
           AND (NOT $3 OR alert.read_at IS NULL)
         ORDER BY alert.change_id DESC LIMIT $4",
        [account.0.into(), before.into(), only_unread.into(), (i64::from(limit) + 1).into()],
    )
    .await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let (items, next_cursor) = cut(items, limit, |alert| alert.id.0);
    Ok(AlertPage { items, unread: count_unread(db, account).await?, next_cursor })
}

/// How many changes `account` was told of and has not read.
pub async fn count_unread(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<u64, StoreError> {
    let row = sql::one(
        db,
        "SELECT count(*) AS unread FROM alert WHERE account_id = $1 AND read_at IS NULL",
        [account.0.into()],
    )
    .await?;
    row.map_or(Ok(0), |row| super::count(&row, "unread"))
}

/// Marks one of the account's changes as read, or as not read. `false` when it was not told of it.
pub async fn set_read(
    db: &impl ConnectionTrait,
    account: AccountId,
    id: AlertId,
    read: bool,
) -> Result<bool, StoreError> {
    let changed = sql::execute(
        db,
        "UPDATE alert SET read_at = CASE WHEN $3 THEN coalesce(read_at, now()) END
         WHERE account_id = $1 AND change_id = $2",
        [account.0.into(), id.0.into(), read.into()],
    )
    .await?;
    Ok(changed > 0)
}

/// Marks what the account was told up to `newest` as read: what came while it looked stays unread. Gives
/// how many.
pub async fn read_all(
    db: &impl ConnectionTrait,
    account: AccountId,
    newest: AlertId,
) -> Result<u64, StoreError> {
    let text = "UPDATE alert SET read_at = now()
                WHERE account_id = $1 AND read_at IS NULL AND change_id <= $2";
    Ok(sql::execute(db, text, [account.0.into(), newest.0.into()]).await?)
}

/// Forgets changes of more than 180 days before `now`; gives how many.
pub async fn forget(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let before = (now - KEPT_FOR).into();
    Ok(sql::execute(db, "DELETE FROM player_change WHERE at < $1", [before]).await?)
}

fn read(row: &QueryResult) -> Result<PlayerAlert, StoreError> {
    Ok(PlayerAlert {
        id: AlertId(row.try_get("", "id")?),
        player_id: PlayerId(row.try_get("", "player_id")?),
        player_name: row.try_get("", "player_name")?,
        kind: word(&row.try_get::<String>("", "kind")?, "change of a player")?,
        before: row.try_get("", "before")?,
        after: row.try_get("", "after")?,
        at: row.try_get("", "at")?,
        is_read: row.try_get("", "is_read")?,
        lists: row.try_get("", "lists")?,
    })
}
