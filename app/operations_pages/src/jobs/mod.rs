//! `/operations/jobs`: every job, how the engine stands, and one job in full beside the list.
//!
//! The address says everything: filter, page, the job that is open, and the action on all of the filter
//! that waits for a yes. So each of them is a link, works without script and survives a reload.

mod address;
mod bulk;
mod dead_letter;
mod detail;
mod figures;
mod filter_bar;
mod output;
mod parts;
mod queues;
mod readable;
mod steer;
mod table;

use std::time::Duration;

use backroom::{JobFilter, JobOverview, JobPage};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

pub(super) use self::figures::Tiles;
use page_base::error::AppError;
use page_kit::controls::{ErrorFallback, TablePlaceholder};

use self::{
    address::{Address, PageAt},
    bulk::BulkQuestion,
    dead_letter::DeadLetter,
    detail::JobPanel,
    figures::Figures,
    filter_bar::FilterBar,
    queues::Queues,
    table::JobTable,
};
use super::look_again;

/// Between two looks at the list while it is open: soon enough for the eye, and a few milliseconds of
/// the database's time.
const EVERY: Duration = Duration::from_secs(3);

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobsAnswer {
    /// The jobs.
    pub page: JobPage,
    /// How the engine stands; for administrators.
    pub overview: Option<JobOverview>,
    /// Now, by the server's clock.
    pub now: DateTime<Utc>,
}

/// One page of jobs: one's own, for administrators everybody's.
///
/// # Errors
/// `SignInRequired` when signed out, `Forbidden` for viewers.
#[server(prefix = "/fn", endpoint = "operations/list_jobs", input = page_base::wire::Json, output = page_base::wire::Json)]
pub async fn list_jobs(
    /// Which jobs.
    filter: JobFilter,
    /// Which page of them.
    at: PageAt,
) -> Result<JobsAnswer, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, state},
    };
    use store::queue::{self, Place};

    /// Rows of a page.
    const ROWS: u64 = 50;

    respond(async {
        let (caller, filter) = steer::allowed(filter)?;
        let state = state();
        let now = state.clock.now();
        let place = match at {
            PageAt::First => Place::First,
            PageAt::OlderThan(id) => Place::OlderThan(id),
            PageAt::NewerThan(id) => Place::NewerThan(id),
        };
        let list = queue::list_jobs(&state.db, &filter, place, ROWS, now);
        let figures = async {
            match caller.role {
                Role::Admin => queue::overview(&state.db).await.map(Some),
                Role::Analyst | Role::Viewer => Ok(None),
            }
        };
        // Over a million jobs each takes a tenth of a second.
        let (page, overview) = tokio::try_join!(list, figures)?;
        Ok::<_, Failure>(JobsAnswer { page, overview, now })
    })
    .await
}

/// `/operations/jobs`
#[component]
pub fn JobsPage() -> impl IntoView {
    let map = use_query_map();
    let address = Memo::new(move |_| map.with(Address::read));
    let asked = Memo::new(move |_| address.with(|address| (address.filter.clone(), address.at)));
    let list = Resource::new(
        move || asked.get(),
        |(filter, at)| async move { list_jobs(filter, at).await },
    );
    let reload = Callback::new(move |()| list.refetch());
    look_again(EVERY, reload);
    let open = Memo::new(move |_| address.with(|address| address.open));
    let close = Signal::derive(move || address.with(|address| address.with_open(None).href()));
    view! {
        <div class="split" class:split-open=move || open.get().is_some()>
            <div class="split-list">
                <Transition>
                    {move || Suspend::new(async move {
                        let answer = list.await.ok();
                        let now = answer.as_ref().map(|answer| answer.now).unwrap_or_default();
                        let overview = answer.and_then(|answer| answer.overview);
                        view! { <Figures overview now address=address.get()/> }
                    })}
                </Transition>
                <FilterBar address/>
                <DeadLetter address/>
                <BulkQuestion address reload/>
                <Transition fallback=|| view! { <TablePlaceholder rows=12/> }>
                    <ErrorBoundary fallback=|errors| {
                        view! {
                            <div class="page-body">
                                <ErrorFallback errors/>
                            </div>
                        }
                    }>
                        {move || Suspend::new(async move {
                            let JobsAnswer { page, overview, now } = list.await?;
                            let address = address.get();
                            let queues = overview.map(|overview| view! { <Queues overview now reload/> });
                            Ok::<_, AppError>(view! { <JobTable page address now/> {queues} })
                        })}
                    </ErrorBoundary>
                </Transition>
            </div>
            {move || open.get().map(|id| view! { <JobPanel id close reload/> })}
        </div>
    }
}
