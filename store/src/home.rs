//! What the home page tells: how much there is, what changed lately and what waits for somebody. Each
//! query is a few index steps, whatever the size of the tables.

use chrono::{DateTime, NaiveDate, Utc};
use football::PlayerId;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use uuid::Uuid;

use crate::StoreError;

/// Up to this many players are counted; above it the planner's estimate is told.
const COUNTED: i64 = 10_000;
/// Newest players looked at for those written by hand; imports, told as a whole, fill the rest.
const NEWEST_PLAYERS: i64 = 500;

/// How many there are of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Counted.
    Exactly(u64),
    /// Estimated by the database; too many to count for a page.
    About(u64),
}

/// How many players there are.
pub async fn count_players(db: &impl ConnectionTrait) -> Result<Amount, StoreError> {
    let counted = number(
        db,
        "SELECT count(*) FROM (SELECT FROM player WHERE deleted_at IS NULL LIMIT $1) AS first",
        COUNTED + 1,
    )
    .await?;
    if counted <= COUNTED.unsigned_abs() {
        return Ok(Amount::Exactly(counted));
    }
    let estimate = number(
        db,
        "SELECT greatest(reltuples::bigint, $1) FROM pg_class WHERE oid = 'player'::regclass",
        COUNTED,
    )
    .await?;
    Ok(Amount::About(estimate))
}

/// How many scouting reports there are.
pub async fn count_reports(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    const MOST: i64 = i64::MAX;
    number(
        db,
        "SELECT count(*) FROM (SELECT FROM scouting_report WHERE deleted_at IS NULL LIMIT $1)
             AS reports",
        MOST,
    )
    .await
}

/// How many contracts end before `day`, those that have ended included, as the list of players finds
/// them; at most `limit`.
pub async fn count_contracts_ending(
    db: &impl ConnectionTrait,
    day: NaiveDate,
    limit: u16,
) -> Result<u64, StoreError> {
    const SQL: &str = "
        SELECT count(*) FROM (
            SELECT FROM player WHERE deleted_at IS NULL AND contract_until < $2 LIMIT $1
        ) AS ending";
    numbers(db, SQL, vec![i64::from(limit).into(), day.into()]).await
}

/// How many files wait for a person to say how they are read, among the newest imports; at most
/// `limit`.
pub async fn count_drafts(db: &impl ConnectionTrait, limit: u16) -> Result<u64, StoreError> {
    const SQL: &str = "
        SELECT count(*) FROM (
            SELECT state FROM player_import ORDER BY created_at DESC LIMIT $1
        ) AS newest
        WHERE state = 'draft'";
    number(db, SQL, i64::from(limit)).await
}

async fn number(db: &impl ConnectionTrait, sql: &str, value: i64) -> Result<u64, StoreError> {
    numbers(db, sql, vec![value.into()]).await
}

async fn numbers(
    db: &impl ConnectionTrait,
    sql: &str,
    values: Vec<sea_orm::Value>,
) -> Result<u64, StoreError> {
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    let found: i64 = match db.query_one_raw(statement).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    Ok(found.unsigned_abs())
}

/// Something that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What.
    pub what: Changed,
    /// The player's or file's name.
    pub subject: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// A player was written down by hand.
    PlayerAdded(PlayerId),
    /// A report on the player was written.
    ReportWritten {
        /// The player.
        player: PlayerId,
        /// The report's version.
        version: i32,
    },
    /// An import was completed.
    ImportCompleted(Uuid),
}

/// The newest changes, newest first, at most `limit`.
pub async fn recent_changes(
    db: &impl ConnectionTrait,
    limit: u16,
) -> Result<Vec<Change>, StoreError> {
    const SQL: &str = "
        SELECT * FROM (
            (SELECT 'player' AS what, coalesce(known_name, name) AS subject, created_at AS at,
                    id AS player, NULL::integer AS version, NULL::uuid AS import
             FROM (SELECT * FROM player ORDER BY id DESC LIMIT $2) AS newest
             WHERE provider IS NULL AND deleted_at IS NULL
               AND EXISTS (SELECT FROM audit_entry AS entry
                           WHERE entry.subject = 'player:' || newest.id
                             AND entry.action = 'player.create')
             ORDER BY id DESC LIMIT $1)
            UNION ALL
            (SELECT 'report', coalesce(player.known_name, player.name), report.created_at,
                    player.id, report.version, NULL
             FROM scouting_report AS report JOIN player ON player.id = report.player_id
             WHERE player.deleted_at IS NULL AND report.deleted_at IS NULL
             ORDER BY report.id DESC LIMIT $1)
            UNION ALL
            (SELECT 'import', upload.file_name, coalesce(run.finished_at, run.created_at),
                    NULL, NULL, run.id
             FROM player_import AS run JOIN upload ON upload.id = run.upload_id
             WHERE run.state = 'completed'
             ORDER BY run.created_at DESC LIMIT $1)
        ) AS changes
        ORDER BY at DESC LIMIT $1";
    let values = [i64::from(limit).into(), NEWEST_PLAYERS.into()];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, SQL, values);
    db.query_all_raw(statement).await?.iter().map(change).collect()
}

fn change(row: &QueryResult) -> Result<Change, StoreError> {
    let kind: String = row.try_get("", "what")?;
    let what = match kind.as_str() {
        "import" => Changed::ImportCompleted(row.try_get("", "import")?),
        "report" => Changed::ReportWritten {
            player: PlayerId(row.try_get("", "player")?),
            version: row.try_get("", "version")?,
        },
        _ => Changed::PlayerAdded(PlayerId(row.try_get("", "player")?)),
    };
    Ok(Change { what, subject: row.try_get("", "subject")?, at: row.try_get("", "at")? })
}
