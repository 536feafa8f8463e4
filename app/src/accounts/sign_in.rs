//! Signing in and out.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use page_base::error::AppError;
use page_kit::{
    controls::{
        Button, ButtonKind, ButtonSize, TextField,
        plain_form::{kept, last_error},
    },
    jobs::use_tasks,
};
use serde::{Deserialize, Serialize};

use super::{
    door_foot::DoorFoot,
    form_error::{FormNotice, on_field},
};
use crate::layout::Brand;

/// What was typed is kept under this name.
const FORM: &str = "sign-in";

/// Signs in by name or e-mail address and leads to `to`.
///
/// # Errors
/// `Invalid` when name or password is wrong (which of the two is not told) or the account is closed;
/// `TooManyRequests` after ten failures of the account or the address.
#[server(prefix = "/fn", endpoint = "accounts/sign_in", output = page_base::wire::Json)]
pub async fn sign_in(
    /// Name or e-mail address.
    name: String,
    /// The password.
    password: String,
    /// Path to go to; the home page when empty or elsewhere.
    #[server(default)]
    to: String,
) -> Result<(), AppError> {
    use football::FieldError;
    use page_base::request::{client_address, respond, state};
    use page_kit::controls::plain_form::keep;
    use store::accounts::{SignIn as Attempt, SignInOutcome};

    use super::session;

    respond(async {
        keep(FORM, &[("name", &name)]);
        let state = state();
        let attempt = Attempt {
            name: &name,
            password: &password,
            address: client_address(),
            now: state.clock.now(),
        };
        let refused =
            |message: String| AppError::Invalid { fields: vec![FieldError::new("", message)] };
        match store::accounts::sign_in(&state.db, attempt).await? {
            SignInOutcome::Welcome(account) => {
                session::open(account.id, state.clock.now()).await?;
                leptos_axum::redirect(session::local_path(Some(&to)));
                Ok(())
            }
            SignInOutcome::Wrong { tries_left: 0 } => {
                Err(refused("That was the last try. The next is in 15 minutes.".to_owned()).into())
            }
            SignInOutcome::Wrong { tries_left } => {
                let tries = if tries_left == 1 { "try" } else { "tries" };
                Err(refused(format!("{tries_left} {tries} left, then a pause of 15 minutes."))
                    .into())
            }
            SignInOutcome::Locked { retry_after_secs } => {
                Err(AppError::TooManyRequests { retry_after_secs }.into())
            }
            SignInOutcome::Disabled => {
                Err(refused("This account is closed. Ask an administrator to open it.".to_owned())
                    .into())
            }
        }
    })
    .await
}

/// Signs out. Anybody may: it ends the caller's own session, if there is one.
#[server(prefix = "/fn", endpoint = "accounts/sign_out", output = page_base::wire::Json)]
pub async fn sign_out() -> Result<(), AppError> {
    use page_base::request::respond;

    respond(async {
        super::session::close().await?;
        leptos_axum::redirect("/sign-in");
        Ok(())
    })
    .await
}

/// The form that signs out. The stream of tasks is closed first: asked for at the same moment, it would be refused.
#[component]
pub(super) fn SignOutForm() -> impl IntoView {
    let tasks = use_tasks();
    view! {
        <form method="post" action=SignOut::url() on:submit=move |_| tasks.hang_up()>
            <Button submit=true>"Sign out"</Button>
        </form>
    }
}

/// What the sign-in page says about this server.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Welcome {
    club: String,
    demo: bool,
    registration_open: bool,
}

#[cfg(feature = "ssr")]
fn welcome() -> Welcome {
    let settings = page_base::request::state().settings;
    Welcome {
        club: settings.club_name.clone(),
        demo: settings.demo,
        registration_open: settings.registration_open,
    }
}

/// Runs only where the server said nothing.
#[cfg(not(feature = "ssr"))]
fn welcome() -> Welcome {
    Welcome::default()
}

/// `/sign-in`
#[component]
pub fn SignInPage() -> impl IntoView {
    let welcome =
        SharedValue::<_, leptos::server::codee::string::JsonSerdeCodec>::new(welcome).into_inner();
    let to = use_query_map().with_untracked(|query| query.get("to")).unwrap_or_default();
    let kept = kept(FORM);
    // Who comes back after a slip has only the password to type.
    let is_known = !kept.field("name").is_empty();
    let error = last_error::<SignIn>();
    let title = match &error {
        Some(AppError::Invalid { .. }) => "Name or password is wrong",
        _ => "You are not signed in",
    };
    let club = match welcome.club.as_str() {
        "" => "Football operations".to_owned(),
        club => [club, " football operations"].concat(),
    };
    view! {
        <Title text="Sign in"/>
        <div class="door">
            <Brand/>
            <section class="door-panel">
                <h1>"Sign in"</h1>
                <p class="text-2">{club}</p>
                <FormNotice error=error.clone() title request=kept.request_id()/>
                <form method="post" action=SignIn::url()>
                    <input type="hidden" name="to" value=to/>
                    <TextField
                        name="name"
                        label="Name or e-mail address"
                        autocomplete="username"
                        value=Signal::stored(kept.field("name"))
                        error=on_field(error.as_ref(), "name")
                        autofocus=!is_known
                    />
                    <TextField
                        name="password"
                        label="Password"
                        kind="password"
                        autocomplete="current-password"
                        error=on_field(error.as_ref(), "password")
                        autofocus=is_known
                    />
                    <Button kind=ButtonKind::Primary size=ButtonSize::Large submit=true>
                        "Sign in"
                    </Button>
                </form>
                {welcome
                    .demo
                    .then(|| {
                        view! {
                            <p class="door-hint">
                                "This is the demo. Sign in as " <code>"admin"</code> " with "
                                <code>"admin123"</code> "."
                            </p>
                        }
                    })}
                {welcome
                    .registration_open
                    .then(|| {
                        view! {
                            <p class="door-hint">
                                "No account yet? " <a href="/register">"Register"</a>
                            </p>
                        }
                    })}
            </section>
            <p class="meta">"You are signed out after 30 minutes without use."</p>
            <DoorFoot/>
        </div>
    }
}
