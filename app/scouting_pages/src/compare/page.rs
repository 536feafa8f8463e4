//! The page: who is compared, the form that adds and chooses, radar and tables.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use page_base::error::AppError;
use page_kit::{
    charts::{Radar, RadarAxis, RadarSeries},
    controls::{
        Button, ButtonLink, ButtonSize, Crumb, EmptyState, ErrorFallback, Icon, PageHead, Panel,
        SearchField, Symbol, TablePlaceholder,
    },
};

use super::{
    MOST,
    address::{Address, PATH},
    load::compare_players,
    tables::{MetricTables, ProfileTable},
    view::{CompareView, ComparedAxis, ComparedPlayer, SuggestedPlayer},
};
use crate::season::{ChoiceFields, Misread};

/// `/players/compare`
#[component]
pub fn ComparePage() -> impl IntoView {
    let map = use_query_map();
    let address = Memo::new(move |_| map.with(Address::read));
    let compared = Resource::new(
        move || address.get(),
        |address| async move {
            match address {
                Ok(Address { ids, choice, text }) => compare_players(ids, choice, text).await,
                Err(fields) => Err(AppError::Invalid { fields }),
            }
        },
    );
    let misread = Memo::new(move |_| address.get().err());
    view! {
        <PageHead title="Compare players" crumbs=vec![Crumb::new("/players", "Players")]/>
        <div class="page-body season compare">
            {move || match misread.get() {
                Some(fields) => view! { <Misread fields back=PATH.to_owned()/> }.into_any(),
                None => view! {
                    <Transition fallback=|| view! { <TablePlaceholder rows=12/> }>
                        <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                            {move || Suspend::new(async move {
                                let compared = compared.await?;
                                let address = address.get_untracked().unwrap_or_default();
                                Ok::<_, AppError>(view! { <Compared compared address/> })
                            })}
                        </ErrorBoundary>
                    </Transition>
                }
                .into_any(),
            }}
        </div>
    }
}

#[component]
fn Compared(compared: CompareView, address: Address) -> impl IntoView {
    let CompareView { players, choice, about, notes, profile, radar, groups, suggestions } =
        compared;
    let few = players.len() < 2;
    let season = (!few).then_some(choice).flatten().map(|choice| {
        view! {
            <form class="season-choice" method="get" action=PATH aria-label="Season and peers">
                <input type="hidden" name="ids" value=address.written_ids()/>
                <ChoiceFields choice/>
                <Button submit=true>"Show"</Button>
            </form>
        }
    });
    let notes = notes
        .into_iter()
        .map(|note| view! { <p class="season-note boxed">{note}</p> })
        .collect_view();
    let body = if few {
        view! {
            <Panel title="Comparison">
                <EmptyState why="It takes two players at least. Look for one above, or select them in the list of players.">
                    <ButtonLink href="/players">"Choose players"</ButtonLink>
                </EmptyState>
            </Panel>
        }
        .into_any()
    } else {
        let tables = (!groups.is_empty()).then(|| {
            view! { <MetricTables players=players.clone() groups about=about.clone()/> }
        });
        view! {
            <div class="grid-12">
                <RadarPanel players=players.clone() radar about/>
                <ProfileTable players=players.clone() rows=profile/>
            </div>
            {tables}
        }
        .into_any()
    };
    view! {
        <Chosen players=players.clone() suggestions address/>
        {season}
        {notes}
        {body}
    }
}

/// Who is compared, each with the way to the page without him, and the form that looks for more.
#[component]
fn Chosen(
    players: Vec<ComparedPlayer>,
    suggestions: Vec<SuggestedPlayer>,
    address: Address,
) -> impl IntoView {
    let is_full = players.len() >= MOST;
    let nobody = suggestions.is_empty() && !address.text.is_empty();
    let chips = players
        .into_iter()
        .map(|player| {
            let remove = ["Remove ", &player.name].concat();
            view! {
                <li class="chip">
                    <a href=["/players/", &player.id.to_string()].concat()>
                        <strong>{player.name}</strong>
                    </a>
                    <a class="chip-remove" href=address.without(player.id) aria-label=remove>
                        <Icon symbol=Symbol::Close/>
                    </a>
                </li>
            }
        })
        .collect_view();
    let found = suggestions
        .into_iter()
        .map(|player| {
            view! {
                <li>
                    <ButtonLink href=address.with(player.id) size=ButtonSize::Small>
                        {["Add ", &player.name].concat()}
                    </ButtonLink>
                    " "
                    <span class="text-3">{player.detail}</span>
                </li>
            }
        })
        .collect_view();
    let choice = &address.choice;
    let kept = choice
        .competitions
        .iter()
        .map(|name| view! { <input type="hidden" name="competition" value=name.clone()/> })
        .collect_view();
    let set = choice.set.map(|set| {
        view! { <input type="hidden" name="set" value=set.to_string()/> }
    });
    let search = if is_full {
        view! { <p class="text-3">"Six are the most that can be told apart. Remove one to add another."</p> }
            .into_any()
    } else {
        view! {
            <form class="row" method="get" action=PATH role="search">
                <input type="hidden" name="ids" value=address.written_ids()/>
                {set}
                {kept}
                <input type="hidden" name="minutes" value=choice.least_minutes.to_string()/>
                <SearchField
                    label="Find a player to add"
                    placeholder="Name or club"
                    value=Signal::stored(address.text.clone())
                />
                <Button submit=true>"Find"</Button>
            </form>
        }
        .into_any()
    };
    let nobody = nobody
        .then(|| view! { <p role="status">"Nobody else is called so. Try fewer letters."</p> });
    view! {
        <div class="compare-chosen">
            <ul class="chips" aria-label="Players compared">
                {chips}
            </ul>
            {search}
            <ul class="compare-found">{found}</ul>
            {nobody}
        </div>
    }
}

#[component]
fn RadarPanel(
    players: Vec<ComparedPlayer>,
    radar: Result<Vec<ComparedAxis>, String>,
    about: String,
) -> impl IntoView {
    let body = match radar {
        Ok(axes) => {
            let series: Vec<_> = players
                .iter()
                .enumerate()
                .map(|(place, player)| RadarSeries {
                    name: player.name.clone(),
                    percentiles: axes
                        .iter()
                        .map(|axis| axis.percentiles.get(place).copied().flatten())
                        .collect(),
                })
                .collect();
            let names: Vec<_> = players.iter().map(|player| player.name.as_str()).collect();
            let summary =
                ["Percentiles of ", &names.join(", "), ", axis by axis in the table."].concat();
            let axes = axes
                .into_iter()
                .map(|axis| RadarAxis { name: axis.name, block: axis.block })
                .collect();
            view! { <Radar axes series summary/> }.into_any()
        }
        Err(why) => view! { <p class="text-2">{why}</p> }.into_any(),
    };
    view! {
        <Panel title="Percentiles" meta=about class="span-5">
            {body}
        </Panel>
    }
}
