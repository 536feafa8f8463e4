//! The tokens that one has, and revoking one.

use backroom::{ApiTokenId, ApiTokenView};
use leptos::{prelude::*, server_fn::ServerFn};
use page_base::{error::AppError, wording};
use page_kit::controls::{
    Badge, Button, ButtonKind, ButtonSize, EmptyState, ErrorFallback, TablePlaceholder, Tone,
    plain_form::last_error,
};

use crate::accounts::form_error::FormNotice;

/// The caller's tokens, newest first, without their text.
///
/// # Errors
/// `SignInRequired`.
#[server(prefix = "/fn", endpoint = "accounts/list_api_tokens", output = page_base::wire::Json)]
pub async fn list_api_tokens() -> Result<Vec<ApiTokenView>, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use store::accounts::api_tokens;

    respond(async {
        let caller = signed_in(Role::Viewer)?;
        let state = state();
        let tokens = api_tokens::list(&state.db, caller.account_id, state.clock.now()).await?;
        Ok::<_, Failure>(tokens)
    })
    .await
}

/// Revokes a token of the caller's own.
///
/// # Errors
/// `SignInRequired`; `NotFound` when the caller has no such token.
#[server(prefix = "/fn", endpoint = "accounts/revoke_api_token", output = page_base::wire::Json)]
pub async fn revoke_api_token(
    /// The token.
    id: ApiTokenId,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};
    use store::accounts::api_tokens;

    use super::PATH;

    respond(async {
        let asker = signed_in(Role::Viewer)?.asker(request_id());
        let state = state();
        if !api_tokens::revoke(&state.db, &asker, id, state.clock.now()).await? {
            return Err(AppError::NotFound.into());
        }
        leptos_axum::redirect(&[PATH, "?changed=revoked"].concat());
        Ok(())
    })
    .await
}

/// The list.
#[component]
pub(super) fn Tokens() -> impl IntoView {
    let tokens = Resource::new(|| (), |()| list_api_tokens());
    let error = last_error::<RevokeApiToken>();
    view! {
        <FormNotice error title="The token was not revoked"/>
        <Suspense fallback=|| view! { <TablePlaceholder rows=3/> }>
            <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                {move || Suspend::new(async move {
                    tokens.await.map(|tokens| view! { <TokenTable tokens/> })
                })}
            </ErrorBoundary>
        </Suspense>
    }
}

#[component]
fn TokenTable(tokens: Vec<ApiTokenView>) -> impl IntoView {
    if tokens.is_empty() {
        return view! {
            <div class="table-frame">
                <EmptyState why="You have no API token. Make one below for each program that should ask in your name."/>
            </div>
        }
        .into_any();
    }
    let rows = tokens.into_iter().map(|token| view! { <TokenRow token/> }).collect_view();
    view! {
        <div class="table-frame">
            <table class="table stacked">
                <caption class="sr-only">"Your API tokens"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Token"</th>
                        <th scope="col">"May"</th>
                        <th scope="col">"Made, UTC"</th>
                        <th scope="col">"Ends, UTC"</th>
                        <th scope="col">"Last used, UTC"</th>
                        <th scope="col">
                            <span class="sr-only">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn TokenRow(token: ApiTokenView) -> impl IntoView {
    let clock = |at| wording::day_and_time(at).replace(" UTC", "");
    let may = token.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(", ");
    let used = token.last_used_at.map_or_else(|| "never".to_owned(), clock);
    let over = token.is_over.then(|| view! { " " <Badge tone=Tone::Warn>"Ended"</Badge> });
    let (masked, revoke) = (token.masked(), ["Revoke ", &token.name].concat());
    view! {
        <tr>
            <td class="lead">{token.name.clone()}</td>
            <td class="sub mono">{masked}</td>
            <td class="sub">{may}</td>
            <td class="sub" data-label="made">
                {clock(token.created_at)}
            </td>
            <td class="sub" data-label="ends">
                {clock(token.expires_at)} {over}
            </td>
            <td class="sub" data-label="last used">
                {used}
            </td>
            <td class="end">
                <details class="confirm">
                    <summary class="button standard small" aria-label=revoke.clone()>
                        "Revoke"
                    </summary>
                    <form class="row" method="post" action=RevokeApiToken::url()>
                        <input type="hidden" name="id" value=token.id.to_string()/>
                        <span>{[&revoke, "? Whatever uses it is refused at once."].concat()}</span>
                        <Button submit=true kind=ButtonKind::Destructive size=ButtonSize::Small>
                            {revoke.clone()}
                        </Button>
                    </form>
                </details>
            </td>
        </tr>
    }
}
