//! Files of matches that people upload: kept as they come, then looked at together.

use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Multipart, Query, State},
    response::Redirect,
    routing::post,
};
use backroom::{AccountId, Role};
use football::MatchId;
use page_base::{
    error::{AppError, Failure},
    request::{AppState, Caller},
};
use serde::Deserialize;
use store::matches;
use uuid::Uuid;

use super::table_upload::{ReceivedFiles, invalid, receive_all};
use crate::jobs::matches::preview;

/// Where files of a match belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FilesOf {
    /// A match that is not known yet.
    New,
    /// A draft.
    Import(Uuid),
    /// A match that is there: it is made anew of its files and these.
    Match(MatchId),
}

impl FilesOf {
    /// The page on which they were chosen.
    fn page(self) -> String {
        match self {
            Self::New => "/matches".to_owned(),
            Self::Import(id) => format!("/matches/import/{id}"),
            Self::Match(id) => format!("/matches/{id}/data"),
        }
    }
}

/// Receives the files of a match into a draft and says what they are. Gives the draft and the other fields of the form.
pub(super) async fn receive_match(
    form: Multipart,
    state: &AppState,
    of: FilesOf,
    by: AccountId,
) -> Result<(Uuid, Vec<(String, String)>), Failure> {
    let ReceivedFiles { files, fields } = receive_all(form, state, "match").await?;
    // A form without a choice has one file without a name and without bytes.
    let files: Vec<_> = files.into_iter().filter(|(file, _)| file.size_bytes > 0).collect();
    if files.is_empty() {
        return Err(invalid(
            "file",
            "Choose the files of a match. An empty file has nothing to read.",
        ));
    }
    let (db, by, now) = (&state.db, Some(by), state.clock.now());
    let id = match of {
        FilesOf::Import(id) => id,
        FilesOf::New => matches::create_draft(db, by, now).await?,
        FilesOf::Match(id) => {
            matches::draft_renewal(db, id, by, now).await?.ok_or(AppError::NotFound)?
        }
    };
    for (file, name) in files {
        let added = matches::add_file(db, id, file, &name, by, now).await?;
        added.ok_or(AppError::NotFound)?;
    }
    let import = matches::find_import(db, id).await?.ok_or(AppError::NotFound)?;
    let uploads = state.uploads.clone();
    let look = move || preview(&uploads, &import.files);
    let preview = tokio::task::spawn_blocking(look).await.map_err(std::io::Error::other);
    let preview = preview.map_err(store::StoreError::from)??;
    matches::save_settings(db, id, None, Some(&preview)).await?;
    Ok((id, fields))
}

/// The form of the import pages. Works without script.
pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/matches/import/upload", post(upload)).layer(DefaultBodyLimit::disable())
}

/// What the page asked for: a draft, a match, or neither.
#[derive(Deserialize)]
struct Asked {
    import: Option<Uuid>,
    #[serde(rename = "match")]
    of_match: Option<i64>,
}

async fn upload(
    State(state): State<AppState>,
    caller: Option<Extension<Caller>>,
    Query(asked): Query<Asked>,
    form: Multipart,
) -> Redirect {
    let of = match (asked.import, asked.of_match) {
        (Some(id), _) => FilesOf::Import(id),
        (None, Some(id)) => FilesOf::Match(MatchId(id)),
        (None, None) => FilesOf::New,
    };
    let page = of.page();
    // The page itself tells those who may not import why.
    let Some(Extension(caller)) = caller.filter(|caller| caller.role >= Role::Analyst) else {
        return Redirect::to(&page);
    };
    match receive_match(form, &state, of, caller.account_id).await {
        Ok((id, _)) => Redirect::to(&format!("/matches/import/{id}")),
        Err(failure) => {
            let error = failure.into_app_error(&super::problem::reporter());
            let why = error.on_field("file").map_or_else(|| error.to_string(), str::to_owned);
            Redirect::to(&format!("{page}?error={}", football::encode_component(&why)))
        }
    }
}
