//! Lists of reports, newest first.

use football::{FieldError, PlayerId};
use scouting_stats::{ReportPage, ReportSummary};
use sea_orm::{ConnectionTrait, QueryResult, Value};

use crate::{StoreError, sql};

/// Most reports in one answer.
const LONGEST_PAGE: u32 = 200;

/// Every report, newest first, from `cursor` on; at most 200.
pub async fn list_reports(
    db: &impl ConnectionTrait,
    cursor: Option<&str>,
    limit: u32,
) -> Result<ReportPage, StoreError> {
    list(db, None, cursor, limit).await
}

/// The player's reports, newest first, from `cursor` on; at most 200.
pub async fn list_reports_on(
    db: &impl ConnectionTrait,
    player: PlayerId,
    cursor: Option<&str>,
    limit: u32,
) -> Result<ReportPage, StoreError> {
    list(db, Some(player), cursor, limit).await
}

/// How many reports there are.
pub async fn count_reports(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    count(db, None).await
}

async fn list(
    db: &impl ConnectionTrait,
    player: Option<PlayerId>,
    cursor: Option<&str>,
    limit: u32,
) -> Result<ReportPage, StoreError> {
    let before = cursor.map_or(Ok(i64::MAX), before_id)?;
    let limit = limit.clamp(1, LONGEST_PAGE);
    let (condition, mut values) = about(player);
    values.extend([before.into(), (i64::from(limit) + 1).into()]);
    let text = format!(
        "SELECT report.id, report.player_id, coalesce(player.known_name, player.name),
                report.version, report.question, report.verdict, report.confidence,
                report.numbers_checked, report.numbers_found, report.generator, report.created_at,
                report.kind
         {condition} AND report.id < ${} ORDER BY report.id DESC LIMIT ${}",
        values.len() - 1,
        values.len()
    );
    let rows = sql::all(db, &text, values).await?;
    let mut items = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let has_more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let next_cursor = items.last().filter(|_| has_more).map(|last| format!("b{:x}", last.id));
    Ok(ReportPage { items, total: count(db, player).await?, next_cursor })
}

async fn count(db: &impl ConnectionTrait, player: Option<PlayerId>) -> Result<u64, StoreError> {
    let (condition, values) = about(player);
    let row = sql::one(db, &format!("SELECT count(*) {condition}"), values).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

fn about(player: Option<PlayerId>) -> (&'static str, Vec<Value>) {
    match player {
        None => (
            "FROM scouting_report report JOIN player ON player.id = report.player_id
             WHERE player.deleted_at IS NULL AND report.deleted_at IS NULL",
            Vec::new(),
        ),
        Some(player) => (
            "FROM scouting_report report JOIN player ON player.id = report.player_id
             WHERE player.deleted_at IS NULL AND report.deleted_at IS NULL
               AND report.player_id = $1",
            vec![player.0.into()],
        ),
    }
}

/// A cursor says before which id the page begins.
fn before_id(cursor: &str) -> Result<i64, StoreError> {
    cursor.strip_prefix('b').and_then(|id| i64::from_str_radix(id, 16).ok()).ok_or_else(|| {
        StoreError::Invalid(vec![FieldError::new(
            "cursor",
            "This is not a cursor that a list gave. Start at the first page.",
        )])
    })
}

fn read(row: &QueryResult) -> Result<ReportSummary, StoreError> {
    let verdict: String = row.try_get_by_index(5)?;
    let confidence: String = row.try_get_by_index(6)?;
    let kind: String = row.try_get_by_index(11)?;
    let (checked, found): (i32, i32) = (row.try_get_by_index(7)?, row.try_get_by_index(8)?);
    Ok(ReportSummary {
        id: row.try_get_by_index(0)?,
        player_id: PlayerId(row.try_get_by_index(1)?),
        player_name: row.try_get_by_index(2)?,
        version: row.try_get_by_index(3)?,
        question: row.try_get_by_index(4)?,
        verdict: verdict.parse().map_err(unreadable)?,
        confidence: confidence.parse().map_err(unreadable)?,
        numbers_checked: u32::try_from(checked).unwrap_or(0),
        numbers_found: u32::try_from(found).unwrap_or(0),
        generator: row.try_get_by_index(9)?,
        kind: kind.parse().map_err(unreadable)?,
        created_at: row.try_get_by_index(10)?,
    })
}

fn unreadable(source: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Unreadable { what: "report", source: Box::new(source) }
}
