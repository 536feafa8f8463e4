//! How long, wide and high the teams stood, with the ball and without it.

use football::Side;
use leptos::prelude::*;
use match_report::{MatchReport, ReportPhase, ShapeShown};
use page_kit::controls::Panel;

use super::{
    figures::{SIDES, decimal, whole},
    formations::phase_word,
    marks::team_mark,
    missing::missing,
    physical::bar,
    switches::period_word,
};

/// The panel with the table.
pub(super) fn shapes(report: &MatchReport, data: Option<&str>) -> AnyView {
    if report.shapes.is_empty() {
        return missing(
            "Team shape",
            "Length, width and lines need positions. Add tracking files under Data.",
            data,
        );
    }
    let length = report.positions.as_ref().map_or(105.0, |source| source.pitch.length_m);
    let by_phase = report.shapes.iter().any(|of| of.phase != ReportPhase::All);
    let rows = SIDES
        .into_iter()
        .flat_map(|side| {
            report
                .shapes
                .iter()
                .filter(move |of| of.side == side && (of.phase == ReportPhase::All) != by_phase)
        })
        .map(|of| row(report, of, length))
        .collect_view();
    view! {
        <Panel title="Team shape" meta="outfield players · means · metres from the own goal line" flush=true>
            <div class="table-frame" tabindex="0" role="group" aria-label="Team shape">
                <table class="table dense">
                    <thead>
                        <tr>
                            <th scope="col">"Team"</th>
                            <th scope="col">"Period"</th>
                            <th scope="col">"When"</th>
                            <th scope="col" class="num">
                                "Length, m"
                            </th>
                            <th scope="col" class="num">
                                "Width, m"
                            </th>
                            <th scope="col" class="num">
                                "Area, m²"
                            </th>
                            <th scope="col" class="num">
                                "Stretch, m"
                            </th>
                            <th scope="col" class="num">
                                "Defence, m"
                            </th>
                            <th scope="col" class="num">
                                "Midfield, m"
                            </th>
                            <th scope="col" class="num">
                                "Attack, m"
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Panel>
    }
    .into_any()
}

fn row(report: &MatchReport, of: &ShapeShown, pitch_length_m: f64) -> impl IntoView + use<> {
    let side: Side = of.side;
    let lines = [0, 1, 2].map(|line| {
        let line = of.lines_m.map(|lines| lines[line]);
        match line {
            Some(metres) => view! {
                <td class="num">
                    <span class="with-bar">
                        {bar(side, metres / pitch_length_m)}
                        <span>{decimal(metres, 1)}</span>
                    </span>
                </td>
            }
            .into_any(),
            None => view! { <td class="num">"–"</td> }.into_any(),
        }
    });
    view! {
        <tr>
            <th scope="row">
                <span class="team-cell">{team_mark(side)} {report.team_name(side).to_owned()}</span>
            </th>
            <td>{period_word(of.period)}</td>
            <td>{phase_word(of.phase)}</td>
            <td class="num">{decimal(of.length_m, 1)}</td>
            <td class="num">{decimal(of.width_m, 1)}</td>
            <td class="num">{whole(of.area_m2)}</td>
            <td class="num">{decimal(of.stretch_m, 1)}</td>
            {lines.collect_view()}
        </tr>
    }
}
