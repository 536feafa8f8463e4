//! From an uploaded file to a queued job: a proposal, corrections, a start.

use backroom::{AccountId, JobId};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, Statement};
use table_feeds::player_table::Reading;
use uuid::Uuid;

use super::{
    Import, ImportError, find,
    preview::{Look, look_over},
};
use crate::{
    Database, StoreError,
    accounts::audit,
    database::begin,
    queue::{
        Enqueued, Job, NewJob, enqueue, find_task, import_career::ImportCareer,
        import_players::ImportPlayers,
    },
    uploads::{self, StoredFile, Uploads},
};

/// Makes a draft of a stored file: how it would be read, and a dry run of it.
///
/// Values without a date of their own count for the day on which this content first came, so that the
/// same file imported next month still changes nothing.
///
/// # Errors
/// [`ImportError::Table`] when the file is not a table.
pub async fn create_draft(
    db: &Database,
    uploads: &Uploads,
    file: StoredFile,
    file_name: &str,
    created_by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<Uuid, ImportError> {
    let first_seen = uploads::first_seen(db, &file.sha256).await?.unwrap_or(now);
    let (reading, preview) = {
        let (uploads, sha256) = (uploads.clone(), file.sha256.clone());
        let today = first_seen.date_naive();
        blocking(move || look_over(&uploads, &sha256, today, Look::Fresh)).await?
    };
    let id = Uuid::now_v7();
    let transaction = begin(db).await?;
    let upload = uploads::record(&transaction, file, file_name, created_by, now).await?;
    transaction
        .execute_raw(Statement::from_sql_and_values(
            transaction.get_database_backend(),
            "INSERT INTO player_import (id, upload_id, mapping, preview, created_by, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            [
                id.into(),
                upload.id.into(),
                json(&reading)?.into(),
                json(&preview)?.into(),
                created_by.map(|account| account.0).into(),
                now.into(),
            ],
        ))
        .await?;
    transaction.commit().await?;
    Ok(id)
}

/// Reads the draft's file by a corrected reading from now on, with a dry run of it.
///
/// # Errors
/// [`StoreError::Conflict`] when the import has been started.
pub async fn save_reading(
    db: &Database,
    uploads: &Uploads,
    import: &Import,
    reading: Reading,
) -> Result<(), ImportError> {
    let (reading, preview) = {
        let (uploads, sha256) = (uploads.clone(), import.sha256.clone());
        let today = reading.as_of;
        // With another delimiter the columns are others.
        let look = if reading.delimiter == import.reading.delimiter {
            Look::As(reading)
        } else {
            Look::By(reading.delimiter, reading.legacy)
        };
        blocking(move || look_over(&uploads, &sha256, today, look)).await?
    };
    let saved = db
        .execute_raw(Statement::from_sql_and_values(
            db.get_database_backend(),
            "UPDATE player_import SET mapping = $2, preview = $3
             WHERE id = $1 AND summary IS NULL AND NOT EXISTS (
                 SELECT FROM job
                 WHERE job.id = player_import.job_id AND job.state IN ('queued', 'running'))",
            [import.id.into(), json(&reading)?.into(), json(&preview)?.into()],
        ))
        .await?;
    if saved.rows_affected() == 0 {
        return Err(StoreError::Conflict { what: "This import" }.into());
    }
    Ok(())
}

/// Queues the run of an import and notes it in the audit log, both or neither. Asked again while it runs, it answers with the same job; after a run
/// that was stopped or failed, with a new one.
///
/// # Errors
/// [`ImportError::Unsettled`] when the mapping still lacks something; [`StoreError::Conflict`] when the
/// import is done.
pub async fn start(
    db: &Database,
    id: Uuid,
    account: Option<AccountId>,
    request_id: Option<String>,
) -> Result<JobId, ImportError> {
    let transaction = begin(db).await?;
    // Two clicks are one start: the second waits here for the first.
    transaction
        .execute_raw(Statement::from_sql_and_values(
            transaction.get_database_backend(),
            "SELECT FROM player_import WHERE id = $1 FOR UPDATE",
            [id.into()],
        ))
        .await?;
    let import = find(&transaction, id).await?.ok_or(ImportError::NotFound(id))?;
    if import.summary.is_some() {
        return Err(StoreError::Conflict { what: "This import" }.into());
    }
    if let Some(job) = import.job_id
        && let Some(task) = find_task(&transaction, job).await?
        && !task.state.is_final()
    {
        return Ok(job);
    }
    let problems = import.reading.problems();
    if !problems.is_empty() {
        return Err(ImportError::Unsettled(problems));
    }
    let request = request_id.clone();
    let job = if import.reading.table.is_career() {
        queue(&transaction, ImportCareer { import_id: id }, &import, account, request).await?
    } else {
        queue(&transaction, ImportPlayers { import_id: id }, &import, account, request).await?
    };
    transaction
        .execute_raw(Statement::from_sql_and_values(
            transaction.get_database_backend(),
            "UPDATE player_import SET state = 'running', job_id = $2, error = NULL WHERE id = $1",
            [id.into(), job.0.into()],
        ))
        .await?;
    audit(
        &transaction,
        account,
        "import.start",
        &format!("import:{id}"),
        serde_json::json!({ "job_id": job, "upload_sha256": import.sha256 }),
        request_id.as_deref(),
    )
    .await?;
    transaction.commit().await?;
    Ok(job)
}

async fn queue<J: Job>(
    transaction: &impl ConnectionTrait,
    run: J,
    import: &Import,
    account: Option<AccountId>,
    request_id: Option<String>,
) -> Result<JobId, StoreError> {
    let job = NewJob {
        subject: import.file_name.clone(),
        created_by: account,
        request_id,
        unique_key: Some(format!("{}:{}", J::KIND, import.id)),
        ..NewJob::new(run)
    };
    enqueue(transaction, job).await.map(Enqueued::id)
}

/// Runs work that reads whole files on a thread where that disturbs nobody.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ImportError> + Send + 'static,
) -> Result<T, ImportError> {
    tokio::task::spawn_blocking(work).await.map_err(std::io::Error::other)?
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(value)
        .map_err(|source| StoreError::Unreadable { what: "import", source: Box::new(source) })
}
