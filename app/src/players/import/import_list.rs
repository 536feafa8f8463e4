//! `/players/import`: bring a file, and what became of earlier ones.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    controls::{
        Badge, Button, ButtonKind, Crumb, EmptyState, ErrorFallback, Icon, PageHead, Panel, Symbol,
        TablePlaceholder, Tone, wording,
    },
    error::AppError,
    players::tell_status,
};

/// An import as a line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportLine {
    id: Uuid,
    file_name: String,
    table: String,
    state: String,
    rows: u64,
    /// Accepted, duplicates and rejected, once it is done.
    counts: Option<(u64, u64, u64)>,
    created_at: DateTime<Utc>,
}

/// The newest imports, newest first.
///
/// # Errors
/// `SignInRequired`; `Forbidden` below an analyst.
#[server(prefix = "/fn", endpoint = "players/list_imports", output = crate::wire::Json)]
pub async fn list_imports() -> Result<Vec<ImportLine>, AppError> {
    use backroom::Role;

    use crate::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    /// As many as fit on a screen or two.
    const NEWEST: u32 = 50;

    respond(async {
        signed_in(Role::Analyst)?;
        let imports = store::imports::list(&state().db, NEWEST).await?;
        let lines = imports
            .into_iter()
            .map(|import| ImportLine {
                id: import.id,
                table: import.reading.table.label().to_owned(),
                state: import.state.as_str().to_owned(),
                rows: import.preview.rows,
                counts: import
                    .summary
                    .map(|summary| (summary.accepted, summary.duplicates, summary.rejected)),
                created_at: import.created_at,
                file_name: import.file_name,
            })
            .collect();
        Ok::<_, Failure>(lines)
    })
    .await
}

/// `/players/import`
#[component]
pub fn ImportListPage() -> impl IntoView {
    let imports = Resource::new(|| (), |()| list_imports());
    let query = use_query_map();
    let refused = move || query.with(|query| query.get("error")).filter(|why| !why.is_empty());
    view! {
        <PageHead title="Import players" crumbs=vec![Crumb::new("/players", "Players")]/>
        <div class="page-body import">
            {move || refused().map(|why| view! {
                <div class="notice" role="alert">
                    <Icon symbol=Symbol::Failed/>
                    <div class="notice-body">
                        <p class="notice-title">"The file was not taken"</p>
                        <p>{why}</p>
                    </div>
                </div>
            })}
            <UploadForm/>
            <Panel title="Earlier imports" flush=true>
                <Suspense fallback=|| view! { <TablePlaceholder rows=4/> }>
                    <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                        {move || Suspend::new(async move {
                            tell_status(imports.await).map(|lines| view! { <ImportTable lines/> })
                        })}
                    </ErrorBoundary>
                </Suspense>
            </Panel>
        </div>
    }
}

/// The browser itself sends the form, so it works without script; a file may be dropped on the field.
#[component]
fn UploadForm() -> impl IntoView {
    view! {
        <form
            class="import-drop"
            method="post"
            action="/players/import/upload"
            enctype="multipart/form-data"
        >
            <label for="import-file">
                <Icon symbol=Symbol::Upload/>
                <strong>"Choose a table of players, market values or careers, or drop it here"</strong>
                <span class="text-2">
                    "CSV with comma, semicolon, tab or bar; UTF-8 or Windows encodings; plain or gzip. The headers say which table it is: players, values, transfers, appearances, injuries, clubs or competitions. You see how it is read before anything is written."
                </span>
            </label>
            <input
                id="import-file"
                class="import-file"
                type="file"
                name="file"
                required
                accept=".csv,.tsv,.txt,.gz,text/csv"
            />
            <Button kind=ButtonKind::Primary submit=true>
                "Look at the file"
            </Button>
        </form>
    }
}

#[component]
fn ImportTable(lines: Vec<ImportLine>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <EmptyState why="Nothing has been imported yet. Choose a file above."/> }
            .into_any();
    }
    let rows = lines
        .into_iter()
        .map(|line| {
            let ran = line.counts.is_some();
            let (accepted, duplicates, rejected) = match line.counts {
                Some((accepted, duplicates, rejected)) => {
                    (wording::count(accepted), wording::count(duplicates), wording::count(rejected))
                }
                None => ("–".to_owned(), "–".to_owned(), "–".to_owned()),
            };
            view! {
                <tr>
                    <td class="lead">
                        <a href=format!("/players/import/{}", line.id)>{line.file_name}</a>
                    </td>
                    <td class="sub">{line.table}</td>
                    <td class="end">
                        <StateBadge state=line.state/>
                    </td>
                    <td class="sub num" data-unit="rows">
                        {wording::count(line.rows)}
                    </td>
                    <td class="num">{accepted}</td>
                    <td class="num">{duplicates}</td>
                    <td class=if ran { "sub num" } else { "num" } data-unit="rejected">
                        {rejected}
                    </td>
                    <td class="sub">{wording::day_and_time(line.created_at).replace(" UTC", "")}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Earlier imports">
            <table class="table stacked">
                <thead>
                    <tr>
                        <th scope="col">"File"</th>
                        <th scope="col">"Table"</th>
                        <th scope="col">"State"</th>
                        <th scope="col" class="num">"Rows"</th>
                        <th scope="col" class="num">"Accepted"</th>
                        <th scope="col" class="num">"Duplicates"</th>
                        <th scope="col" class="num">"Rejected"</th>
                        <th scope="col">"Uploaded, UTC"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn StateBadge(state: String) -> impl IntoView {
    let (tone, icon, word) = match state.as_str() {
        "completed" => (Tone::Good, Symbol::Check, "Completed"),
        "running" => (Tone::Info, Symbol::Running, "Started"),
        "failed" => (Tone::Danger, Symbol::Failed, "Failed"),
        _ => (Tone::Plain, Symbol::Clock, "Waits for you"),
    };
    view! {
        <Badge tone icon=icon>
            {word}
        </Badge>
    }
}
