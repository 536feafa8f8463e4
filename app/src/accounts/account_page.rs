//! The account of the person at the screen.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use page_base::error::AppError;
use page_kit::{
    account::SignedIn,
    account::use_account,
    controls::{ButtonLink, ErrorNotice, PageHead, Panel},
};

use super::{password::PasswordPanel, sessions::Sessions, sign_in::SignOutForm};

/// `/account`
#[component]
pub fn AccountPage() -> impl IntoView {
    let changed = use_query_map().with_untracked(|query| query.get("changed"));
    match use_account().get_untracked() {
        None => {
            #[cfg(feature = "ssr")]
            leptos_axum::redirect("/sign-in?to=/account");
            view! {
                <PageHead title="Account"/>
                <ErrorNotice error=AppError::SignInRequired/>
            }
            .into_any()
        }
        Some(account) => {
            let changed = changed.as_deref();
            view! {
                <PageHead title="Account">
                    <SignOutForm/>
                </PageHead>
                <div class="page-body">
                    <div class="grid-12">
                        <WhoYouAre account/>
                        <PasswordPanel changed=changed == Some("password")/>
                        <Sessions ended=changed == Some("sessions")/>
                        <Panel title="API tokens" class="span-6">
                            <p>"For programs that ask in your name."</p>
                            <div class="row">
                                <ButtonLink href="/account/tokens">"Your API tokens"</ButtonLink>
                            </div>
                        </Panel>
                    </div>
                </div>
            }
            .into_any()
        }
    }
}

#[component]
fn WhoYouAre(account: SignedIn) -> impl IntoView {
    use backroom::Role;

    let may = match account.role {
        Role::Viewer => "reads players and reports",
        Role::Analyst => "reads and writes football data and starts jobs",
        Role::Admin => "reads and writes everything and looks after accounts and operations",
    };
    view! {
        <Panel title="You" class="span-6">
            <dl class="facts">
                <dt>"Name"</dt>
                <dd>{account.name}</dd>
                <dt>"Role"</dt>
                <dd>{account.role.as_str()} ": " {may}</dd>
            </dl>
        </Panel>
    }
}
