//! What became of ticks.

use backroom::{JobId, RunOutcome, ScheduleRun};
use leptos::prelude::*;
use page_base::wording;
use page_kit::controls::{Badge, EmptyState, JobBadge, Symbol, Tone};

/// The newest runs of a schedule, newest first.
#[component]
pub(super) fn RunTable(runs: Vec<ScheduleRun>) -> impl IntoView {
    if runs.is_empty() {
        return view! { <EmptyState why="It has not run yet. Each tick will stand here with its job."/> }
            .into_any();
    }
    let rows = runs.into_iter().map(|run| view! { <Row run/> }).collect_view();
    view! {
        <table class="table stacked">
            <caption class="sr-only">"Runs"</caption>
            <thead>
                <tr>
                    <th scope="col">"Outcome"</th>
                    <th scope="col">"Tick"</th>
                    <th scope="col">"Because"</th>
                    <th scope="col">"Missed before it"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(run: ScheduleRun) -> impl IntoView {
    let because = match (run.by_hand, &run.asked_by) {
        (false, _) => "its time came".to_owned(),
        (true, Some(name)) => ["asked for by ", name].concat(),
        (true, None) => "asked for".to_owned(),
    };
    let missed = (run.missed > 0).then(|| {
        wording::counted(u64::from(run.missed), "tick, nobody was there", "ticks, nobody was there")
    });
    let tick = run.tick.on_the_wall.clone();
    let note = run.note.clone();
    view! {
        <tr>
            <td class="lead">
                <RunMark run/>
                " "
                {note}
            </td>
            <td class="sub">{tick}</td>
            <td class="sub">{because}</td>
            <td class="sub">{missed}</td>
        </tr>
    }
}

/// What became of a run, as a badge that leads to its job.
#[component]
pub(super) fn RunMark(run: ScheduleRun) -> impl IntoView {
    let badge = match (run.outcome, run.job_state) {
        (RunOutcome::Refused, _) => {
            view! { <Badge tone=Tone::Danger icon=Symbol::Failed>"Refused"</Badge> }.into_any()
        }
        (RunOutcome::UnderWay, _) => {
            view! { <Badge tone=Tone::Warn icon=Symbol::Running>"Under way already"</Badge> }
                .into_any()
        }
        (RunOutcome::Queued, Some(state)) => view! { <JobBadge state/> }.into_any(),
        (RunOutcome::Queued, None) => view! { <Badge>"Job forgotten"</Badge> }.into_any(),
    };
    match run.job {
        Some(job) => view! { <a href=job_href(job)>{badge}</a> }.into_any(),
        None => badge,
    }
}

/// Where a job is shown.
pub(super) fn job_href(job: JobId) -> String {
    ["/operations/jobs?job=", &job.to_string()].concat()
}
