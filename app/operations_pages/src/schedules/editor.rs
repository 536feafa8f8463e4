//! The form of a schedule with what it means beside it, and below it what became of its ticks.

use backroom::{ScheduleId, ScheduleKind};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use page_base::error::AppError;
use page_kit::controls::{
    Button, ButtonKind, ButtonLink, Checkbox, Choice, ErrorNotice, Panel, Select, TextArea,
    TextField,
    plain_form::{kept, last_error},
    use_toasts,
};

use super::{
    PATH, ScheduleSheet,
    fields::ScheduleFields,
    preview::{Meaning, Preview},
    runs::RunTable,
    steer::{SaveSchedule, form_name},
};

/// The form's signals, one a field.
#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    kind: RwSignal<String>,
    payload: RwSignal<String>,
    cron: RwSignal<String>,
    time_zone: RwSignal<String>,
    enabled: RwSignal<bool>,
}

impl Form {
    fn new(fields: ScheduleFields) -> Self {
        Self {
            name: RwSignal::new(fields.name),
            kind: RwSignal::new(fields.kind),
            payload: RwSignal::new(fields.payload),
            cron: RwSignal::new(fields.cron),
            time_zone: RwSignal::new(fields.time_zone),
            enabled: RwSignal::new(fields.enabled),
        }
    }
}

#[component]
pub(super) fn Editor(
    sheet: ScheduleSheet,
    /// Called when the schedule was saved.
    saved: Callback<()>,
) -> impl IntoView {
    let ScheduleSheet { schedule, runs, kinds, preview } = sheet;
    let refused = last_error::<SaveSchedule>();
    let typed = kept(&form_name(schedule.as_ref().map(|schedule| schedule.id)));
    // Without an error the form was not refused: what is kept is of an earlier try.
    let is_typed = refused.is_some() && !typed.is_empty();
    let fields = if is_typed {
        ScheduleFields::typed(|name| typed.field(name))
    } else {
        schedule.as_ref().map_or_else(ScheduleFields::default, ScheduleFields::of)
    };
    let form = Form::new(fields);
    if form.kind.with_untracked(String::is_empty)
        && let Some(first) = kinds.first()
    {
        form.kind.set(first.kind.clone());
    }
    let meaning = Meaning::of(form.cron, form.time_zone, preview.filter(|_| !is_typed));
    Effect::new(move || {
        if is_typed {
            meaning.ask.run(());
        }
    });
    let title = match &schedule {
        Some(schedule) => ["Change ", &schedule.draft.name].concat(),
        None => "New schedule".to_owned(),
    };
    let stored = schedule.map(|schedule| (schedule.id, schedule.version));
    let history = stored.map(|_| {
        view! {
            <Panel title="History" meta="the newest 20 runs" flush=true>
                <RunTable runs/>
            </Panel>
        }
    });
    view! {
        <div class="grid-12">
            <Panel title class="span-7">
                <ScheduleForm stored form kinds refused meaning saved/>
            </Panel>
            <Panel title="What it means" class="span-5">
                <div class="stack" aria-live="polite">
                    <Preview meaning/>
                </div>
            </Panel>
            {history}
        </div>
    }
}

#[component]
fn ScheduleForm(
    /// The schedule and the version that was read; none for a new one.
    stored: Option<(ScheduleId, i32)>,
    form: Form,
    kinds: Vec<ScheduleKind>,
    /// Why the form was refused that a browser without script sent.
    refused: Option<AppError>,
    meaning: Meaning,
    saved: Callback<()>,
) -> impl IntoView {
    let save = ServerAction::<SaveSchedule>::new();
    let error = Signal::derive(move || match save.value().get() {
        Some(result) => result.err(),
        None => refused.clone(),
    });
    when_saved(save, form.name, saved);
    let failure = move || match error.get() {
        None | Some(AppError::Invalid { .. }) => None,
        Some(error) => Some(view! { <ErrorNotice error what="The schedule was not saved."/> }),
    };
    let hidden = stored.map(|(id, version)| {
        view! {
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="version" value=version.to_string()/>
        }
    });
    let close = stored.map(|_| view! { <ButtonLink href=PATH>"Close"</ButtonLink> });
    view! {
        <ActionForm action=save attr:class="stack form-page" attr:autocomplete="off" attr:novalidate=true>
            {failure} {hidden} <Fields form kinds error meaning/> <div class="row">
                <Button submit=true kind=ButtonKind::Primary busy=save.pending()>
                    {if stored.is_some() { "Save schedule" } else { "Make schedule" }}
                </Button>
                {close}
            </div>
        </ActionForm>
    }
}

/// Says so and closes the form.
fn when_saved(save: ServerAction<SaveSchedule>, name: RwSignal<String>, saved: Callback<()>) {
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if matches!(save.value().get(), Some(Ok(_))) {
            toasts.show(["Saved ", &name.get_untracked()].concat());
            navigate(PATH, NavigateOptions::default());
            saved.run(());
        }
    });
}

#[component]
fn Fields(
    form: Form,
    kinds: Vec<ScheduleKind>,
    error: Signal<Option<AppError>>,
    meaning: Meaning,
) -> impl IntoView {
    let of_save = move |field: &'static str| {
        error.with(|error| error.as_ref()?.on_field(field).map(str::to_owned))
    };
    // What the server said of the last key is newer than what it said of the last sending.
    let of_meaning = move |field: &'static str| {
        Signal::derive(move || match meaning.answer.get() {
            None => of_save(field),
            Some(Ok(_)) => None,
            Some(Err(error)) => error.on_field(field).map(str::to_owned),
        })
    };
    let on_field = move |field: &'static str| Signal::derive(move || of_save(field));
    let write = |field: RwSignal<String>| move |typed| field.set(typed);
    let ask_for = move |field: RwSignal<String>| {
        move |typed| {
            field.set(typed);
            meaning.ask.run(());
        }
    };
    let choices: Vec<_> = kinds.iter().map(|kind| Choice::new(&*kind.kind, &*kind.title)).collect();
    let purpose = move || {
        let found = form.kind.with(|chosen| kinds.iter().find(|kind| kind.kind == *chosen));
        found.map(|kind| kind.purpose.clone())
    };
    view! {
        <TextField
            name=sent("name")
            label="Name"
            hint="Nightly market values"
            value=form.name
            on_input=write(form.name)
            error=on_field("name")
        />
        <TextField
            name=sent("cron")
            label="When"
            hint="Minute, hour, day of the month, month, day of the week: 0 3 * * MON-FRI"
            value=form.cron
            on_input=ask_for(form.cron)
            error=of_meaning("cron")
        />
        <TextField
            name=sent("time_zone")
            label="Time zone"
            hint="Europe/Berlin, America/New_York, UTC"
            value=form.time_zone
            on_input=ask_for(form.time_zone)
            error=of_meaning("time_zone")
        />
        <Select
            name=sent("kind")
            label="Job"
            choices
            value=form.kind
            on_change=write(form.kind)
            error=on_field("kind")
        />
        <p class="field-hint">{purpose}</p>
        <TextArea
            name=sent("payload")
            label="Payload"
            hint="A JSON object"
            value=form.payload
            on_input=write(form.payload)
            error=on_field("payload")
        />
        <Checkbox
            name=sent("enabled")
            label="Enabled: its ticks count"
            checked=form.enabled
            on_change=move |is_on| form.enabled.set(is_on)
        />
    }
}

/// The name under which a form sends a field of the argument `fields`.
fn sent(name: &str) -> String {
    ["fields[", name, "]"].concat()
}
