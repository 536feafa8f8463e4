//! What is on the desk about one player, as the player's page shows it: notes, tags and shortlists.

mod notes;
mod tags;

use football::{
    PlayerId,
    desk::{ListedOn, PlayerNote, PlayerTag},
};
use leptos::prelude::*;
use page_base::error::AppError;
use page_kit::{
    account::use_account,
    controls::{ErrorFallback, TablePlaceholder},
};
use serde::{Deserialize, Serialize};

use self::{
    notes::NotesPanel,
    tags::{ListsPanel, TagsPanel},
};

/// What is on the desk about a player.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayerDesk {
    /// The notes, newest first.
    pub notes: Vec<PlayerNote>,
    /// The tags, by word.
    pub tags: Vec<PlayerTag>,
    /// Tags of other players that this one does not have, the most frequent first.
    pub suggested: Vec<String>,
    /// The lists that the player is on.
    pub lists: Vec<ListedOn>,
}

/// Notes, tags and lists of the player.
///
/// # Errors
/// `SignInRequired` when signed out: what people write is not for the public. `NotFound` when there is no
/// such player.
#[server(prefix = "/fn", endpoint = "desk/find_player_desk", output = page_base::wire::Json)]
pub async fn find_player_desk(
    /// The player.
    player_id: PlayerId,
) -> Result<PlayerDesk, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use store::{
        desk::{notes, shortlists, tags},
        players,
    };

    /// Tags suggested.
    const SUGGESTED: u32 = 100;

    respond(async {
        let caller = signed_in(Role::Viewer)?;
        let db = state().db;
        players::find(&db, player_id).await?.ok_or(AppError::NotFound)?;
        let tags = tags::of_player(&db, player_id).await?;
        let in_use = tags::in_use(&db, SUGGESTED).await?;
        let has = |tag: &str| tags.iter().any(|own| own.tag == tag);
        let suggested = in_use.into_iter().map(|known| known.tag).filter(|tag| !has(tag)).collect();
        Ok::<_, Failure>(PlayerDesk {
            notes: notes::list(&db, player_id, caller.account_id).await?,
            suggested,
            lists: shortlists::lists_of(&db, player_id).await?,
            tags,
        })
    })
    .await
}

/// The panels; nothing for those who are not signed in.
#[component]
pub fn DeskPanels(
    /// The player.
    player: PlayerId,
) -> impl IntoView {
    let signed_in = use_account().with_untracked(Option::is_some);
    signed_in.then(|| view! { <Panels player/> })
}

#[component]
fn Panels(player: PlayerId) -> impl IntoView {
    let desk = Resource::new(move || player, find_player_desk);
    let reload = Callback::new(move |()| desk.refetch());
    view! {
        <Transition fallback=|| view! { <TablePlaceholder rows=4/> }>
            <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                {move || Suspend::new(async move {
                    let PlayerDesk { notes, tags, suggested, lists } = desk.await?;
                    Ok::<_, AppError>(
                        view! {
                            <div class="grid-12">
                                <NotesPanel player notes reload/>
                                <div class="span-4 stack">
                                    <TagsPanel player tags suggested reload/>
                                    <ListsPanel player lists/>
                                </div>
                            </div>
                        },
                    )
                })}
            </ErrorBoundary>
        </Transition>
    }
}
