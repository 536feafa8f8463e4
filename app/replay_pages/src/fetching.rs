//! Fetching the manifest and the frames. Only in the browser.

use gloo_net::http::{Request, Response};
use leptos::task::spawn_local;
use match_frames::{ReplayManifest, decode};
use match_replay::ChunkKey;
use page_base::error::AppError;

use crate::state::Replaying;

/// The manifest at an address.
pub(crate) async fn manifest(href: &str) -> Result<ReplayManifest, AppError> {
    let response = get(href).await?;
    response.json().await.map_err(|_not_ours| internal(&response))
}

/// Fetches a chunk, and tells the replay when it came or failed.
pub(crate) fn fetch_chunk(state: Replaying, key: ChunkKey) {
    let Some(href) = state.with(|engine| engine.href(key)).flatten() else { return };
    spawn_local(async move {
        let chunk = match bytes(&href).await {
            Some(bytes) => decode(&bytes).ok(),
            None => None,
        };
        let told = state.update(|engine| match chunk {
            // The engine counts a chunk of another moment as failed itself.
            Some(chunk) => {
                let _ = engine.take(key, chunk);
            }
            None => engine.miss(key),
        });
        if told.is_some() {
            state.arrived();
        }
    });
}

async fn bytes(href: &str) -> Option<Vec<u8>> {
    get(href).await.ok()?.binary().await.ok()
}

async fn get(href: &str) -> Result<Response, AppError> {
    let response = Request::get(href).send().await.map_err(|_no_answer| AppError::Offline)?;
    match response.status() {
        200..=299 => Ok(response),
        401 => Err(AppError::SignInRequired),
        403 => Err(AppError::Forbidden),
        404 => Err(AppError::NotFound),
        502..=504 => Err(AppError::Unavailable),
        _ => Err(internal(&response)),
    }
}

fn internal(response: &Response) -> AppError {
    AppError::Internal { incident: response.headers().get("x-request-id").unwrap_or_default() }
}
