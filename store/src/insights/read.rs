//! Reading insights.

use backroom::JobId;
use chrono::{DateTime, NaiveDate, Utc};
use football::PlayerId;
use scouting_stats::InsightKind;
use sea_orm::{ConnectionTrait, QueryResult};

use super::unreadable;
use crate::{StoreError, sql};

/// Most insights of a history in one answer.
const LONGEST_HISTORY: u32 = 200;

/// A stored insight.
#[derive(Clone, Debug, PartialEq)]
pub struct Insight {
    /// Its number.
    pub id: i64,
    /// Whom it is about.
    pub player_id: PlayerId,
    /// What it is about.
    pub kind: InsightKind,
    /// By which model.
    pub model_version: String,
    /// Of all that it rests on.
    pub input_hash: String,
    /// The seed of what was drawn, where anything was.
    pub seed: Option<u32>,
    /// The day that it is of.
    pub as_of: NaiveDate,
    /// What came out; the kind says what it is.
    pub result: serde_json::Value,
    /// The job that made it; none when that is forgotten.
    pub job_id: Option<JobId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// The player's newest insight of each kind, by kind; nothing of a player who is deleted.
pub async fn newest_insights(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Vec<Insight>, StoreError> {
    let text = select("DISTINCT ON (insight.kind)", "") + " ORDER BY insight.kind, insight.id DESC";
    let rows = sql::all(db, &text, [player.0.into()]).await?;
    rows.iter().map(read).collect()
}

/// The player's insights of one kind, newest first, from before number `before` on; at most 200.
pub async fn insight_history(
    db: &impl ConnectionTrait,
    player: PlayerId,
    kind: InsightKind,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Insight>, StoreError> {
    let text = select("", "AND insight.kind = $2 AND insight.id < $3")
        + " ORDER BY insight.id DESC LIMIT $4";
    let limit = i64::from(limit.clamp(1, LONGEST_HISTORY));
    let values =
        [player.0.into(), kind.as_str().into(), before.unwrap_or(i64::MAX).into(), limit.into()];
    let rows = sql::all(db, &text, values).await?;
    rows.iter().map(read).collect()
}

fn select(distinct: &str, condition: &str) -> String {
    format!(
        "SELECT {distinct} insight.id, insight.player_id, insight.kind, insight.model_version,
             insight.input_hash, insight.seed, insight.as_of, insight.result, insight.job_id,
             insight.created_at
         FROM insight JOIN player ON player.id = insight.player_id AND player.deleted_at IS NULL
         WHERE insight.player_id = $1 {condition}"
    )
}

fn read(row: &QueryResult) -> Result<Insight, StoreError> {
    let kind: String = row.try_get_by_index(2)?;
    let seed: Option<i64> = row.try_get_by_index(5)?;
    let job: Option<uuid::Uuid> = row.try_get_by_index(8)?;
    Ok(Insight {
        id: row.try_get_by_index(0)?,
        player_id: PlayerId(row.try_get_by_index(1)?),
        kind: kind.parse().map_err(|source| unreadable("insight", source))?,
        model_version: row.try_get_by_index(3)?,
        input_hash: row.try_get_by_index(4)?,
        seed: seed.and_then(|seed| u32::try_from(seed).ok()),
        as_of: row.try_get_by_index(6)?,
        result: row.try_get_by_index(7)?,
        job_id: job.map(JobId),
        created_at: row.try_get_by_index(9)?,
    })
}
