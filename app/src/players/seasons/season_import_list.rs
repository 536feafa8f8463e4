//! `/players/seasons/import`: bring a season's table, and what became of earlier ones.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
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
pub struct SeasonImportLine {
    id: Uuid,
    file_name: String,
    season: String,
    state: String,
    rows: u64,
    /// Players, matched or known, and doubtful, once it is done.
    counts: Option<(u64, u64, u64)>,
    created_at: DateTime<Utc>,
}

/// The newest imports of seasons, newest first.
///
/// # Errors
/// `SignInRequired`; `Forbidden` below an analyst.
#[server(prefix = "/fn", endpoint = "players/list_season_imports", output = crate::wire::Json)]
pub async fn list_season_imports() -> Result<Vec<SeasonImportLine>, AppError> {
    use backroom::Role;

    use crate::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    /// As many as fit on a screen or two.
    const NEWEST: u32 = 50;

    respond(async {
        signed_in(Role::Analyst)?;
        let imports = store::season_imports::list(&state().db, NEWEST).await?;
        let lines = imports
            .into_iter()
            .map(|import| SeasonImportLine {
                id: import.id,
                season: [import.settings.source, import.settings.season].join(" "),
                state: import.state.as_str().to_owned(),
                rows: import.preview.rows,
                counts: import.summary.map(|summary| {
                    (summary.players, summary.known + summary.matched, summary.doubtful)
                }),
                created_at: import.created_at,
                file_name: import.file_name,
            })
            .collect();
        Ok::<_, Failure>(lines)
    })
    .await
}

/// `/players/seasons/import`
#[component]
pub fn SeasonImportListPage() -> impl IntoView {
    let imports = Resource::new(|| (), |()| list_season_imports());
    view! {
        <PageHead title="Import seasons" crumbs=vec![Crumb::new("/players", "Players")]/>
        <div class="page-body import">
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
            <label for="season-file">
                <Icon symbol=Symbol::Upload/>
                <strong>"Choose a table of a season, or drop it here"</strong>
                <span class="text-2">
                    "One row a player and club, one column a metric, as FBref prints them; CSV, plain or gzip. You see how it is taken before anything is written."
                </span>
            </label>
            <input type="hidden" name="kind" value="season"/>
            <input
                id="season-file"
                class="import-file"
                type="file"
                name="file"
                required
                accept=".csv,.tsv,.txt,.gz,text/csv"
            />
            <Button kind=ButtonKind::Primary submit=true>
                "Look at the table"
            </Button>
        </form>
    }
}

#[component]
fn ImportTable(lines: Vec<SeasonImportLine>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <EmptyState why="No season has been imported yet. Choose a table above."/> }
            .into_any();
    }
    let rows = lines
        .into_iter()
        .map(|line| {
            let [players, known, doubtful] = match line.counts {
                Some((players, known, doubtful)) => [players, known, doubtful].map(wording::count),
                None => ["–"; 3].map(str::to_owned),
            };
            view! {
                <tr>
                    <td class="lead">
                        <a href=format!("/players/seasons/import/{}", line.id)>{line.file_name}</a>
                    </td>
                    <td class="sub">{line.season}</td>
                    <td class="end">
                        <StateBadge state=line.state/>
                    </td>
                    <td class="sub num" data-unit="rows">
                        {wording::count(line.rows)}
                    </td>
                    <td class="num">{players}</td>
                    <td class="num">{known}</td>
                    <td class="num">{doubtful}</td>
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
                        <th scope="col">"Season"</th>
                        <th scope="col">"State"</th>
                        <th scope="col" class="num">"Rows"</th>
                        <th scope="col" class="num">"Players"</th>
                        <th scope="col" class="num">"Known"</th>
                        <th scope="col" class="num">"Doubtful"</th>
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
