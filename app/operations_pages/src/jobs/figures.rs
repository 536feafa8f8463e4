//! The head of the page: how the engine stands, in one line of figures.

use backroom::{BulkAction, JobOverview, JobState};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use page_base::wording;
use page_kit::controls::{ButtonLink, Crumb, MoreActions, PageHead, StatTile, Symbol};

use super::address::{Address, PATH};

/// States that people call failed.
pub(super) const FAILED: [JobState; 2] = [JobState::Failed, JobState::Dead];

/// Title, what can be done to the whole list, and figures for those who see all of them.
#[component]
pub(super) fn Figures(
    /// How the engine stands, if the reader may know.
    overview: Option<JobOverview>,
    /// Now, for ages.
    now: DateTime<Utc>,
    address: Address,
) -> impl IntoView {
    let meta = overview.as_ref().map_or_else(
        || "yours".to_owned(),
        |overview| {
            let ended = overview.ended.iter().map(|(_, jobs)| jobs).sum();
            [&wording::count(ended), " ended in 24 h"].concat()
        },
    );
    let cancel = address.with_bulk(Some(BulkAction::Cancel)).href();
    let retry = address.with_bulk(Some(BulkAction::Retry)).href();
    let charts = overview.is_some().then(|| {
        view! { <ButtonLink href="/operations">"Throughput and latency"</ButtonLink> }
    });
    let clear = overview.is_some().then(|| {
        let href = address.with_bulk(Some(BulkAction::ClearLogs)).href();
        view! {
            <ButtonLink href icon=Symbol::Trash>
                "Clear logs of all…"
            </ButtonLink>
        }
    });
    let tiles = overview.map(|overview| view! { <Tiles overview now/> });
    view! {
        <PageHead title="Jobs" meta crumbs=vec![Crumb::new("/tasks", "Operations")]>
            {charts}
            <MoreActions>
                <ButtonLink href=retry icon=Symbol::Retry>
                    "Retry all…"
                </ButtonLink>
                <ButtonLink href=cancel icon=Symbol::Close>
                    "Cancel all…"
                </ButtonLink>
                {clear}
            </MoreActions>
        </PageHead>
        {tiles}
    }
}

/// Figures for those who see all jobs.
#[component]
pub(crate) fn Tiles(
    /// How the engine stands.
    overview: JobOverview,
    /// Now, for ages.
    now: DateTime<Utc>,
) -> impl IntoView {
    let mut machines: Vec<_> =
        overview.workers.iter().map(|worker| worker.machine().to_owned()).collect();
    machines.sort_unstable();
    machines.dedup();
    let on = wording::counted(machines.len() as u64, "machine", "machines");
    let oldest = overview.queues.iter().filter_map(|queue| queue.oldest_due).min();
    let oldest = oldest.map(|since| {
        let secs = u64::try_from((now - since).num_seconds()).unwrap_or(0);
        [" oldest ", &wording::duration(secs)].concat()
    });
    let ended: u64 = overview.ended.iter().map(|(_, jobs)| jobs).sum();
    let delay = match overview.start_delay_p95_ms {
        Some(ms) => [&wording::count(ms), " ms"].concat(),
        None => "–".to_owned(),
    };
    let failed = [PATH, "?state=failed,dead&since=24h"].concat();
    let workers = wording::count(overview.workers.len() as u64);
    let running = wording::count(overview.running());
    let waiting = wording::count(overview.waiting());
    let gave_up = wording::count(overview.ended_in(&FAILED));
    view! {
        <dl class="stats engine">
            <StatTile label="Workers">
                {workers} " "
                <small>{["on ", &on].concat()}</small>
            </StatTile>
            <StatTile label="Running">{running}</StatTile>
            <StatTile label="Pending">
                {waiting} <small>{oldest}</small>
            </StatTile>
            <StatTile label="Failed, 24 h">
                <a href=failed>{gave_up}</a> " "
                <small>{["of ", &wording::count(ended)].concat()}</small>
            </StatTile>
            <StatTile label="Start delay, p95">{delay}</StatTile>
        </dl>
    }
}
