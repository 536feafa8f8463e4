//! From files to a queued job: what was brought, what a person says of the match, a start.

use backroom::{AccountId, JobId};
use chrono::{DateTime, NaiveDate, Utc};
use football::FieldError;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::import::{MatchImport, find_import};
use crate::{
    Database, StoreError,
    accounts::audit,
    database::begin,
    queue::{Enqueued, NewJob, enqueue, find_task, import_match::ImportMatch},
    sql,
    uploads::{self, StoredFile},
};

/// Longest name of a team, a competition or a ground, in characters.
const LONGEST_NAME: usize = 120;
/// Most files of one match: a minute of Hawk-Eye is two files, and a match has 130 minutes.
const MOST_FILES: usize = 300;

/// What a person says of the match. Empty is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MatchSettings {
    /// The home team.
    pub home: String,
    /// The away team.
    pub away: String,
    /// `League`
    pub competition: String,
    /// `14`
    pub round: String,
    /// The day it was played.
    pub played_on: Option<NaiveDate>,
    /// The ground.
    pub venue: String,
}

impl MatchSettings {
    /// What cannot be taken; empty when all can.
    pub fn problems(&self) -> Vec<FieldError> {
        let mut problems = Vec::new();
        let named = [
            ("home", &self.home),
            ("away", &self.away),
            ("competition", &self.competition),
            ("round", &self.round),
            ("venue", &self.venue),
        ];
        for (field, text) in named {
            if text.chars().count() > LONGEST_NAME {
                problems.push(FieldError::new(field, "Give at most 120 characters."));
            } else if text.contains(char::is_control) {
                problems.push(FieldError::new(field, "Leave out characters that cannot be seen."));
            }
        }
        if !self.home.is_empty() && self.home.to_lowercase() == self.away.to_lowercase() {
            problems
                .push(FieldError::new("away", "Give the other team: a team cannot play itself."));
        }
        problems
    }

    /// Without white space at the ends.
    #[must_use]
    pub fn tidied(self) -> Self {
        let tidy = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            home: tidy(self.home),
            away: tidy(self.away),
            competition: tidy(self.competition),
            round: tidy(self.round),
            venue: tidy(self.venue),
            ..self
        }
    }
}

/// What the files are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MatchPreview {
    /// Each file, in the order in which they came.
    pub files: Vec<FileKind>,
    /// Whose positions there are.
    pub tracking: Option<String>,
    /// Whose events there are.
    pub events: Option<String>,
    /// What is missing or too much, as a sentence with the cure; `None` when the import can start.
    pub problem: Option<String>,
}

/// What a file is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileKind {
    /// `TRACAB positions`; `None` where it is nothing that is known.
    pub kind: Option<String>,
}

