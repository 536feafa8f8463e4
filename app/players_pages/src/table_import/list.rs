//! The page that takes a file and tells what became of earlier ones.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use page_base::{error::AppError, wording};
use page_kit::{
    controls::{Crumb, EmptyState, ErrorFallback, PageHead, Panel, TablePlaceholder, tell_status},
    imports::{ImportBadge, Refused, UploadForm},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An import as a line of its list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportLine {
    /// The import.
    pub(crate) id: Uuid,
    /// What the file was called.
    pub(crate) file_name: String,
    /// What it holds: "Players", "fbref 2022/2023".
    pub(crate) holds: String,
    /// `draft`, `running`, `completed` or `failed`.
    pub(crate) state: String,
    /// Rows behind the header.
    pub(crate) rows: u64,
    /// What [`Listed::counts`] names, once it is done.
    pub(crate) counts: Option<[u64; 3]>,
    /// When it was uploaded.
    pub(crate) created_at: DateTime<Utc>,
}

/// The words of one list of imports.
pub(crate) struct Listed {
    /// The head of the page: "Import players".
    pub(crate) title: &'static str,
    /// Where the list is; an import is below it.
    pub(crate) path: &'static str,
    /// Where the form is sent.
    pub(crate) upload: &'static str,
    /// What the field asks for.
    pub(crate) invitation: &'static str,
    /// Which files are taken.
    pub(crate) layout: &'static str,
    /// The head above [`ImportLine::holds`].
    pub(crate) holds: &'static str,
    /// The heads of the three counts.
    pub(crate) counts: [&'static str; 3],
    /// What is said while there is none.
    pub(crate) none: &'static str,
}

/// The upload and the list of earlier imports.
#[component]
pub(crate) fn ImportLists(
    /// The words.
    listed: &'static Listed,
    /// The lines, newest first.
    imports: Resource<Result<Vec<ImportLine>, AppError>>,
) -> impl IntoView {
    view! {
        <PageHead title=listed.title crumbs=vec![Crumb::new("/players", "Players")]/>
        <div class="page-body import">
            <Refused/>
            <UploadForm
                action=listed.upload
                invitation=listed.invitation
                layout=listed.layout
                accept=".csv,.tsv,.txt,.gz,text/csv"
                button="Look at the file"
            />
            <Panel title="Earlier imports" flush=true>
                <Suspense fallback=|| view! { <TablePlaceholder rows=4/> }>
                    <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                        {move || Suspend::new(async move {
                            tell_status(imports.await)
                                .map(|lines| view! { <ImportTable listed lines/> })
                        })}
                    </ErrorBoundary>
                </Suspense>
            </Panel>
        </div>
    }
}

#[component]
fn ImportTable(listed: &'static Listed, lines: Vec<ImportLine>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <EmptyState why=listed.none/> }.into_any();
    }
    let rows = lines.into_iter().map(|line| view! { <ImportRow listed line/> }).collect_view();
    let counts = listed
        .counts
        .map(|head| {
            view! {
                <th scope="col" class="num">
                    {head}
                </th>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Earlier imports">
            <table class="table stacked">
                <thead>
                    <tr>
                        <th scope="col">"File"</th>
                        <th scope="col">{listed.holds}</th>
                        <th scope="col">"State"</th>
                        <th scope="col" class="num">"Rows"</th>
                        {counts}
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
fn ImportRow(listed: &'static Listed, line: ImportLine) -> impl IntoView {
    let ran = line.counts.is_some();
    let [first, second, last] = line
        .counts
        .map_or_else(|| ["–"; 3].map(str::to_owned), |counts| counts.map(wording::count));
    // On a phone the last count stands below the name, with its unit behind it.
    let unit = listed.counts[2].to_lowercase();
    view! {
        <tr>
            <td class="lead">
                <a href=[listed.path, "/", &line.id.to_string()].concat()>{line.file_name}</a>
            </td>
            <td class="sub">{line.holds}</td>
            <td class="end">
                <ImportBadge state=line.state/>
            </td>
            <td class="sub num" data-unit="rows">
                {wording::count(line.rows)}
            </td>
            <td class="num">{first}</td>
            <td class="num">{second}</td>
            <td class=if ran { "sub num" } else { "num" } data-unit=unit>
                {last}
            </td>
            <td class="sub">{wording::day_and_time(line.created_at).replace(" UTC", "")}</td>
        </tr>
    }
}
