//! Set pieces near the opponents' goal, and what came of them.

use leptos::prelude::*;
use match_report::{MatchReport, SetPieceKind};
use page_kit::controls::Panel;

use super::{figures::decimal, marks::team_mark, missing::missing};

/// The panel with the table.
pub(super) fn set_pieces(report: &MatchReport, data: Option<&str>) -> AnyView {
    if report.set_pieces.is_empty() {
        return missing(
            "Set pieces",
            "Set pieces need events. Add a file of events under Data.",
            data,
        );
    }
    let rows = report
        .set_pieces
        .iter()
        .map(|of| {
            let team = report.team_name(of.side).to_owned();
            view! {
                <tr>
                    <th scope="row">
                        <span class="team-cell">
                            {team_mark(of.side)} <span class="sr-only">{team} ", "</span>
                            {word(of.kind)}
                        </span>
                    </th>
                    <td class="num">{of.count}</td>
                    <td class="num">{of.shots}</td>
                    <td class="num">{of.goals}</td>
                    <td class="num">{of.xg.map_or_else(|| "–".to_owned(), |xg| decimal(xg, 2))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel title="Set pieces" meta="shots within 15 s · from events" flush=true>
            <div class="table-frame" tabindex="0" role="group" aria-label="Set pieces">
                <table class="table dense">
                    <thead>
                        <tr>
                            <th scope="col">"Set piece"</th>
                            <th scope="col" class="num">
                                "Had"
                            </th>
                            <th scope="col" class="num">
                                "Shots"
                            </th>
                            <th scope="col" class="num">
                                "Goals"
                            </th>
                            <th scope="col" class="num">
                                "xG"
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

/// What a set piece is called.
pub(super) const fn word(kind: SetPieceKind) -> &'static str {
    match kind {
        SetPieceKind::Corner => "Corners",
        SetPieceKind::FreeKick => "Free kicks in their half",
        SetPieceKind::Penalty => "Penalties",
        SetPieceKind::ThrowIn => "Throw-ins near the box",
    }
}
