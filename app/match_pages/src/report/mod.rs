//! The report of a match: charts and tables of what its positions and events tell. Drawn on the server; team, period
//! and columns are chosen by radio buttons and boxes that the style sheet follows, so that all works without script.

mod figures;
mod formations;
mod goals_race;
mod heatmaps;
mod marks;
mod missing;
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
use page_base::wording;

pub(crate) use self::{
    figures::{SIDES, decimal, full_name, per_cent},
    goals_race::{Race, race_chart},
    marks::{key_of, mark, round, team_mark},
    quality::quality,
    shot_map::{directions, shot_chart},
    switches::period_word,
    table::ChartTable,
    teams::{name as measure_name, written},
    timeline::word as timeline_word,
};

/// A report, and the sheet of the player whom the address names: `?player=3`.
#[component]
pub fn Report(
    /// What is told of the match.
    report: MatchReport,
    /// The address of the page where files are added.
    #[prop(optional, into)]
    data_href: Option<String>,
) -> impl IntoView {
    let query = use_query_map();
    let player = Memo::new(move |_| query.with(|query| query.get("player")?.parse().ok()));
    view! { <ReportPanels report player data_href=data_href.unwrap_or_default()/> }
}

/// The panels of a report.
#[component]
pub fn ReportPanels(
    /// What is told of the match.
    report: MatchReport,
    /// Whose sheet is open: a place in the report's players.
    #[prop(into)]
    player: Signal<Option<u16>>,
    /// The address of the page where files are added; without one, nothing leads there.
    #[prop(optional, into)]
    data_href: String,
) -> impl IntoView {
    let data = Some(data_href.as_str()).filter(|href| !href.is_empty());
    let panels = view! {
        <div class="report-top">
            {goals_race::goals_race(&report, data)} {shot_map::shot_map(&report, data)} {passes::passes(&report, data)}
        </div>
        <div class="report-middle">{physical::physical(&report, data)} {teams::teams(&report, data)}</div>
        <div class="report-half wide-first">{momentum::momentum(&report, data)} {timeline::timeline(&report, data)}</div>
        {formations::formations(&report, data)}
        {shapes::shapes(&report, data)}
        <div class="report-half wide-first">
            {heatmaps::heatmaps(&report, data)}
            <div class="report-column">{set_pieces::set_pieces(&report, data)} {quality::quality(&report, data)}</div>
        </div>
        {sources(&report)}
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

/// What the figures are from, in a sentence for each file.
fn sources(report: &MatchReport) -> impl IntoView + use<> {
    let positions = report.positions.as_ref().map(|source| {
        let filter = source.filter.clone().unwrap_or_default();
        let rate = source.rate_hz.map(|rate| figures::decimal(rate, 0)).unwrap_or_default();
        format!(
            "Physical figures, formations, shape and data quality are from positions: {} frames at \
             {rate} Hz, velocities by {filter}.",
            wording::count(source.count)
        )
    });
    let events = report.events.as_ref().map(|source| {
        format!(
            "Chances, shots, passes, momentum, timeline and set pieces are from {} events.",
            wording::count(source.count)
        )
    });
    let told = [positions, events].into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!told.is_empty()).then(|| view! { <p class="meta">{told}</p> })
}
