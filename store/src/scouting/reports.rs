//! Storing and finding reports.

use backroom::{AccountId, JobId};
use football::PlayerId;
use scouting_stats::{EvidenceTable, Report, ReportKind, ReportWriter, ScoutingReport};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    Database, StoreError,
    database::begin,
    queue::{Job, ScoutPlayer},
    sql,
};

/// A report to be stored.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// Whom it is about.
    pub player_id: PlayerId,
    /// The job that wrote it; `None` for a person's.
    pub job_id: Option<JobId>,
    /// Who writes.
    pub writer: ReportWriter,
    /// Why somebody else than the chosen model writes; may be empty.
    pub note: String,
    /// The rows; they hold the question.
    pub evidence: EvidenceTable,
    /// The text, checked.
    pub report: Report,
    /// Who asked for it or wrote it.
    pub created_by: Option<AccountId>,
    /// The report that it is a later version of.
    pub replaces: Option<i64>,
}

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Identifies the report.
    pub id: i64,
    /// Its number among the player's reports.
    pub version: i32,
    /// The job that wrote it; `None` when that job is forgotten.
    pub job_id: Option<JobId>,
}

/// Stores the report as the player's next version. A second call for the same job stores nothing and
/// answers as the first. `None` when the player is gone.
///
/// Opens its own transaction: the player's row is locked while the version is chosen.
pub async fn store_report(db: &Database, new: &NewReport) -> Result<Option<Stored>, StoreError> {
    let transaction = begin(db).await?;
    let stored = insert(&transaction, new).await?;
    transaction.commit().await?;
    Ok(stored)
}

/// As [`store_report`], within the caller's transaction.
pub(super) async fn insert(
    transaction: &impl ConnectionTrait,
    new: &NewReport,
) -> Result<Option<Stored>, StoreError> {
    let player = sql::one(
        transaction,
        "SELECT id FROM player WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE",
        [new.player_id.0.into()],
    )
    .await?;
    if player.is_none() {
        return Ok(None);
    }
    let evidence = to_json("evidence", &new.evidence)?;
    let body = to_json("report", &new.report)?;
    let recommendation = &new.report.recommendation;
    let (provider, model, prompt_version) = match &new.writer {
        ReportWriter::Model { provider, model, prompt_version } => {
            (Some(provider.clone()), Some(model.clone()), Some(count(*prompt_version)))
        }
        ReportWriter::Offline { .. } | ReportWriter::Person { .. } => (None, None, None),
    };
    let row = sql::one(
        transaction,
        "WITH added AS (
             INSERT INTO scouting_report (player_id, version, job_id, question, generator,
                 evidence_hash, evidence, body, verdict, confidence, numbers_checked, numbers_found,
                 created_by, kind, provider, model, prompt_version, note, replaces)
             SELECT $1, (SELECT coalesce(max(version), 0) + 1 FROM scouting_report
                         WHERE player_id = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
                    $13, $14, $15, $16, $17, $18
             ON CONFLICT (job_id) DO NOTHING
             RETURNING id, version, job_id)
         SELECT id, version, job_id FROM added
         UNION ALL SELECT id, version, job_id FROM scouting_report WHERE job_id = $2
         LIMIT 1",
        [
            new.player_id.0.into(),
            new.job_id.map(|job| job.0).into(),
            new.evidence.question.clone().into(),
            new.writer.name().into(),
            new.evidence.hash().into(),
            evidence.into(),
            body.into(),
            recommendation.verdict.as_str().into(),
            recommendation.confidence.as_str().into(),
            count(new.report.numbers_checked).into(),
            count(new.report.numbers_found).into(),
            new.created_by.map(|account| account.0).into(),
            new.writer.kind().as_str().into(),
            provider.into(),
            model.into(),
            prompt_version.into(),
            new.note.clone().into(),
            new.replaces.into(),
        ],
    )
    .await?;
    row.as_ref().map(stored).transpose()
}

/// The newest report on `question` by the same writer, if it rests on the same evidence: writing it again
/// would give the same words, or cost a question for nothing.
pub async fn unchanged_since(
    db: &impl ConnectionTrait,
    evidence: &EvidenceTable,
    writer: &ReportWriter,
) -> Result<Option<Stored>, StoreError> {
    let row = sql::one(
        db,
        "SELECT id, version, job_id FROM (
             SELECT id, version, job_id, evidence_hash FROM scouting_report
             WHERE player_id = $1 AND question = $2 AND kind = $3 AND generator = $4
               AND deleted_at IS NULL
             ORDER BY version DESC LIMIT 1) newest
         WHERE evidence_hash = $5",
        [
            evidence.subject.player_id.0.into(),
            evidence.question.clone().into(),
            writer.kind().as_str().into(),
            writer.name().into(),
            evidence.hash().into(),
        ],
    )
    .await?;
    row.as_ref().map(stored).transpose()
}

