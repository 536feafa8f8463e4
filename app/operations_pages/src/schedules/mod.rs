//! `/operations/schedules`: what is asked for again and again, when it comes next, what became of it.
//!
//! The address says which schedule is open, so that it is a link and works without script. Zones and
//! patterns are read by the server alone: the rules of all zones would be more than the rest of the page.

mod editor;
mod fields;
mod preview;
mod runs;
mod steer;
mod table;

use backroom::{ScheduleId, ScheduleKind, SchedulePreview, ScheduleRun, ScheduleView};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use page_base::error::AppError;
use page_kit::controls::{Crumb, ErrorFallback, PageHead, TablePlaceholder};
use serde::{Deserialize, Serialize};

use self::{editor::Editor, table::ScheduleTable};

/// Where the page is.
const PATH: &str = "/operations/schedules";

/// Where the page is with this schedule open.
fn href(id: ScheduleId) -> String {
    [PATH, "?schedule=", &id.to_string()].concat()
}

/// Every schedule.
///
/// # Errors
/// `SignInRequired` when signed out, `Forbidden` unless an administrator.
#[server(prefix = "/fn", endpoint = "operations/list_schedules", output = page_base::wire::Json)]
pub async fn list_schedules() -> Result<Vec<ScheduleView>, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    respond(async {
        signed_in(Role::Admin)?;
        Ok::<_, Failure>(store::schedules::list_schedules(&state().db).await?)
    })
    .await
}

/// What the form of a schedule begins with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScheduleSheet {
    /// The schedule; none for a new one.
    pub schedule: Option<ScheduleView>,
    /// Its newest runs, newest first.
    pub runs: Vec<ScheduleRun>,
    /// What can be scheduled.
    pub kinds: Vec<ScheduleKind>,
    /// What its pattern means, or that of a new one; `None` for one that this release cannot read.
    pub preview: Option<SchedulePreview>,
}

/// What the form of the schedule `id`, or of a new one, begins with.
///
/// # Errors
/// `Forbidden` unless an administrator; `NotFound` when there is no such schedule.
#[server(prefix = "/fn", endpoint = "operations/open_schedule", output = page_base::wire::Json)]
pub async fn open_schedule(
    /// The schedule; a new one when absent.
    #[server(default)]
    id: Option<ScheduleId>,
) -> Result<ScheduleSheet, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use store::schedules;

    use self::fields::ScheduleFields;

    /// Runs of the history.
    const RUNS: u32 = 20;

    respond(async {
        signed_in(Role::Admin)?;
        let state = state();
        let (schedule, runs) = match id {
            None => (None, Vec::new()),
            Some(id) => {
                let schedule = schedules::find_schedule(&state.db, id).await?;
                let schedule = schedule.ok_or(AppError::NotFound)?;
                (Some(schedule), schedules::list_runs(&state.db, id, RUNS).await?)
            }
        };
        let fields = schedule.as_ref().map_or_else(ScheduleFields::default, ScheduleFields::of);
        let preview = schedules::preview(&fields.cron, &fields.time_zone, state.clock.now()).ok();
        Ok::<_, Failure>(ScheduleSheet { schedule, runs, kinds: schedules::kinds(), preview })
    })
    .await
}

/// `/operations/schedules`
#[component]
pub fn SchedulesPage() -> impl IntoView {
    let map = use_query_map();
    let open =
        Memo::new(move |_| map.with(|map| map.get_str("schedule")?.parse::<ScheduleId>().ok()));
    let schedules = Resource::new(|| (), |()| list_schedules());
    let sheet = Resource::new(move || open.get(), open_schedule);
    let saved = Callback::new(move |()| {
        schedules.refetch();
        sheet.refetch();
    });
    let deleted = Callback::new(move |()| schedules.refetch());
    // What somebody types into the form of a new one stays there.
    let steered = Callback::new(move |()| {
        schedules.refetch();
        if open.get_untracked().is_some() {
            sheet.refetch();
        }
    });
    view! {
        <PageHead title="Schedules" crumbs=vec![Crumb::new("/tasks", "Operations")]/>
        <div class="page-body">
            <p class="text-2">
                "Jobs that are asked for again and again. Each tick comes once, however many servers there are; what nobody was there for is done once and counted."
            </p>
            <Transition fallback=|| view! { <TablePlaceholder rows=4/> }>
                <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                    {move || {
                        let open = open.get();
                        Suspend::new(async move {
                            let schedules = schedules.await?;
                            Ok::<_, AppError>(view! { <ScheduleTable schedules open steered deleted/> })
                        })
                    }}
                </ErrorBoundary>
            </Transition>
            <Transition fallback=|| view! { <TablePlaceholder rows=4/> }>
                <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                    {move || Suspend::new(async move {
                        let sheet = sheet.await?;
                        Ok::<_, AppError>(view! { <Editor sheet saved/> })
                    })}
                </ErrorBoundary>
            </Transition>
        </div>
    }
}
