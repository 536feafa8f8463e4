//! Who used a secret when, beside the list of secrets.

use backroom::SecretUseView;
use leptos::prelude::*;
use page_base::{error::AppError, wording};
use page_kit::controls::{EmptyState, Icon, Panel, Symbol};

/// The newest uses of the secret, newest first.
///
/// # Errors
/// `Forbidden` unless an administrator; `NotFound` when there is no such secret.
#[server(prefix = "/fn", endpoint = "operations/list_secret_uses", output = page_base::wire::Json)]
pub async fn list_secret_uses(
    /// Its name.
    name: String,
) -> Result<Vec<SecretUseView>, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use store::vault;

    /// As many as the eye goes through; the API has all.
    const NEWEST: u32 = 50;

    respond(async {
        signed_in(Role::Admin)?;
        let db = &state().db;
        vault::find_secret(db, &name).await?.ok_or(AppError::NotFound)?;
        Ok::<_, Failure>(vault::list_uses(db, &name, None, NEWEST).await?)
    })
    .await
}

/// The uses of a secret, as a panel that can be closed.
#[component]
pub(super) fn SecretUses(
    /// The secret.
    name: String,
    /// Its newest uses, newest first.
    uses: Vec<SecretUseView>,
    /// The page without this panel.
    close: &'static str,
) -> impl IntoView {
    let title = ["Uses of ", &name].concat();
    let meta = match uses.len() {
        0 => String::new(),
        newest => ["newest ", &wording::count(newest as u64)].concat(),
    };
    let closing = ["Close the uses of ", &name].concat();
    let button = move || {
        view! {
            <a class="button quiet icon-only" href=close aria-label=closing>
                <Icon symbol=Symbol::Close/>
            </a>
        }
    };
    view! {
        <Panel title meta actions=button flush=true>
            <UseTable uses/>
        </Panel>
    }
}

#[component]
fn UseTable(uses: Vec<SecretUseView>) -> impl IntoView {
    if uses.is_empty() {
        return view! { <EmptyState why="Nothing has used it yet. Each use by a job will stand here."/> }
            .into_any();
    }
    let rows = uses.into_iter().map(|used| view! { <UseRow used/> }).collect_view();
    view! {
        <table class="table stacked">
            <caption class="sr-only">"Uses"</caption>
            <thead>
                <tr>
                    <th scope="col">"For what"</th>
                    <th scope="col">"When, UTC"</th>
                    <th scope="col">"Asked for by"</th>
                    <th scope="col">"Job"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn UseRow(used: SecretUseView) -> impl IntoView {
    let SecretUseView { at, job, purpose, asked_by, .. } = used;
    let at = [&wording::day(at.date_naive()), ", ", &wording::time_with_seconds(at)].concat();
    let job = match job {
        Some(job) => {
            let href = ["/operations/jobs?job=", &job.to_string()].concat();
            view! {
                <a class="mono" href=href>
                    {job.to_string()}
                </a>
            }
            .into_any()
        }
        None => "none, or forgotten".into_any(),
    };
    view! {
        <tr>
            <td class="lead">{purpose}</td>
            <td class="sub">{at}</td>
            <td class="sub">{asked_by.unwrap_or_else(|| "schedule or command".to_owned())}</td>
            <td class="sub">{job}</td>
        </tr>
    }
}
