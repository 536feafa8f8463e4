//! Fields for text: label above, hint, control, error below. An error keeps the input.

use leptos::prelude::*;

use super::{Icon, Symbol};

/// The error below a field, or its hint while there is no error.
#[component]
pub fn FieldMessage(
    /// Id of the field; the message gets `<id>-message`, which the field is described by.
    #[prop(into)]
    id: String,
    /// What is wrong and what would be right.
    error: Signal<Option<String>>,
    /// What to write, while nothing is wrong.
    hint: Option<String>,
) -> impl IntoView {
    let id = format!("{id}-message");
    view! {
        <div id=id aria-live="polite">
            {move || match error.get() {
                Some(error) => {
                    view! {
                        <p class="field-error">
                            <Icon symbol=Symbol::Warning/>
                            <span>{error}</span>
                        </p>
                    }
                        .into_any()
                }
                None => hint.clone().map(|hint| view! { <p class="field-hint">{hint}</p> }).into_any(),
            }}
        </div>
    }
}

/// The label above a field.
#[component]
pub(super) fn FieldLabel(
    /// Id of the field.
    id: String,
    /// The words.
    label: String,
    /// The field may be left empty.
    optional: bool,
) -> impl IntoView {
    view! {
        <label class="field-label" for=id>
            {label}
            {optional.then(|| view! { <span class="text-3">"optional"</span> })}
        </label>
    }
}

/// One line of text, a number, a date, a password.
#[component]
pub fn TextField(
    /// Name sent with the form; the id is `field-<name>`.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: String,
    /// `text` (default), `password`, `email`, `date`, `number`, `url`.
    #[prop(optional, into)]
    kind: Option<&'static str>,
    /// What stands in the field; it follows the signal.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Called with the text after each key.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What to write.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Unit inside the field, at the right: `cm`.
    #[prop(optional, into)]
    unit: Option<&'static str>,
    /// The field may be left empty; its label says so.
    #[prop(optional)]
    optional: bool,
    /// What browsers may fill in: `username`, `current-password`, `off`.
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
    /// Kind of keyboard on touch: `numeric`, `decimal`, `email`.
    #[prop(optional, into)]
    input_mode: Option<&'static str>,
    /// Has the focus when the page or dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let id = format!("field-{name}");
    let message = format!("{id}-message");
    view! {
        <div class="field">
            <FieldLabel id=id.clone() label optional/>
            <div class="field-box">
                <input
                    id=id.clone()
                    class="input"
                    type=kind.unwrap_or("text")
                    name=name
                    value=value.get_untracked()
                    prop:value=move || value.get()
                    required=!optional
                    autocomplete=autocomplete
                    inputmode=input_mode
                    autofocus=autofocus
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=message
                    on:input:target=move |event| {
                        if let Some(on_input) = on_input {
                            on_input.run(event.target().value());
                        }
                    }
                />
                {unit.map(|unit| view! { <span class="unit">{unit}</span> })}
            </div>
            <FieldMessage id error hint/>
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Name sent with the form; the id is `field-<name>`.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: String,
    /// What stands in the field; it follows the signal.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Called with the text after each key.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What to write.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Lines shown.
    #[prop(default = 3)]
    rows: u8,
    /// The field may be left empty; its label says so.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let id = format!("field-{name}");
    let message = format!("{id}-message");
    view! {
        <div class="field">
            <FieldLabel id=id.clone() label optional/>
            <textarea
                id=id.clone()
                class="input"
                name=name
                rows=rows.to_string()
                required=!optional
                prop:value=move || value.get()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=message
                on:input:target=move |event| {
                    if let Some(on_input) = on_input {
                        on_input.run(event.target().value());
                    }
                }
            >
                {value.get_untracked()}
            </textarea>
            <FieldMessage id error hint/>
        </div>
    }
}

/// The search field of a list. `/` puts the focus into it.
#[component]
pub fn SearchField(
    /// What is searched, for assistive technology: "Search players".
    #[prop(into)]
    label: String,
    /// Shown while the field is empty: "Name or club".
    #[prop(into)]
    placeholder: String,
    /// Name sent with the form.
    #[prop(default = "q")]
    name: &'static str,
    /// What stands in the field.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Called with the text after each key.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
) -> impl IntoView {
    view! {
        <div class="search-field">
            <Icon symbol=Symbol::Search/>
            <input
                class="input"
                type="search"
                name=name
                autocomplete="off"
                aria-label=label
                placeholder=placeholder
                value=value.get_untracked()
                prop:value=move || value.get()
                aria-keyshortcuts="/"
                on:input:target=move |event| {
                    if let Some(on_input) = on_input {
                        on_input.run(event.target().value());
                    }
                }
            />
            <kbd aria-hidden="true">"/"</kbd>
        </div>
    }
}