/// Makes a draft without files.
///
/// # Errors
/// The database does not answer.
pub async fn create_draft(
    db: &impl ConnectionTrait,
    created_by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<Uuid, StoreError> {
    const ADD: &str = "INSERT INTO match_import (id, created_by, created_at) VALUES ($1, $2, $3)";
    let id = Uuid::now_v7();
    let by = created_by.map(|account| account.0);
    sql::execute(db, ADD, [id.into(), by.into(), now.into()]).await?;
    Ok(id)
}

/// Adds a stored file to a draft; `None` when there is no such draft. A file that is there already is not added again.
///
/// # Errors
/// [`StoreError::Conflict`] when the import has been started; [`StoreError::Invalid`] on `file` when it has more
/// files than a match.
pub async fn add_file(
    db: &Database,
    id: Uuid,
    file: StoredFile,
    file_name: &str,
    created_by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<Option<()>, StoreError> {
    const ADD: &str =
        "INSERT INTO match_import_file (import_id, place, upload_id) VALUES ($1, $2, $3)";
    let transaction = begin(db).await?;
    let Some(import) = held(&transaction, id).await? else { return Ok(None) };
    if import.files.iter().any(|known| known.sha256 == file.sha256) {
        return Ok(Some(()));
    }
    if import.files.len() >= MOST_FILES {
        let message = "These are more files than a match has. Bring one match at a time.";
        return Err(StoreError::Invalid(vec![FieldError::new("file", message)]));
    }
    let place = i16::try_from(import.files.len()).unwrap_or(i16::MAX);
    let upload = uploads::record(&transaction, file, file_name, created_by, now).await?;
    sql::execute(&transaction, ADD, [id.into(), place.into(), upload.id.into()]).await?;
    transaction.commit().await?;
    Ok(Some(()))
}

/// Settles what a person says of the match and what its files are; what is `None` stays. Gives `None` when there is no
/// such draft.
///
/// # Errors
/// [`StoreError::Conflict`] when the import has been started; [`StoreError::Invalid`] where a value cannot be taken.
pub async fn save_settings(
    db: &Database,
    id: Uuid,
    settings: Option<MatchSettings>,
    preview: Option<&MatchPreview>,
) -> Result<Option<()>, StoreError> {
    const SAVE: &str = "UPDATE match_import SET settings = coalesce($2, settings),
        preview = coalesce($3, preview) WHERE id = $1";
    let settings = settings.map(MatchSettings::tidied);
    let problems = settings.as_ref().map(MatchSettings::problems).unwrap_or_default();
    if !problems.is_empty() {
        return Err(StoreError::Invalid(problems));
    }
    let transaction = begin(db).await?;
    if held(&transaction, id).await?.is_none() {
        return Ok(None);
    }
    let settings = settings.map(|settings| json!(settings));
    let preview = preview.map(|preview| json!(preview));
    sql::execute(&transaction, SAVE, [id.into(), settings.into(), preview.into()]).await?;
    transaction.commit().await?;
    Ok(Some(()))
}

/// Queues the run of an import and notes it in the audit log, both or neither. Asked again while it runs, it answers
/// with the same job; after a run that was stopped or failed, with a new one; `None` when there is no such import.
///
/// # Errors
/// [`StoreError::Invalid`] on `file` when the files make no match; [`StoreError::Conflict`] when the import is done.
pub async fn start(
    db: &Database,
    id: Uuid,
    account: Option<AccountId>,
    request_id: Option<String>,
) -> Result<Option<JobId>, StoreError> {
    const STARTED: &str =
        "UPDATE match_import SET state = 'running', job_id = $2, error = NULL WHERE id = $1";
    let transaction = begin(db).await?;
    let Some(import) = hold(&transaction, id).await? else { return Ok(None) };
    if is_under_way(&transaction, &import).await? {
        return Ok(import.job_id);
    }
    if let Some(problem) = &import.preview.problem {
        return Err(StoreError::Invalid(vec![FieldError::new("file", problem.clone())]));
    }
    let job = enqueue(
        &transaction,
        NewJob {
            subject: import.title(),
            created_by: account,
            request_id: request_id.clone(),
            unique_key: Some(format!("import_match:{id}")),
            ..NewJob::new(ImportMatch { import_id: id })
        },
    )
    .await
    .map(Enqueued::id)?;
    sql::execute(&transaction, STARTED, [id.into(), job.0.into()]).await?;
    let hashes: Vec<_> = import.files.iter().map(|file| &file.sha256).collect();
    audit(
        &transaction,
        account,
        "match_import.start",
        &format!("match_import:{id}"),
        json!({ "job_id": job, "upload_sha256": hashes }),
        request_id.as_deref(),
    )
    .await?;
    transaction.commit().await?;
    Ok(Some(job))
}

/// The import, held against others that would change it.
///
/// # Errors
/// [`StoreError::Conflict`] when it is done.
async fn hold(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<MatchImport>, StoreError> {
    const HOLD: &str = "SELECT FROM match_import WHERE id = $1 FOR UPDATE";
    sql::execute(db, HOLD, [id.into()]).await?;
    let import = find_import(db, id).await?;
    if import.as_ref().is_some_and(|import| import.match_id.is_some()) {
        return Err(StoreError::Conflict { what: "This import" });
    }
    Ok(import)
}

/// [`hold`], unless its job is under way.
async fn held(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<MatchImport>, StoreError> {
    let import = hold(db, id).await?;
    if let Some(import) = &import
        && is_under_way(db, import).await?
    {
        return Err(StoreError::Conflict { what: "This import" });
    }
    Ok(import)
}

/// Whether the job of an import waits or runs.
pub(super) async fn is_under_way(
    db: &impl ConnectionTrait,
    import: &MatchImport,
) -> Result<bool, StoreError> {
    let Some(job) = import.job_id else { return Ok(false) };
    Ok(find_task(db, job).await?.is_some_and(|task| !task.state.is_final()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_does_not_play_itself_and_names_have_an_end() {
        let settings = MatchSettings { home: "Harbour  City ".into(), ..MatchSettings::default() };
        let tidied = settings.tidied();
        assert_eq!(tidied.home, "Harbour City");
        assert_eq!(tidied.problems(), []);
        let itself = MatchSettings { away: "harbour city".into(), ..tidied.clone() };
        assert_eq!(itself.problems()[0].field, "away");
        let long = MatchSettings { venue: "x".repeat(121), ..tidied.clone() };
        assert_eq!(long.problems()[0].field, "venue");
        let unseen = MatchSettings { round: "a\0b".into(), ..tidied };
        assert_eq!(unseen.problems()[0].field, "round");
    }
}
