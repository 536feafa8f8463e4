//! What is shown over the pitch, and which way the teams play.

use leptos::prelude::*;
use page_kit::controls::{Icon, Symbol};

use crate::{layers::Layer, state::Replaying};

/// The toggles of the layers, and the direction of the home team's attack.
#[component]
pub(crate) fn Toolbar(
    /// The replay.
    state: Replaying,
) -> impl IntoView {
    let toggles = Layer::ALL
        .into_iter()
        .map(|(layer, word, key)| {
            let is_on = move || layer.is_on(state.layers.get());
            view! {
                <button
                    type="button"
                    class="button small toggle"
                    aria-pressed=move || if is_on() { "true" } else { "false" }
                    aria-keyshortcuts=key
                    title=format!("{word} ({key})")
                    on:mousedown=|event| event.prevent_default()
                    on:click=move |_| layer.toggle(state)
                >
                    {move || is_on().then(|| view! { <Icon symbol=Symbol::Check/> })}
                    {word}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="replay-toolbar" role="group" aria-label="Shown on the pitch">
            {toggles}
            <Direction state/>
        </div>
    }
}

/// Which way the home team attacks: to the right, as the pitch is turned.
#[component]
fn Direction(state: Replaying) -> impl IntoView {
    let manifest = state.manifest();
    let home = manifest.home.clone();
    let is_known = move || {
        let period = state.shown().period;
        manifest.periods.get(period).is_some_and(|period| period.home_attacks_right.is_some())
    };
    view! {
        <p class="replay-direction">
            {move || {
                if is_known() {
                    view! {
                        <span>{home.clone()} " attack"</span>
                        <svg width="28" height="10" viewBox="0 0 28 10" role="img" aria-label="to the right">
                            <path d="M0 5h26M22 1l4 4-4 4"></path>
                        </svg>
                    }
                        .into_any()
                } else {
                    view! { <span>"Direction of attack not known"</span> }.into_any()
                }
            }}
        </p>
    }
}
