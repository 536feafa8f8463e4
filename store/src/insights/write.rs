//! Writing insights, many at once.

use backroom::{AccountId, JobId};
use chrono::NaiveDate;
use football::PlayerId;
use scouting_stats::InsightKind;
use sea_orm::ConnectionTrait as _;
use serde_json::Value;

use crate::{Database, StoreError, database::begin, sql};

/// An insight to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct NewInsight {
    /// Whom it is about.
    pub player_id: PlayerId,
    /// What it is about.
    pub kind: InsightKind,
    /// By which model.
    pub model_version: String,
    /// Of all that it rests on: [`scouting_stats::value::input_hash`].
    pub input_hash: String,
    /// The seed of what was drawn, where anything was.
    pub seed: Option<u32>,
    /// The day that it is of.
    pub as_of: NaiveDate,
    /// What came out.
    pub result: Value,
}

/// Who makes insights.
#[derive(Clone, Copy, Debug, Default)]
pub struct Maker {
    /// The job.
    pub job: Option<JobId>,
    /// Who asked for it.
    pub asker: Option<AccountId>,
}

/// What became of insights that were to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Stored.
    pub new: u64,
    /// Not stored: the player's newest of the kind rests on the same input, or the player is gone.
    pub unchanged: u64,
}

/// Held to the end of the transaction: of two who write the same, the second finds what the first wrote.
const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtextextended('touchline.insight', 0))";

/// The newest that is there is compared, not any: what was so, changed and is so again is a new insight.
const WRITE: &str = "
INSERT INTO insight (player_id, kind, model_version, input_hash, seed, as_of, result, job_id, created_by)
SELECT given.player_id, given.kind, given.model_version, given.input_hash, nullif(given.seed, -1),
    given.as_of, given.result::jsonb, (SELECT id FROM job WHERE id = $8), (SELECT id FROM account WHERE id = $9)
FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::date[], $7::text[])
    AS given (player_id, kind, model_version, input_hash, seed, as_of, result)
JOIN player ON player.id = given.player_id AND player.deleted_at IS NULL
LEFT JOIN LATERAL (
    SELECT input_hash FROM insight
    WHERE player_id = given.player_id AND kind = given.kind ORDER BY id DESC LIMIT 1
) newest ON true
WHERE newest.input_hash IS DISTINCT FROM given.input_hash
ORDER BY given.player_id, given.kind";

/// Insights of one player and kind that are kept, the newest. A value that changes every week leaves a
/// year of them; without a bound, a batch over all players would add 64,000 rows after each change.
pub const KEPT_VERSIONS: i64 = 52;

const FORGET: &str = "
DELETE FROM insight WHERE id IN (
    SELECT old.id FROM unnest($1::bigint[], $2::text[]) AS given (player_id, kind)
    CROSS JOIN LATERAL (
        SELECT id FROM insight
        WHERE player_id = given.player_id AND kind = given.kind
        ORDER BY id DESC OFFSET $3
    ) old
)";

/// Writes those insights that say something new, all or none, and forgets those of the same players that
/// are beyond [`KEPT_VERSIONS`]. At most one a player and kind.
///
/// Opens its own transaction, in which writers take turns.
pub async fn write_insights(
    db: &Database,
    maker: Maker,
    insights: &[NewInsight],
) -> Result<Written, StoreError> {
    if insights.is_empty() {
        return Ok(Written::default());
    }
    let values = [
        column(insights, |insight| insight.player_id.0).into(),
        column(insights, |insight| insight.kind.as_str().to_owned()).into(),
        column(insights, |insight| insight.model_version.clone()).into(),
        column(insights, |insight| insight.input_hash.clone()).into(),
        // An array has no place for null; no seed is negative.
        column(insights, |insight| insight.seed.map_or(-1, i64::from)).into(),
        column(insights, |insight| insight.as_of).into(),
        column(insights, |insight| insight.result.to_string()).into(),
        maker.job.map(|job| job.0).into(),
        maker.asker.map(|account| account.0).into(),
    ];
    let transaction = begin(db).await?;
    transaction.execute_unprepared(LOCK).await?;
    let new = sql::execute(&transaction, WRITE, values).await?;
    if new > 0 {
        let whose = [
            column(insights, |insight| insight.player_id.0).into(),
            column(insights, |insight| insight.kind.as_str().to_owned()).into(),
            KEPT_VERSIONS.into(),
        ];
        sql::execute(&transaction, FORGET, whose).await?;
    }
    transaction.commit().await?;
    Ok(Written { new, unchanged: (insights.len() as u64).saturating_sub(new) })
}

/// One figure of each.
fn column<T>(insights: &[NewInsight], value: impl Fn(&NewInsight) -> T) -> Vec<T> {
    insights.iter().map(value).collect()
}
