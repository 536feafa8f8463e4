//! The table of a team: who played, and who he is.

use football::{MatchId, PlayerId, Side};
use leptos::{form::ActionForm, prelude::*};
use page_base::wording;
use page_kit::{
    acting::may_write,
    controls::{Button, ButtonKind, ButtonLink, ButtonSize, EmptyState, SearchField, Unknown},
};

use super::{link::LinkLineUp, load::LineUpPlayer};
use crate::{
    head::MatchTab,
    report::{decimal, team_mark},
};

/// The row that is open, what is searched for there, and who was found.
type Found = StoredValue<(Option<u16>, String, Vec<(PlayerId, String, String)>)>;

#[component]
pub(super) fn TeamPanel(
    /// The match.
    id: MatchId,
    /// The team.
    side: Side,
    /// Its name.
    name: String,
    /// Who played for it.
    players: Vec<LineUpPlayer>,
    found: Found,
    link: ServerAction<LinkLineUp>,
) -> impl IntoView {
    let linked = players.iter().filter(|player| player.player.is_some()).count();
    let meta = format!("{linked} of {} linked to players", players.len());
    let label = ["Line-up of ", &name].concat();
    let body = if players.is_empty() {
        let why = ["No file says who played for ", &name, "."].concat();
        view! { <EmptyState why/> }.into_any()
    } else {
        let rows = players
            .into_iter()
            .map(|player| view! { <PlayerRow id player found link/> })
            .collect_view();
        view! {
            <div class="table-frame" tabindex="0" role="region" aria-label=label>
                <table class="table stacked line-up">
                    <thead>
                        <tr>
                            <th scope="col" class="num">
                                "No."
                            </th>
                            <th scope="col">"Player"</th>
                            <th scope="col">"Pos."</th>
                            <th scope="col">"Began"</th>
                            <th scope="col" class="num">
                                "Minutes"
                            </th>
                            <th scope="col">"Among the players"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="panel">
            <header class="panel-head">
                <h2 class="team-cell">{team_mark(side)} {name}</h2>
                <span class="meta">{meta}</span>
            </header>
            {body}
        </section>
    }
}

#[component]
fn PlayerRow(
    id: MatchId,
    player: LineUpPlayer,
    found: Found,
    link: ServerAction<LinkLineUp>,
) -> impl IntoView {
    let is_open = found.with_value(|(opened, ..)| *opened == Some(player.place)) && may_write();
    let number = player.shirt.map(|shirt| shirt.to_string()).unwrap_or_default();
    let number_class = if number.is_empty() { "num" } else { "sub num" };
    let position = match (player.position, player.is_keeper) {
        (Some(position), _) => position.code(),
        (None, true) => "GK",
        (None, false) => "–",
    };
    let began = match player.starter {
        Some(true) => "yes",
        Some(false) => "no",
        None => "–",
    };
    let minutes = player.minutes.map_or_else(|| "–".to_owned(), |minutes| decimal(minutes, 0));
    let minutes_class = if player.minutes.is_some() { "sub num" } else { "num" };
    let name = match player.name.clone() {
        Some(name) => name.into_any(),
        None => view! { <Unknown why="The files do not name him."/> }.into_any(),
    };
    let place = player.place;
    view! {
        <tr class=is_open.then_some("selected")>
            <td class=number_class data-label="No.">
                {number}
            </td>
            <th scope="row" class="lead">
                {name}
            </th>
            <td class="end">{position}</td>
            <td>{began}</td>
            <td class=minutes_class data-unit="min">
                {minutes}
            </td>
            <td class="sub who">
                <Who id player link/>
                {is_open.then(|| view! { <Choose id place found link/> })}
            </td>
        </tr>
    }
}

/// Who he is among the players, and what can be said of it.
#[component]
fn Who(id: MatchId, player: LineUpPlayer, link: ServerAction<LinkLineUp>) -> impl IntoView {
    let writes = may_write();
    let place = player.place;
    let named = player.name.unwrap_or_else(|| "this player".to_owned());
    let choose = move |word: &'static str| {
        let href = format!("{}?place={place}#choose", MatchTab::LineUps.href(id));
        let label = [word, ": ", &named].concat();
        view! {
            <a class="button quiet small" href=href aria-label=label>
                {word}
            </a>
        }
    };
    match (player.player, player.proposal) {
        (Some((player, name)), _) => view! {
            <div class="row">
                <a href=format!("/players/{player}")>{name}</a>
                {writes
                    .then(|| {
                        view! {
                            <LinkForm id place link player=String::new()>
                                "Unlink"
                            </LinkForm>
                        }
                    })}
            </div>
        }
        .into_any(),
        (None, Some((player, name))) => view! {
            <div class="row">
                <span>
                    "Is he " <a href=format!("/players/{player}")>{name}</a> "?"
                </span>
                {writes
                    .then(|| {
                        view! {
                            <LinkForm id place link player=player.to_string()>
                                "Yes"
                            </LinkForm>
                            {choose("Another")}
                        }
                    })}
            </div>
        }
        .into_any(),
        (None, None) => view! {
            <div class="row">
                <Unknown why="Nobody said who he is."/>
                {writes.then(|| choose("Choose"))}
            </div>
        }
        .into_any(),
    }
}

/// One button that says who he is.
#[component]
fn LinkForm(
    id: MatchId,
    place: u16,
    link: ServerAction<LinkLineUp>,
    /// The player's id; empty where nobody knows.
    player: String,
    children: Children,
) -> impl IntoView {
    let kind = if player.is_empty() { ButtonKind::Quiet } else { ButtonKind::Standard };
    view! {
        <ActionForm action=link>
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="place" value=place.to_string()/>
            <input type="hidden" name="player" value=player/>
            <Button submit=true kind size=ButtonSize::Small busy=link.pending()>
                {children()}
            </Button>
        </ActionForm>
    }
}

/// The search for who he is, and who was found.
#[component]
fn Choose(id: MatchId, place: u16, found: Found, link: ServerAction<LinkLineUp>) -> impl IntoView {
    let (_, text, offered) = found.get_value();
    let href = MatchTab::LineUps.href(id);
    let action = [&href, "#choose"].concat();
    let told = if offered.is_empty() {
        ["No player's name or club holds “", &text, "”."].concat()
    } else {
        wording::counted(offered.len() as u64, "player found", "players found")
    };
    let offered = offered
        .into_iter()
        .map(|(player, name, detail)| {
            view! {
                <li class="row">
                    <LinkForm id place link player=player.to_string()>
                        {["He is ", &name].concat()}
                    </LinkForm>
                    <span class="text-3">{detail}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <div id="choose" class="line-up-choose">
            <form class="row" method="get" action=action role="search">
                <input type="hidden" name="place" value=place.to_string()/>
                <SearchField label="Search players" placeholder="Name or club" value=Signal::stored(text)/>
                <Button submit=true size=ButtonSize::Small>
                    "Search"
                </Button>
                <ButtonLink href kind=ButtonKind::Quiet size=ButtonSize::Small>
                    "Close"
                </ButtonLink>
            </form>
            <p class="meta" role="status">
                {told}
            </p>
            <ul>{offered}</ul>
        </div>
    }
}
