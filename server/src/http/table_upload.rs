//! Tables that people upload: bytes to the uploads folder as they come, counted by us.

use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Multipart, Query, State, multipart::MultipartError},
    response::Redirect,
    routing::post,
};
use backroom::Role;
use football::FieldError;
use page_base::{
    error::{AppError, Failure},
    request::{AppState, Caller},
};
use serde::Deserialize;
use store::{imports, season_imports, uploads::StoredFile};

/// Longest value of a field beside the file, in bytes.
const LONGEST_FIELD: usize = 64 * 1024;
/// Longest file name kept, in characters.
const LONGEST_FILE_NAME: usize = 200;

/// A multipart form with a file, received.
pub(super) struct ReceivedTable {
    /// The file, stored.
    pub(super) file: StoredFile,
    /// What it was called.
    pub(super) file_name: String,
    /// The other fields, in the order they came.
    pub(super) fields: Vec<(String, String)>,
}

/// A multipart form with files, received.
pub(super) struct ReceivedFiles {
    /// The files, stored, with what each was called.
    pub(super) files: Vec<(StoredFile, String)>,
    /// The other fields, in the order they came.
    pub(super) fields: Vec<(String, String)>,
}

/// Receives a form whose field `file` is the table. Constant memory; a file above the limit is refused
/// while it comes.
pub(super) async fn receive(form: Multipart, state: &AppState) -> Result<ReceivedTable, Failure> {
    let ReceivedFiles { mut files, fields } = receive_all(form, state, "table.csv").await?;
    let Some((file, file_name)) = files.pop() else {
        return Err(invalid("file", "Choose a file."));
    };
    Ok(ReceivedTable { file, file_name, fields })
}

/// Receives a form with any number of fields `file`. Constant memory; a file above the limit is refused while it
/// comes. A file without a name is called `nameless`.
pub(super) async fn receive_all(
    mut form: Multipart,
    state: &AppState,
    nameless: &str,
) -> Result<ReceivedFiles, Failure> {
    let mut files = Vec::new();
    let mut fields = Vec::new();
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let file_name: String = field
                .file_name()
                .map(|name| name.rsplit(['/', '\\']).next().unwrap_or(name))
                .filter(|name| !name.is_empty())
                .unwrap_or(nameless)
                .chars()
                .filter(|letter| !letter.is_control())
                .take(LONGEST_FILE_NAME)
                .collect();
            let mut writer = state.uploads.begin(state.settings.upload_limit_bytes).await?;
            while let Some(piece) = field.chunk().await.map_err(broken)? {
                writer.write(&piece).await?;
            }
            files.push((writer.finish().await?, file_name));
        } else {
            let mut value = Vec::new();
            while let Some(piece) = field.chunk().await.map_err(broken)? {
                value.extend_from_slice(&piece);
                if value.len() > LONGEST_FIELD {
                    return Err(invalid(&name, "This field is too long."));
                }
            }
            fields.push((name, String::from_utf8_lossy(&value).into_owned()));
        }
    }
    Ok(ReceivedFiles { files, fields })
}

/// The form of the import pages: makes a draft of what the file is, and leads to it. Works without
/// script.
pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/players/import/upload", post(upload)).layer(DefaultBodyLimit::disable())
}

/// What the page asked for.
#[derive(Deserialize)]
struct Asked {
    kind: Option<Kind>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Season,
    Players,
}

async fn upload(
    State(state): State<AppState>,
    caller: Option<Extension<Caller>>,
    Query(Asked { kind }): Query<Asked>,
    form: Multipart,
) -> Redirect {
    let page = match kind {
        Some(Kind::Season) => "/players/seasons/import",
        _ => "/players/import",
    };
    // The page itself tells those who may not import why.
    let Some(Extension(caller)) = caller.filter(|caller| caller.role >= Role::Analyst) else {
        return Redirect::to(page);
    };
    match draft(&state, &caller, kind, form).await {
        Ok(draft) => Redirect::to(&draft),
        Err(failure) => {
            let error = failure.into_app_error(&super::problem::reporter());
            let why = error.on_field("file").map_or_else(|| error.to_string(), str::to_owned);
            Redirect::to(&format!("{page}?error={}", football::encode_component(&why)))
        }
    }
}

/// The page of the draft. A table with metrics is a season's, whichever page it was brought to, unless
/// the address says that it is a list of players.
async fn draft(
    state: &AppState,
    caller: &Caller,
    kind: Option<Kind>,
    form: Multipart,
) -> Result<String, Failure> {
    let ReceivedTable { file, file_name, .. } = receive(form, state).await?;
    let (db, uploads) = (&state.db, &state.uploads);
    let (by, now) = (Some(caller.account_id), state.clock.now());
    let is_season = match kind {
        Some(Kind::Season) => true,
        Some(Kind::Players) => false,
        None => seems_a_season(state, &file).await,
    };
    Ok(if is_season {
        let id = season_imports::create_draft(db, uploads, file, &file_name, by, now).await?;
        format!("/players/seasons/import/{id}")
    } else {
        let id = imports::create_draft(db, uploads, file, &file_name, by, now).await?;
        format!("/players/import/{id}")
    })
}

async fn seems_a_season(state: &AppState, file: &StoredFile) -> bool {
    let (uploads, sha256) = (state.uploads.clone(), file.sha256.clone());
    let look = move || season_imports::looks_like_a_season(&uploads, &sha256);
    tokio::task::spawn_blocking(look).await.unwrap_or(false)
}

fn broken(error: MultipartError) -> Failure {
    tracing::info!(cause = %error, "An upload broke off");
    invalid("file", "The upload broke off. Send the file again.")
}

pub(super) fn invalid(field: &str, message: &str) -> Failure {
    AppError::Invalid { fields: vec![FieldError::new(field, message)] }.into()
}
