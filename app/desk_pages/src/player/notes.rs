//! Notes on a player: everybody's to read, whoever wrote one may change or delete it.

use football::{
    PlayerId,
    desk::{NoteId, PlayerNote},
};
use leptos::{form::ActionForm, prelude::*};
use page_base::{error::AppError, wording};
use page_kit::controls::{
    Button, ButtonKind, ButtonSize, EmptyState, Panel, TextArea,
    plain_form::{kept, last_error},
};

use super::super::{
    acting::{may_write, not_done, notice, when_done},
    by_and_when,
};

/// What was typed is kept under this name.
const FORM: &str = "note";

/// Writes a note on the player.
///
/// # Errors
/// `Forbidden` to viewers; `NotFound` when there is no such player; `Invalid` on `text`.
#[server(prefix = "/fn", endpoint = "desk/write_note", output = page_base::wire::Json)]
pub async fn write_note(
    /// The player.
    player_id: PlayerId,
    /// The words.
    text: String,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{is_plain_form, request_id, respond, signed_in, state};
    use page_kit::controls::plain_form::keep;

    let written = respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let made = store::desk::notes::add(&state().db, &asker, player_id, &text).await?;
        made.map(|_| ()).ok_or_else(|| AppError::NotFound.into())
    })
    .await;
    if is_plain_form() && written.is_err() {
        keep(FORM, &[("text", &text)]);
    }
    written
}

/// Writes other words over a note of the caller's own.
///
/// # Errors
/// `Forbidden` to viewers; `NotFound` when the caller has no such note; `Invalid` on `text`; `Conflict`
/// when it was changed since `version`, in another window.
#[server(prefix = "/fn", endpoint = "desk/edit_note", output = page_base::wire::Json)]
pub async fn edit_note(
    /// The player.
    player_id: PlayerId,
    /// The note.
    id: NoteId,
    /// The version that was read.
    version: i32,
    /// The words.
    text: String,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};
    use store::desk::notes;

    respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let edited = notes::edit(&state().db, &asker, (player_id, id), version, &text).await?;
        edited.ok_or_else(|| AppError::NotFound.into())
    })
    .await
}

/// Deletes a note of the caller's own, or brings it back.
///
/// # Errors
/// `Forbidden` to viewers; `NotFound` when the caller has no such note.
#[server(prefix = "/fn", endpoint = "desk/delete_note", output = page_base::wire::Json)]
pub async fn delete_note(
    /// The player.
    player_id: PlayerId,
    /// The note.
    id: NoteId,
    /// It is brought back.
    #[server(default)]
    undo: bool,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};
    use store::desk::notes;

    respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        if notes::set_deleted(&state().db, &asker, (player_id, id), !undo).await? {
            Ok(())
        } else {
            Err(AppError::NotFound.into())
        }
    })
    .await
}

/// What the forms of a note send.
#[derive(Clone, Copy)]
struct Actions {
    edit: ServerAction<EditNote>,
    delete: ServerAction<DeleteNote>,
}

#[component]
pub(super) fn NotesPanel(
    player: PlayerId,
    notes: Vec<PlayerNote>,
    /// Called when something was written or deleted.
    reload: Callback<()>,
) -> impl IntoView {
    let actions = Actions { edit: ServerAction::new(), delete: ServerAction::new() };
    when_done(actions.edit, move |()| reload.run(()));
    when_done(actions.delete, move |()| reload.run(()));
    let shown = notes.iter().filter(|note| !note.is_deleted).count() as u64;
    let meta = wording::counted(shown, "note", "notes");
    let is_empty = notes.is_empty();
    let lines = notes.into_iter().map(|note| view! { <Note player note actions/> }).collect_view();
    let writes = may_write();
    view! {
        <Panel title="Notes" meta class="span-8">
            <div class="stack">
                {not_done(actions.edit, "The note was not changed.")}
                {not_done(actions.delete, "The note was not deleted.")}
                {writes.then(|| view! { <NoteForm player reload/> })}
                {is_empty
                    .then(|| view! { <EmptyState why="Nobody has written a note on this player yet."/> })}
                <ul class="notes">{lines}</ul>
            </div>
        </Panel>
    }
}

