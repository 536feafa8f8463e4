//! What to do next: shown while there is little in the house, gone when it is at work.

use backroom::Role;
use leptos::prelude::*;

use super::facts::Amount;
use crate::{
    controls::{ButtonKind, ButtonLink, Panel, Symbol},
    layout::use_account,
};

/// The next step for an empty house, a house without reports, and somebody signed out.
#[component]
pub(super) fn NextSteps(players: Amount, reports: u64) -> impl IntoView {
    let account = use_account().get_untracked();
    let writes = account.as_ref().is_some_and(|account| account.role >= Role::Analyst);
    let (words, actions) = if account.is_none() && players.number == 0 {
        (
            "There are no players yet. Sign in as an analyst to import or add them.",
            view! {
                <ButtonLink href="/sign-in" kind=ButtonKind::Primary external=true>
                    "Sign in"
                </ButtonLink>
            }
            .into_any(),
        )
    } else if players.number == 0 && writes {
        (
            "There are no players yet. Import a CSV file of players or market values, or add a player by hand.",
            view! {
                <ButtonLink href="/players">"Add a player"</ButtonLink>
                <ButtonLink href="/players/import" kind=ButtonKind::Primary icon=Symbol::Upload>
                    "Import a CSV file"
                </ButtonLink>
            }
            .into_any(),
        )
    } else if players.number == 0 {
        ("There are no players yet. An analyst can import or add them.", ().into_any())
    } else if reports == 0 && writes {
        (
            "No scouting report has been written yet. Choose a player and press Scout.",
            view! {
                <ButtonLink href="/players" kind=ButtonKind::Primary>
                    "Choose a player"
                </ButtonLink>
            }
            .into_any(),
        )
    } else {
        return ().into_any();
    };
    view! {
        <Panel title="What to do next">
            <div class="next-step">
                <p>{words}</p>
                <div class="actions">{actions}</div>
            </div>
        </Panel>
    }
    .into_any()
}
