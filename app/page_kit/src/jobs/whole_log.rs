//! The whole log of a task as text, whatever of it a page holds: by a link as a file, by script for the
//! clipboard.

use backroom::JobId;

/// Where the whole log is.
pub(super) fn address(task: JobId) -> String {
    ["/api/v1/jobs/", &task.to_string(), "/logs.txt"].concat()
}

/// Puts the whole log into the clipboard; `false` when the server did not give it.
#[cfg(feature = "hydrate")]
pub(super) async fn copy(task: JobId) -> bool {
    use gloo_net::http::Request;
    use leptos::prelude::window;

    let Ok(answer) = Request::get(&address(task)).send().await else { return false };
    if !answer.ok() {
        return false;
    }
    let Ok(text) = answer.text().await else { return false };
    // The promise only says whether the browser allowed it; the lines stay on the screen.
    let _ = window().navigator().clipboard().write_text(&text);
    true
}

/// The server has no clipboard.
#[cfg(not(feature = "hydrate"))]
pub(super) fn copy(_: JobId) -> impl Future<Output = bool> {
    std::future::ready(false)
}
