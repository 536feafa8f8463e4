//! The form of a person's report.

use football::FieldError;
use leptos::{form::ActionForm, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use page_base::error::AppError;
use page_kit::controls::{
    Button, ButtonKind, Choice, ErrorNotice, Panel, Select, TextArea, TextField,
    plain_form::last_error, use_toasts,
};
use scouting_stats::{Confidence, ReportDraft, SectionKind, Verdict};

use super::{
    autosave::{Keeping, autosave},
    save::{OpenedForm, WriteReport},
};
use crate::evidence::{EvidenceTable, Lit};

/// The fields at the left, the evidence to cite at the right.
#[component]
pub(super) fn WriteForm(
    /// What the form begins with.
    opened: OpenedForm,
) -> impl IntoView {
    let OpenedForm { player_id: player, draft, is_kept, rows, .. } = opened;
    let write = ServerAction::<WriteReport>::new();
    let replaces = draft.replaces;
    let fields = RwSignal::new(draft);
    let keeping = RwSignal::new(if is_kept { Keeping::Kept } else { Keeping::Opened });
    autosave(player, fields, keeping);
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || match write.value().get() {
        Some(Ok(Some(version))) => {
            toasts.show("Stored the report");
            let href = format!("/players/{player}/reports/{version}");
            navigate(&href, NavigateOptions::default());
        }
        Some(Ok(None)) => keeping.set(Keeping::Kept),
        _ => {}
    });
    let refused = last_error::<WriteReport>();
    let error = Signal::derive(move || match write.value().get() {
        Some(result) => result.err(),
        None => refused.clone(),
    });
    let failure = move || {
        error.get().map(|error| view! { <ErrorNotice error what="The report was not stored."/> })
    };
    let errors = Signal::derive(move || match error.get() {
        Some(AppError::Invalid { fields }) => fields,
        _ => Vec::new(),
    });
    let earlier = replaces.map(|id| {
        view! { <input type="hidden" name="fields[replaces]" value=id.to_string()/> }
    });
    view! {
        <div class="grid-12 write-report">
            <Panel title="Report" class="span-8">
                <ActionForm action=write attr:class="stack" attr:novalidate=true>
                    {failure}
                    <input type="hidden" name="player_id" value=player.to_string()/>
                    {earlier}
                    <Fields fields errors/>
                    <div class="row">
                        <Button submit=true kind=ButtonKind::Primary busy=write.pending()>
                            "Store report"
                        </Button>
                        <Button submit=true name="intent" value="draft">
                            "Keep draft"
                        </Button>
                        <span class="text-2" role="status">
                            {move || keeping.get().words()}
                        </span>
                    </div>
                </ActionForm>
            </Panel>
            <EvidenceTable rows lit=Lit::new() class="span-4"/>
        </div>
    }
}

#[component]
fn Fields(fields: RwSignal<ReportDraft>, errors: Signal<Vec<FieldError>>) -> impl IntoView {
    let on_field = move |name: &'static str| {
        Signal::derive(move || {
            let is_of = |error: &&FieldError| error.field == name;
            errors.with(|errors| errors.iter().find(is_of).map(|error| error.message.clone()))
        })
    };
    let verdicts = std::iter::once(Choice::new("", "Choose"))
        .chain(Verdict::ALL.map(|verdict| Choice::new(verdict.as_str(), verdict.label())))
        .collect::<Vec<_>>();
    let confidences = std::iter::once(Choice::new("", "Choose"))
        .chain(Confidence::ALL.map(|confidence| {
            let word = confidence.as_str();
            Choice::new(word, word)
        }))
        .collect::<Vec<_>>();
    let value = move |get: fn(&ReportDraft) -> &String| {
        Signal::derive(move || fields.with(|fields| get(fields).clone()))
    };
    let sections = SectionKind::WRITTEN
        .into_iter()
        .map(|kind| {
            let word = kind.as_str();
            view! {
                <TextArea
                    name=["fields[sections][", word, "]"].concat()
                    label=kind.heading()
                    hint=hint(kind)
                    rows=rows(kind)
                    optional=kind != SectionKind::Summary
                    value=Signal::derive(move || {
                        fields.with(|fields| fields.section(kind).to_owned())
                    })
                    on_input=Callback::new(move |typed| {
                        fields.update(|fields| {
                            fields.sections.insert(word.to_owned(), typed);
                        });
                    })
                    error=on_field(word)
                />
            }
        })
        .collect_view();
    view! {
        <p class="text-2">
            "Cite a row of evidence by its number in brackets, such as [E7]. Numbers that stand in the evidence are linked to it by themselves; the others are marked as not checked."
        </p>
        <TextField
            name="fields[question]"
            label="Question"
            hint="What the report answers, on one line"
            optional=true
            autocomplete="off"
            value=value(|fields| &fields.question)
            on_input=Callback::new(move |typed| fields.update(|fields| fields.question = typed))
            error=on_field("question")
        />
        <div class="fields">
            <Select
                name="fields[verdict]"
                label="Verdict"
                choices=verdicts
                value=value(|fields| &fields.verdict)
                on_change=Callback::new(move |chosen| fields.update(|fields| fields.verdict = chosen))
                error=on_field("verdict")
            />
            <Select
                name="fields[confidence]"
                label="Confidence"
                choices=confidences
                value=value(|fields| &fields.confidence)
                on_change=Callback::new(move |chosen| {
                    fields.update(|fields| fields.confidence = chosen);
                })
                error=on_field("confidence")
            />
        </div>
        <TextArea
            name="fields[why]"
            label="Why"
            hint="What the verdict rests on"
            value=value(|fields| &fields.why)
            on_input=Callback::new(move |typed| fields.update(|fields| fields.why = typed))
            error=on_field("why")
        />
        {sections}
    }
}

const fn rows(kind: SectionKind) -> u8 {
    match kind {
        SectionKind::Summary => 4,
        _ => 3,
    }
}

const fn hint(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Summary => "Who it is, what you saw, the answer to the question",
        SectionKind::Profile => "Position, build, background",
        SectionKind::Technical => "With the ball: first touch, passing, shooting, both feet",
        SectionKind::Tactical => "Without it: positioning, pressing, reading the game",
        SectionKind::Physical => "Pace, strength, stamina, duels",
        SectionKind::Mental => "Attitude, decisions under pressure, leadership",
        SectionKind::RoleFit => "Which role in which system, and in ours",
        SectionKind::Value => "What the player may cost",
        SectionKind::Context => "Club, contract, level of the competition",
        SectionKind::Comparison => "Whom the player is like, better and worse than",
        SectionKind::Risks => "What may go wrong",
        SectionKind::Unknown => "",
    }
}
