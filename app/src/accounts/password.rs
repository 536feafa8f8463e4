//! Changing one's own password.

use leptos::{prelude::*, server_fn::ServerFn};
use page_base::error::AppError;
use page_kit::controls::{Button, ButtonKind, Panel, TextField, plain_form::last_error};

use super::form_error::{FormNotice, on_field};

/// Changes the caller's password and ends all other sessions and tokens of the account.
///
/// # Errors
/// `SignInRequired`; `Invalid` on `current` when it is not the present password or on `password` when
/// the new one is too short, too long or too common; `TooManyRequests` after ten wrong ones.
#[server(prefix = "/fn", endpoint = "accounts/change_password", output = page_base::wire::Json)]
pub async fn change_password(
    /// The present password.
    current: String,
    /// The new one.
    password: String,
) -> Result<(), AppError> {
    use backroom::Role;
    use football::FieldError;
    use page_base::request::{client_address, request_id, respond, session_info, signed_in, state};
    use store::accounts::{SignIn as Attempt, SignInOutcome};

    respond(async {
        let caller = signed_in(Role::Viewer)?;
        let state = state();
        let attempt = Attempt {
            name: &caller.name,
            password: &current,
            address: client_address(),
            now: state.clock.now(),
        };
        match store::accounts::sign_in(&state.db, attempt).await? {
            SignInOutcome::Welcome(account) if account.id == caller.account_id => {}
            SignInOutcome::Locked { retry_after_secs } => {
                return Err(AppError::TooManyRequests { retry_after_secs }.into());
            }
            _ => {
                let complaint = FieldError::new("current", "This is not your present password.");
                return Err(AppError::Invalid { fields: vec![complaint] }.into());
            }
        }
        let session = session_info();
        let keep = session.as_ref().map(|session| session.stored_id.as_str());
        store::accounts::set_password(&state.db, caller.account_id, &password, false, keep).await?;
        store::accounts::audit(
            &state.db,
            Some(caller.account_id),
            "account.change_password",
            &format!("account:{}", caller.account_id),
            serde_json::json!({}),
            request_id().as_deref(),
        )
        .await?;
        leptos_axum::redirect("/account?changed=password");
        Ok(())
    })
    .await
}

/// The form on the account page.
#[component]
pub(super) fn PasswordPanel(
    /// It was just changed.
    changed: bool,
) -> impl IntoView {
    let error = last_error::<ChangePassword>();
    view! {
        <Panel title="Password" class="span-6">
            {changed
                .then(|| {
                    view! {
                        <p role="status">
                            "Your password was changed. All other sessions were signed out and your API tokens revoked."
                        </p>
                    }
                })}
            <FormNotice error=error.clone() title="The password was not changed"/>
            <form class="form" method="post" action=ChangePassword::url()>
                <TextField
                    name="current"
                    label="Present password"
                    kind="password"
                    autocomplete="current-password"
                    error=on_field(error.as_ref(), "current")
                />
                <TextField
                    name="password"
                    label="New password"
                    kind="password"
                    autocomplete="new-password"
                    hint="8 to 128 characters; a few words are better than a clever word."
                    error=on_field(error.as_ref(), "password")
                />
                <div class="row">
                    <Button kind=ButtonKind::Primary submit=true>"Change password"</Button>
                </div>
            </form>
        </Panel>
    }
}
