//! The newest report on a player's page, and the one being written.

use backroom::Role;
use football::PlayerId;
use leptos::prelude::*;
use page_base::error::AppError;
use page_kit::{
    account::use_account,
    controls::{ButtonLink, EmptyState, ErrorFallback, Panel, TablePlaceholder},
    jobs::TaskPanel,
};

use super::{
    load::{PlayerReports, UnderWay, find_player_reports},
    report::ReportBody,
    scout::{Asked, ScoutLink},
};

/// Milliseconds between two looks at a report that somebody else asked for.
#[cfg(feature = "hydrate")]
const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_secs(2);

/// The player's newest report with its evidence; above it, live, the task that writes the next one.
/// When that is done its report appears by itself.
#[component]
pub fn ReportPanel(
    /// The player.
    #[prop(into)]
    player: Signal<PlayerId>,
) -> impl IntoView {
    let asked = expect_context::<Asked>();
    let reports = Resource::new(move || player.get(), find_player_reports);
    Effect::new(move |_| {
        if asked.0.get().is_some_and(|(about, _)| about == player.get_untracked()) {
            reports.refetch();
        }
    });
    let reload = Callback::new(move |()| reports.refetch());
    view! {
        <Transition fallback=|| view! { <TablePlaceholder rows=6/> }>
            <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                {move || Suspend::new(async move {
                    let reports = reports.await?;
                    Ok::<_, AppError>(view! { <Reports player=player.get_untracked() reports reload/> })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn Reports(player: PlayerId, reports: PlayerReports, reload: Callback<()>) -> impl IntoView {
    let PlayerReports { latest, versions, under_way, .. } = reports;
    let is_empty = latest.is_none() && under_way.is_none();
    let ways = view! { <ReportWays player count=versions.len()/> };
    view! {
        <div class="stack">
            {ways} {under_way.map(|under_way| view! { <ReportUnderWay under_way reload/> })}
            {latest.map(|report| view! { <ReportBody report versions/> })}
            {is_empty.then(|| view! { <NoReport player/> })}
        </div>
    }
}

/// Where to go from the newest report: two side by side, and one's own.
#[component]
fn ReportWays(player: PlayerId, count: usize) -> impl IntoView {
    let account = use_account();
    let may_write =
        account.with_untracked(|account| account.as_ref().is_some_and(|a| a.role >= Role::Analyst));
    let compare = (count > 1).then(|| {
        let href = format!("/players/{player}/reports/compare");
        view! { <ButtonLink href=href>"Compare reports"</ButtonLink> }
    });
    let write = may_write.then(|| {
        let href = format!("/players/{player}/reports/write");
        view! { <ButtonLink href=href>"Write your own"</ButtonLink> }
    });
    (compare.is_some() || write.is_some())
        .then(|| view! { <div class="row report-ways">{compare} {write}</div> })
}

/// The task that writes the next report, for those who may follow it; a line for the others.
#[component]
fn ReportUnderWay(under_way: UnderWay, reload: Callback<()>) -> impl IntoView {
    if under_way.may_follow {
        return view! {
            <Panel title="A report is being written" flush=true>
                <TaskPanel task=under_way.task on_completed=reload/>
            </Panel>
        }
        .into_any();
    }
    look_again(reload);
    view! {
        <p class="report-note" role="status">
            "Somebody has asked for a report on this player. It will appear here."
        </p>
    }
    .into_any()
}

#[cfg(feature = "hydrate")]
fn look_again(reload: Callback<()>) {
    let timer = set_timeout_with_handle(move || reload.run(()), LOOK_AGAIN).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
}

/// On the server nothing moves.
#[cfg(not(feature = "hydrate"))]
fn look_again(_: Callback<()>) {}

#[component]
fn NoReport(player: PlayerId) -> impl IntoView {
    let account = use_account();
    let may_scout =
        account.with_untracked(|account| account.as_ref().is_some_and(|a| a.role >= Role::Analyst));
    let why = if may_scout {
        "No report on this player yet. One takes a few seconds and cites its evidence."
    } else {
        "No report on this player yet. An analyst can write one."
    };
    view! {
        <Panel title="Report">
            <EmptyState why>{may_scout.then(|| view! { <ScoutLink player/> })}</EmptyState>
        </Panel>
    }
}
