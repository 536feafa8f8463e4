//! `/account/tokens`: one's own API tokens, for programs that ask in one's name.

mod list;
mod make;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use page_base::error::AppError;
use page_kit::{
    account::use_account,
    controls::{Crumb, ErrorNotice, PageHead},
};

use self::{
    list::Tokens,
    make::{MadeToken, MakePanel},
};

/// Where the page is.
#[cfg(feature = "ssr")]
const PATH: &str = "/account/tokens";

/// `/account/tokens`
#[component]
pub fn ApiTokensPage() -> impl IntoView {
    let crumbs = vec![Crumb::new("/account", "Account")];
    let revoked =
        use_query_map().with_untracked(|query| query.get("changed").as_deref() == Some("revoked"));
    let Some(account) = use_account().get_untracked() else {
        #[cfg(feature = "ssr")]
        leptos_axum::redirect(&["/sign-in?to=", PATH].concat());
        return view! {
            <PageHead title="API tokens" crumbs/>
            <ErrorNotice error=AppError::SignInRequired/>
        }
        .into_any();
    };
    view! {
        <PageHead title="API tokens" crumbs/>
        <div class="page-body">
            <p class="text-2">
                "A program that brings one of these as a bearer token asks the REST API in your name: never more than its scopes, nor than your role at that moment. "
                <a href="/docs" rel="external">
                    "What the API offers"
                </a>
            </p>
            <MadeToken/>
            {revoked.then(|| view! { <p role="status">"The token was revoked."</p> })}
            <Tokens/>
            <MakePanel role=account.role/>
        </div>
    }
    .into_any()
}
