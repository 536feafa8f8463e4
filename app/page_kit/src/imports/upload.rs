//! Bringing files: the form, why they were not taken, and where an import is.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::controls::{Badge, Button, ButtonKind, Icon, Symbol, Tone};

/// Takes files that are chosen or dropped on the field. The browser itself sends the form, so it works without script.
#[component]
pub fn UploadForm(
    /// Where the form is sent.
    #[prop(into)]
    action: String,
    /// What the field asks for.
    #[prop(into)]
    invitation: String,
    /// Which files are taken.
    #[prop(into)]
    layout: String,
    /// The ends of their names, for the browser's own chooser; empty, any.
    #[prop(optional)]
    accept: &'static str,
    /// The words of the button.
    button: &'static str,
    /// Several files belong together.
    #[prop(optional)]
    multiple: bool,
    /// It is not what the page is for.
    #[prop(optional)]
    kind: Option<ButtonKind>,
) -> impl IntoView {
    view! {
        <form class="import-drop" method="post" action=action enctype="multipart/form-data">
            <label for="import-file">
                <Icon symbol=Symbol::Upload/>
                <strong>{invitation}</strong>
                <span class="text-2">{layout}</span>
            </label>
            <input
                id="import-file"
                class="import-file"
                type="file"
                name="file"
                required
                multiple=multiple
                accept=(!accept.is_empty()).then_some(accept)
            />
            <Button kind=kind.unwrap_or(ButtonKind::Primary) submit=true>
                {button}
            </Button>
        </form>
    }
}

/// Why the files that were sent last were not taken, as `error` in the address tells; nothing without it.
#[component]
pub fn Refused(
    /// What was refused: "The file was not taken".
    #[prop(default = "The file was not taken")]
    what: &'static str,
) -> impl IntoView {
    let query = use_query_map();
    let refused = move || query.with(|query| query.get("error")).filter(|why| !why.is_empty());
    move || {
        refused().map(|why| {
            view! {
                <div class="notice" role="alert">
                    <Icon symbol=Symbol::Failed/>
                    <div class="notice-body">
                        <p class="notice-title">{what}</p>
                        <p>{why}</p>
                    </div>
                </div>
            }
        })
    }
}

/// Where an import is in its life.
#[component]
pub fn ImportBadge(
    /// `draft`, `running`, `completed` or `failed`.
    state: String,
) -> impl IntoView {
    let (tone, icon, word) = match state.as_str() {
        "completed" => (Tone::Good, Symbol::Check, "Completed"),
        "running" => (Tone::Info, Symbol::Running, "Started"),
        "failed" => (Tone::Danger, Symbol::Failed, "Failed"),
        _ => (Tone::Plain, Symbol::Clock, "Waits for you"),
    };
    view! {
        <Badge tone icon=icon>
            {word}
        </Badge>
    }
}
