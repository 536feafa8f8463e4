//! Needs: `/scouting/needs`, the searches that are kept, and `/scouting/needs/new?…`, keeping one.

mod form;
mod new_page;
mod steer;
mod table;

use football::desk::{Need, NeedId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

pub use self::new_page::NewNeedPage;
use page_base::error::AppError;
use page_kit::controls::{ErrorFallback, PageHead, Panel, TablePlaceholder};

use self::{form::NeedForm, table::NeedTable};
use crate::acting::may_write;

/// Where the needs are.
const PATH: &str = "/scouting/needs";

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedRows {
    /// Open needs, the one due first before the others.
    pub open: Vec<Need>,
    /// Settled ones.
    pub settled: Vec<Need>,
}

/// Every need, with how many players fit the open ones: counted within the last ten minutes, or as far as a
/// second allows just now.
///
/// # Errors
/// `SignInRequired` when signed out; `Unavailable` when too many count at once.
#[server(prefix = "/fn", endpoint = "desk/list_needs", output = page_base::wire::Json)]
pub async fn list_needs() -> Result<NeedRows, AppError> {
    use std::time::Duration;

    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use store::desk::needs;

    /// How old a count may be.
    const AGE: Duration = Duration::from_mins(10);

    respond(async {
        signed_in(Role::Viewer)?;
        let state = state();
        // Counting keeps a processor busy, as reading the list does.
        let turn = state.list_turns.take().await?;
        needs::count_anew(&state.db, state.clock.now().date_naive(), AGE).await?;
        drop(turn);
        Ok::<_, Failure>(NeedRows {
            open: needs::list(&state.db, false).await?,
            settled: needs::list(&state.db, true).await?,
        })
    })
    .await
}

/// `/scouting/needs`
#[component]
pub fn NeedListPage() -> impl IntoView {
    let query = use_query_map();
    let opened = Memo::new(move |_| query.with(|query| query.get("need")?.parse::<NeedId>().ok()));
    let needs = Resource::new(|| (), |()| list_needs());
    let reload = Callback::new(move |()| needs.refetch());
    view! {
        <PageHead title="Needs" meta="the one due first before the others"/>
        <Transition fallback=|| view! { <TablePlaceholder/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || {
                    let opened = opened.get();
                    Suspend::new(async move {
                        let needs = needs.await?;
                        let open = needs.open.iter().find(|need| Some(need.id) == opened).cloned();
                        let form = open
                            .filter(|_| may_write())
                            .map(|need| {
                                let title = ["Change ", &need.draft.name].concat();
                                let stored = Some((need.id, need.version));
                                view! {
                                    <div class="page-body">
                                        <Panel title>
                                            <NeedForm stored draft=need.draft/>
                                        </Panel>
                                    </div>
                                }
                            });
                        Ok::<_, AppError>(
                            view! {
                                {form}
                                <NeedTable needs reload/>
                            },
                        )
                    })
                }}
            </ErrorBoundary>
        </Transition>
    }
}
