//! The rows, and the way to the pages before and after.

use backroom::{JobPage, JobRow, JobState, TaskView};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use page_base::wording;
use page_kit::controls::{ButtonLink, EmptyState, JobBadge, Pager, Progress};

use super::address::{Address, PATH, PageAt};

#[component]
pub(super) fn JobTable(
    page: JobPage,
    address: Address,
    /// Now, for how long a job has been running.
    now: DateTime<Utc>,
) -> impl IntoView {
    let note = page.looked_at_most.map(|most| {
        let jobs = wording::count(most);
        view! {
            <p class="list-note" role="status">
                {["The text was looked for in the newest ", &jobs, " jobs. Narrow the list to look further back."].concat()}
            </p>
        }
    });
    if page.rows.is_empty() {
        return view! {
            {note}
            <div class="table-frame">
                {if address.filter.is_empty() {
                    view! {
                        <EmptyState why="No job was ever started here. Scouting a player or importing a file starts one.">
                            <ButtonLink href="/players">"Choose a player"</ButtonLink>
                        </EmptyState>
                    }
                        .into_any()
                } else {
                    view! {
                        <EmptyState why="No job fits these filters.">
                            <ButtonLink href=PATH>"Show all jobs"</ButtonLink>
                        </EmptyState>
                    }
                        .into_any()
                }}
            </div>
        }
        .into_any();
    }
    let (first, last) = (page.rows.first(), page.rows.last());
    let newer = first.filter(|_| page.has_newer).map(|row| PageAt::NewerThan(row.task.id));
    let older = last.filter(|_| page.has_older).map(|row| PageAt::OlderThan(row.task.id));
    let previous = newer.map(|at| address.with_page(at).href());
    let next = older.map(|at| address.with_page(at).href());
    let shown = wording::counted(page.rows.len() as u64, "job", "jobs");
    let rows = page
        .rows
        .into_iter()
        .map(|row| {
            let is_open = address.open == Some(row.task.id);
            let href = address.with_open(Some(row.task.id)).href();
            view! { <Row row href is_open now/> }
        })
        .collect_view();
    view! {
        {note}
        <div class="table-frame">
            <table class="table stacked jobs-table">
                <caption class="sr-only">"Jobs"</caption>
                <thead>
                    <tr>
                        <th scope="col">"State"</th>
                        <th scope="col">"Job"</th>
                        <th scope="col">"Progress"</th>
                        <th scope="col" class="num">
                            "Time"
                        </th>
                        <th scope="col">"By"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Pager summary=shown previous next/>
    }
    .into_any()
}

#[component]
fn Row(row: JobRow, href: String, is_open: bool, now: DateTime<Utc>) -> impl IntoView {
    let JobRow { task, creator, .. } = row;
    let label = task.title.clone();
    let progress = match (task.state, task.progress) {
        (JobState::Running | JobState::Queued, Some(part)) => {
            let retrying = task.state == JobState::Queued;
            Some(
                view! {
                    <div class:retrying=retrying>
                        <Progress value=part label/>
                    </div>
                }
                .into_any(),
            )
        }
        (JobState::Failed | JobState::Dead | JobState::Cancelled, Some(part)) => Some(
            view! { <span class="text-3">{["at ", &wording::per_cent(part)].concat()}</span> }
                .into_any(),
        ),
        _ => None,
    };
    let tries = (task.attempt > 1 && task.state != JobState::Completed).then(|| {
        let words = ["try ", &task.attempt.to_string()].concat();
        view! { <span class="text-3">{words}</span> }
    });
    view! {
        <tr aria-current=is_open.then_some("true")>
            <td class="end">
                <JobBadge state=task.state attempt=task.attempt/>
            </td>
            <td class="lead">
                <a href=href>{task.title.clone()}</a>
                " "
                <span class="text-3">{about(&task)}</span>
            </td>
            <td class="sub">
                <div class="job-progress">{progress} {tries}</div>
            </td>
            <td class="sub num">{took(&task, now)}</td>
            <td class="sub">{creator.unwrap_or_else(|| "schedule".to_owned())}</td>
        </tr>
    }
}

/// What the job is about, or when it is to start.
fn about(task: &TaskView) -> String {
    let waits = task.state == JobState::Queued && task.attempt > 0;
    if waits {
        let at = wording::time_with_seconds(task.run_at);
        [task.subject.as_str(), ", next at ", &at].concat().trim_start_matches(", ").to_owned()
    } else {
        task.subject.clone()
    }
}

/// How long the last attempt took or has been taking.
fn took(task: &TaskView, now: DateTime<Utc>) -> Option<String> {
    let end = match task.state {
        JobState::Running => now,
        JobState::Queued => return None,
        _ => task.finished_at?,
    };
    let took = (end - task.started_at?).num_milliseconds();
    Some(wording::run_time(u64::try_from(took).unwrap_or(0)))
}
