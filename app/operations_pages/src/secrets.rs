//! `/operations/secrets`: the vault. A value is typed once and never shown again.

use backroom::SecretView;
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use page_base::{error::AppError, wording};
use page_kit::controls::{
    Button, ButtonKind, ButtonSize, Crumb, EmptyState, ErrorFallback, ErrorNotice, PageHead, Panel,
    TablePlaceholder, TextField, use_toasts,
};

use super::{
    query,
    secret_uses::{SecretUses, list_secret_uses},
};

/// Where the page is.
const PATH: &str = "/operations/secrets";

/// Every secret without its value.
///
/// # Errors
/// `SignInRequired` when signed out, `Forbidden` unless an administrator.
#[server(prefix = "/fn", endpoint = "operations/list_secrets", output = page_base::wire::Json)]
pub async fn list_secrets() -> Result<Vec<SecretView>, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    respond(async {
        signed_in(Role::Admin)?;
        Ok::<_, Failure>(store::vault::list_secrets(&state().db).await?)
    })
    .await
}

/// Puts a secret into the vault or replaces its value.
///
/// # Errors
/// `Forbidden` unless an administrator; `Invalid` for a name or value that cannot be kept.
#[server(prefix = "/fn", endpoint = "operations/put_secret", output = page_base::wire::Json)]
pub async fn put_secret(
    /// Its name.
    name: String,
    /// The value.
    value: String,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{request_id, respond, signed_in, state},
    };

    respond(async {
        let asker = signed_in(Role::Admin)?.asker(request_id());
        let state = state();
        let name = name.trim();
        store::vault::put_secret(&state.db, &state.vault, Some(&asker), name, &value).await?;
        Ok::<_, Failure>(())
    })
    .await
}

/// Deletes a secret.
///
/// # Errors
/// `Forbidden` unless an administrator; `NotFound` when there is none of this name.
#[server(prefix = "/fn", endpoint = "operations/delete_secret", output = page_base::wire::Json)]
pub async fn delete_secret(
    /// Its name.
    name: String,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};

    respond(async {
        let asker = signed_in(Role::Admin)?.asker(request_id());
        if store::vault::delete_secret(&state().db, Some(&asker), &name).await? {
            Ok(())
        } else {
            Err(AppError::NotFound.into())
        }
    })
    .await
}

/// `/operations/secrets`
#[component]
pub fn SecretsPage() -> impl IntoView {
    let map = use_query_map();
    let open = Memo::new(move |_| map.with(|map| map.get_str("secret").map(str::to_owned)));
    let secrets = Resource::new(|| (), |()| list_secrets());
    let uses = Resource::new(
        move || open.get(),
        |open| async move {
            let Some(name) = open else { return Ok(None) };
            let uses = list_secret_uses(name.clone()).await?;
            Ok::<_, AppError>(Some((name, uses)))
        },
    );
    let reload = Callback::new(move |()| secrets.refetch());
    view! {
        <PageHead title="Secrets" crumbs=vec![Crumb::new("/tasks", "Operations")]/>
        <div class="page-body">
            <p class="text-2">
                "Passwords and keys of other services. Jobs know them by name; a value is typed once, sealed, and never shown again."
            </p>
            <Transition fallback=|| view! { <TablePlaceholder rows=4/> }>
                <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                    {move || Suspend::new(async move {
                        let secrets = secrets.await?;
                        Ok::<_, AppError>(
                            view! {
                                <SecretTable secrets open reload/>
                                <Panel title="Add or replace" class="span-6">
                                    <PutForm reload/>
                                </Panel>
                            },
                        )
                    })}
                </ErrorBoundary>
            </Transition>
            <Transition>
                <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                    {move || Suspend::new(async move {
                        let uses = uses.await?;
                        let secrets = secrets.await.unwrap_or_default();
                        // One that was deleted meanwhile takes its uses with it.
                        let is_there = |name: &str| secrets.iter().any(|secret| secret.name == name);
                        let uses = uses.filter(|(name, _)| is_there(name));
                        let panel =
                            uses.map(|(name, uses)| view! { <SecretUses name uses close=PATH/> });
                        Ok::<_, AppError>(panel)
                    })}
                </ErrorBoundary>
            </Transition>
        </div>
    }
}

