//! How far a long work has come.

use backroom::{Step, StepState};
use leptos::prelude::*;

use page_base::wording;

use super::{Icon, Symbol};

/// A bar with its per cent. Of unknown length there is no bar: show the steps alone.
#[component]
pub fn Progress(
    /// Part done, 0 to 1.
    #[prop(into)]
    value: Signal<f64>,
    /// What is under way, for assistive technology.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <progress max="1" value=move || value.get().to_string() aria-label=move || label.get()>
            </progress>
            <span>{move || wording::per_cent(value.get())}</span>
        </div>
    }
}

/// The named steps of a work: done, running, waiting.
#[component]
pub fn StepList(
    /// The steps in order.
    #[prop(into)]
    steps: Signal<Vec<Step>>,
) -> impl IntoView {
    let rows = move || {
        steps
            .get()
            .into_iter()
            .map(|step| {
                let (class, symbol, word) = match step.state {
                    StepState::Done => ("done", Symbol::Check, "done: "),
                    StepState::Running => ("running", Symbol::Running, "running: "),
                    StepState::Waiting => ("waiting", Symbol::Clock, "waiting: "),
                };
                view! {
                    <li class=class>
                        <Icon symbol/>
                        <span>
                            <span class="sr-only">{word}</span>
                            {step.name}
                        </span>
                        <span class="meta">{step.note}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! { <ol class="steps">{rows}</ol> }
}
