//! Imports of seasons as they are stored.

use backroom::{AccountId, JobId};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::{Preview, Settings, Summary};
use crate::{StoreError, imports::ImportState, sql};

/// One import of a season table.
#[derive(Clone, Debug)]
pub struct SeasonImport {
    /// Identifies the import.
    pub id: Uuid,
    /// What the file was called.
    pub file_name: String,
    /// Bytes of the file.
    pub size_bytes: i64,
    /// Content hash of the file.
    pub sha256: String,
    /// How the table is taken.
    pub settings: Settings,
    /// What a dry run found.
    pub preview: Preview,
    /// Where the import is in its life.
    pub state: ImportState,
    /// The job that runs it.
    pub job_id: Option<JobId>,
    /// What came of it.
    pub summary: Option<Summary>,
    /// Content hash of the reject file; `None` when every row was taken.
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
    "SELECT i.id, u.file_name, u.size_bytes, u.sha256, i.settings, i.preview, i.state,
        i.job_id, i.summary, i.reject_sha256, i.error, i.created_by, i.created_at, i.finished_at
    FROM season_import i JOIN upload u ON u.id = i.upload_id";

/// The import with this id.
///
/// # Errors
/// The database does not answer, or a stored value cannot be read by this release.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<SeasonImport>, StoreError> {
    let row = sql::one(db, &format!("{SELECT} WHERE i.id = $1"), [id.into()]).await?;
    row.as_ref().map(import).transpose()
}

/// The newest imports, newest first, at most `limit`.
///
/// # Errors
/// As [`find`].
pub async fn list(db: &impl ConnectionTrait, limit: u32) -> Result<Vec<SeasonImport>, StoreError> {
    let text = format!("{SELECT} ORDER BY i.created_at DESC, i.id DESC LIMIT $1");
    sql::all(db, &text, [i64::from(limit).into()]).await?.iter().map(import).collect()
}

fn import(row: &QueryResult) -> Result<SeasonImport, StoreError> {
    let state: String = row.try_get_by_index(6)?;
    let summary: Option<serde_json::Value> = row.try_get_by_index(8)?;
    Ok(SeasonImport {
        id: row.try_get_by_index(0)?,
        file_name: row.try_get_by_index(1)?,
        size_bytes: row.try_get_by_index(2)?,
        sha256: row.try_get_by_index(3)?,
        settings: read("settings of a season import", row.try_get_by_index(4)?)?,
        preview: read("preview of a season import", row.try_get_by_index(5)?)?,
        state: ImportState::ALL
            .into_iter()
            .find(|known| known.as_str() == state)
            .ok_or_else(|| StoreError::Unreadable { what: "import state", source: state.into() })?,
        job_id: row.try_get_by_index::<Option<Uuid>>(7)?.map(JobId),
        summary: summary.map(|summary| read("summary of a season import", summary)).transpose()?,
        reject_sha256: row.try_get_by_index(9)?,
        error: row.try_get_by_index(10)?,
        created_by: row.try_get_by_index::<Option<i64>>(11)?.map(AccountId),
        created_at: row.try_get_by_index(12)?,
        finished_at: row.try_get_by_index(13)?,
    })
}

fn read<T: serde::de::DeserializeOwned>(
    what: &'static str,
    value: serde_json::Value,
) -> Result<T, StoreError> {
    serde_json::from_value(value)
        .map_err(|source| StoreError::Unreadable { what, source: Box::new(source) })
}
