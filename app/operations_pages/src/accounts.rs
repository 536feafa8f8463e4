//! `/operations/accounts`: who may come in, and as what.

use backroom::{AccountChange, AccountId, AccountView, Role};
use leptos::{form::ActionForm, prelude::*};
use page_base::{error::AppError, wording};
use page_kit::{
    account::use_account,
    controls::{
        Badge, Button, ButtonKind, ButtonSize, Choice, Crumb, ErrorFallback, ErrorNotice, PageHead,
        Panel, Select, TablePlaceholder, TextField, Tone, use_toasts,
    },
};

/// Every account.
///
/// # Errors
/// `SignInRequired` when signed out, `Forbidden` unless an administrator.
#[server(prefix = "/fn", endpoint = "operations/list_accounts", output = page_base::wire::Json)]
pub async fn list_accounts() -> Result<Vec<AccountView>, AppError> {
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    respond(async {
        signed_in(Role::Admin)?;
        let state = state();
        Ok::<_, Failure>(store::accounts::list_views(&state.db, state.clock.now()).await?)
    })
    .await
}

/// Makes an account with a password that has to be changed at the first sign-in.
///
/// # Errors
/// `Forbidden` unless an administrator; `Invalid` on `name`, `email` or `password`.
#[server(prefix = "/fn", endpoint = "operations/create_account", output = page_base::wire::Json)]
pub async fn create_account(
    /// Its name.
    name: String,
    /// Its e-mail address; may be empty.
    #[server(default)]
    email: String,
    /// What it may do.
    role: Role,
    /// The first password.
    password: String,
) -> Result<(), AppError> {
    use page_base::{
        error::Failure,
        request::{request_id, respond, signed_in, state},
    };
    use store::accounts::NewAccount;

    respond(async {
        let asker = signed_in(Role::Admin)?.asker(request_id());
        let account = NewAccount {
            name: &name,
            email: Some(email.as_str()).filter(|email| !email.trim().is_empty()),
            password: &password,
            role,
            must_change_password: true,
        };
        store::accounts::create_by(&state().db, Some(&asker), account).await?;
        Ok::<_, Failure>(())
    })
    .await
}

/// Does something to an account.
///
/// # Errors
/// `Forbidden` unless an administrator; `Invalid` when nobody would be left who can steer the server;
/// `NotFound` when there is no such account; `Conflict` for the own one, where it would lock oneself out.
#[server(prefix = "/fn", endpoint = "operations/change_account", output = page_base::wire::Json)]
pub async fn change_account(
    /// The account.
    id: AccountId,
    /// What to do.
    change: AccountChange,
) -> Result<(), AppError> {
    use page_base::request::{request_id, respond, signed_in, state};

    respond(async {
        let caller = signed_in(Role::Admin)?;
        if caller.account_id == id && change != AccountChange::AskForPassword {
            let reason = "Another administrator has to do this to your own account.".to_owned();
            return Err(AppError::Conflict { reason }.into());
        }
        let state = state();
        let now = state.clock.now();
        let asker = caller.asker(request_id());
        if store::accounts::change_by(&state.db, Some(&asker), id, change, now).await? {
            Ok(())
        } else {
            Err(AppError::NotFound.into())
        }
    })
    .await
}

/// `/operations/accounts`
#[component]
pub fn AccountsPage() -> impl IntoView {
    let accounts = Resource::new(|| (), |()| list_accounts());
    let reload = Callback::new(move |()| accounts.refetch());
    view! {
        <PageHead title="Accounts" crumbs=vec![Crumb::new("/tasks", "Operations")]/>
        <div class="page-body">
            <Transition fallback=|| view! { <TablePlaceholder rows=6/> }>
                <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                    {move || Suspend::new(async move {
                        let accounts = accounts.await?;
                        Ok::<_, AppError>(
                            view! {
                                <AccountTable accounts reload/>
                                <Panel title="New account">
                                    <NewAccountForm reload/>
                                </Panel>
                            },
                        )
                    })}
                </ErrorBoundary>
            </Transition>
        </div>
    }
}

