//! Imports of matches as they are stored.

use backroom::{AccountId, JobId};
use chrono::{DateTime, Utc};
use football::MatchId;
use sea_orm::{ConnectionTrait, QueryResult};
use serde::{Deserialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{MatchPreview, MatchSettings};
use crate::{StoreError, imports::ImportState, sql};

/// One import of a match.
#[derive(Clone, Debug)]
pub struct MatchImport {
    /// Identifies the import.
    pub id: Uuid,
    /// What was brought, in the order in which it came.
    pub files: Vec<ImportFile>,
    /// What a person says of the match.
    pub settings: MatchSettings,
    /// What the files are.
    pub preview: MatchPreview,
    /// Where the import is in its life.
    pub state: ImportState,
    /// The job that runs it.
    pub job_id: Option<JobId>,
    /// The match that it made.
    pub match_id: Option<MatchId>,
    /// The match that it makes anew; `None`, it makes one of its own.
    pub renews: Option<MatchId>,
    /// Why it failed, for people.
    pub error: Option<String>,
    /// Who asked for it.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was done.
    pub finished_at: Option<DateTime<Utc>>,
}

/// A file of an import.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ImportFile {
    /// What it was called.
    pub file_name: String,
    /// Its bytes.
    pub size_bytes: u64,
    /// Its content hash.
    pub sha256: String,
}

impl MatchImport {
    /// What to call it: the teams, else the first file.
    pub fn title(&self) -> String {
        let MatchSettings { home, away, .. } = &self.settings;
        if !home.is_empty() && !away.is_empty() {
            return format!("{home} – {away}");
        }
        self.files.first().map_or_else(|| "Match".to_owned(), |file| file.file_name.clone())
    }
}

const SELECT: &str =
    "SELECT i.id, i.settings, i.preview, i.state, i.job_id, i.match_id, i.renews, i.error,
        i.created_by, i.created_at, i.finished_at,
        coalesce((SELECT jsonb_agg(jsonb_build_object('file_name', u.file_name,
            'size_bytes', u.size_bytes, 'sha256', u.sha256) ORDER BY f.place)
            FROM match_import_file f JOIN upload u ON u.id = f.upload_id
            WHERE f.import_id = i.id), '[]') AS files
    FROM match_import i";

/// The import with this id.
///
/// # Errors
/// The database does not answer, or a stored value cannot be read by this release.
pub async fn find_import(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<MatchImport>, StoreError> {
    let row = sql::one(db, &format!("{SELECT} WHERE i.id = $1"), [id.into()]).await?;
    row.as_ref().map(import).transpose()
}

/// The newest imports that made no match yet, newest first, at most `limit`.
///
/// # Errors
/// As [`find_import`].
pub async fn list_imports(
    db: &impl ConnectionTrait,
    limit: u32,
) -> Result<Vec<MatchImport>, StoreError> {
    let text = format!(
        "{SELECT} WHERE i.state <> 'completed' ORDER BY i.created_at DESC, i.id DESC LIMIT $1"
    );
    sql::all(db, &text, [i64::from(limit).into()]).await?.iter().map(import).collect()
}

/// The import that made this match as it is; `None` where no import did, or where the match is not there.
///
/// # Errors
/// As [`find_import`].
pub async fn import_of(
    db: &impl ConnectionTrait,
    id: MatchId,
) -> Result<Option<MatchImport>, StoreError> {
    let text = format!(
        "{SELECT} JOIN match ON match.id = i.match_id AND match.deleted_at IS NULL
         WHERE i.match_id = $1 ORDER BY i.finished_at DESC NULLS LAST, i.id DESC LIMIT 1"
    );
    let row = sql::one(db, &text, [id.0.into()]).await?;
    row.as_ref().map(import).transpose()
}

/// Notes that an import cannot be done, and why.
///
/// # Errors
/// The database does not answer.
pub async fn mark_failed(
    db: &impl ConnectionTrait,
    id: Uuid,
    why: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const FAILED: &str = "UPDATE match_import SET state = 'failed', error = $2, finished_at = $3
        WHERE id = $1 AND match_id IS NULL";
    sql::execute(db, FAILED, [id.into(), why.into(), now.into()]).await?;
    Ok(())
}

fn import(row: &QueryResult) -> Result<MatchImport, StoreError> {
    let state: String = row.try_get("", "state")?;
    Ok(MatchImport {
        id: row.try_get("", "id")?,
        files: read("files of a match import", row.try_get("", "files")?)?,
        settings: read("settings of a match import", row.try_get("", "settings")?)?,
        preview: read("preview of a match import", row.try_get("", "preview")?)?,
        state: ImportState::ALL
            .into_iter()
            .find(|known| known.as_str() == state)
            .ok_or_else(|| StoreError::Unreadable { what: "import state", source: state.into() })?,
        job_id: row.try_get::<Option<Uuid>>("", "job_id")?.map(JobId),
        match_id: row.try_get::<Option<i64>>("", "match_id")?.map(MatchId),
        renews: row.try_get::<Option<i64>>("", "renews")?.map(MatchId),
        error: row.try_get("", "error")?,
        created_by: row.try_get::<Option<i64>>("", "created_by")?.map(AccountId),
        created_at: row.try_get("", "created_at")?,
        finished_at: row.try_get("", "finished_at")?,
    })
}

/// A stored value as what it is.
pub(super) fn read<T: DeserializeOwned>(
    what: &'static str,
    value: serde_json::Value,
) -> Result<T, StoreError> {
    serde_json::from_value(value)
        .map_err(|source| StoreError::Unreadable { what, source: Box::new(source) })
}
