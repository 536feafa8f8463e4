//! Reports that people write: stored, changed as a later version, deleted and brought back.

use backroom::AccountId;
use chrono::{DateTime, Utc};
use football::PlayerId;
use scouting_stats::{EvidenceTable, Report, ReportWriter};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;

use super::{
    drafts::forget_draft,
    reports::{NewReport, Stored, insert},
};
use crate::{
    Database, StoreError, accounts::audit, database::begin, players::KEPT_AFTER_DELETION,
    queue::Asker, sql,
};

/// A person's report to be stored.
#[derive(Clone, Debug)]
pub struct OwnReport {
    /// Whom it is about.
    pub player_id: PlayerId,
    /// The name of the account.
    pub name: String,
    /// What is known of the player: its rows may be cited.
    pub evidence: EvidenceTable,
    /// The text, its numbers counted.
    pub report: Report,
    /// The report that it is a later version of, and who may have written that one: `None` for whoever
    /// may change everybody's.
    pub replaces: Option<(i64, Option<AccountId>)>,
}

/// Where a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedReport {
    /// Whom it is about.
    pub player_id: PlayerId,
    /// Its number among the player's reports.
    pub version: i32,
}

/// Stores a person's report as the player's next version, forgets its draft and notes it in the audit log.
/// `None` when the player is gone, or the report that it replaces is or is somebody else's.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else changed the report that it replaces.
pub async fn write_own_report(
    db: &Database,
    asker: &Asker,
    own: OwnReport,
) -> Result<Option<Stored>, StoreError> {
    let transaction = begin(db).await?;
    // One writer a player at a time: what the next statement sees is what the one before committed.
    sql::execute(
        &transaction,
        "SELECT id FROM player WHERE id = $1 FOR NO KEY UPDATE",
        [own.player_id.0.into()],
    )
    .await?;
    if let Some((id, by)) = own.replaces {
        let found = sql::one(
            &transaction,
            "SELECT id, EXISTS (SELECT FROM scouting_report AS later
                                WHERE later.replaces = report.id AND later.deleted_at IS NULL)
             FROM scouting_report AS report
             WHERE id = $1 AND player_id = $2 AND kind = 'person' AND deleted_at IS NULL
               AND ($3::bigint IS NULL OR created_by = $3)",
            [id.into(), own.player_id.0.into(), by.map(|by| by.0).into()],
        )
        .await?;
        let is_replaced = found.map(|row| row.try_get_by_index::<bool>(1)).transpose()?;
        match is_replaced {
            Some(false) => {}
            Some(true) => {
                transaction.rollback().await?;
                return Err(StoreError::Conflict { what: "This report" });
            }
            None => {
                transaction.rollback().await?;
                return Ok(None);
            }
        }
    }
    let new = NewReport {
        player_id: own.player_id,
        job_id: None,
        writer: ReportWriter::Person { name: own.name },
        note: String::new(),
        evidence: own.evidence,
        report: own.report,
        created_by: Some(asker.account_id),
        replaces: own.replaces.map(|(id, _)| id),
    };
    let stored = insert(&transaction, &new).await?;
    if let Some(stored) = stored {
        forget_draft(&transaction, asker.account_id, own.player_id).await?;
        let detail = json!({ "report_id": stored.id, "version": stored.version });
        note(&transaction, asker, "report.write", own.player_id, detail).await?;
    }
    transaction.commit().await?;
    Ok(stored)
}

/// Deletes the person's report `id`; it can be brought back for 30 days. `by` is who may have written it:
/// `None` for whoever may delete everybody's. `None` when there is no such report.
pub async fn delete_report(
    db: &Database,
    asker: &Asker,
    id: i64,
    by: Option<AccountId>,
) -> Result<Option<PlacedReport>, StoreError> {
    const SQL: &str = "UPDATE scouting_report SET deleted_at = now()
        WHERE id = $1 AND kind = 'person' AND deleted_at IS NULL
          AND ($2::bigint IS NULL OR created_by = $2)
        RETURNING player_id, version";
    steer(db, asker, SQL, "report.delete", id, by).await
}

/// Brings the person's report `id` back, as [`delete_report`].
///
/// # Errors
/// [`StoreError::Conflict`] when the report that it was a later version of was changed meanwhile.
pub async fn restore_report(
    db: &Database,
    asker: &Asker,
    id: i64,
    by: Option<AccountId>,
) -> Result<Option<PlacedReport>, StoreError> {
    const SQL: &str = "UPDATE scouting_report AS report SET deleted_at = NULL
        WHERE id = $1 AND kind = 'person' AND deleted_at IS NOT NULL
          AND ($2::bigint IS NULL OR created_by = $2)
        RETURNING player_id, version";
    steer(db, asker, SQL, "report.restore", id, by).await.map_err(|error| match error {
        StoreError::Database(cause)
            if cause.to_string().contains("scouting_report_replaces_key") =>
        {
            StoreError::Conflict { what: "This report" }
        }
        other => other,
    })
}

async fn steer(
    db: &Database,
    asker: &Asker,
    text: &str,
    action: &str,
    id: i64,
    by: Option<AccountId>,
) -> Result<Option<PlacedReport>, StoreError> {
    let transaction = begin(db).await?;
    let row = sql::one(&transaction, text, [id.into(), by.map(|by| by.0).into()]).await?;
    let placed = row.as_ref().map(placed).transpose()?;
    if let Some(placed) = placed {
        let detail = json!({ "report_id": id, "version": placed.version });
        note(&transaction, asker, action, placed.player_id, detail).await?;
    }
    transaction.commit().await?;
    Ok(placed)
}

/// Who wrote the person's report `id`; `None` when it is not there or a machine's.
pub async fn find_author(
    db: &impl ConnectionTrait,
    id: i64,
) -> Result<Option<AccountId>, StoreError> {
    let row = sql::one(
        db,
        "SELECT created_by FROM scouting_report
         WHERE id = $1 AND kind = 'person' AND deleted_at IS NULL",
        [id.into()],
    )
    .await?;
    let author: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    Ok(author.map(AccountId))
}

/// Removes for good the reports deleted more than [`KEPT_AFTER_DELETION`] before `now`. Gives how many.
pub async fn purge_deleted_reports(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let before = now - KEPT_AFTER_DELETION;
    Ok(sql::execute(db, "DELETE FROM scouting_report WHERE deleted_at < $1", [before.into()])
        .await?)
}

fn placed(row: &QueryResult) -> Result<PlacedReport, StoreError> {
    Ok(PlacedReport {
        player_id: PlayerId(row.try_get_by_index(0)?),
        version: row.try_get_by_index(1)?,
    })
}

async fn note(
    db: &impl ConnectionTrait,
    asker: &Asker,
    action: &str,
    player: PlayerId,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    let request = asker.request_id.as_deref();
    let subject = format!("player:{player}");
    audit(db, Some(asker.account_id), action, &subject, detail, request).await
}
