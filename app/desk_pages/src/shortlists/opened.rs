//! One player of the list: rating, comments, and taking off.

use football::desk::{EntryComment, STARS, ShortlistEntry, ShortlistId};
use leptos::{form::ActionForm, prelude::*};
use page_kit::controls::{
    Button, ButtonKind, ButtonLink, ButtonSize, EmptyState, Panel, TextArea,
    plain_form::{kept, last_error},
};

use super::{
    card::opinion,
    steer::{COMMENT_FORM, CommentEntry, DeleteComment, RateEntry, RemoveEntry},
};
use crate::{
    acting::{not_done, notice, when_done},
    by_and_when, shortlist_href,
};

#[component]
pub(super) fn OpenedPanel(
    list: ShortlistId,
    entry: ShortlistEntry,
    comments: Vec<EntryComment>,
    /// The reader may write, and the list is in use.
    writes: bool,
    reload: Callback<()>,
) -> impl IntoView {
    let remove = ServerAction::<RemoveEntry>::new();
    let delete = ServerAction::<DeleteComment>::new();
    when_done(remove, move |()| reload.run(()));
    when_done(delete, move |()| reload.run(()));
    let player = ["/players/", &entry.player_id.to_string()].concat();
    let added = ["Added ", &by_and_when(entry.by.as_deref(), entry.at)].concat();
    let reason = ["Take ", &entry.name, " off the list"].concat();
    let is_silent = comments.is_empty();
    let lines = comments
        .into_iter()
        .map(|comment| view! { <Comment list entry=entry.clone() comment writes delete/> })
        .collect_view();
    let forms = writes.then(|| {
        view! {
            <RateForm list entry=entry.clone() reload/>
            <CommentForm list entry=entry.clone() reload/>
        }
    });
    let take_off = writes.then(|| {
        view! {
            <ActionForm action=remove>
                <input type="hidden" name="id" value=list.to_string()/>
                <input type="hidden" name="player_id" value=entry.player_id.to_string()/>
                <Button
                    submit=true
                    kind=ButtonKind::Destructive
                    size=ButtonSize::Small
                    reason
                    busy=remove.pending()
                >
                    "Take off"
                </Button>
            </ActionForm>
        }
    });
    let meta = [&added, " · ", &opinion(&entry)].concat();
    view! {
        <Panel title=entry.name.clone() meta>
            <div class="stack">
                {not_done(remove, "The player was not taken off.")}
                {not_done(delete, "The comment was not changed.")}
                <div class="row">
                    <ButtonLink href=player size=ButtonSize::Small>
                        "Open player"
                    </ButtonLink>
                    {take_off}
                    <ButtonLink href=shortlist_href(list) kind=ButtonKind::Quiet size=ButtonSize::Small>
                        "Close"
                    </ButtonLink>
                </div>
                {forms}
                {is_silent.then(|| view! { <EmptyState why="Nobody has said anything yet."/> })}
                <ul class="notes">{lines}</ul>
            </div>
        </Panel>
    }
}

#[component]
fn RateForm(list: ShortlistId, entry: ShortlistEntry, reload: Callback<()>) -> impl IntoView {
    let rate = ServerAction::<RateEntry>::new();
    when_done(rate, move |()| reload.run(()));
    let buttons = STARS
        .map(|stars| {
            let is_own = entry.own_stars == Some(stars);
            let kind = if is_own { ButtonKind::Primary } else { ButtonKind::Standard };
            let chosen = if is_own { ", your rating" } else { "" };
            let reason = ["Rate ", &stars.to_string(), " of 5", chosen].concat();
            view! {
                <Button
                    submit=true
                    size=ButtonSize::Small
                    kind
                    name="stars"
                    value=stars.to_string()
                    reason
                >
                    {stars}
                </Button>
            }
        })
        .collect_view();
    view! {
        {not_done(rate, "The rating was not kept.")}
        <ActionForm action=rate attr:class="row">
            <input type="hidden" name="id" value=list.to_string()/>
            <input type="hidden" name="player_id" value=entry.player_id.to_string()/>
            <span class="field-label">"Your priority, 5 is highest"</span>
            {buttons}
        </ActionForm>
    }
}

#[component]
fn CommentForm(list: ShortlistId, entry: ShortlistEntry, reload: Callback<()>) -> impl IntoView {
    let say = ServerAction::<CommentEntry>::new();
    when_done(say, move |()| reload.run(()));
    let refused = last_error::<CommentEntry>();
    // Without an error the form was not refused: what is kept is of an earlier try.
    let typed = refused.as_ref().map(|_| kept(COMMENT_FORM).field("text")).unwrap_or_default();
    let text = RwSignal::new(typed);
    let failure =
        Signal::derive(move || say.value().get().and_then(Result::err).or_else(|| refused.clone()));
    let on_text = Signal::derive(move || {
        failure.with(|error| error.as_ref()?.on_field("text").map(str::to_owned))
    });
    let other = move || {
        let error = failure.get().filter(|error| error.on_field("text").is_none());
        notice(error, "The comment was not kept.")
    };
    view! {
        {other}
        <ActionForm action=say attr:class="stack">
            <input type="hidden" name="id" value=list.to_string()/>
            <input type="hidden" name="player_id" value=entry.player_id.to_string()/>
            <TextArea
                name="text"
                label="Comment"
                rows=2
                value=text
                on_input=move |typed| text.set(typed)
                error=on_text
            />
            <div class="row">
                <Button submit=true busy=say.pending()>
                    "Comment"
                </Button>
            </div>
        </ActionForm>
    }
}

#[component]
fn Comment(
    list: ShortlistId,
    entry: ShortlistEntry,
    comment: EntryComment,
    writes: bool,
    delete: ServerAction<DeleteComment>,
) -> impl IntoView {
    let (word, undo) = if comment.is_deleted { ("Undo", "true") } else { ("Take back", "false") };
    let form = (comment.is_own && writes).then(|| {
        view! {
            <ActionForm action=delete>
                <input type="hidden" name="id" value=list.to_string()/>
                <input type="hidden" name="player_id" value=entry.player_id.to_string()/>
                <input type="hidden" name="comment" value=comment.id.to_string()/>
                <input type="hidden" name="undo" value=undo/>
                <Button
                    submit=true
                    kind=ButtonKind::Quiet
                    size=ButtonSize::Small
                    busy=delete.pending()
                >
                    {word}
                </Button>
            </ActionForm>
        }
    });
    if comment.is_deleted {
        return view! {
            <li class="note row">
                <span class="text-3">"You took back a comment."</span>
                {form}
            </li>
        }
        .into_any();
    }
    view! {
        <li class="note">
            <p class="note-text">{comment.text}</p>
            <div class="row">
                <p class="meta">{by_and_when(comment.by.as_deref(), comment.at)}</p>
                {form}
            </div>
        </li>
    }
    .into_any()
}
