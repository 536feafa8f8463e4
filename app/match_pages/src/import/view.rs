//! One import of a match as its page shows it.

use backroom::JobId;
use football::MatchId;
use leptos::prelude::*;
use page_base::error::AppError;
use page_kit::imports::Phase;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::said::MatchSaid;

/// One import of a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchImportView {
    /// The import.
    pub id: Uuid,
    /// The teams, else the first file.
    pub title: String,
    /// Where it is.
    pub phase: Phase,
    /// Its last run.
    pub job_id: Option<JobId>,
    /// The match that it made.
    pub match_id: Option<MatchId>,
    /// The match that it makes anew; `None`, one of its own.
    pub renews: Option<MatchId>,
    /// Why the last run came to nothing.
    pub error: Option<String>,
    /// What was brought, in the order in which it came.
    pub files: Vec<FileView>,
    /// Whose positions there are.
    pub positions: Option<String>,
    /// Whose events there are.
    pub events: Option<String>,
    /// What is missing or too much, as a sentence with the cure.
    pub problem: Option<String>,
    /// What a person said of the match.
    pub said: MatchSaid,
}

/// A file of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// What it was called.
    pub name: String,
    /// `TRACAB positions`; `None` where it is nothing that is known.
    pub kind: Option<String>,
    /// Its bytes.
    pub size_bytes: u64,
}

/// One import of a match.
///
/// # Errors
/// `SignInRequired`; `Forbidden` below an analyst; `NotFound`.
#[server(prefix = "/fn", endpoint = "matches/find_match_import", output = page_base::wire::Json)]
pub async fn find_match_import(
    /// The import.
    id: Uuid,
) -> Result<MatchImportView, AppError> {
    use backroom::Role;
    use page_base::request::{respond, signed_in, state};
    use store::{matches::find_import, queue::find_task};

    respond(async {
        signed_in(Role::Analyst)?;
        let db = state().db;
        let mut import = find_import(&db, id).await?.ok_or(AppError::NotFound)?;
        let task = match import.job_id {
            Some(job) => find_task(&db, job).await?,
            None => None,
        };
        // It may have ended between the two looks; what came of it is there once its task has ended.
        if import.match_id.is_none() && task.as_ref().is_some_and(|task| task.state.is_final()) {
            import = find_import(&db, id).await?.ok_or(AppError::NotFound)?;
        }
        Ok(of(import, task.as_ref()))
    })
    .await
}

#[cfg(feature = "ssr")]
fn of(import: store::matches::MatchImport, task: Option<&backroom::TaskView>) -> MatchImportView {
    use page_kit::imports::why_open;

    let phase = Phase::of(import.match_id.is_some(), task);
    let error = why_open(phase, import.state, import.error.clone(), task);
    MatchImportView {
        id: import.id,
        title: import.title(),
        phase,
        job_id: import.job_id,
        match_id: import.match_id,
        renews: import.renews,
        error: error.filter(|_| phase == Phase::Open),
        files: files_of(&import),
        positions: import.preview.tracking.clone(),
        events: import.preview.events.clone(),
        problem: import.preview.problem.clone(),
        said: MatchSaid::from(import.settings),
    }
}

/// The files of an import with what each is.
#[cfg(feature = "ssr")]
pub(crate) fn files_of(import: &store::matches::MatchImport) -> Vec<FileView> {
    let kinds = import.preview.files.iter().map(|file| file.kind.clone());
    // A file that was never looked at is nothing that is known.
    let kinds = kinds.chain(std::iter::repeat(None));
    import
        .files
        .iter()
        .zip(kinds)
        .map(|(file, kind)| FileView {
            name: file.file_name.clone(),
            kind,
            size_bytes: file.size_bytes,
        })
        .collect()
}
