//! From an uploaded file to a queued job: a proposal, corrections, a start.

use backroom::{AccountId, JobId};
use chrono::{DateTime, Utc};
use football::season_in_file_name;
use table_feeds::season_table::SeasonTable;
use uuid::Uuid;

use super::{SeasonImportError, Settings, find, table};
use crate::{
    Database, StoreError,
    accounts::audit,
    database::begin,
    queue::{Enqueued, NewJob, enqueue, find_task, import_season::ImportSeason},
    sql,
    uploads::{self, StoredFile, Uploads},
};

/// The site whose headers the catalogue of metrics is after; proposed where the file name names none.
const USUAL_SOURCE: &str = "fbref";
/// Sites of statistics that a file name may name.
const SOURCES: [&str; 5] = ["fbref", "opta", "statsbomb", "sofascore", "wyscout"];

/// Makes a draft of a stored file: whose figures of which season it seems to be, and a dry run of it.
///
/// # Errors
/// [`SeasonImportError::Table`] when the file is no season table.
pub async fn create_draft(
    db: &Database,
    uploads: &Uploads,
    file: StoredFile,
    file_name: &str,
    created_by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<Uuid, SeasonImportError> {
    const ADD: &str = "INSERT INTO season_import
        (id, upload_id, settings, preview, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let table = {
        let (uploads, sha256) = (uploads.clone(), file.sha256.clone());
        blocking(move || table::read(&uploads, &sha256)).await?
    };
    let preview = table::preview(&table);
    let settings = proposal(&table, file_name);
    let id = Uuid::now_v7();
    let transaction = begin(db).await?;
    let upload = uploads::record(&transaction, file, file_name, created_by, now).await?;
    let by = created_by.map(|account| account.0);
    let values = [
        id.into(),
        upload.id.into(),
        json(&settings)?.into(),
        json(&preview)?.into(),
        by.into(),
        now.into(),
    ];
    sql::execute(&transaction, ADD, values).await?;
    transaction.commit().await?;
    Ok(id)
}

/// The proposal: the provider and the season by the name of the file, else by what the rows say.
fn proposal(table: &SeasonTable, file_name: &str) -> Settings {
    let lower = file_name.to_lowercase();
    let named = SOURCES.into_iter().find(|source| lower.contains(source));
    let own = table.rows.iter().find_map(|row| football::season_name(row.season.as_deref()?));
    Settings {
        source: named.unwrap_or(USUAL_SOURCE).to_owned(),
        season: own.or_else(|| season_in_file_name(file_name)).unwrap_or_default(),
        ..Settings::default()
    }
}

/// Settles how the table is taken.
///
/// # Errors
/// [`StoreError::Conflict`] when the import has been started.
pub async fn save_settings(
    db: &Database,
    id: Uuid,
    settings: Settings,
) -> Result<(), SeasonImportError> {
    const SAVE: &str = "UPDATE season_import SET settings = $2
        WHERE id = $1 AND summary IS NULL AND NOT EXISTS (
            SELECT FROM job WHERE job.id = season_import.job_id AND job.state IN ('queued', 'running'))";
    let settings = settings.tidied();
    if sql::execute(db, SAVE, [id.into(), json(&settings)?.into()]).await? == 0 {
        return Err(StoreError::Conflict { what: "This import" }.into());
    }
    Ok(())
}

/// Queues the run of an import and notes it in the audit log, both or neither. Asked again while it
/// runs, it answers with the same job; after a run that was stopped or failed, with a new one.
///
/// # Errors
/// [`SeasonImportError::Unsettled`] when something still has to be settled; [`StoreError::Conflict`]
/// when the import is done.
pub async fn start(
    db: &Database,
    id: Uuid,
    account: Option<AccountId>,
    request_id: Option<String>,
) -> Result<JobId, SeasonImportError> {
    const HOLD: &str = "SELECT FROM season_import WHERE id = $1 FOR UPDATE";
    const STARTED: &str =
        "UPDATE season_import SET state = 'running', job_id = $2, error = NULL WHERE id = $1";
    let transaction = begin(db).await?;
    // Two clicks are one start: the second waits here for the first.
    sql::execute(&transaction, HOLD, [id.into()]).await?;
    let import = find(&transaction, id).await?.ok_or(SeasonImportError::NotFound(id))?;
    if import.summary.is_some() {
        return Err(StoreError::Conflict { what: "This import" }.into());
    }
    if let Some(job) = import.job_id
        && let Some(task) = find_task(&transaction, job).await?
        && !task.state.is_final()
    {
        return Ok(job);
    }
    let problems = import.settings.problems();
    if !problems.is_empty() {
        return Err(SeasonImportError::Unsettled(problems));
    }
    let job = enqueue(
        &transaction,
        NewJob {
            subject: import.file_name.clone(),
            created_by: account,
            request_id: request_id.clone(),
            unique_key: Some(format!("import_season:{id}")),
            ..NewJob::new(ImportSeason { import_id: id })
        },
    )
    .await
    .map(Enqueued::id)?;
    sql::execute(&transaction, STARTED, [id.into(), job.0.into()]).await?;
    audit(
        &transaction,
        account,
        "season_import.start",
        &format!("season_import:{id}"),
        serde_json::json!({ "job_id": job, "upload_sha256": import.sha256 }),
        request_id.as_deref(),
    )
    .await?;
    transaction.commit().await?;
    Ok(job)
}

/// Runs work that reads whole files on a thread where that disturbs nobody.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SeasonImportError> + Send + 'static,
) -> Result<T, SeasonImportError> {
    tokio::task::spawn_blocking(work).await.map_err(std::io::Error::other)?
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(value)
        .map_err(|source| StoreError::Unreadable { what: "season import", source: source.into() })
}
