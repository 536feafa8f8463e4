//! The home page: what changed, what runs, what to do next, and a tile for each room.

mod facts;
mod next_steps;
mod tiles;

use backroom::TaskView;
use leptos::prelude::*;
use page_base::{error::AppError, wording};
use page_kit::{
    account::use_account,
    controls::{EmptyState, ErrorFallback, Icon, PageHead, Panel, TablePlaceholder},
    jobs::TaskLines,
};

use self::{
    facts::{Home, HomeChange, find_home},
    next_steps::NextSteps,
    tiles::Tiles,
};

/// `/`
#[component]
pub fn HomePage() -> impl IntoView {
    let home = Resource::new(|| (), |()| find_home());
    view! {
        <PageHead title="Home"/>
        <div class="page-body">
            <Suspense fallback=|| {
                view! {
                    <Panel title="What changed" flush=true>
                        <TablePlaceholder/>
                    </Panel>
                }
            }>
                <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                    {move || Suspend::new(async move {
                        let home = home.await?;
                        Ok::<_, AppError>(view! { <Full home/> })
                    })}
                </ErrorBoundary>
            </Suspense>
        </div>
    }
}

/// The page once its facts are there.
#[component]
fn Full(home: Home) -> impl IntoView {
    let Home { players, reports, desk, changes, tasks, waiting, now } = home;
    let signed_in = use_account().with_untracked(Option::is_some);
    view! {
        <Tiles players reports desk/>
        <div class="grid-12">
            <Panel title="What changed" class="span-8" flush=true>
                <Changes changes now/>
            </Panel>
            <div class="span-4 stack home-next">
                <NextSteps players reports waiting tasks=tasks.clone()/>
                {signed_in.then(|| view! { <YourTasks tasks/> })}
            </div>
        </div>
    }
}

#[component]
fn YourTasks(tasks: Vec<TaskView>) -> impl IntoView {
    view! {
        <Panel title="Your tasks" flush=true>
            {if tasks.is_empty() {
                view! { <EmptyState why="Nothing runs. Scouting a player or importing a file starts a task."/> }
                    .into_any()
            } else {
                view! { <TaskLines tasks/> }.into_any()
            }}
        </Panel>
    }
}

#[component]
fn Changes(changes: Vec<HomeChange>, now: chrono::DateTime<chrono::Utc>) -> impl IntoView {
    if changes.is_empty() {
        return view! { <EmptyState why="Nothing to tell yet. New players, imports and reports are listed here."/> }
            .into_any();
    }
    let lines = changes
        .into_iter()
        .map(|change| {
            view! {
                <li class="line">
                    <Icon symbol=change.what.symbol()/>
                    <span class="line-words">
                        <a href=change.href>{change.subject}</a>
                        " "
                        <span class="text-3">{change.what.words()}</span>
                    </span>
                    <span class="meta">{wording::ago(change.at, now)}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="lines">{lines}</ul> }.into_any()
}