/// The report numbered `id`.
pub async fn find_report(
    db: &impl ConnectionTrait,
    id: i64,
) -> Result<Option<ScoutingReport>, StoreError> {
    let row = sql::one(db, &select("report.id = $1"), [id.into()]).await?;
    row.as_ref().map(read).transpose()
}

/// The player's report of that version.
pub async fn find_version(
    db: &impl ConnectionTrait,
    player: PlayerId,
    version: i32,
) -> Result<Option<ScoutingReport>, StoreError> {
    let text = select("report.player_id = $1 AND report.version = $2");
    let row = sql::one(db, &text, [player.0.into(), version.into()]).await?;
    row.as_ref().map(read).transpose()
}

/// The player's newest report.
pub async fn latest_report(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Option<ScoutingReport>, StoreError> {
    let text = select("report.player_id = $1") + " ORDER BY report.version DESC LIMIT 1";
    let row = sql::one(db, &text, [player.0.into()]).await?;
    row.as_ref().map(read).transpose()
}

/// The newest job that waits to write or writes a report on the player, and who asked for it.
pub async fn report_under_way(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Option<(JobId, Option<AccountId>)>, StoreError> {
    let text = format!(
        "SELECT id, created_by FROM job
         WHERE kind = '{}' AND state IN ('queued', 'running') AND payload ->> 'player_id' = $1
         ORDER BY created_at DESC LIMIT 1",
        ScoutPlayer::KIND
    );
    let row = sql::one(db, &text, [player.to_string().into()]).await?;
    row.map(|row| {
        let asker: Option<i64> = row.try_get_by_index(1)?;
        Ok((JobId(row.try_get_by_index(0)?), asker.map(AccountId)))
    })
    .transpose()
}

fn select(condition: &str) -> String {
    format!(
        "SELECT report.id, report.player_id, report.version, report.question, report.generator,
                report.evidence_hash, report.evidence, report.body, report.created_at, report.kind,
                report.provider, report.model, report.prompt_version, report.note
         FROM scouting_report report
         JOIN player ON player.id = report.player_id AND player.deleted_at IS NULL
         WHERE report.deleted_at IS NULL AND {condition}"
    )
}

fn read(row: &QueryResult) -> Result<ScoutingReport, StoreError> {
    Ok(ScoutingReport {
        id: row.try_get_by_index(0)?,
        player_id: PlayerId(row.try_get_by_index(1)?),
        version: row.try_get_by_index(2)?,
        question: row.try_get_by_index(3)?,
        writer: writer(row)?,
        note: row.try_get_by_index(13)?,
        evidence_hash: row.try_get_by_index(5)?,
        evidence: from_json("evidence", row.try_get_by_index(6)?)?,
        report: from_json("report", row.try_get_by_index(7)?)?,
        created_at: row.try_get_by_index(8)?,
    })
}

fn writer(row: &QueryResult) -> Result<ReportWriter, StoreError> {
    let name: String = row.try_get_by_index(4)?;
    let kind: String = row.try_get_by_index(9)?;
    let kind = kind.parse::<ReportKind>().map_err(|source| StoreError::Unreadable {
        what: "kind of report",
        source: Box::new(source),
    })?;
    let text = |column: usize| -> Result<String, StoreError> {
        Ok(row.try_get_by_index::<Option<String>>(column)?.unwrap_or_default())
    };
    Ok(match kind {
        ReportKind::Offline => ReportWriter::Offline { grammar: name },
        ReportKind::Person => ReportWriter::Person { name },
        ReportKind::Model => ReportWriter::Model {
            provider: text(10)?,
            model: text(11)?,
            prompt_version: row
                .try_get_by_index::<Option<i32>>(12)?
                .unwrap_or_default()
                .unsigned_abs(),
        },
    })
}

fn stored(row: &QueryResult) -> Result<Stored, StoreError> {
    let job: Option<uuid::Uuid> = row.try_get_by_index(2)?;
    Ok(Stored {
        id: row.try_get_by_index(0)?,
        version: row.try_get_by_index(1)?,
        job_id: job.map(JobId),
    })
}

fn to_json<T: serde::Serialize>(
    what: &'static str,
    value: &T,
) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(value)
        .map_err(|source| StoreError::Unreadable { what, source: Box::new(source) })
}

fn from_json<T: serde::de::DeserializeOwned>(
    what: &'static str,
    value: serde_json::Value,
) -> Result<T, StoreError> {
    serde_json::from_value(value)
        .map_err(|source| StoreError::Unreadable { what, source: Box::new(source) })
}

fn count(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