#[component]
fn SecretTable(
    secrets: Vec<SecretView>,
    /// The one whose uses are shown.
    open: Memo<Option<String>>,
    reload: Callback<()>,
) -> impl IntoView {
    let is_open = |name: String| {
        Signal::derive(move || open.with(|open| open.as_deref() == Some(name.as_str())))
    };
    let delete = ServerAction::<DeleteSecret>::new();
    let toasts = use_toasts();
    Effect::new(move || {
        if matches!(delete.value().get(), Some(Ok(()))) {
            toasts.show("Deleted the secret");
            reload.run(());
        }
    });
    let failure = move || match delete.value().get() {
        Some(Err(error)) => Some(view! { <ErrorNotice error what="The secret was not deleted."/> }),
        _ => None,
    };
    if secrets.is_empty() {
        return view! {
            <div class="table-frame">
                <EmptyState why="No secret is kept yet. Add the key of a service below and name it in a setting."/>
            </div>
        }
        .into_any();
    }
    let rows = secrets
        .into_iter()
        .map(|secret| {
            let is_open = is_open(secret.name.clone());
            view! { <SecretRow secret is_open delete/> }
        })
        .collect_view();
    view! {
        {failure}
        <div class="table-frame">
            <table class="table stacked secrets-table">
                <caption class="sr-only">"Secrets"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Value"</th>
                        <th scope="col" class="num">
                            "Version"
                        </th>
                        <th scope="col">"Sealed with"</th>
                        <th scope="col">"Changed, UTC"</th>
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
fn SecretRow(
    secret: SecretView,
    is_open: Signal<bool>,
    delete: ServerAction<DeleteSecret>,
) -> impl IntoView {
    let href = [PATH, &query(&[("secret", secret.name.clone())])].concat();
    let at = |at| wording::day_and_time(at).replace(" UTC", "");
    let changed = match &secret.changed_by {
        Some(name) => [&at(secret.changed_at), " by ", name].concat(),
        None => at(secret.changed_at),
    };
    let used = match (secret.used_at, &secret.used_for) {
        (Some(used), Some(purpose)) => [&at(used), ", ", purpose].concat().into_any(),
        _ => "never".into_any(),
    };
    let masked = secret.masked();
    let reason = ["Delete ", &secret.name].concat();
    view! {
        <tr aria-current=move || is_open.get().then_some("true")>
            <td class="lead mono">
                <a href=href>{secret.name.clone()}</a>
            </td>
            <td class="sub mono">{masked}</td>
            <td class="sub num">{secret.version}</td>
            <td class="sub mono">{secret.key_id}</td>
            <td class="sub">{changed}</td>
            <td class="sub">{used}</td>
            <td class="end">
                <details class="confirm">
                    <summary class="button standard small" aria-label=reason>
                        "Delete"
                    </summary>
                    <ActionForm action=delete attr:class="row">
                        <input type="hidden" name="name" value=secret.name.clone()/>
                        <span>{["Delete ", &secret.name, "? Jobs that name it will fail."].concat()}</span>
                        <Button submit=true kind=ButtonKind::Destructive size=ButtonSize::Small>
                            {["Delete ", &secret.name].concat()}
                        </Button>
                    </ActionForm>
                </details>
            </td>
        </tr>
    }
}

#[component]
fn PutForm(reload: Callback<()>) -> impl IntoView {
    let put = ServerAction::<PutSecret>::new();
    let toasts = use_toasts();
    // What was typed is gone from the page as soon as it is sealed.
    let (name, value) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move || {
        if matches!(put.value().get(), Some(Ok(()))) {
            toasts.show(["Sealed ", &name.get_untracked()].concat());
            name.set(String::new());
            value.set(String::new());
            reload.run(());
        }
    });
    let on_field = move |field: &'static str| {
        Signal::derive(move || match put.value().get() {
            Some(Err(error)) => error.on_field(field).map(str::to_owned),
            _ => None,
        })
    };
    let failure = move || match put.value().get() {
        Some(Err(error)) if !matches!(error, AppError::Invalid { .. }) => {
            Some(view! { <ErrorNotice error what="The secret was not kept."/> })
        }
        _ => None,
    };
    view! {
        {failure}
        <ActionForm action=put attr:class="stack form-page" attr:autocomplete="off">
            <TextField
                name="name"
                label="Name"
                hint="openai, fpl.login"
                value=name
                on_input=move |typed| name.set(typed)
                error=on_field("name")
            />
            <TextField
                name="value"
                label="Value"
                kind="password"
                value=value
                on_input=move |typed| value.set(typed)
                error=on_field("value")
            />
            <div class="row">
                <Button submit=true kind=ButtonKind::Primary busy=put.pending()>
                    "Seal the secret"
                </Button>
            </div>
        </ActionForm>
    }
}
