//! Tags of a player, and the lists that the player is on.

use football::{
    PlayerId,
    desk::{LONGEST_TAG, ListedOn, PlayerTag},
};
use leptos::{form::ActionForm, prelude::*};
use page_base::error::AppError;
use page_kit::controls::{Badge, Button, ButtonLink, ButtonSize, EmptyState, Icon, Panel, Symbol};

use super::super::{
    acting::{may_write, not_done, when_done},
    shortlist_href, tag_href,
};

/// Gives the player a tag; one that the player has stays.
///
/// # Errors
/// `Forbidden` to viewers; `NotFound` when there is no such player; `Invalid` on `tag`.
#[server(prefix = "/fn", endpoint = "desk/tag_player", output = page_base::wire::Json)]
pub async fn tag_player(
    /// The player.
    player_id: PlayerId,
    /// The word.
    tag: String,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};
    use store::desk::tags;

    respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let added = tags::add(&state().db, &asker, player_id, &tag).await?;
        added.map(|_| ()).ok_or_else(|| AppError::NotFound.into())
    })
    .await
}

/// Takes a tag from the player.
///
/// # Errors
/// `Forbidden` to viewers; `NotFound` when the player does not have it.
#[server(prefix = "/fn", endpoint = "desk/untag_player", output = page_base::wire::Json)]
pub async fn untag_player(
    /// The player.
    player_id: PlayerId,
    /// The word.
    tag: String,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};
    use store::desk::tags;

    respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        if tags::remove(&state().db, &asker, player_id, &tag).await? {
            Ok(())
        } else {
            Err(AppError::NotFound.into())
        }
    })
    .await
}

#[component]
pub(super) fn TagsPanel(
    player: PlayerId,
    tags: Vec<PlayerTag>,
    suggested: Vec<String>,
    /// Called when a tag was given or taken.
    reload: Callback<()>,
) -> impl IntoView {
    let untag = ServerAction::<UntagPlayer>::new();
    when_done(untag, move |()| reload.run(()));
    let writes = may_write();
    let is_empty = tags.is_empty();
    let chips = tags
        .into_iter()
        .map(|tag| view! { <TagChip player tag=tag.tag untag=writes.then_some(untag)/> })
        .collect_view();
    view! {
        <Panel title="Tags">
            <div class="stack">
                {not_done(untag, "The tag was not taken away.")}
                {is_empty.then(|| view! { <p class="text-3">"No tag yet."</p> })}
                <ul class="tag-list">{chips}</ul>
                {writes.then(|| view! { <TagForm player suggested reload/> })}
            </div>
        </Panel>
    }
}

#[component]
fn TagChip(
    player: PlayerId,
    tag: String,
    /// Takes it away, for those who may.
    untag: Option<ServerAction<UntagPlayer>>,
) -> impl IntoView {
    let sent = tag.clone();
    let remove = untag.map(|untag| {
        let label = ["Remove tag ", &sent].concat();
        view! {
            <ActionForm action=untag>
                <input type="hidden" name="player_id" value=player.to_string()/>
                <input type="hidden" name="tag" value=sent/>
                <button type="submit" class="chip-remove" aria-label=label>
                    <Icon symbol=Symbol::Close/>
                </button>
            </ActionForm>
        }
    });
    let href = tag_href(&tag);
    view! {
        <li class="chip tag">
            <a href=href>{tag}</a>
            {remove}
        </li>
    }
}

#[component]
fn TagForm(player: PlayerId, suggested: Vec<String>, reload: Callback<()>) -> impl IntoView {
    let tag = ServerAction::<TagPlayer>::new();
    when_done(tag, move |()| reload.run(()));
    let options =
        suggested.into_iter().map(|tag| view! { <option value=tag></option> }).collect_view();
    view! {
        {not_done(tag, "The tag was not given.")}
        <ActionForm action=tag attr:class="row tag-form">
            <input type="hidden" name="player_id" value=player.to_string()/>
            <input
                class="input"
                name="tag"
                aria-label="New tag"
                placeholder="left foot, loan, U21"
                list="known-tags"
                autocomplete="off"
                maxlength=LONGEST_TAG.to_string()
                required
            />
            <datalist id="known-tags">{options}</datalist>
            <Button submit=true size=ButtonSize::Small busy=tag.pending()>
                "Add tag"
            </Button>
        </ActionForm>
    }
}

/// The lists that the player is on, and the way onto one.
#[component]
pub(super) fn ListsPanel(player: PlayerId, lists: Vec<ListedOn>) -> impl IntoView {
    let add = may_write().then(|| {
        let href = ["/scouting/add?ids=", &player.to_string()].concat();
        view! { <ButtonLink href size=ButtonSize::Small>"Add to shortlist"</ButtonLink> }
    });
    let is_empty = lists.is_empty();
    let lines = lists
        .into_iter()
        .map(|list| {
            let href = [&shortlist_href(list.id), "?player=", &player.to_string()].concat();
            view! {
                <li class="line">
                    <span class="line-words">
                        <a href=href>{list.name}</a>
                    </span>
                    <Badge>{list.stage.label()}</Badge>
                </li>
            }
        })
        .collect_view();
    view! {
        <Panel title="Shortlists" actions=move || add flush=true>
            {is_empty.then(|| view! { <EmptyState why="On no shortlist."/> })}
            <ul class="lines">{lines}</ul>
        </Panel>
    }
}
