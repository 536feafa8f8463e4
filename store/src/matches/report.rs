//! What was computed of a match.

use chrono::{DateTime, Utc};
use football::MatchId;
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::Value;

use crate::{StoreError, sql};

/// What a stored report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportKind {
    /// The figures of the match.
    Match,
    /// What happened, on the clock of the frames.
    Events,
}

impl ReportKind {
    /// As rows name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Events => "events",
        }
    }
}

/// A stored report.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredReport {
    /// Identifies it.
    pub id: i64,
    /// The match.
    pub match_id: MatchId,
    /// `match` or `events`.
    pub kind: String,
    /// The version of its shape.
    pub version: u32,
    /// The report.
    pub report: Value,
    /// When it was computed.
    pub created_at: DateTime<Utc>,
}

const SELECT: &str = "SELECT report.id, report.match_id, report.kind, report.version, report.report,
        report.created_at
    FROM analysis_report AS report JOIN match ON match.id = report.match_id AND match.deleted_at IS NULL";

/// What was computed of a match; `None` when there is no such match.
///
/// # Errors
/// The database does not answer.
pub async fn report_of(
    db: &impl ConnectionTrait,
    id: MatchId,
    kind: ReportKind,
) -> Result<Option<StoredReport>, StoreError> {
    let text = format!("{SELECT} WHERE report.match_id = $1 AND report.kind = $2");
    let row = sql::one(db, &text, [id.0.into(), kind.as_str().into()]).await?;
    row.as_ref().map(report).transpose()
}

/// One stored report.
///
/// # Errors
/// The database does not answer.
pub async fn find_report(
    db: &impl ConnectionTrait,
    id: i64,
) -> Result<Option<StoredReport>, StoreError> {
    let row = sql::one(db, &format!("{SELECT} WHERE report.id = $1"), [id.into()]).await?;
    row.as_ref().map(report).transpose()
}

fn report(row: &QueryResult) -> Result<StoredReport, StoreError> {
    Ok(StoredReport {
        id: row.try_get("", "id")?,
        match_id: MatchId(row.try_get("", "match_id")?),
        kind: row.try_get("", "kind")?,
        version: u32::try_from(row.try_get::<i32>("", "version")?).unwrap_or_default(),
        report: row.try_get("", "report")?,
        created_at: row.try_get("", "created_at")?,
    })
}
