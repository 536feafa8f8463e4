//! The form of a need: sent as browsers send forms; the server leads on to the needs.

use football::desk::{NeedDraft, NeedId};
use leptos::{prelude::*, server_fn::ServerFn as _};
use page_base::wording;
use page_kit::controls::{
    Button, ButtonKind, ButtonLink, TextArea, TextField,
    plain_form::{kept, last_error},
};

use super::{PATH, steer::SaveNeed, table::search_words};
use crate::acting::notice;

/// What was typed is kept under this name.
pub(super) const FORM: &str = "need";

#[component]
pub(super) fn NeedForm(
    /// The need and the version that was read; none for a new one.
    stored: Option<(NeedId, i32)>,
    draft: NeedDraft,
) -> impl IntoView {
    let refused = last_error::<SaveNeed>();
    let typed = kept(FORM);
    // Without an error the form was not refused: what is kept is of an earlier try.
    let is_typed = refused.is_some() && !typed.is_empty();
    let field = |name: &str, of_draft: String| {
        Signal::stored(if is_typed { typed.field(name) } else { of_draft })
    };
    let on_field = |name: &'static str| {
        Signal::stored(refused.as_ref().and_then(|it| it.on_field(name).map(str::to_owned)))
    };
    let errors = (on_field("name"), on_field("wanted_by"), on_field("due"), on_field("note"));
    let is_told = ["name", "wanted_by", "due", "note"]
        .iter()
        .any(|name| refused.as_ref().is_some_and(|it| it.on_field(name).is_some()));
    let failure = notice(refused.filter(|_| !is_told), "The need was not saved.");
    let name = field("name", draft.name);
    let wanted_by = field("wanted_by", draft.wanted_by);
    let due = field("due", draft.due.map(wording::field_day).unwrap_or_default());
    let note = field("note", draft.note);
    let words = search_words(&draft.query);
    let hidden = stored.map(|(id, version)| {
        view! {
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="version" value=version.to_string()/>
        }
    });
    view! {
        <form class="form-page stack" method="post" action=SaveNeed::url() novalidate=true>
            {failure}
            {hidden}
            <input type="hidden" name="query" value=draft.query/>
            <p>
                <span class="strong">"Search: "</span>
                {words}
            </p>
            <TextField name="name" label="Name" hint="Left-back, under 23" value=name error=errors.0/>
            <TextField
                name="wanted_by"
                label="Who wants such a player"
                optional=true
                value=wanted_by
                error=errors.1
            />
            <TextField name="due" label="By when" kind="date" optional=true value=due error=errors.2/>
            <TextArea name="note" label="Note" optional=true value=note error=errors.3/>
            <div class="row">
                <ButtonLink href=PATH>"Cancel"</ButtonLink>
                <Button submit=true kind=ButtonKind::Primary>
                    "Save need"
                </Button>
            </div>
        </form>
    }
}
