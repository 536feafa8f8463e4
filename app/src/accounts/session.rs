//! Opening and closing the browser's session. Server only.

use anyhow::Context as _;
use backroom::AccountId;
use chrono::{DateTime, Utc};
use page_base::error::Failure;
use tower_sessions::Session;

fn current() -> Result<Session, Failure> {
    let parts = leptos::prelude::expect_context::<http::request::Parts>();
    let session = parts.extensions.get::<Session>().cloned();
    Ok(session.context("the session layer is missing")?)
}

/// Signs `account` in under a new session id, so that an id known before is worth nothing.
pub(super) async fn open(account: AccountId, now: DateTime<Utc>) -> Result<(), Failure> {
    let session = current()?;
    session.cycle_id().await.context("the session cannot be renewed")?;
    session
        .insert(store::sessions::ACCOUNT_KEY, account.0)
        .await
        .context("the session cannot be written")?;
    session
        .insert(store::sessions::SIGNED_IN_KEY, now)
        .await
        .context("the session cannot be written")?;
    Ok(())
}

/// Signs out.
pub(super) async fn close() -> Result<(), Failure> {
    current()?.flush().await.context("the session cannot be ended")?;
    Ok(())
}

/// Where to go after signing in: `to` when it is a path of this server, else the home page.
///
/// A browser reads `//host` and `/\host` as another server.
pub(super) fn local_path(to: Option<&str>) -> &str {
    to.filter(|path| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains(['\\', '\r', '\n', '\t'])
            && !path.starts_with("/sign-in")
    })
    .unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn signing_in_leads_back_to_this_server_only() {
        assert_eq!(local_path(Some("/players?q=a")), "/players?q=a");
        for elsewhere in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "",
            "/sign-in?to=/sign-in",
        ] {
            assert_eq!(local_path(Some(elsewhere)), "/", "{elsewhere}");
        }
        assert_eq!(local_path(None), "/");
    }
}
