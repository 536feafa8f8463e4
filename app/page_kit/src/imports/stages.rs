//! The stages of one import: a person looks at how the file is taken, a job takes it over, what came of it.

use backroom::JobId;
use leptos::prelude::*;
use page_base::error::AppError;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    controls::{
        Crumb, ErrorFallback, Icon, PageHead, Panel, Symbol, TablePlaceholder, tell_status,
    },
    jobs::{TaskPanel, use_tasks},
};

/// Where an import is, as far as its page is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Waits for a person; may have failed or been stopped before.
    Open,
    /// Its job is queued or running.
    Running,
    /// Done.
    Done,
}

#[cfg(feature = "ssr")]
impl Phase {
    /// Where it is, by whether it has a summary and by its job.
    pub fn of(has_summary: bool, task: Option<&backroom::TaskView>) -> Self {
        if has_summary {
            Self::Done
        } else if task.is_some_and(|task| !task.state.is_final()) {
            Self::Running
        } else {
            Self::Open
        }
    }
}

/// Why the last run of an import that is open came to nothing; `error` is what the import itself says.
#[cfg(feature = "ssr")]
pub fn why_open(
    phase: Phase,
    state: store::imports::ImportState,
    error: Option<String>,
    task: Option<&backroom::TaskView>,
) -> Option<String> {
    use store::imports::ImportState;

    let was_stopped = state == ImportState::Running && phase == Phase::Open;
    let stopped = || {
        let why = task.and_then(|task| task.error.clone());
        why.unwrap_or_else(|| "The last run was stopped before it was done.".to_owned())
    };
    error.or_else(|| was_stopped.then(stopped))
}

/// The page of one import: its placeholder, its error, or what `draw` makes of it.
#[component]
pub fn ImportShell<T, D>(
    /// The head while nothing is known.
    title: &'static str,
    /// The way back.
    crumbs: fn() -> Vec<Crumb>,
    /// The import.
    import: Resource<Result<T, AppError>>,
    /// Draws it.
    draw: D,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    D: Fn(T) -> AnyView + Copy + Send + Sync + 'static,
{
    view! {
        <Suspense fallback=move || {
            view! {
                <PageHead title crumbs=crumbs()/>
                <TablePlaceholder/>
            }
        }>
            <ErrorBoundary fallback=move |errors| {
                view! {
                    <PageHead title crumbs=crumbs()/>
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move { tell_status(import.await).map(draw) })}
            </ErrorBoundary>
        </Suspense>
    }
}

/// The stage that the import is at. `children` are how it is to be taken while it is open, and what came of
/// it when it is done.
#[component]
pub fn ImportStage(
    /// What is imported: the file, or the match.
    title: String,
    /// What stands beside it.
    meta: String,
    /// The way back.
    crumbs: Vec<Crumb>,
    /// Where the import is.
    phase: Phase,
    /// Its job.
    job_id: Option<JobId>,
    /// Why the last run came to nothing.
    error: Option<String>,
    /// The run is over: load what came of it.
    on_done: Callback<()>,
    children: Children,
) -> impl IntoView {
    let tasks = use_tasks();
    let body = match (phase, job_id) {
        (Phase::Running, Some(job)) => {
            Effect::new(move || tasks.started(job));
            view! {
                <Panel title="Import under way" meta="you may leave this page" flush=true>
                    <TaskPanel task=Signal::stored(job) on_completed=on_done/>
                </Panel>
            }
            .into_any()
        }
        (Phase::Done, _) => children(),
        _ => view! {
            <FailedBefore error/>
            {children()}
        }
        .into_any(),
    };
    view! {
        <PageHead title=title meta=meta crumbs/>
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

/// What a person should know of the file; nothing where there is nothing.
#[component]
pub fn Warnings(
    /// What stands above them.
    title: &'static str,
    /// One sentence each.
    lines: Vec<String>,
) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <div class="notice warn">
                <Icon symbol=Symbol::Warning/>
                <div class="notice-body">
                    <p class="notice-title">{title}</p>
                    <ul class="import-warnings">{lines}</ul>
                </div>
            </div>
        }
    })
}
