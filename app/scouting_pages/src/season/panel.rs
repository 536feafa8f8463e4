//! The tab "Season" of a player's page.

use football::PlayerId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use page_base::error::AppError;
use page_kit::{
    charts::{Radar, RadarAxis, RadarSeries},
    controls::{Button, ButtonLink, EmptyState, ErrorFallback, Panel, TablePlaceholder},
};
use scouting_stats::PeerChoice;

use super::{
    bars::BarsPanel,
    choice::{ChoiceFields, ChoiceView, Misread, pairs},
    load::find_season,
    score::ScorePanel,
    view::{AxisView, SeasonAnswer, SeasonView},
    whose::Whose,
};

/// A player's season among the peers that the address chooses.
#[component]
pub fn SeasonPanel(
    /// The player.
    player: PlayerId,
    /// His name.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let map = use_query_map();
    let choice = Memo::new(move |_| {
        let pairs = map.with(|map| pairs(map, &PeerChoice::NAMES));
        PeerChoice::parse(pairs.iter().map(|(name, value)| (*name, value.as_str())))
    });
    let season = Resource::new(
        move || choice.get(),
        move |choice| async move {
            match choice {
                Ok(choice) => find_season(player, choice).await,
                Err(fields) => Err(AppError::Invalid { fields }),
            }
        },
    );
    let action = StoredValue::new(["/players/", &player.to_string(), "/season"].concat());
    let name = StoredValue::new(name);
    let misread = Memo::new(move |_| choice.get().err());
    move || match misread.get() {
        Some(fields) => view! { <Misread fields back=action.get_value()/> }.into_any(),
        None => view! {
            <Transition fallback=|| view! { <TablePlaceholder rows=12/> }>
                <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                    {move || Suspend::new(async move {
                        let answer = season.await?;
                        let (action, name) = (action.get_value(), name.get_value());
                        Ok::<_, AppError>(view! { <Answer answer action name/> })
                    })}
                </ErrorBoundary>
            </Transition>
        }
        .into_any(),
    }
}

#[component]
fn Answer(answer: SeasonAnswer, action: String, name: String) -> impl IntoView {
    let form = answer.choice.map(|choice| view! { <ChoiceForm choice action/> });
    let whose = answer.whose.map(|whose| view! { <Whose whose/> });
    let body = match answer.season {
        Ok(season) => view! { <Full season name/> }.into_any(),
        Err(why) => view! {
            <Panel title="Season">
                <EmptyState why>
                    <ButtonLink href="/players/import">"Import season statistics"</ButtonLink>
                </EmptyState>
            </Panel>
        }
        .into_any(),
    };
    view! {
        <div class="stack season">
            {form}
            {whose}
            {body}
        </div>
    }
}

#[component]
fn ChoiceForm(choice: ChoiceView, action: String) -> impl IntoView {
    view! {
        <form class="season-choice" method="get" action=action aria-label="Season and peers">
            <ChoiceFields choice/>
            <Button submit=true>"Show"</Button>
        </form>
    }
}

#[component]
fn Full(season: SeasonView, name: String) -> impl IntoView {
    let notes = season
        .notes
        .iter()
        .map(|note| view! { <p class="season-note boxed">{note.clone()}</p> })
        .collect_view();
    let own = [&season.own, " · ", &season.source].concat();
    view! {
        <p class="text-2">{own}</p>
        {notes}
        <div class="grid-12">
            <RadarPanel
                radar=season.radar.clone()
                meta=[&season.peers, " · ", &season.source].concat()
                name
            />
            <ScorePanel score=season.score.clone()/>
        </div>
        <BarsPanel season/>
    }
}

#[component]
fn RadarPanel(radar: Result<Vec<AxisView>, String>, meta: String, name: String) -> impl IntoView {
    let body = match radar {
        Ok(axes) => {
            let summary = summary(&name, &meta, &axes);
            let percentiles = axes.iter().map(|axis| axis.percentile).collect();
            let axes = axes
                .into_iter()
                .map(|axis| RadarAxis { name: axis.name, block: axis.block })
                .collect();
            let series = vec![RadarSeries { name, percentiles }];
            view! { <Radar axes series summary/> }.into_any()
        }
        Err(why) => view! { <p class="text-2">{why}</p> }.into_any(),
    };
    view! {
        <Panel title="Percentiles" meta class="span-5">
            {body}
        </Panel>
    }
}

/// The whole drawing in a sentence.
fn summary(name: &str, peers: &str, axes: &[AxisView]) -> String {
    let told: Vec<_> = axes
        .iter()
        .map(|axis| match axis.percentile {
            Some(percentile) => [&axis.name, " ", &percentile.to_string()].concat(),
            None => [&axis.name, " unknown"].concat(),
        })
        .collect();
    ["Percentiles of ", name, " among ", peers, ": ", &told.join(", "), "."].concat()
}
