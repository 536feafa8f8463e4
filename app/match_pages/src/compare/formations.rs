//! How the four teams stood for longest.

use leptos::prelude::*;
use match_report::{ReportPhase, main_formation};
use page_kit::controls::{Panel, Unknown};

use super::load::ComparedMatch;
use crate::report::{SIDES, team_mark};

/// With the ball, without it, and all of the time in play.
const PHASES: [ReportPhase; 3] =
    [ReportPhase::InPossession, ReportPhase::OutOfPossession, ReportPhase::All];

/// The panel with a row for each team.
pub(super) fn formations(two: &[ComparedMatch; 2], names: &[String; 2]) -> AnyView {
    let bodies = two
        .iter()
        .zip(names)
        .map(|(of, name)| {
            let rows = SIDES.map(|side| row(of, side)).collect_view();
            view! {
                <tbody>
                    <tr class="group">
                        <th scope="rowgroup" colspan="5">
                            {name.clone()}
                        </th>
                    </tr>
                    {rows}
                </tbody>
            }
        })
        .collect_view();
    view! {
        <Panel title="Formations" meta="each phase's longest stretch with the same players" flush=true>
            <div class="table-frame" tabindex="0" role="region" aria-label="Formations of both matches">
                <table class="table dense compare-figures">
                    <thead>
                        <tr>
                            <th scope="col">"Team"</th>
                            <th scope="col">"As told"</th>
                            <th scope="col">"With the ball"</th>
                            <th scope="col">"Without the ball"</th>
                            <th scope="col">"In play"</th>
                        </tr>
                    </thead>
                    {bodies}
                </table>
            </div>
        </Panel>
    }
    .into_any()
}

fn row(of: &ComparedMatch, side: football::Side) -> impl IntoView + use<> {
    let report = &of.report;
    let place = usize::from(side == football::Side::Away);
    let told = report.teams[place].told_formation.clone();
    let told_why =
        if report.events.is_some() { "The events name none." } else { "This match has no events." };
    let seen_why = if report.positions.is_some() {
        "No stretch of a minute or more shows one."
    } else {
        "This match has no tracking."
    };
    let href = of.report_href("formations");
    let told = told.map_or_else(|| view! { <Unknown why=told_why/> }.into_any(), IntoAny::into_any);
    let seen = PHASES
        .map(|phase| {
            let name = main_formation(report, side, phase).and_then(|of| of.name.clone());
            let cell = match name {
                Some(name) => view! { <a href=href.clone() rel="external">{name}</a> }.into_any(),
                None => view! { <Unknown why=seen_why/> }.into_any(),
            };
            view! { <td>{cell}</td> }
        })
        .collect_view();
    view! {
        <tr>
            <th scope="row">
                <span class="team-cell">{team_mark(side)} {report.team_name(side).to_owned()}</span>
            </th>
            <td>{told}</td>
            {seen}
        </tr>
    }
}
