//! Queues, which can be paused, and the processes that take jobs from them.

use backroom::{JobOverview, QueueView, WorkerView};
use chrono::{DateTime, Utc};
use leptos::{form::ActionForm, prelude::*};
use page_base::wording;
use page_kit::controls::{Badge, Button, ButtonSize, EmptyState, ErrorNotice, Panel, Tone};

use super::{address::PATH, steer::SetQueue};

#[component]
pub(super) fn Queues(
    overview: JobOverview,
    now: DateTime<Utc>,
    reload: Callback<()>,
) -> impl IntoView {
    let set_queue = ServerAction::<SetQueue>::new();
    Effect::new(move || {
        if set_queue.version().get() > 0 {
            reload.run(());
        }
    });
    let failure = move || match set_queue.value().get() {
        Some(Err(error)) => Some(view! { <ErrorNotice error/> }),
        _ => None,
    };
    let JobOverview { queues, workers, .. } = overview;
    let queues =
        queues.into_iter().map(|queue| view! { <QueueRow queue now set_queue/> }).collect_view();
    let no_worker = workers.is_empty().then(|| {
        view! { <EmptyState why="No worker was heard of in the last minute. Start one with: touchline work"/> }
    });
    let workers =
        workers.into_iter().map(|worker| view! { <WorkerRow worker now/> }).collect_view();
    view! {
        <div class="page-body">
            {failure} <div class="grid-12">
            <Panel title="Queues" class="span-6" flush=true>
                <table class="table stacked">
                    <thead>
                        <tr>
                            <th scope="col">"Queue"</th>
                            <th scope="col" class="num">
                                "Running"
                            </th>
                            <th scope="col" class="num">
                                "Waiting"
                            </th>
                            <th scope="col">"Oldest"</th>
                            <th scope="col">
                                <span class="sr-only">"Actions"</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{queues}</tbody>
                </table>
            </Panel>
            <Panel title="Workers" class="span-6" flush=true>
                <table class="table stacked">
                    <thead>
                        <tr>
                            <th scope="col">"Process"</th>
                            <th scope="col">"Heard of"</th>
                            <th scope="col">"Queues"</th>
                            <th scope="col">"Now"</th>
                        </tr>
                    </thead>
                    <tbody>{workers}</tbody>
                </table>
                {no_worker}
            </Panel>
        </div>
        </div>
    }
}

#[component]
fn QueueRow(
    queue: QueueView,
    now: DateTime<Utc>,
    set_queue: ServerAction<SetQueue>,
) -> impl IntoView {
    let is_paused = queue.paused_at.is_some();
    let href = [PATH, "?queue=", &football::encode_component(&queue.name)].concat();
    let oldest = queue.oldest_due.map(|since| age(since, now));
    let (word, reason) = if is_paused {
        ("Resume", ["Resume ", &queue.name].concat())
    } else {
        ("Pause", ["Pause ", &queue.name, ": what runs goes on, nothing more starts"].concat())
    };
    view! {
        <tr>
            <td class="lead">
                <a href=href>{queue.name.clone()}</a>
                " "
                {is_paused.then(|| view! { <Badge tone=Tone::Warn>"Paused"</Badge> })}
            </td>
            <td class="sub num">{wording::count(queue.running)}</td>
            <td class="sub num">{wording::count(queue.waiting)}</td>
            <td class="sub">{oldest}</td>
            <td class="end">
                <ActionForm action=set_queue>
                    <input type="hidden" name="name" value=queue.name.clone()/>
                    <input type="hidden" name="paused" value=(!is_paused).to_string()/>
                    <Button submit=true size=ButtonSize::Small reason>
                        {word}
                    </Button>
                </ActionForm>
            </td>
        </tr>
    }
}

#[component]
fn WorkerRow(worker: WorkerView, now: DateTime<Utc>) -> impl IntoView {
    let jobs = worker
        .jobs
        .iter()
        .map(|job| {
            let href = [PATH, "?job=", &job.id.to_string()].concat();
            view! {
                <a href=href>{job.title.clone()}</a>
                " "
            }
        })
        .collect_view();
    let idle = worker.jobs.is_empty().then_some("nothing");
    let title =
        ["Touchline ", &worker.version, ", since ", &wording::day_and_time(worker.started_at)];
    view! {
        <tr>
            <td class="lead mono" title=title.concat()>
                {worker.name.clone()}
            </td>
            <td class="sub">{age(worker.heard_at, now)} " ago"</td>
            <td class="sub worker-queues">
                {worker.queues.join(", ")} ", "
                {wording::count(u64::from(worker.concurrency))} " at once"
            </td>
            <td class="sub">{jobs} {idle}</td>
        </tr>
    }
}

fn age(since: DateTime<Utc>, now: DateTime<Utc>) -> String {
    wording::duration(u64::try_from((now - since).num_seconds()).unwrap_or(0))
}