#[component]
fn AccountTable(accounts: Vec<AccountView>, reload: Callback<()>) -> impl IntoView {
    let change = ServerAction::<ChangeAccount>::new();
    let toasts = use_toasts();
    Effect::new(move || {
        if matches!(change.value().get(), Some(Ok(()))) {
            toasts.show("Changed the account");
            reload.run(());
        }
    });
    let failure = move || match change.value().get() {
        Some(Err(error)) => {
            let reason = error.on_field("role").map(str::to_owned);
            let error = reason.map_or(error, |reason| AppError::Conflict { reason });
            Some(view! { <ErrorNotice error what="The account was not changed."/> })
        }
        _ => None,
    };
    let own = use_account().with_untracked(|account| account.as_ref().map(|it| it.name.clone()));
    let rows = accounts
        .into_iter()
        .map(|account| {
            let is_own = own.as_ref() == Some(&account.name);
            view! { <AccountRow account is_own change/> }
        })
        .collect_view();
    view! {
        {failure}
        <div class="table-frame">
            <table class="table stacked">
                <caption class="sr-only">"Accounts"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Role"</th>
                        <th scope="col">"State"</th>
                        <th scope="col" class="num">
                            "Browsers"
                        </th>
                        <th scope="col" class="num">
                            "API tokens"
                        </th>
                        <th scope="col">"Last sign-in, UTC"</th>
                        <th scope="col">
                            <span class="sr-only">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn AccountRow(
    account: AccountView,
    is_own: bool,
    change: ServerAction<ChangeAccount>,
) -> impl IntoView {
    let id = account.id;
    let state = match (account.disabled, account.must_change_password) {
        (true, _) => view! { <Badge tone=Tone::Danger>"Closed"</Badge> }.into_any(),
        (false, true) => view! { <Badge tone=Tone::Warn>"New password due"</Badge> }.into_any(),
        (false, false) => "open".into_any(),
    };
    let signed_in = account.signed_in_at.map_or_else(
        || "not signed in".to_owned(),
        |at| wording::day_and_time(at).replace(" UTC", ""),
    );
    let door = if account.disabled { AccountChange::Open } else { AccountChange::Close };
    let actions = (!is_own).then(|| {
        let roles = Role::ALL
            .into_iter()
            .filter(|role| *role != account.role)
            .map(|role| (AccountChange::to_role(role), ["Make ", role.as_str()].concat()));
        let others = [
            (AccountChange::SignOut, "Sign out everywhere".to_owned()),
            (AccountChange::RevokeTokens, "Revoke tokens".to_owned()),
            (AccountChange::AskForPassword, "Ask for a new password".to_owned()),
            (door, if account.disabled { "Open" } else { "Close" }.to_owned()),
        ];
        roles
            .chain(others)
            .map(|(what, words)| {
                view! { <ChangeButton id name=account.name.clone() what words change/> }
            })
            .collect_view()
    });
    let own = is_own.then(|| view! { <Badge tone=Tone::Info>"You"</Badge> });
    view! {
        <tr>
            <td class="lead">
                {account.name.clone()} " " {own} " "
                <span class="text-3">{account.email.clone()}</span>
            </td>
            <td class="sub">{account.role.as_str()}</td>
            <td class="sub">{state}</td>
            <td class="sub num">{wording::count(u64::from(account.open_sessions))}</td>
            <td class="sub num" data-label="API tokens">
                {wording::count(u64::from(account.api_tokens))}
            </td>
            <td class="sub">{signed_in}</td>
            <td class="end">
                {actions
                    .map(|actions| {
                        view! {
                            <details class="row-actions">
                                <summary class="button standard small" aria-label=["Change ", &account.name].concat()>
                                    "Change"
                                </summary>
                                <div class="row">{actions}</div>
                            </details>
                        }
                    })}
            </td>
        </tr>
    }
}

#[component]
fn ChangeButton(
    id: AccountId,
    name: String,
    what: AccountChange,
    words: String,
    change: ServerAction<ChangeAccount>,
) -> impl IntoView {
    let kind = match what {
        AccountChange::Close => ButtonKind::Destructive,
        _ => ButtonKind::Standard,
    };
    let reason = [&words, ": ", &name].concat();
    view! {
        <ActionForm action=change>
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="change" value=what.as_str()/>
            <Button submit=true kind size=ButtonSize::Small reason>
                {words}
            </Button>
        </ActionForm>
    }
}

#[component]
fn NewAccountForm(reload: Callback<()>) -> impl IntoView {
    let create = ServerAction::<CreateAccount>::new();
    let toasts = use_toasts();
    let fields = [(); 3].map(|()| RwSignal::new(String::new()));
    let [name, email, password] = fields;
    Effect::new(move || {
        if matches!(create.value().get(), Some(Ok(()))) {
            toasts.show(["Made the account ", &name.get_untracked()].concat());
            for field in fields {
                field.set(String::new());
            }
            reload.run(());
        }
    });
    let on_field = move |field: &'static str| {
        Signal::derive(move || match create.value().get() {
            Some(Err(error)) => error.on_field(field).map(str::to_owned),
            _ => None,
        })
    };
    let failure = move || match create.value().get() {
        Some(Err(error)) if !matches!(error, AppError::Invalid { .. }) => {
            Some(view! { <ErrorNotice error what="The account was not made."/> })
        }
        _ => None,
    };
    let roles: Vec<_> =
        Role::ALL.into_iter().map(|role| Choice::new(role.as_str(), role.as_str())).collect();
    view! {
        {failure}
        <ActionForm action=create attr:class="stack form-page" attr:autocomplete="off">
            <TextField name="name" label="Name" value=name on_input=move |typed| name.set(typed) error=on_field("name")/>
            <TextField
                name="email"
                label="E-mail address"
                optional=true
                value=email
                on_input=move |typed| email.set(typed)
                error=on_field("email")
            />
            <Select
                name="role"
                label="Role"
                choices=roles
                hint="A viewer reads, an analyst also writes and starts jobs, an admin also steers the house"
            />
            <TextField
                name="password"
                label="First password"
                kind="password"
                hint="8 to 128 characters; has to be changed at the first sign-in"
                value=password
                on_input=move |typed| password.set(typed)
                error=on_field("password")
            />
            <div class="row">
                <Button submit=true kind=ButtonKind::Primary busy=create.pending()>
                    "Make account"
                </Button>
            </div>
        </ActionForm>
    }
}
