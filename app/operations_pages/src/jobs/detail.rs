//! One job beside the list: the panel that its owner sees, and what operators want to know besides.

use backroom::{JobDetail, JobEvent, JobEventBody, JobId, JobState};
use leptos::{form::ActionForm, prelude::*};
use page_base::{error::AppError, wording};
use page_kit::{
    controls::{
        Button, ButtonSize, ErrorFallback, ErrorNotice, Icon, JobBadge, Symbol, TablePlaceholder,
    },
    jobs::TaskPanel,
};
use serde_json::Value;
use server_fn::ServerFn;

use super::{
    address::PATH,
    output::Output,
    parts::Parts,
    steer::{ClearLogs, MoveJob, find_job},
};

#[component]
pub(super) fn JobPanel(
    id: JobId,
    /// The list without this panel.
    #[prop(into)]
    close: Signal<String>,
    reload: Callback<()>,
) -> impl IntoView {
    let job = Resource::new(|| (), move |()| find_job(id));
    let changed = Callback::new(move |()| {
        job.refetch();
        reload.run(());
    });
    view! {
        <aside class="split-detail" aria-label="Job">
            <div class="split-head">
                <h2>"Job"</h2>
                <span class="meta mono">{id.to_string()}</span>
                <a class="button quiet icon-only end" href=move || close.get() aria-label="Close the job">
                    <Icon symbol=Symbol::Close/>
                </a>
            </div>
            <TaskPanel task=id on_completed=changed/>
            <Transition fallback=|| view! { <TablePlaceholder rows=4/> }>
                <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                    {move || Suspend::new(async move {
                        let job = job.await?;
                        Ok::<_, AppError>(view! { <Facts job changed/> })
                    })}
                </ErrorBoundary>
            </Transition>
        </aside>
    }
}

#[component]
fn Facts(job: JobDetail, changed: Callback<()>) -> impl IntoView {
    let id = job.row.task.id;
    let parent = job.parent.map(|parent| {
        let href = [PATH, "?job=", &parent.to_string()].concat();
        view! {
            <Fact name="Part of">
                <a class="mono" href=href>
                    {parent.to_string()}
                </a>
            </Fact>
        }
    });
    let request = job.request_id.clone().map(|request| {
        view! {
            <Fact name="Request">
                <span class="mono">{request}</span>
            </Fact>
        }
    });
    let worker = job.worker.clone().map(|hold| {
        let until = wording::time_with_seconds(hold.until);
        view! { <Fact name="Worker">{[&hold.worker, ", lease until ", &until].concat()}</Fact> }
    });
    let key = job.unique_key.clone().map(|key| {
        view! {
            <Fact name="Only one with">
                <span class="mono">{key}</span>
            </Fact>
        }
    });
    let parts = view! { <Parts job=job.clone()/> };
    let queue = [&job.row.queue, ", priority ", &job.row.priority.to_string()].concat();
    let tries = [job.row.task.attempt.to_string(), job.row.task.max_attempts.to_string()];
    let waits = job.row.task.state == JobState::Queued;
    let steer = waits.then(|| view! { <MoveForm id priority=job.row.priority changed/> });
    let result = job.row.task.result.clone().map(|result| view! { <Output result/> });
    view! {
        <div class="job-facts">
            <dl class="facts">
                <Fact name="Kind">
                    <span class="mono">{job.row.task.kind.clone()}</span>
                </Fact>
                <Fact name="Queue">{queue}</Fact>
                <Fact name="Attempt">{tries.join(" of ")}</Fact>
                <Fact name="Asked for">{wording::day_and_time(job.row.task.created_at)}</Fact>
                {request} {worker} {key} {parent}
            </dl>
            {steer} {result} {parts} <h3>"States"</h3>
            <ol class="job-history">{job.history.iter().map(state).collect_view()}</ol>
            <details>
                <summary>"Payload"</summary>
                <pre class="mono">{pretty(&job.payload)}</pre>
            </details>
            <ClearLog id changed/>
        </div>
    }
}

#[component]
fn Fact(name: &'static str, children: Children) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// Starting a job before its time, and its place among those that wait.
#[component]
fn MoveForm(id: JobId, priority: i16, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<MoveJob>::new();
    let failure = told(action, changed);
    view! {
        <div class="row">
            <ActionForm action>
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="to" value="now"/>
                <Button submit=true size=ButtonSize::Small icon=Symbol::Running busy=action.pending()>
                    "Run now"
                </Button>
            </ActionForm>
            <ActionForm action attr:class="row">
                <input type="hidden" name="id" value=id.to_string()/>
                <label class="field-label" for="field-to">
                    "Priority"
                </label>
                <input
                    id="field-to"
                    class="input priority"
                    name="to"
                    type="number"
                    min="-100"
                    max="100"
                    value=priority.to_string()
                />
                <Button submit=true size=ButtonSize::Small busy=action.pending()>
                    "Change priority"
                </Button>
            </ActionForm>
        </div>
        {failure}
    }
}

#[component]
fn ClearLog(id: JobId, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<ClearLogs>::new();
    let failure = told(action, changed);
    view! {
        <ActionForm action>
            <input type="hidden" name="id" value=id.to_string()/>
            <Button
                submit=true
                size=ButtonSize::Small
                busy=action.pending()
                reason="Delete the log lines of this job"
            >
                "Clear log"
            </Button>
        </ActionForm>
        {failure}
    }
}

/// Calls `changed` after the action has done its work, and gives what went wrong.
fn told<A>(action: ServerAction<A>, changed: Callback<()>) -> impl Fn() -> Option<AnyView>
where
    A: ServerFn<Output = (), Error = AppError> + Clone + Send + Sync + 'static,
{
    Effect::new(move || {
        if matches!(action.value().get(), Some(Ok(()))) {
            changed.run(());
        }
    });
    move || match action.value().get() {
        Some(Err(error)) => Some(view! { <ErrorNotice error/> }.into_any()),
        _ => None,
    }
}

/// A state that the job was in.
fn state(event: &JobEvent) -> Option<AnyView> {
    let JobEventBody::Status { state, attempt, error, worker } = &event.body else { return None };
    let words = error.clone().or_else(|| worker.as_ref().map(|worker| ["on ", worker].concat()));
    let tries = (*attempt > 0).then(|| ["attempt ", &attempt.to_string()].concat());
    Some(
        view! {
            <li>
                <time>{wording::time_with_seconds(event.at)}</time>
                <JobBadge state=*state attempt=*attempt/>
                <span class="text-3">{tries}</span>
                <span>{words}</span>
            </li>
        }
        .into_any(),
    )
}

pub(super) fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
