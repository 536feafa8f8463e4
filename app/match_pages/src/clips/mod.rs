//! `/matches/:id/clips`: moments of a match that were kept.

mod load;
mod steer;
mod table;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use page_base::error::AppError;
use page_kit::{
    acting::{not_done, when_done},
    controls::{Button, ButtonLink, ButtonSize, EmptyState},
};

use self::table::ClipTable;
pub use self::{
    load::{ClipView, list_match_clips},
    steer::{DeleteClip, SaveClip, save_clip},
};
use crate::{
    head::{MatchFrame, MatchHead, MatchTab},
    shell::{MatchPage, match_of_address},
};

/// `/matches/:id/clips`
#[component]
pub fn MatchClipsPage() -> impl IntoView {
    let id = match_of_address();
    let query = use_query_map();
    let tag = Memo::new(move |_| query.with(|query| query.get("tag")).unwrap_or_default());
    // A clip that was taken away is named in the address, with or without script.
    let deleted =
        Memo::new(move |_| query.with(|query| query.get_str("deleted")?.parse::<i64>().ok()));
    let delete = ServerAction::<DeleteClip>::new();
    let found = Resource::new(
        move || id.get(),
        |id| async move { list_match_clips(id.ok_or(AppError::NotFound)?).await },
    );
    when_done(delete, move |()| found.refetch());
    let draw = move |(head, clips)| view! { <ClipsBody head clips tag deleted delete/> }.into_any();
    view! { <MatchPage found draw/> }
}

#[component]
pub(crate) fn ClipsBody(
    head: MatchHead,
    clips: Vec<ClipView>,
    /// Only clips with this tag; empty for all.
    #[prop(into)]
    tag: Signal<String>,
    /// The clip that was taken away last.
    #[prop(into)]
    deleted: Signal<Option<i64>>,
    delete: ServerAction<DeleteClip>,
) -> impl IntoView {
    let id = head.id;
    let has_positions = head.has_positions;
    let clips = StoredValue::new(clips);
    let mut tags: Vec<_> =
        clips.with_value(|clips| clips.iter().flat_map(|clip| clip.tags.iter().cloned()).collect());
    tags.sort_unstable();
    tags.dedup();
    let undo = move || {
        deleted.get().map(|clip| {
            view! {
                <ActionForm action=delete attr:class="notice info">
                    <input type="hidden" name="match_id" value=id.to_string()/>
                    <input type="hidden" name="id" value=clip.to_string()/>
                    <input type="hidden" name="undo" value="true"/>
                    <p class="row">
                        "The clip was deleted. It can be taken back for a day."
                        <Button submit=true size=ButtonSize::Small busy=delete.pending()>
                            "Undo"
                        </Button>
                    </p>
                </ActionForm>
            }
        })
    };
    let body = move || {
        let tag = tag.get();
        let shown: Vec<_> = clips.with_value(|clips| {
            let fits = |clip: &&ClipView| tag.is_empty() || clip.tags.contains(&tag);
            clips.iter().filter(fits).cloned().collect()
        });
        if shown.is_empty() {
            view! { <NoClips id has_positions tag/> }.into_any()
        } else {
            view! { <ClipTable id has_positions clips=shown delete/> }.into_any()
        }
    };
    view! {
        <MatchFrame head tab=MatchTab::Clips>
            <div class="page-body">
                {undo} {not_done(delete, "The clip was not changed.")} <TagFilter id tags tag/>
            </div>
            {body}
        </MatchFrame>
    }
}

/// The tags of all clips, each a link to those that have it.
#[component]
fn TagFilter(id: football::MatchId, tags: Vec<String>, tag: Signal<String>) -> impl IntoView {
    let href = MatchTab::Clips.href(id);
    (!tags.is_empty()).then(|| {
        let all = {
            let is_on = move || tag.with(String::is_empty).then_some("page");
            view! {
                <a class="chip-link" href=href.clone() aria-current=is_on>
                    "All"
                </a>
            }
        };
        let links = tags
            .into_iter()
            .map(|own| {
                let to = [&href, "?tag=", &football::encode_component(&own)].concat();
                let words = own.clone();
                let is_on = move || tag.with(|tag| *tag == own).then_some("page");
                view! {
                    <a class="chip-link" href=to aria-current=is_on>
                        {words}
                    </a>
                }
            })
            .collect_view();
        view! {
            <nav class="row" aria-label="Tags">
                {all} {links}
            </nav>
        }
    })
}

/// Why there is no clip, and the next step.
#[component]
fn NoClips(id: football::MatchId, has_positions: bool, tag: String) -> impl IntoView {
    let (why, href, word) = if !tag.is_empty() {
        let why = format!("No clip has the tag “{tag}”.");
        (why, MatchTab::Clips.href(id), "Show all clips")
    } else if has_positions {
        let why =
            "No moment was kept yet. Stop the replay where something happens, and save a clip.";
        (why.to_owned(), MatchTab::Replay.href(id), "Open the replay")
    } else {
        let why =
            "Clips are kept from the replay, which needs positions. Add tracking files under Data.";
        (why.to_owned(), MatchTab::Data.href(id), "Open data")
    };
    view! {
        <div class="table-frame">
            <EmptyState why>
                <ButtonLink href>{word}</ButtonLink>
            </EmptyState>
        </div>
    }
}
