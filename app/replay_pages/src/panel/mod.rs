//! The panel beside the pitch: the frame, a player, the events.

mod curve;
mod events;
mod facts;
mod frame;
mod player;
mod table;

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;

use self::{events::EventsTab, frame::FrameTab, player::PlayerTab};
use crate::state::Replaying;

/// What of the panel is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum PanelTab {
    #[default]
    Frame,
    Player,
    Events,
}

impl PanelTab {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Frame, "replay-tab-frame", "Frame"),
        (Self::Player, "replay-tab-player", "Player"),
        (Self::Events, "replay-tab-events", "Events"),
    ];

    fn id(self) -> &'static str {
        Self::ALL.iter().find(|(tab, ..)| *tab == self).map_or("", |(_, id, _)| id)
    }
}

/// The panel.
#[component]
pub(crate) fn SidePanel(
    /// The replay.
    state: Replaying,
) -> impl IntoView {
    let open = RwSignal::new(PanelTab::default());
    let tabs = PanelTab::ALL
        .into_iter()
        .map(|(tab, id, word)| {
            let is_open = move || open.get() == tab;
            view! {
                <button
                    type="button"
                    role="tab"
                    id=id
                    aria-controls="replay-panel"
                    aria-selected=move || if is_open() { "true" } else { "false" }
                    tabindex=move || if is_open() { "0" } else { "-1" }
                    on:click=move |_| open.set(tab)
                >
                    {word}
                </button>
            }
        })
        .collect_view();
    view! {
        <aside class="panel replay-side" aria-label="This moment">
            <div class="tabs replay-tabs" role="tablist" aria-label="This moment" on:keydown=move_focus>
                {tabs}
            </div>
            <div id="replay-panel" role="tabpanel" aria-labelledby=move || open.get().id()>
                {move || match open.get() {
                    PanelTab::Frame => view! { <FrameTab state/> }.into_any(),
                    PanelTab::Player => view! { <PlayerTab state/> }.into_any(),
                    PanelTab::Events => view! { <EventsTab state/> }.into_any(),
                }}
            </div>
        </aside>
    }
}

/// Arrows open the tab beside.
fn move_focus(event: KeyboardEvent) {
    let target: Option<web_sys::Element> = event.target().and_then(|target| target.dyn_into().ok());
    let Some(tab) = target else { return };
    let neighbour = match event.key().as_str() {
        "ArrowRight" => tab.next_element_sibling(),
        "ArrowLeft" => tab.previous_element_sibling(),
        _ => return,
    };
    event.prevent_default();
    if let Some(neighbour) = neighbour.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
        neighbour.click();
        // Fails only for an element that cannot have the focus; then it stays where it is.
        let _ = neighbour.focus();
    }
}
