//! Round a list: filters that stand in the address, and the pager below.

use leptos::prelude::*;

use super::{ButtonLink, Icon, Symbol};

/// A filter in force: press the words to edit it, the cross to remove it.
#[component]
pub fn FilterChip(
    /// What is filtered: "Position".
    #[prop(into)]
    name: String,
    /// By what: "AM, W, CM".
    #[prop(into)]
    value: String,
    /// Address of the same list without this filter.
    #[prop(into)]
    remove_href: String,
    /// Opens the filter for a change.
    #[prop(optional, into)]
    on_edit: Option<Callback<()>>,
) -> impl IntoView {
    let remove = format!("Remove filter {name}: {value}");
    let words = view! {
        <span>{name}</span>
        <strong>{value}</strong>
    };
    view! {
        <span class="chip">
            {match on_edit {
                Some(on_edit) => {
                    view! {
                        <button type="button" on:click=move |_| on_edit.run(())>
                            {words}
                        </button>
                    }
                        .into_any()
                }
                None => view! { <span>{words}</span> }.into_any(),
            }} <a class="chip-remove" href=remove_href aria-label=remove>
                <Icon symbol=Symbol::Close/>
            </a>
        </span>
    }
}

/// The foot of a list: what is shown, and the way to the pages before and after.
#[component]
pub fn Pager(
    /// What is shown: "1–50 of 1,284".
    #[prop(into)]
    summary: Signal<String>,
    /// Address of the page before, if there is one.
    #[prop(into)]
    previous: Signal<Option<String>>,
    /// Address of the page after, if there is one.
    #[prop(into)]
    next: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <nav class="pager" aria-label="Pages">
            <span aria-live="polite">{move || summary.get()}</span>
            <span class="row">
                {move || pager_step(previous.get(), "Previous", Symbol::Left)}
                {move || pager_step(next.get(), "Next", Symbol::Right)}
            </span>
        </nav>
    }
}

fn pager_step(href: Option<String>, word: &'static str, icon: Symbol) -> AnyView {
    match href {
        Some(href) => view! {
            <ButtonLink href icon>
                {word}
            </ButtonLink>
        }
        .into_any(),
        None => view! {
            <span class="button" aria-disabled="true">
                <Icon symbol=icon/>
                {word}
            </span>
        }
        .into_any(),
    }
}
