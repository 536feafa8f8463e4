//! `/scouting/tags` and `/scouting/tags/:tag`: the tags in use, and the players with one.

use football::{
    desk::{TagCount, TaggedPlayer, TaggedPlayers, tag_of},
    euros,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use page_base::{error::AppError, wording};
use page_kit::controls::{
    ButtonLink, Crumb, EmptyState, ErrorFallback, PageHead, Pager, TablePlaceholder, Unknown,
};
use serde::{Deserialize, Serialize};

use super::{by_and_when, tag_href};

/// Where the tags are.
const PATH: &str = "/scouting/tags";

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagSheet {
    /// The tags in use, the most frequent first.
    pub tags: Vec<TagCount>,
    /// The players with the tag asked for, those who got it last first.
    pub players: Option<TaggedPlayers>,
}

/// The tags in use and, where one is asked for, its players from `cursor` on.
///
/// # Errors
/// `SignInRequired` when signed out; `Invalid` for a cursor that no list gave.
#[server(prefix = "/fn", endpoint = "desk/list_tagged", output = page_base::wire::Json)]
pub async fn list_tagged(
    /// The tag.
    #[server(default)]
    tag: Option<String>,
    /// `next_cursor` of the part before; `None` for the first.
    #[server(default)]
    cursor: Option<String>,
) -> Result<TagSheet, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use store::desk::tags;

    /// Tags told.
    const TAGS: u32 = 100;
    /// Rows of a page.
    const LIMIT: u32 = 50;

    respond(async {
        signed_in(Role::Viewer)?;
        let db = state().db;
        let players = match tag {
            None => None,
            Some(tag) => Some(tags::players_with(&db, &tag, cursor.as_deref(), LIMIT).await?),
        };
        Ok::<_, Failure>(TagSheet { tags: tags::in_use(&db, TAGS).await?, players })
    })
    .await
}

/// `/scouting/tags` and `/scouting/tags/:tag`
#[component]
pub fn TagPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let tag =
        Memo::new(move |_| params.with(|params| params.get("tag")).and_then(|tag| tag_of(&tag)));
    let cursor = Memo::new(move |_| query.with(|query| query.get("cursor")));
    let sheet =
        Resource::new(move || (tag.get(), cursor.get()), |(tag, cursor)| list_tagged(tag, cursor));
    let title = Signal::derive(move || tag.get().unwrap_or_else(|| "Tags".to_owned()));
    view! {
        <PageHead title crumbs=vec![Crumb::new("/scouting/shortlists", "Scouting"), Crumb::new(PATH, "Tags")]/>
        <Transition fallback=|| view! { <TablePlaceholder/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let TagSheet { tags, players } = sheet.await?;
                    let tag = tag.get_untracked();
                    let is_first = cursor.with_untracked(Option::is_none);
                    Ok::<_, AppError>(
                        view! {
                            <div class="page-body">
                                <TagCloud tags open=tag.clone()/>
                            </div>
                            {tag
                                .zip(players)
                                .map(|(tag, players)| view! { <Players tag players is_first/> })}
                        },
                    )
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn TagCloud(tags: Vec<TagCount>, open: Option<String>) -> impl IntoView {
    if tags.is_empty() {
        return view! {
            <EmptyState why="No player has a tag yet. Tags are given on a player's page.">
                <ButtonLink href="/players">"Choose a player"</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let chips = tags
        .into_iter()
        .map(|TagCount { tag, players }| {
            let current = (open.as_ref() == Some(&tag)).then_some("page");
            let href = tag_href(&tag);
            view! {
                <li>
                    <a class="chip-link" href=href aria-current=current>
                        {tag}
                        " "
                        <span class="text-3">{wording::count(players)}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="tag-list">{chips}</ul> }.into_any()
}

#[component]
fn Players(tag: String, players: TaggedPlayers, is_first: bool) -> impl IntoView {
    let TaggedPlayers { items, total, next_cursor } = players;
    if items.is_empty() {
        return view! {
            <div class="table-frame">
                <EmptyState why="No player has this tag.">
                    <ButtonLink href=PATH>"Show all tags"</ButtonLink>
                </EmptyState>
            </div>
        }
        .into_any();
    }
    let summary = [&wording::count(items.len() as u64), " of ", &wording::count(total)].concat();
    let previous = (!is_first).then(|| tag_href(&tag));
    let next = next_cursor.map(|cursor| [&tag_href(&tag), "?cursor=", &cursor].concat());
    let rows = items.into_iter().map(|player| view! { <Row player/> }).collect_view();
    view! {
        <div class="table-frame">
            <table class="table stacked">
                <caption class="sr-only">"Players with this tag"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Player"</th>
                        <th scope="col">"Position"</th>
                        <th scope="col">"Born"</th>
                        <th scope="col">"Club"</th>
                        <th scope="col" class="num">
                            "Value"
                        </th>
                        <th scope="col">"Tagged"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Pager summary previous next/>
    }
    .into_any()
}

#[component]
fn Row(player: TaggedPlayer) -> impl IntoView {
    let unknown = || view! { <Unknown/> }.into_any();
    let value = player.value_eur.map_or_else(unknown, |value| euros(value).into_any());
    let club = player.club.map_or_else(unknown, IntoAny::into_any);
    let born = player.birth_date.map_or_else(unknown, |day| wording::day(day).into_any());
    let position = player.position.map_or_else(unknown, |position| position.code().into_any());
    view! {
        <tr data-row="">
            <td class="lead">
                <a href=["/players/", &player.id.to_string()].concat()>{player.name}</a>
            </td>
            <td class="sub">{position}</td>
            <td class="sub">{born}</td>
            <td class="sub">{club}</td>
            <td class="end num">{value}</td>
            <td class="sub">{by_and_when(player.by.as_deref(), player.at)}</td>
        </tr>
    }
}
