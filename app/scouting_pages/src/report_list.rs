//! `/reports`: every report, newest first.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use page_base::{error::AppError, wording};
use page_kit::controls::{
    ButtonLink, EmptyState, ErrorFallback, PageHead, Pager, TablePlaceholder,
};
use scouting_stats::{ReportKind, Verdict};
use serde::{Deserialize, Serialize};

use super::{report::VerdictBadge, steer::BringBack};

/// A part of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRows {
    /// The reports.
    pub rows: Vec<ReportRow>,
    /// Reports in all.
    pub total: u64,
    /// Where the next part begins.
    pub next_cursor: Option<String>,
}

/// A report of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRow {
    /// Its page.
    pub href: String,
    /// Whom it is about.
    pub player_name: String,
    /// What was asked; may be empty.
    pub question: String,
    /// The advice.
    pub verdict: Verdict,
    /// `low`, `medium` or `high`.
    pub confidence: String,
    /// `26 of 26`
    pub checked: String,
    /// Its number among the player's reports.
    pub version: i32,
    /// Which of the three wrote it.
    pub kind: ReportKind,
    /// Who exactly: a person's name, or a machine's with its version.
    pub writer: String,
    /// The day it was written.
    pub written: String,
}

/// Reports, newest first, from `cursor` on.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `Invalid` for a cursor that no list
/// gave.
#[server(prefix = "/fn", endpoint = "scouting/list_reports", output = page_base::wire::Json)]
pub async fn list_reports(
    /// `next_cursor` of the part before; `None` for the first.
    cursor: Option<String>,
) -> Result<ReportRows, AppError> {
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };

    /// Rows of a page.
    const LIMIT: u32 = 50;

    respond(async {
        reader()?;
        let page = store::scouting::list_reports(&state().db, cursor.as_deref(), LIMIT).await?;
        let row = |report: scouting_stats::ReportSummary| ReportRow {
            href: format!("/players/{}/reports/{}", report.player_id, report.version),
            player_name: report.player_name,
            question: report.question,
            verdict: report.verdict,
            confidence: report.confidence.as_str().to_owned(),
            checked: format!("{} of {}", report.numbers_checked, report.numbers_found),
            version: report.version,
            kind: report.kind,
            writer: report.generator,
            written: wording::day(report.created_at.date_naive()),
        };
        Ok::<_, Failure>(ReportRows {
            rows: page.items.into_iter().map(row).collect(),
            total: page.total,
            next_cursor: page.next_cursor,
        })
    })
    .await
}

/// `/reports`
#[component]
pub fn ReportListPage() -> impl IntoView {
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.with(|query| query.get("cursor")));
    let reports = Resource::new(move || cursor.get(), list_reports);
    // A browser without script comes back with what it deleted.
    let deleted =
        Memo::new(move |_| query.with(|query| query.get_str("deleted")?.parse::<i64>().ok()));
    view! {
        <PageHead title="Reports" meta="newest first"/>
        {move || deleted.get().map(|report| view! { <BringBack report/> })}
        <Transition fallback=|| view! { <TablePlaceholder/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let reports = reports.await?;
                    let is_first = cursor.with_untracked(Option::is_none);
                    Ok::<_, AppError>(view! { <ReportTable reports is_first/> })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn ReportTable(reports: ReportRows, is_first: bool) -> impl IntoView {
    if reports.rows.is_empty() && is_first {
        return view! {
            <div class="table-frame">
                <EmptyState why="No report has been written yet. Choose a player and press Write report.">
                    <ButtonLink href="/players">"Choose a player"</ButtonLink>
                </EmptyState>
            </div>
        }
        .into_any();
    }
    let shown = u64::try_from(reports.rows.len()).unwrap_or(0);
    let summary = [&wording::count(shown), " of ", &wording::count(reports.total)].concat();
    let previous = (!is_first).then(|| "/reports".to_owned());
    let next = reports.next_cursor.map(|cursor| ["/reports?cursor=", &cursor].concat());
    let rows = reports.rows.into_iter().map(|row| view! { <ReportLine row/> }).collect_view();
    view! {
        <div class="table-frame">
            <table class="table stacked">
                <thead>
                    <tr>
                        <th scope="col">"Player"</th>
                        <th scope="col">"Question"</th>
                        <th scope="col">"Verdict"</th>
                        <th scope="col">"Confidence"</th>
                        <th scope="col" class="num">
                            "Numbers checked"
                        </th>
                        <th scope="col" class="num">
                            "Version"
                        </th>
                        <th scope="col">"Written by"</th>
                        <th scope="col">"Written"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Pager summary previous next/>
    }
    .into_any()
}

#[component]
fn ReportLine(row: ReportRow) -> impl IntoView {
    let question_class = if row.question.is_empty() { "" } else { "sub" };
    let question = if row.question.is_empty() {
        view! { <span class="text-3">"none"</span> }.into_any()
    } else {
        row.question.into_any()
    };
    let writer = match row.kind {
        ReportKind::Offline => row.kind.label().to_owned(),
        ReportKind::Model | ReportKind::Person => {
            [&row.writer, " (", &row.kind.label().to_lowercase(), ")"].concat()
        }
    };
    view! {
        <tr>
            <td class="lead">
                <a href=row.href>{row.player_name}</a>
            </td>
            <td class=question_class>{question}</td>
            <td class="end">
                <VerdictBadge verdict=row.verdict/>
            </td>
            <td>{row.confidence}</td>
            <td class="num">{row.checked}</td>
            <td class="num">{row.version}</td>
            <td class="sub">{writer}</td>
            <td class="sub">{row.written}</td>
        </tr>
    }
}
