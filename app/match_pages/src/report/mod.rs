//! The report of a match: charts and tables of what its positions and events tell. Drawn on the server; team, period
//! and columns are chosen by radio buttons and boxes that the style sheet follows, so that all works without script.

mod figures;
mod formations;
mod goals_race;
mod heatmaps;
mod marks;
mod momentum;
mod passes;
mod physical;
mod player_sheet;
mod quality;
mod set_pieces;
mod shapes;
mod shot_map;
mod switches;
mod table;
mod teams;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod timeline;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use match_report::MatchReport;

/// A report, and the sheet of the player whom the address names: `?player=3`.
#[component]
pub fn Report(
    /// What is told of the match.
    report: MatchReport,
) -> impl IntoView {
    let query = use_query_map();
    let player = Memo::new(move |_| query.with(|query| query.get("player")?.parse().ok()));
    view! { <ReportPanels report player/> }
}

/// The panels of a report.
#[component]
pub fn ReportPanels(
    /// What is told of the match.
    report: MatchReport,
    /// Whose sheet is open: a place in the report's players.
    #[prop(into)]
    player: Signal<Option<u16>>,
) -> impl IntoView {
    let panels = view! {
        <div class="report-top">
            {goals_race::goals_race(&report)} {shot_map::shot_map(&report)} {passes::passes(&report)}
        </div>
        <div class="report-middle">{physical::physical(&report)} {teams::teams(&report)}</div>
        <div class="report-half wide-first">{momentum::momentum(&report)} {timeline::timeline(&report)}</div>
        {formations::formations(&report)}
        {shapes::shapes(&report)}
        <div class="report-half wide-first">
            {heatmaps::heatmaps(&report)}
            <div class="report-column">{set_pieces::set_pieces(&report)} {quality::quality(&report)}</div>
        </div>
    }
    .into_any();
    let report = StoredValue::new(report);
    let sheet = move || {
        player
            .get()
            .map(|number| report.with_value(|report| player_sheet::player_sheet(report, number)))
    };
    view! {
        <div class="page-body match-report">
            {sheet}
            {panels}
        </div>
    }
}
