//! Imports as rows: what was proposed, what was settled, what came of it.

use backroom::{AccountId, JobId};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use table_feeds::player_table::Reading;
use uuid::Uuid;

use super::{Preview, Summary};
use crate::StoreError;

/// Where an import is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportState {
    /// Waits for a person to look at it.
    Draft,
    /// Its job is queued, running, or stopped half-way.
    Running,
    /// Done.
    Completed,
    /// Could not be done.
    Failed,
}

impl ImportState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Running, Self::Completed, Self::Failed];

    /// The word stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }
}

/// One import.
#[derive(Clone, Debug)]
pub struct Import {
    /// Identifies the import.
    pub id: Uuid,
    /// What the file was called.
    pub file_name: String,
    /// Bytes of the file.
    pub size_bytes: i64,
    /// Content hash of the file.
    pub sha256: String,
    /// How the file is read.
    pub reading: Reading,
    /// What a dry run found.
    pub preview: Preview,
    /// Where the import is in its life.
    pub state: ImportState,
    /// The job that runs it.
    pub job_id: Option<JobId>,
    /// What came of it.
    pub summary: Option<Summary>,
    /// Content hash of the reject file; `None` when no row was rejected.
    pub reject_sha256: Option<String>,
    /// Why it failed, for people.
    pub error: Option<String>,
    /// Who asked for it.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was done.
    pub finished_at: Option<DateTime<Utc>>,
}

const SELECT: &str =
    "SELECT i.id, u.file_name, u.size_bytes, u.sha256, i.mapping, i.preview, i.state,
        i.job_id, i.summary, i.reject_sha256, i.error, i.created_by, i.created_at, i.finished_at
     FROM player_import i JOIN upload u ON u.id = i.upload_id";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    file_name: String,
    size_bytes: i64,
    sha256: String,
    mapping: serde_json::Value,
    preview: serde_json::Value,
    state: String,
    job_id: Option<Uuid>,
    summary: Option<serde_json::Value>,
    reject_sha256: Option<String>,
    error: Option<String>,
    created_by: Option<i64>,
    created_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

/// The import with this id.
///
/// # Errors
/// The database does not answer, or a stored value cannot be read by this release.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Import>, StoreError> {
    one(db, "WHERE i.id = $1", id.into()).await
}

/// The import that this job runs.
///
/// # Errors
/// As [`find`].
pub async fn find_by_job(
    db: &impl ConnectionTrait,
    job: JobId,
) -> Result<Option<Import>, StoreError> {
    one(db, "WHERE i.job_id = $1", job.0.into()).await
}

/// The newest imports, newest first, at most `limit`.
///
/// # Errors
/// As [`find`].
pub async fn list(db: &impl ConnectionTrait, limit: u32) -> Result<Vec<Import>, StoreError> {
    let statement = Statement::from_sql_and_values(
        db.get_database_backend(),
        format!("{SELECT} ORDER BY i.created_at DESC, i.id DESC LIMIT $1"),
        [i64::from(limit).into()],
    );
    Row::find_by_statement(statement).all(db).await?.into_iter().map(Import::try_from).collect()
}

async fn one(
    db: &impl ConnectionTrait,
    condition: &str,
    value: Value,
) -> Result<Option<Import>, StoreError> {
    let statement = Statement::from_sql_and_values(
        db.get_database_backend(),
        format!("{SELECT} {condition}"),
        [value],
    );
    Row::find_by_statement(statement).one(db).await?.map(Import::try_from).transpose()
}

impl TryFrom<Row> for Import {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            file_name: row.file_name,
            size_bytes: row.size_bytes,
            sha256: row.sha256,
            reading: read("import mapping", row.mapping)?,
            preview: read("import preview", row.preview)?,
            state: ImportState::ALL
                .into_iter()
                .find(|state| state.as_str() == row.state)
                .ok_or_else(|| StoreError::Unreadable {
                    what: "import state",
                    source: row.state.into(),
                })?,
            job_id: row.job_id.map(JobId),
            summary: row.summary.map(|summary| read("import summary", summary)).transpose()?,
            reject_sha256: row.reject_sha256,
            error: row.error,
            created_by: row.created_by.map(AccountId),
            created_at: row.created_at,
            finished_at: row.finished_at,
        })
    }
}

fn read<T: serde::de::DeserializeOwned>(
    what: &'static str,
    value: serde_json::Value,
) -> Result<T, StoreError> {
    serde_json::from_value(value)
        .map_err(|source| StoreError::Unreadable { what, source: Box::new(source) })
}
