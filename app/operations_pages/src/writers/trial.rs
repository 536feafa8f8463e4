//! "Try it": asks the model for one sentence and shows what came of it.

use backroom::JobId;
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use page_kit::{
    controls::{Button, ErrorNotice, Panel, plain_form::last_error},
    jobs::TaskPanel,
};

use super::steer::TryWriter;

#[component]
pub(super) fn TrialPanel(
    /// A model is chosen and saved.
    can_be_tried: bool,
) -> impl IntoView {
    let map = use_query_map();
    let action = ServerAction::<TryWriter>::new();
    let refused = last_error::<TryWriter>();
    let task = Memo::new(move |_| match action.value().get() {
        Some(Ok(task)) => Some(task),
        Some(Err(_)) => None,
        // A browser without script comes back with the task in the address.
        None => map.with(|map| map.get_str("task")?.parse::<JobId>().ok()),
    });
    let failure = move || match action.value().get() {
        Some(result) => result.err(),
        None => refused.clone(),
    };
    let notice = move || {
        failure().map(|error| {
            let what = match error.on_field("shape") {
                Some(rule) => rule.to_owned(),
                None => "The model was not asked.".to_owned(),
            };
            view! { <ErrorNotice error what/> }
        })
    };
    view! {
        <Panel title="Try it">
            <div class="stack">
                <p class="text-2">
                    "Asks the saved model for one sentence. What the provider says is shown as it is, without the key."
                </p>
                {notice}
                <ActionForm action=action>
                    <Button
                        submit=true
                        busy=action.pending()
                        disabled=!can_be_tried
                        reason=if can_be_tried { "Ask the model for one sentence" } else { "Choose a model and save first" }
                    >
                        "Try it"
                    </Button>
                </ActionForm>
                {move || task.get().map(|task| view! { <TaskPanel task/> })}
            </div>
        </Panel>
    }
}
