//! The form of the language model.

use backroom::{WriterSettings, WriterShape};
use leptos::{form::ActionForm, prelude::*};
use page_base::error::AppError;
use page_kit::controls::{
    Button, ButtonKind, Checkbox, Choice, ErrorNotice, Select, TextField,
    plain_form::{kept, last_error},
    use_toasts,
};

use super::{
    fields::{WriterFields, usual_base_url},
    steer::{FORM, SaveWriter},
};

#[component]
pub(super) fn WriterForm(
    settings: WriterSettings,
    /// The names of the secrets that can be chosen.
    secrets: Vec<String>,
    /// Called when the settings were saved.
    reload: Callback<()>,
) -> impl IntoView {
    let save = ServerAction::<SaveWriter>::new();
    let toasts = use_toasts();
    Effect::new(move || {
        if matches!(save.value().get(), Some(Ok(()))) {
            toasts.show("Saved the writer");
            reload.run(());
        }
    });
    let refused = last_error::<SaveWriter>();
    let typed = kept(FORM);
    // Without an error the form was not refused: what is kept is of an earlier try.
    let fields = if refused.is_some() && !typed.is_empty() {
        WriterFields::typed(|name| typed.field(name))
    } else {
        WriterFields::of(&settings)
    };
    let error = Signal::derive(move || match save.value().get() {
        Some(result) => result.err(),
        None => refused.clone(),
    });
    let failure = move || match error.get() {
        None | Some(AppError::Invalid { .. }) => None,
        Some(error) => Some(view! { <ErrorNotice error what="The writer was not saved."/> }),
    };
    view! {
        <ActionForm action=save attr:class="stack" attr:autocomplete="off" attr:novalidate=true>
            {failure}
            <input type="hidden" name="version" value=settings.version.to_string()/>
            <Fields fields secrets error/>
            <div class="row">
                <Button submit=true kind=ButtonKind::Primary busy=save.pending()>
                    "Save writer"
                </Button>
            </div>
        </ActionForm>
    }
}

#[component]
fn Fields(
    fields: WriterFields,
    secrets: Vec<String>,
    error: Signal<Option<AppError>>,
) -> impl IntoView {
    let shape = RwSignal::new(fields.shape);
    let on_field = move |field: &'static str| {
        Signal::derive(move || {
            error.with(|error| error.as_ref()?.on_field(field).map(str::to_owned))
        })
    };
    // What was typed stays where an error comes back.
    let text = |text: String| {
        let signal = RwSignal::new(text);
        (signal, Callback::new(move |typed| signal.set(typed)))
    };
    let (provider, on_provider) = text(fields.provider);
    let (base_url, on_base_url) = text(fields.base_url);
    let (model, on_model) = text(fields.model);
    let (secret, on_secret) = text(fields.secret);
    let shapes = std::iter::once(Choice::new("", "No model: the offline writer alone"))
        .chain(WriterShape::ALL.map(|shape| Choice::new(shape.as_str(), shape.label())))
        .collect::<Vec<_>>();
    let keys = std::iter::once(Choice::new("", "None: the model asks for no key"))
        .chain(secrets.into_iter().map(|name| Choice::new(name.clone(), name)))
        .collect::<Vec<_>>();
    let usual = move || shape.with(|shape| ["Usually ", usual_base_url(shape)].concat());
    view! {
        <Select
            name="fields[shape]"
            label="How it is spoken to"
            choices=shapes
            value=shape
            on_change=move |chosen| shape.set(chosen)
            hint="OpenAI-compatible: also Groq, Ollama, vLLM, Mistral and others"
            error=on_field("shape")
        />
        <TextField
            name="fields[provider]"
            label="Provider"
            hint="Who runs the model; pages and reports name it"
            value=provider
            on_input=on_provider
            error=on_field("provider")
        />
        <TextField
            name="fields[base_url]"
            label="Address"
            kind="url"
            value=base_url
            on_input=on_base_url
            error=on_field("base_url")
        />
        <p class="field-hint">{usual}</p>
        <TextField
            name="fields[model]"
            label="Model"
            hint="As the provider writes it"
            value=model
            on_input=on_model
            error=on_field("model")
        />
        <Select
            name="fields[secret]"
            label="Key"
            choices=keys
            value=secret
            on_change=on_secret
            hint="The name of a secret; add it under Secrets"
            error=on_field("secret")
        />
        <Permissions
            sends=fields.sends_player_data == "true"
            sends_medical=fields.sends_medical_data == "true"
            allows_private=fields.allows_private_address == "true"
            medical_error=on_field("sends_medical_data")
        />
    }
}

#[component]
fn Permissions(
    sends: bool,
    sends_medical: bool,
    allows_private: bool,
    medical_error: Signal<Option<String>>,
) -> impl IntoView {
    let [sends, sends_medical, allows_private] =
        [sends, sends_medical, allows_private].map(RwSignal::new);
    view! {
        <fieldset class="permissions">
            <legend>"May leave the house"</legend>
            <Checkbox
                name="fields[sends_player_data]"
                label="Send player data to this provider; without it the model is not asked"
                checked=sends
                on_change=move |is_on| sends.set(is_on)
            />
            <Checkbox
                name="fields[sends_medical_data]"
                label="Rows about health and injuries too"
                checked=sends_medical
                on_change=move |is_on| sends_medical.set(is_on)
            />
            {move || medical_error.get().map(|error| view! { <p class="field-error">{error}</p> })}
            <Checkbox
                name="fields[allows_private_address]"
                label="The address may lie on this machine or in a private network"
                checked=allows_private
                on_change=move |is_on| allows_private.set(is_on)
            />
        </fieldset>
    }
}
