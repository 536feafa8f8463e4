//! `/players/seasons/import/:id`: whose table it is, the run, what came of it.

use leptos::prelude::*;
use leptos_router::{hooks::use_params, params::Params};
use uuid::Uuid;

use super::{
    outcome::Outcome,
    season_form::{Preview, SeasonForm, Warnings},
    season_view::{Phase, SeasonImportView, SettleSeason, find_season_import},
};
use crate::{
    controls::{Crumb, ErrorFallback, Icon, PageHead, Panel, Symbol, TablePlaceholder, wording},
    error::AppError,
    jobs::{TaskPanel, use_tasks},
    players::tell_status,
};

#[derive(Params, Clone, PartialEq)]
struct ImportParams {
    id: Option<Uuid>,
}

/// `/players/seasons/import/:id`
#[component]
pub fn SeasonImportPage() -> impl IntoView {
    let params = use_params::<ImportParams>();
    let id = move || params.get().ok().and_then(|params| params.id);
    let settle = ServerAction::<SettleSeason>::new();
    let import = Resource::new(
        move || (id(), settle.version().get()),
        |(id, _)| async move { find_season_import(id.ok_or(AppError::NotFound)?).await },
    );
    view! {
        <Suspense fallback=|| {
            view! {
                <PageHead title="Season import" crumbs=crumbs()/>
                <TablePlaceholder/>
            }
        }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <PageHead title="Season import" crumbs=crumbs()/>
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    tell_status(import.await).map(|view| {
                            view! { <ImportBody import=view settle on_done=move || import.refetch()/> }
                        })
                })}
            </ErrorBoundary>
        </Suspense>
    }
}

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new("/players", "Players"), Crumb::new("/players/seasons/import", "Seasons")]
}

#[component]
fn ImportBody(
    import: SeasonImportView,
    settle: ServerAction<SettleSeason>,
    /// The run is over: load what came of it.
    on_done: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    let meta = if import.phase == Phase::Open {
        wording::counted(import.rows, "row", "rows")
    } else {
        format!("{} {}", import.source, import.season)
    };
    let on_completed = Callback::new(move |()| on_done());
    let tasks = use_tasks();
    if let (Phase::Running, Some(job)) = (import.phase, import.job_id) {
        Effect::new(move || tasks.started(job));
    }
    let body = match (import.phase, import.job_id) {
        (Phase::Running, Some(job)) => view! {
            <Panel title="Import under way" meta="you may leave this page" flush=true>
                <TaskPanel task=Signal::stored(job) on_completed=on_completed/>
            </Panel>
        }
        .into_any(),
        (Phase::Done, _) => view! { <Outcome import=import.clone()/> }.into_any(),
        _ => view! {
            <FailedBefore error=import.error.clone()/>
            <Warnings import=import.clone()/>
            <SeasonForm import=import.clone() settle/>
            <Preview import=import.clone()/>
        }
        .into_any(),
    };
    view! {
        <PageHead title=import.file_name meta=meta crumbs=crumbs()/>
        <div class="page-body import">{body}</div>
    }
}

#[component]
fn FailedBefore(error: Option<String>) -> impl IntoView {
    error.map(|why| {
        view! {
            <div class="notice" role="alert">
                <Icon symbol=Symbol::Failed/>
                <div class="notice-body">
                    <p class="notice-title">"The last run wrote nothing"</p>
                    <p>{why}</p>
                </div>
            </div>
        }
    })
}
