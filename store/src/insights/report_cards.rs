//! What the models would have forecast, held against what came.

use backroom::JobId;
use chrono::{DateTime, NaiveDate, Utc};
use scouting_stats::value::{ReportCard, VALUE_MODEL};
use sea_orm::ConnectionTrait;

use super::{DataMark, Maker, unreadable};
use crate::{StoreError, sql};

/// A report card to be kept.
#[derive(Clone, Debug)]
pub struct NewReportCard<'a> {
    /// The data.
    pub mark: &'a DataMark,
    /// Players with a value.
    pub players: u64,
    /// The newest origin of the data.
    pub as_of: NaiveDate,
    /// The seed of the career paths.
    pub seed: u32,
    /// What came out.
    pub card: &'a ReportCard,
    /// Who computed it.
    pub maker: Maker,
}

/// A kept report card.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredReportCard {
    /// Its number.
    pub id: i64,
    /// Of which models.
    pub version: String,
    /// The seed of the career paths.
    pub seed: u32,
    /// The newest origin of the data.
    pub as_of: NaiveDate,
    /// Players with a value.
    pub players: u64,
    /// Values.
    pub valuations: u64,
    /// What came out.
    pub card: ReportCard,
    /// The job that computed it; none when that is forgotten.
    pub job_id: Option<JobId>,
    /// When it was computed.
    pub created_at: DateTime<Utc>,
}

/// Whether a report card was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptCard {
    /// It is stored.
    New,
    /// The newest is of the same models, data and seed.
    Unchanged,
}

/// Keeps a report card unless the newest is of the same models, data and seed.
pub async fn keep_report_card(
    db: &impl ConnectionTrait,
    new: &NewReportCard<'_>,
) -> Result<KeptCard, StoreError> {
    let card =
        serde_json::to_value(new.card).map_err(|source| unreadable("report card", source))?;
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let written = sql::execute(
        db,
        "INSERT INTO model_report_card
             (version, data_hash, seed, as_of, players, valuations, card, job_id, created_by)
         SELECT $1, $2, $3, $4, $5, $6, $7, (SELECT id FROM job WHERE id = $8),
             (SELECT id FROM account WHERE id = $9)
         WHERE NOT EXISTS (
             SELECT FROM (SELECT version, data_hash, seed FROM model_report_card
                          ORDER BY id DESC LIMIT 1) newest
             WHERE newest.version = $1 AND newest.data_hash = $2 AND newest.seed = $3)",
        [
            VALUE_MODEL.into(),
            new.mark.hash.clone().into(),
            i64::from(new.seed).into(),
            new.as_of.into(),
            count(new.players).into(),
            count(new.mark.valuations).into(),
            card.into(),
            new.maker.job.map(|job| job.0).into(),
            new.maker.asker.map(|account| account.0).into(),
        ],
    )
    .await?;
    Ok(if written > 0 { KeptCard::New } else { KeptCard::Unchanged })
}

/// The newest report card; one that this release cannot read is none.
pub async fn newest_report_card(
    db: &impl ConnectionTrait,
) -> Result<Option<StoredReportCard>, StoreError> {
    let row = sql::one(
        db,
        "SELECT id, version, seed, as_of, players, valuations, card, job_id, created_at
         FROM model_report_card ORDER BY id DESC LIMIT 1",
        [],
    )
    .await?;
    let Some(row) = row else { return Ok(None) };
    let Ok(card) = serde_json::from_value(row.try_get_by_index(6)?) else { return Ok(None) };
    let seed: i64 = row.try_get_by_index(2)?;
    let job: Option<uuid::Uuid> = row.try_get_by_index(7)?;
    Ok(Some(StoredReportCard {
        id: row.try_get_by_index(0)?,
        version: row.try_get_by_index(1)?,
        seed: u32::try_from(seed).unwrap_or(u32::MAX),
        as_of: row.try_get_by_index(3)?,
        players: row.try_get_by_index::<i64>(4)?.unsigned_abs(),
        valuations: row.try_get_by_index::<i64>(5)?.unsigned_abs(),
        card,
        job_id: job.map(JobId),
        created_at: row.try_get_by_index(8)?,
    }))
}
