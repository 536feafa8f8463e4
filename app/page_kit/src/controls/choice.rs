//! Choosing: from a list, yes or no, between views of the same data.

use leptos::prelude::*;

use super::{FieldMessage, field::FieldLabel};

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Sent with the form.
    pub value: String,
    /// Shown.
    pub label: String,
}

impl Choice {
    /// A choice that sends `value` and shows `label`.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// The browser's own list of choices, with its label above.
#[component]
pub fn Select(
    /// Name sent with the form; the id is `field-<name>`.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: String,
    /// What can be chosen. For "nothing chosen" put a choice with an empty value first.
    #[prop(into)]
    choices: Vec<Choice>,
    /// The value chosen; it follows the signal.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Called with the value chosen.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What to choose.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Nothing need be chosen; the label says so.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let id = format!("field-{name}");
    let message = format!("{id}-message");
    // What is no choice shows as the first one: that is what a form without script sends.
    let known: Vec<_> = choices.iter().map(|choice| choice.value.clone()).collect();
    let shown = move || {
        value.with(|value| known.iter().find(|known| *known == value).or(known.first()).cloned())
    };
    let options = choices
        .into_iter()
        .map(|choice| {
            let chosen = value.with_untracked(|value| *value == choice.value);
            view! {
                <option value=choice.value selected=chosen>
                    {choice.label}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="field">
            <FieldLabel id=id.clone() label optional/>
            <select
                id=id.clone()
                class="input"
                name=name
                prop:value=move || shown().unwrap_or_default()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=message
                on:change:target=move |event| {
                    if let Some(on_change) = on_change {
                        on_change.run(event.target().value());
                    }
                }
            >
                {options}
            </select>
            <FieldMessage id error hint/>
        </div>
    }
}

/// Yes or no.
#[component]
pub fn Checkbox(
    /// Name sent with the form, with `value`, when it is on.
    #[prop(into)]
    name: String,
    /// The words beside the box.
    #[prop(into)]
    label: String,
    /// Value sent when it is on.
    #[prop(default = "true".into(), into)]
    value: String,
    /// On; it follows the signal.
    #[prop(optional, into)]
    checked: Signal<bool>,
    /// Called with the new state.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
    /// The words are for assistive technology only: a box in a table's row.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    view! {
        <label class="checkbox">
            <input
                type="checkbox"
                name=name
                value=value
                checked=checked.get_untracked()
                prop:checked=move || checked.get()
                on:change:target=move |event| {
                    if let Some(on_change) = on_change {
                        on_change.run(event.target().checked());
                    }
                }
            />
            <span class:sr-only=hide_label>{label}</span>
        </label>
    }
}

/// Two to five views of the same data, one of which is on.
#[component]
pub fn Segmented(
    /// Name of the group, also sent with a form.
    #[prop(into)]
    name: String,
    /// What is chosen, for assistive technology: "Season".
    #[prop(into)]
    label: String,
    /// What can be chosen.
    #[prop(into)]
    choices: Vec<Choice>,
    /// The value chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value chosen.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let segments = choices
        .into_iter()
        .map(|Choice { value: own, label }| {
            let is_on = {
                let own = own.clone();
                move || value.with(|value| *value == own)
            };
            let initially_on = value.with_untracked(|value| *value == own);
            view! {
                <label>
                    <input
                        type="radio"
                        name=name.clone()
                        value=own
                        checked=initially_on
                        prop:checked=is_on
                        on:change:target=move |event| {
                            if let Some(on_change) = on_change {
                                on_change.run(event.target().value());
                            }
                        }
                    />
                    {label}
                </label>
            }
        })
        .collect_view();
    view! {
        <div class="segmented" role="radiogroup" aria-label=label>
            {segments}
        </div>
    }
}
