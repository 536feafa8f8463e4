//! Where the account is signed in.

use leptos::{prelude::*, server_fn::ServerFn};
use page_base::{error::AppError, wording};
use page_kit::controls::{Badge, Button, ErrorFallback, Panel, TablePlaceholder, Tone};
use serde::{Deserialize, Serialize};

/// One open session as the page lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    signed_in_at: chrono::DateTime<chrono::Utc>,
    last_used_at: chrono::DateTime<chrono::Utc>,
    is_this: bool,
}

/// The caller's open sessions, newest first.
///
/// # Errors
/// `SignInRequired`.
#[server(prefix = "/fn", endpoint = "accounts/list_sessions", output = page_base::wire::Json)]
pub async fn list_sessions() -> Result<Vec<SessionRow>, AppError> {
    use backroom::Role;
    use page_base::request::{respond, session_info, signed_in, state};

    respond(async {
        let caller = signed_in(Role::Viewer)?;
        let state = state();
        let this = session_info().map(|session| session.stored_id);
        let open =
            store::sessions::open_sessions(&state.db, caller.account_id, state.clock.now()).await?;
        Ok(open
            .into_iter()
            .map(|session| SessionRow {
                signed_in_at: session.signed_in_at,
                last_used_at: session.last_used_at,
                is_this: this.as_ref() == Some(&session.id),
            })
            .collect())
    })
    .await
}

/// Ends every session of the caller but this one.
///
/// # Errors
/// `SignInRequired`.
#[server(prefix = "/fn", endpoint = "accounts/end_other_sessions", output = page_base::wire::Json)]
pub async fn end_other_sessions() -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, session_info, signed_in, state};

    respond(async {
        let caller = signed_in(Role::Viewer)?;
        let state = state();
        let this = session_info().map(|session| session.stored_id).unwrap_or_default();
        let ended = store::sessions::end_others(&state.db, caller.account_id, &this).await?;
        store::accounts::audit(
            &state.db,
            Some(caller.account_id),
            "account.end_sessions",
            &format!("account:{}", caller.account_id),
            serde_json::json!({ "ended": ended }),
            request_id().as_deref(),
        )
        .await?;
        leptos_axum::redirect("/account?changed=sessions");
        Ok(())
    })
    .await
}

/// The list on the account page.
#[component]
pub(super) fn Sessions(
    /// The others were just ended.
    ended: bool,
) -> impl IntoView {
    let sessions = Resource::new(|| (), |()| list_sessions());
    view! {
        <Panel title="Signed in" flush=true>
            {ended
                .then(|| view! { <p class="panel-body" role="status">"All other sessions were signed out."</p> })}
            <Suspense fallback=|| view! { <TablePlaceholder rows=2/> }>
                <ErrorBoundary fallback=|errors| {
                    view! { <ErrorFallback errors/> }
                }>
                    {move || Suspend::new(async move {
                        sessions.await.map(|sessions| view! { <SessionTable sessions/> })
                    })}
                </ErrorBoundary>
            </Suspense>
        </Panel>
    }
}

#[component]
fn SessionTable(sessions: Vec<SessionRow>) -> impl IntoView {
    let has_others = sessions.iter().any(|session| !session.is_this);
    let rows = sessions
        .into_iter()
        .map(|session| {
            view! {
                <tr>
                    <td class="lead">{clock(session.signed_in_at)}</td>
                    <td class="sub" data-label="last used">
                        {clock(session.last_used_at)}
                    </td>
                    <td class="end">
                        {session
                            .is_this
                            .then(|| view! { <Badge tone=Tone::Good>"This browser"</Badge> })}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-frame" role="region" aria-label="Open sessions" tabindex="0">
            <table class="table stacked">
                <thead>
                    <tr>
                        <th scope="col">"Since, UTC"</th>
                        <th scope="col">"Last used, UTC"</th>
                        <th scope="col">
                            <span class="sr-only">"Which"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {has_others
            .then(|| {
                view! {
                    <form class="panel-body" method="post" action=EndOtherSessions::url()>
                        <Button submit=true>"Sign out all others"</Button>
                    </form>
                }
            })}
    }
}

/// The head of the column says that it is UTC.
fn clock(at: chrono::DateTime<chrono::Utc>) -> String {
    wording::day_and_time(at).replace(" UTC", "")
}
