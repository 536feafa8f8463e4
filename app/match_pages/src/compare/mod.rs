//! `/matches/compare?left=3&right=7`: two matches side by side.

mod address;
mod choose;
mod figures;
mod formations;
mod load;
mod match_panel;
mod notes;
mod strip;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use match_report::MatchReport;
use page_base::{error::AppError, wording};
use page_kit::controls::{
    Button, ButtonLink, Crumb, EmptyState, ErrorFallback, PageHead, Panel, Symbol,
    TablePlaceholder, tell_status,
};

pub use self::load::{MatchComparison, compare_matches};
use self::{
    address::Address,
    choose::Choose,
    load::ComparedMatch,
    match_panel::{MatchPanel, name_apart},
    strip::Strip,
};
use crate::{
    report::{Race, directions, race_chart, shot_chart},
    shell::crumbs,
};

/// The address of the page.
const PATH: &str = "/matches/compare";

/// `/matches/compare`
#[component]
pub fn MatchComparePage() -> impl IntoView {
    let map = use_query_map();
    let address = Memo::new(move |_| map.with(Address::read));
    let found = Resource::new(
        move || address.get(),
        |address| async move {
            let address = address.ok_or(AppError::NotFound)?;
            compare_matches(address.left, address.right, address.text).await
        },
    );
    view! {
        <Transition fallback=|| {
            view! {
                <Head crumbs=crumbs()/>
                <div class="page-body">
                    <TablePlaceholder rows=12/>
                </div>
            }
        }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <Head crumbs=crumbs()/>
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    tell_status(found.await)
                        .map(|found| {
                            let address = address.get_untracked().unwrap_or_default();
                            view! { <Compared found address/> }
                        })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

/// The head while there is nothing to act on.
#[component]
fn Head(crumbs: Vec<Crumb>) -> impl IntoView {
    view! { <PageHead title="Compare matches" crumbs/> }
}

#[component]
fn Compared(found: MatchComparison, address: Address) -> impl IntoView {
    let MatchComparison { matches, choices, total } = found;
    let [left, right] = matches;
    let (two, one) = match (left, right) {
        (Some(left), Some(right)) if left.head.id != right.head.id => (Some([left, right]), false),
        (left, right) => (None, left.is_some() && right.is_some()),
    };
    let swapped = address.swapped().href();
    let left_out = (address.left_out > 0).then(|| {
        let left_out = wording::counted(address.left_out, "match is", "matches are");
        let note = ["Two matches are compared at a time: ", &left_out, " left out."].concat();
        view! { <p class="season-note boxed">{note}</p> }
    });
    // The browser asks for a printer itself where there is no script.
    let print = move |_| {
        let _ = window().print();
    };
    let body = match two {
        Some(two) => {
            let head = view! {
                <PageHead title="Compare matches" crumbs=crumbs()>
                    <ButtonLink href=swapped icon=Symbol::Compare>
                        "Swap sides"
                    </ButtonLink>
                    <Button icon=Symbol::Report on:click=print>
                        "Print"
                    </Button>
                </PageHead>
            };
            (head.into_any(), view! { <Two two/> }.into_any())
        }
        None => (view! { <Head crumbs=crumbs()/> }.into_any(), nothing(total, one)),
    };
    let (head, body) = body;
    view! {
        {head}
        <div class="page-body match-report match-compare">
            <Choose choices total address/>
            {left_out}
            {body}
        </div>
    }
}

/// Why nothing is compared, and the next step.
fn nothing(total: u64, is_the_same: bool) -> AnyView {
    let why = match total {
        0 => "No match has been imported yet, and it takes two to compare. Import their files.",
        1 => "There is one match only, and it takes two to compare. Import the files of another.",
        _ if is_the_same => "Both sides are the same match. Choose another one above.",
        _ => "Choose two matches above, or tick two in the list of matches.",
    };
    let next = if total < 2 { "Import a match" } else { "Show all matches" };
    view! {
        <Panel title="Comparison">
            <EmptyState why>
                <ButtonLink href="/matches">{next}</ButtonLink>
            </EmptyState>
        </Panel>
    }
    .into_any()
}

/// The panels of two matches.
#[component]
fn Two(two: [ComparedMatch; 2]) -> impl IntoView {
    let names = name_apart(&two);
    let reports = [&two[0].report, &two[1].report];
    let strip = Strip::of(reports);
    let heads = two
        .iter()
        .zip(&names)
        .map(|(of, name)| view! { <MatchPanel of=of.clone() name=name.clone() strip/> })
        .collect_view();
    let race = shared_race(reports);
    let races = two
        .iter()
        .zip(&names)
        .map(|(of, name)| {
            let title = ["Expected goals, ", name].concat();
            let chart = of.report.shots.as_ref().map(|shots| race_chart(&of.report, shots, &race));
            chart_panel(title, String::new(), chart, of)
        })
        .collect_view();
    let maps = two
        .iter()
        .zip(&names)
        .map(|(of, name)| {
            let title = ["Shots, ", name].concat();
            chart_panel(title, directions(&of.report), shot_chart(&of.report), of)
        })
        .collect_view();
    view! {
        {notes::notes(&two, &names)}
        <div class="compare-two">{heads}</div>
        <div class="compare-two">{figures::figures(&two, &names)}</div>
        <div class="compare-two">{races}</div>
        <div class="compare-two">{maps}</div>
        {formations::formations(&two, &names)}
    }
}

/// One scale for the races of both: the longer match and the highest sum.
fn shared_race(reports: [&MatchReport; 2]) -> Race {
    let sums =
        reports.map(|report| report.shots.as_ref().map_or([0.0; 2], match_report::Shots::sums));
    let secs = reports.map(MatchReport::secs);
    Race::of(secs[0].max(secs[1]), [sums[0][0].max(sums[1][0]), sums[0][1].max(sums[1][1])])
}

/// A chart of a match, or that it has no events.
fn chart_panel(
    title: String,
    meta: String,
    chart: Option<AnyView>,
    of: &ComparedMatch,
) -> impl IntoView + use<> {
    let data = of.data_href();
    let body = chart.unwrap_or_else(|| {
        view! {
            <EmptyState why="This match has no events.">
                <ButtonLink href=data>"Add files"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    });
    view! {
        <Panel title meta>
            {body}
        </Panel>
    }
}
