//! The command palette: every page, every player and the actions, by a few letters. `Ctrl K`.

mod entries;
mod fuzzy;
mod search;

use football::PlayerId;
use leptos::{html, prelude::*};
use page_base::error::AppError;
use page_kit::controls::{Later, PartNotLoaded, loaded};
use serde::{Deserialize, Serialize};
use wasm_split_helpers::wasm_split;

use self::search::Search;
use super::shortcuts::use_layers;

/// A player as the palette lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayerHint {
    /// The player.
    pub id: PlayerId,
    /// The name people use.
    pub name: String,
    /// What tells namesakes apart: position, club, year of birth.
    pub detail: String,
}

/// The most valuable players whose name or club holds `text`.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public.
#[server(prefix = "/fn", endpoint = "layout/suggest_players", output = page_base::wire::Json)]
pub async fn suggest_players(
    /// What was typed.
    text: String,
) -> Result<Vec<PlayerHint>, AppError> {
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };

    /// As many as fit below the pages without scrolling.
    const SHOWN: u16 = 6;
    /// Longer than any name; the rest of what was typed is not looked at.
    const LONGEST: usize = 100;

    respond(async {
        reader()?;
        let state = state();
        let text: String = text.chars().take(LONGEST).collect();
        let today = state.clock.now().date_naive();
        let found = store::players::suggest(&state.db, &text, SHOWN, today).await?;
        let hint = |player: store::players::Suggestion| PlayerHint {
            id: player.id,
            name: player.name,
            detail: player.detail,
        };
        Ok::<_, Failure>(found.into_iter().map(hint).collect())
    })
    .await
}

/// The palette. Stands once, in the application's frame.
#[component]
pub(super) fn Palette() -> impl IntoView {
    let open = use_layers().palette;
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // Fails only on an element that is not in the document.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class="dialog palette"
            aria-label="Search or jump to"
            on:close=move |_| open.set(false)
            on:click=move |event| {
                // A press on the backdrop reaches the dialog itself.
                if event.target() == event.current_target() {
                    open.set(false);
                }
            }
        >
            <Show when=move || open.get()>
                <Later view=search_part()/>
            </Show>
        </dialog>
    }
}

#[wasm_split(house, fallible)]
fn search_part() -> Result<AnyView, PartNotLoaded> {
    loaded(view! { <Search/> }.into_any())
}
