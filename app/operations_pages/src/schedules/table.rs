//! The schedules with what can be done to each.

use backroom::{ScheduleId, ScheduleRun, ScheduleView};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use page_base::error::AppError;
use page_kit::controls::{
    Badge, Button, ButtonKind, ButtonSize, EmptyState, ErrorNotice, Symbol, use_toasts,
};

use super::{
    PATH, href,
    runs::{RunMark, job_href},
    steer::{DeleteSchedule, RunSchedule, SwitchSchedule},
};

/// What a row's forms send.
#[derive(Clone, Copy)]
struct Actions {
    run: ServerAction<RunSchedule>,
    switch: ServerAction<SwitchSchedule>,
    delete: ServerAction<DeleteSchedule>,
}

#[component]
pub(super) fn ScheduleTable(
    schedules: Vec<ScheduleView>,
    /// The schedule whose form is open.
    open: Option<ScheduleId>,
    /// Called when one of them ran or was switched.
    steered: Callback<()>,
    /// Called when one of them is gone.
    deleted: Callback<()>,
) -> impl IntoView {
    let actions = Actions {
        run: ServerAction::new(),
        switch: ServerAction::new(),
        delete: ServerAction::new(),
    };
    tell(actions, steered);
    tell_deleted(actions.delete, open, deleted);
    let failure = move || {
        let failed = |error: Option<AppError>, what: &'static str| {
            error.map(|error| view! { <ErrorNotice error what/> })
        };
        let run = actions.run.value().get().and_then(Result::err);
        let switch = actions.switch.value().get().and_then(Result::err);
        let delete = actions.delete.value().get().and_then(Result::err);
        view! {
            {failed(run, "The job was not queued.")}
            {failed(switch, "The schedule was not switched.")}
            {failed(delete, "The schedule was not deleted.")}
        }
    };
    if schedules.is_empty() {
        return view! {
            <div class="table-frame">
                <EmptyState why="Nothing is scheduled yet. Say below what is to be done when."/>
            </div>
        }
        .into_any();
    }
    let rows = schedules
        .into_iter()
        .map(|schedule| {
            let is_open = open == Some(schedule.id);
            view! { <Row schedule is_open actions/> }
        })
        .collect_view();
    view! {
        {failure}
        <div class="table-frame">
            <table class="table stacked schedules-table">
                <caption class="sr-only">"Schedules"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"When"</th>
                        <th scope="col">"Next"</th>
                        <th scope="col">"Last"</th>
                        <th scope="col">
                            <span class="sr-only">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Says what was done, and has the page look again.
fn tell(actions: Actions, steered: Callback<()>) {
    let toasts = use_toasts();
    let navigate = StoredValue::new(use_navigate());
    Effect::new(move || {
        if let Some(Ok(job)) = actions.run.value().get() {
            let open = move || {
                let options = NavigateOptions::default();
                navigate.with_value(|navigate| navigate(&job_href(job), options));
            };
            toasts.show_with_action("Asked for the job", "Open", open);
            steered.run(());
        }
    });
    Effect::new(move || {
        if matches!(actions.switch.value().get(), Some(Ok(()))) {
            toasts.show("Switched the schedule");
            steered.run(());
        }
    });
}

/// Says so, has the page look again, and closes the form of what is gone.
fn tell_deleted(
    delete: ServerAction<DeleteSchedule>,
    open: Option<ScheduleId>,
    deleted: Callback<()>,
) {
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(id)) = delete.value().get() {
            toasts.show("Deleted the schedule");
            if open == Some(id) {
                navigate(PATH, NavigateOptions::default());
            }
            deleted.run(());
        }
    });
}

#[component]
fn Row(schedule: ScheduleView, is_open: bool, actions: Actions) -> impl IntoView {
    let ScheduleView { id, draft, title, reading, next, last, .. } = schedule;
    let name = draft.name;
    let next = match next {
        Some(tick) => tick.on_the_wall.into_any(),
        None if draft.enabled => "never again".into_any(),
        None => view! { <Badge icon=Symbol::Pause>"Off"</Badge> }.into_any(),
    };
    let (switch, switched) = if draft.enabled { ("Disable", "false") } else { ("Enable", "true") };
    let [run_it, switch_it, delete_it] =
        ["Run now:", switch, "Delete"].map(|what| [what, " ", &name].concat());
    let question = [&delete_it, " and its history?"].concat();
    view! {
        <tr aria-current=is_open.then_some("true")>
            <td class="lead">
                <a href=href(id)>{name}</a>
                " "
                <span class="text-3">{title}</span>
            </td>
            <td class="sub schedule-when">{reading}</td>
            <td class="sub">{next}</td>
            <td class="sub">
                <Last run=last/>
            </td>
            <td class="end schedule-cell">
                <div class="row schedule-actions">
                    <ActionForm action=actions.run>
                        <input type="hidden" name="id" value=id.to_string()/>
                        <Button submit=true size=ButtonSize::Small reason=run_it busy=actions.run.pending()>
                            "Run now"
                        </Button>
                    </ActionForm>
                    <ActionForm action=actions.switch>
                        <input type="hidden" name="id" value=id.to_string()/>
                        <input type="hidden" name="enabled" value=switched/>
                        <Button submit=true size=ButtonSize::Small reason=switch_it busy=actions.switch.pending()>
                            {switch}
                        </Button>
                    </ActionForm>
                    <details class="confirm">
                        <summary class="button standard small" aria-label=delete_it.clone()>
                            "Delete"
                        </summary>
                        <ActionForm action=actions.delete attr:class="row">
                            <input type="hidden" name="id" value=id.to_string()/>
                            <span>{question}</span>
                            <Button submit=true kind=ButtonKind::Destructive size=ButtonSize::Small>
                                {delete_it}
                            </Button>
                        </ActionForm>
                    </details>
                </div>
            </td>
        </tr>
    }
}

/// The newest run, when there was one.
#[component]
fn Last(run: Option<ScheduleRun>) -> impl IntoView {
    match run {
        None => "never ran".into_any(),
        Some(run) => {
            let when = run.tick.on_the_wall.clone();
            view! {
                <RunMark run/>
                " "
                <span class="text-3">{when}</span>
            }
            .into_any()
        }
    }
}