#[component]
fn NoteForm(player: PlayerId, reload: Callback<()>) -> impl IntoView {
    let write = ServerAction::<WriteNote>::new();
    when_done(write, move |()| reload.run(()));
    let refused = last_error::<WriteNote>();
    // Without an error the form was not refused: what is kept is of an earlier try.
    let typed = refused.as_ref().map(|_| kept(FORM).field("text")).unwrap_or_default();
    let text = RwSignal::new(typed);
    let failure = move || write.value().get().and_then(Result::err).or_else(|| refused.clone());
    let on_text = {
        let failure = failure.clone();
        Signal::derive(move || failure().and_then(|it| it.on_field("text").map(str::to_owned)))
    };
    let other = move || {
        notice(failure().filter(|it| it.on_field("text").is_none()), "The note was not written.")
    };
    view! {
        {other}
        <ActionForm action=write attr:class="stack">
            <input type="hidden" name="player_id" value=player.to_string()/>
            <TextArea
                name="text"
                label="New note"
                rows=2
                value=text
                on_input=move |typed| text.set(typed)
                error=on_text
            />
            <div class="row">
                <Button submit=true busy=write.pending()>
                    "Write note"
                </Button>
            </div>
        </ActionForm>
    }
}

#[component]
fn Note(player: PlayerId, note: PlayerNote, actions: Actions) -> impl IntoView {
    if note.is_deleted {
        return view! {
            <li class="note">
                <ActionForm action=actions.delete attr:class="row">
                    <input type="hidden" name="player_id" value=player.to_string()/>
                    <input type="hidden" name="id" value=note.id.to_string()/>
                    <input type="hidden" name="undo" value="true"/>
                    <span class="text-3">"You deleted a note."</span>
                    <Button submit=true size=ButtonSize::Small>
                        "Undo"
                    </Button>
                </ActionForm>
            </li>
        }
        .into_any();
    }
    let edited = note.edited_at.map(|at| [", edited ", &wording::day_and_time(at)].concat());
    let when = [by_and_when(note.by.as_deref(), note.at), edited.unwrap_or_default()].concat();
    let own = note.is_own.then(|| view! { <OwnNote player note=note.clone() actions/> });
    view! {
        <li class="note">
            <p class="note-text">{note.text}</p>
            <p class="meta">{when}</p>
            {own}
        </li>
    }
    .into_any()
}

/// What the one who wrote it may do.
#[component]
fn OwnNote(player: PlayerId, note: PlayerNote, actions: Actions) -> impl IntoView {
    let rows = note.text.lines().count().clamp(2, 12);
    view! {
        <div class="row note-actions">
            <details class="row-actions">
                <summary class="button quiet small">"Edit"</summary>
                <ActionForm action=actions.edit attr:class="stack">
                    <input type="hidden" name="player_id" value=player.to_string()/>
                    <input type="hidden" name="id" value=note.id.to_string()/>
                    <input type="hidden" name="version" value=note.version.to_string()/>
                    <textarea class="input" name="text" aria-label="Words of the note" rows=rows.to_string() required>
                        {note.text}
                    </textarea>
                    <div class="row">
                        <Button submit=true size=ButtonSize::Small busy=actions.edit.pending()>
                            "Save note"
                        </Button>
                    </div>
                </ActionForm>
            </details>
            <ActionForm action=actions.delete>
                <input type="hidden" name="player_id" value=player.to_string()/>
                <input type="hidden" name="id" value=note.id.to_string()/>
                <Button submit=true kind=ButtonKind::Quiet size=ButtonSize::Small busy=actions.delete.pending()>
                    "Delete note"
                </Button>
            </ActionForm>
        </div>
    }
}
