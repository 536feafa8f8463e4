//! The tab "Matches": what he did in the matches in which he is known, per 90 minutes and where that stands.

mod load;
mod matches;
mod standings;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use football::{PlayerId, SeasonYears};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use page_base::{error::AppError, wording};
use page_kit::controls::{
    ButtonLink, EmptyState, ErrorFallback, Panel, StatTile, Symbol, TablePlaceholder, Unknown,
};

use self::{
    load::{PlayedView, find_played},
    matches::MatchesPanel,
    standings::StandingsPanel,
};

/// The tab of a player.
#[component]
pub(super) fn PlayedTab(id: PlayerId) -> impl IntoView {
    let query = use_query_map();
    let season = Memo::new(move |_| query.with(|query| query.get("season")?.parse::<i32>().ok()));
    let found = Resource::new(move || season.get(), move |season| find_played(id, season));
    view! {
        <Transition fallback=|| view! { <TablePlaceholder/> }>
            <ErrorBoundary fallback=|errors| {
                view! { <ErrorFallback errors/> }
            }>
                {move || Suspend::new(async move {
                    let found = found.await?;
                    Ok::<_, AppError>(view! { <Played id found/> })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn Played(id: PlayerId, found: PlayedView) -> impl IntoView {
    let href = ["/players/", &id.to_string(), "/matches"].concat();
    if found.matches.is_empty() {
        return nothing(&found, href).into_any();
    }
    let seasons = (!found.seasons.is_empty()).then(|| seasons(&found, &href));
    let season = found.season.map(|season| ["?season=", &season.first_year().to_string()].concat());
    let csv = ["/api/v1", &href, ".csv", &season.unwrap_or_default()].concat();
    view! {
        <div class="stack">
            <div class="played-head">
                {tiles(&found)} {seasons}
                <ButtonLink href=csv icon=Symbol::Download external=true>
                    "CSV"
                </ButtonLink>
            </div>
            <StandingsPanel found=found.clone()/>
            <MatchesPanel found/>
        </div>
    }
    .into_any()
}

/// Why there is no match, and the next step.
fn nothing(found: &PlayedView, href: String) -> impl IntoView + use<> {
    let (why, next, href) = if found.season.is_some() {
        ("No match of this season is known.", "Show all his matches", href)
    } else {
        (
            "He is known in no match yet. Open a match, go to its line-ups, and say who of them he is.",
            "Show the matches",
            "/matches".to_owned(),
        )
    };
    view! {
        <Panel title="Matches">
            <EmptyState why>
                <ButtonLink href>{next}</ButtonLink>
            </EmptyState>
        </Panel>
    }
}

/// All matches, or those of a season.
fn seasons(found: &PlayedView, href: &str) -> impl IntoView + use<> {
    let link = |season: Option<SeasonYears>| {
        let (label, href) = match season {
            Some(season) => {
                (season.to_string(), [href, "?season=", &season.first_year().to_string()].concat())
            }
            None => ("All matches".to_owned(), href.to_owned()),
        };
        let is_open = (season == found.season).then_some("page");
        view! {
            <a class="chip-link" href=href aria-current=is_open>
                {label}
            </a>
        }
    };
    let own = found.seasons.iter().map(|season| link(Some(*season))).collect_view();
    view! {
        <nav class="row" aria-label="Seasons">
            {link(None)} {own}
        </nav>
    }
}

fn tiles(found: &PlayedView) -> impl IntoView + use<> {
    let minutes: f64 = found.matches.iter().filter_map(|row| row.figures.minutes).sum();
    // A broadcast's picture does not tell how fast somebody was at his fastest.
    let cameras = found.matches.iter().filter(|row| !row.figures.is_from_video);
    let top = cameras.filter_map(|row| row.top_speed_mps).reduce(f64::max);
    let top = match top {
        Some(top) => [&decimal(top, 1), " m/s"].concat().into_any(),
        None => view! {
            <Unknown why="No match of his has tracking by cameras at the pitch."/>
        }
        .into_any(),
    };
    let goals: Vec<_> = found.matches.iter().filter_map(|row| row.figures.goals).collect();
    let goals = if goals.is_empty() {
        view! { <Unknown why="No match of his has events."/> }.into_any()
    } else {
        wording::count(goals.iter().copied().map(u64::from).sum()).into_any()
    };
    let (matches, minutes) = (wording::count(found.total), whole(minutes));
    view! {
        <dl class="stats">
            <StatTile label="Matches">{matches}</StatTile>
            <StatTile label="Minutes">{minutes}</StatTile>
            <StatTile label="Top speed">{top}</StatTile>
            <StatTile label="Goals">{goals}</StatTile>
        </dl>
    }
}

/// A number that is not below nought, with so many decimals.
fn decimal(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}")
}

/// `1,014`: whole metres, minutes and the like.
fn whole(value: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sums over the matches of one player"
    )]
    let value = value.max(0.0).round() as u64;
    wording::count(value)
}
