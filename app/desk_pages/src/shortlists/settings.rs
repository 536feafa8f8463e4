//! Name and purpose of a list, and putting it into the archive.

use football::desk::ShortlistView;
use leptos::{form::ActionForm, prelude::*};
use page_kit::controls::{Button, Panel, TextArea, TextField, use_toasts};

use super::steer::{ArchiveShortlist, UpdateShortlist};
use crate::acting::{not_done, when_done};

#[component]
pub(super) fn SettingsPanel(list: ShortlistView, reload: Callback<()>) -> impl IntoView {
    let update = ServerAction::<UpdateShortlist>::new();
    let archive = ServerAction::<ArchiveShortlist>::new();
    let toasts = use_toasts();
    when_done(update, move |()| {
        toasts.show("Saved the list");
        reload.run(());
    });
    when_done(archive, move |_| reload.run(()));
    let name = RwSignal::new(list.draft.name);
    let purpose = RwSignal::new(list.draft.purpose);
    let (word, undo) = if list.is_archived {
        ("Take out of the archive", "true")
    } else {
        ("Archive list", "false")
    };
    view! {
        <Panel title="This list">
            <div class="stack">
                {not_done(update, "The list was not saved.")}
                {not_done(archive, "The list was not archived.")}
                <ActionForm action=update attr:class="stack">
                    <input type="hidden" name="id" value=list.id.to_string()/>
                    <input type="hidden" name="version" value=list.version.to_string()/>
                    <TextField name="name" label="Name" value=name on_input=move |typed| name.set(typed)/>
                    <TextArea
                        name="purpose"
                        label="What it is for"
                        rows=2
                        optional=true
                        value=purpose
                        on_input=move |typed| purpose.set(typed)
                    />
                    <div class="row">
                        <Button submit=true busy=update.pending()>
                            "Save list"
                        </Button>
                    </div>
                </ActionForm>
                <ActionForm action=archive attr:class="row">
                    <input type="hidden" name="id" value=list.id.to_string()/>
                    <input type="hidden" name="undo" value=undo/>
                    <Button submit=true busy=archive.pending()>
                        {word}
                    </Button>
                    <span class="text-3">"Nobody is told of the players of an archived list."</span>
                </ActionForm>
            </div>
        </Panel>
    }
}
