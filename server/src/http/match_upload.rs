//! Files of matches that people upload: kept as they come, then looked at together.

use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Multipart, Query, State},
    response::Redirect,
    routing::post,
};
use backroom::{AccountId, Role};
use page_base::{
    error::{AppError, Failure},
    request::{AppState, Caller},
};
use serde::Deserialize;
use store::matches;
use uuid::Uuid;

use super::table_upload::{ReceivedFiles, invalid, receive_all};
use crate::jobs::matches::preview;

/// Receives the files of a match into a draft, a new one unless `import` is one, and says what they are. Gives the
/// draft and the other fields of the form.
pub(super) async fn receive_match(
    form: Multipart,
    state: &AppState,
    import: Option<Uuid>,
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
    let id = match import {
        Some(id) => id,
        None => matches::create_draft(db, by, now).await?,
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

/// What the page asked for.
#[derive(Deserialize)]
struct Asked {
    import: Option<Uuid>,
}

async fn upload(
    State(state): State<AppState>,
    caller: Option<Extension<Caller>>,
    Query(Asked { import }): Query<Asked>,
    form: Multipart,
) -> Redirect {
    let page = import.map_or_else(|| "/matches".to_owned(), |id| format!("/matches/import/{id}"));
    // The page itself tells those who may not import why.
    let Some(Extension(caller)) = caller.filter(|caller| caller.role >= Role::Analyst) else {
        return Redirect::to(&page);
    };
    match receive_match(form, &state, import, caller.account_id).await {
        Ok((id, _)) => Redirect::to(&format!("/matches/import/{id}")),
        Err(failure) => {
            let error = failure.into_app_error(&super::problem::reporter());
            let why = error.on_field("file").map_or_else(|| error.to_string(), str::to_owned);
            Redirect::to(&format!("{page}?error={}", football::encode_component(&why)))
        }
    }
}
