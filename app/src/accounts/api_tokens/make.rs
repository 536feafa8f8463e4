//! Making a token, and the one time that it is shown.

use backroom::{ApiTokenView, Role, TokenScope};
use leptos::{prelude::*, server_fn::ServerFn};
use page_base::error::AppError;
use page_kit::controls::{
    Button, ButtonKind, Checkbox, Choice, FieldMessage, Panel, Select, Symbol, TextField,
    plain_form::{kept, last_error, take_kept},
    use_toasts,
};

use crate::accounts::form_error::{FormNotice, on_field};

/// What was typed is kept under this name.
const FORM: &str = "api-token";
/// The token goes under this name to the one page that shows it.
const MADE: &str = "made-api-token";
/// What can be chosen for how long a token lasts, in days.
const DAYS: [u16; 5] = [7, 30, ApiTokenView::DEFAULT_DAYS, 180, 365];

/// Makes a token, which the next page shows once. Programs make theirs over REST; here it is not in the
/// answer, but in a cookie that no script reads and that the page takes away.
///
/// # Errors
/// `SignInRequired`; `Invalid` on `name`, `scopes` or `expires_in_days`.
#[server(prefix = "/fn", endpoint = "accounts/create_api_token", output = page_base::wire::Json)]
pub async fn create_api_token(
    /// What the caller calls it.
    name: String,
    /// What it may do.
    #[server(default)]
    scopes: Vec<TokenScope>,
    /// Days until it ends.
    expires_in_days: u16,
) -> Result<(), AppError> {
    use page_base::request::{request_id, respond, signed_in, state};
    use page_kit::controls::plain_form::keep;
    use store::accounts::api_tokens::{self, NewApiToken};

    use super::PATH;

    respond(async {
        let caller = signed_in(Role::Viewer)?;
        let asker = caller.asker(request_id());
        let state = state();
        let wanted = NewApiToken { name: &name, scopes: &scopes, days: expires_in_days };
        let now = state.clock.now();
        match api_tokens::create(&state.db, &asker, caller.role, wanted, now).await {
            Ok(made) => {
                keep(MADE, &[("name", &made.view.name), ("token", &made.token)]);
                leptos_axum::redirect(PATH);
                Ok(())
            }
            Err(error) => {
                let words: Vec<_> = scopes.iter().map(|scope| scope.as_str()).collect();
                let (words, days) = (words.join(","), expires_in_days.to_string());
                keep(FORM, &[("name", &name), ("scopes", &words), ("days", &days)]);
                Err(error.into())
            }
        }
    })
    .await
}

/// The token that was just made, on the one page that shows it.
#[component]
pub(super) fn MadeToken() -> impl IntoView {
    let made = take_kept(MADE);
    if made.is_empty() {
        return ().into_any();
    }
    let (name, token) = (made.field("name"), made.field("token"));
    let toasts = use_toasts();
    let copy = {
        let token = token.clone();
        move |_| {
            // The promise only says whether the browser allowed it; the token stays on the screen.
            let _ = window().navigator().clipboard().write_text(&token);
            toasts.show("Copied the token");
        }
    };
    view! {
        <Panel title="Your new token">
            <p role="status">
                {["Copy ", &name, " now: it is not shown again."].concat()}
            </p>
            <div class="made-token">
                <code class="mono">{token}</code>
                <Button icon=Symbol::Copy on:click=copy>
                    "Copy the token"
                </Button>
            </div>
        </Panel>
    }
    .into_any()
}

/// The form.
#[component]
pub(super) fn MakePanel(
    /// What the account may do: a token is offered no more.
    role: Role,
) -> impl IntoView {
    let kept = kept(FORM);
    let error = last_error::<CreateApiToken>();
    let chosen = kept.field("scopes");
    let is_first = kept.is_empty();
    let scopes = TokenScope::ALL
        .into_iter()
        .filter(|scope| scope.least_role() <= role)
        .map(|scope| {
            let checked = if is_first {
                scope == TokenScope::Read
            } else {
                chosen.split(',').any(|word| word == scope.as_str())
            };
            let label = [scope.as_str(), ": ", scope.meaning()].concat();
            view! {
                <Checkbox name="scopes[]" value=scope.as_str() label checked=Signal::stored(checked)/>
            }
        })
        .collect_view();
    let days = match kept.field("days") {
        days if days.is_empty() => ApiTokenView::DEFAULT_DAYS.to_string(),
        days => days,
    };
    let choices =
        DAYS.map(|days| Choice::new(days.to_string(), [&days.to_string(), " days"].concat()));
    view! {
        <Panel title="New token">
            <FormNotice error=error.clone() title="The token was not made" request=kept.request_id()/>
            <form class="form" method="post" action=CreateApiToken::url()>
                <TextField
                    name="name"
                    label="Name"
                    hint="What will use it: nightly import"
                    autocomplete="off"
                    value=Signal::stored(kept.field("name"))
                    error=on_field(error.as_ref(), "name")
                />
                <fieldset class="field scopes" aria-describedby="field-scopes-message">
                    <legend class="field-label">"It may"</legend>
                    {scopes}
                    <FieldMessage id="field-scopes" error=on_field(error.as_ref(), "scopes") hint=None/>
                </fieldset>
                <Select
                    name="expires_in_days"
                    label="It ends after"
                    choices=choices.to_vec()
                    value=Signal::stored(days)
                    error=on_field(error.as_ref(), "expires_in_days")
                />
                <div class="row">
                    <Button kind=ButtonKind::Primary submit=true>
                        "Make token"
                    </Button>
                </div>
            </form>
        </Panel>
    }
}
