//! `/operations`: how the house fares, and how it fared over the last hour, day or week. The address says
//! how far back: each choice is a link.

mod figures;

use std::time::Duration;

use backroom::{History, HistoryRange, JobOverview};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use page_base::{error::AppError, wording};
use page_kit::controls::{
    ButtonLink, Crumb, EmptyState, ErrorFallback, PageHead, TablePlaceholder,
};
use serde::{Deserialize, Serialize};

use self::figures::HistoryCharts;
use super::{jobs::Tiles, look_again, query};

/// Where the page is.
const PATH: &str = "/operations";
/// Between two looks while the page is open: as often as something new is measured.
const EVERY: Duration = Duration::from_secs(15);

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverviewAnswer {
    /// How the house fared.
    pub history: History,
    /// How the engine stands.
    pub overview: JobOverview,
    /// Incidents that nobody has looked at.
    pub open_incidents: u64,
    /// Now, by the server's clock.
    pub now: DateTime<Utc>,
}

/// How the house fares and fared.
///
/// # Errors
/// `SignInRequired` when signed out, `Forbidden` unless an administrator.
#[server(prefix = "/fn", endpoint = "operations/find_overview", input = page_base::wire::Json, output = page_base::wire::Json)]
pub async fn find_overview(
    /// How far back.
    range: HistoryRange,
) -> Result<OverviewAnswer, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use store::{incidents, metrics, queue};

    respond(async {
        signed_in(Role::Admin)?;
        let state = state();
        let now = state.clock.now();
        let samples = metrics::samples(&state.db, range, now).await?;
        Ok::<_, Failure>(OverviewAnswer {
            history: History::of(range, now, &samples),
            overview: queue::overview(&state.db).await?,
            open_incidents: incidents::count_open(&state.db).await?,
            now,
        })
    })
    .await
}

/// `/operations`
#[component]
pub fn OverviewPage() -> impl IntoView {
    let map = use_query_map();
    let range = Memo::new(move |_| {
        let word = map.with(|map| map.get_str("since").map(str::to_owned));
        let known = HistoryRange::ALL.into_iter().find(|it| Some(it.as_str()) == word.as_deref());
        known.unwrap_or_default()
    });
    let answer = Resource::new(move || range.get(), find_overview);
    look_again(EVERY, Callback::new(move |()| answer.refetch()));
    view! {
        <PageHead title="Overview" meta="times in UTC" crumbs=vec![Crumb::new("/tasks", "Operations")]>
            <ButtonLink href="/operations/jobs">"Jobs"</ButtonLink>
        </PageHead>
        <nav class="toolbar" aria-label="Time">
            {move || range_links(range.get())}
        </nav>
        <Transition fallback=|| view! { <TablePlaceholder rows=12/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let answer = answer.await?;
                    Ok::<_, AppError>(view! { <Overview answer/> })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

fn range_links(shown: HistoryRange) -> impl IntoView {
    HistoryRange::ALL
        .map(|range| {
            let href = [PATH, &query(&[("since", range.as_str().to_owned())])].concat();
            let current = (range == shown).then_some("page");
            view! {
                <a class="chip-link" href=href aria-current=current>
                    {range.label()}
                </a>
            }
        })
        .collect_view()
}

#[component]
fn Overview(answer: OverviewAnswer) -> impl IntoView {
    let OverviewAnswer { history, overview, open_incidents, now } = answer;
    let incidents = (open_incidents > 0).then(|| {
        let words = wording::counted(open_incidents, "open incident", "open incidents");
        view! {
            <p class="page-line">
                <a href="/operations/incidents">{words}</a>
                ": faults of the program that nobody has looked at."
            </p>
        }
    });
    let charts = if history.is_empty() {
        view! {
            <div class="table-frame">
                <EmptyState why="Nothing was measured in this time. Figures appear here a minute after the server or a worker was started."/>
            </div>
        }
        .into_any()
    } else {
        view! {
            <div class="page-body">
                <HistoryCharts history/>
            </div>
        }
        .into_any()
    };
    view! { <Tiles overview now/> {incidents} {charts} }
}
