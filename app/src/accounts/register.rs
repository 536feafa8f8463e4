//! Making an account of one's own, where the operator allows it.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use page_base::error::AppError;
use page_kit::controls::{
    Button, ButtonKind, ButtonSize, TextField,
    plain_form::{kept, last_error},
};

use super::{
    door_foot::DoorFoot,
    form_error::{FormNotice, on_field},
};
use crate::layout::Brand;

/// What was typed is kept under this name.
const FORM: &str = "register";

/// Makes an account with the role of a viewer and signs it in.
///
/// # Errors
/// `Forbidden` where registration is closed; `Invalid` on `name`, `email` or `password`.
#[server(prefix = "/fn", endpoint = "accounts/register", output = page_base::wire::Json)]
pub async fn register(
    /// The name to sign in with.
    name: String,
    /// An e-mail address, or nothing.
    #[server(default)]
    email: String,
    /// The password.
    password: String,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, state};
    use page_kit::controls::plain_form::keep;
    use store::accounts::NewAccount;

    use super::session;

    respond(async {
        keep(FORM, &[("name", &name), ("email", &email)]);
        let state = state();
        if !state.settings.registration_open {
            return Err(AppError::Forbidden.into());
        }
        let email = email.trim();
        let account = NewAccount {
            name: name.trim(),
            email: (!email.is_empty()).then_some(email),
            password: &password,
            role: Role::Viewer,
            must_change_password: false,
        };
        let account = store::accounts::create(&state.db, account).await?;
        let subject = format!("account:{}", account.id);
        let detail = serde_json::json!({ "role": account.role });
        let request_id = request_id();
        store::accounts::audit(
            &state.db,
            Some(account.id),
            "account.register",
            &subject,
            detail,
            request_id.as_deref(),
        )
        .await?;
        session::open(account.id, state.clock.now()).await?;
        leptos_axum::redirect("/");
        Ok(())
    })
    .await
}

/// `/register`
#[component]
pub fn RegisterPage() -> impl IntoView {
    let kept = kept(FORM);
    let error = last_error::<Register>();
    view! {
        <Title text="Register"/>
        <div class="door">
            <Brand/>
            <section class="door-panel">
                <h1>"Register"</h1>
                <p class="text-2">"A new account may read. An administrator can give it more."</p>
                <FormNotice error=error.clone() title="The account was not made" request=kept.request_id()/>
                <form method="post" action=Register::url()>
                    <TextField
                        name="name"
                        label="Name"
                        autocomplete="username"
                        value=Signal::stored(kept.field("name"))
                        error=on_field(error.as_ref(), "name")
                        autofocus=true
                    />
                    <TextField
                        name="email"
                        label="E-mail address"
                        kind="email"
                        autocomplete="email"
                        value=Signal::stored(kept.field("email"))
                        optional=true
                        error=on_field(error.as_ref(), "email")
                    />
                    <TextField
                        name="password"
                        label="Password"
                        kind="password"
                        autocomplete="new-password"
                        hint="8 to 128 characters; a few words are better than a clever word."
                        error=on_field(error.as_ref(), "password")
                    />
                    <Button kind=ButtonKind::Primary size=ButtonSize::Large submit=true>
                        "Make account"
                    </Button>
                </form>
                <p class="door-hint">
                    "Already have an account? " <a href="/sign-in">"Sign in"</a>
                </p>
            </section>
            <DoorFoot/>
        </div>
    }
}
