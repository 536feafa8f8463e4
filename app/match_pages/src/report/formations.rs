//! In which formation the teams stood, drawn on pitches, stretch by stretch with the same players.

use football::Side;
use leptos::prelude::*;
use match_report::{FormationShown, MatchReport, ReportPhase};
use page_kit::{
    charts::{PitchDrawing, PitchScale},
    controls::Panel,
};

use super::{
    figures::{SIDES, decimal, full_name, shirt, shown_with},
    marks::mark,
    missing::missing,
    switches::team_switch,
    table::ChartTable,
};

/// The radius of a player, units.
const RADIUS: f64 = 9.5;

/// The panel with the pitches of both teams.
pub(super) fn formations(report: &MatchReport, data: Option<&str>) -> AnyView {
    if report.formations.is_empty() {
        let why = if report.positions.is_some() {
            "No stretch of a minute or more shows a formation."
        } else {
            "Formations need positions. Add tracking files under Data."
        };
        return missing("Formations", why, data);
    }
    let switch = team_switch("formations-team", report).into_any();
    let teams = SIDES.map(|side| of_team(report, side)).collect_view();
    view! {
        <Panel
            title="Formations"
            meta="mean places · cut at changes · nearest of 16 formations"
            class="by-team"
            actions=move || switch
            attr:id="formations"
        >
            {teams}
        </Panel>
    }
    .into_any()
}

/// With and without the ball where somebody says who has it, else all of the time in play.
fn shown(report: &MatchReport, side: Side) -> Vec<&FormationShown> {
    let by_phase = report.formations.iter().any(|of| of.phase != ReportPhase::All);
    let counts =
        |of: &&FormationShown| of.side == side && (of.phase == ReportPhase::All) != by_phase;
    let mut shown: Vec<_> = report.formations.iter().filter(counts).collect();
    shown.sort_by(|one, other| {
        let key = |of: &FormationShown| (of.from.period, of.phase != ReportPhase::InPossession);
        one.from
            .period
            .cmp(&other.from.period)
            .then(one.from.secs.total_cmp(&other.from.secs))
            .then(key(one).cmp(&key(other)))
    });
    shown
}

fn of_team(report: &MatchReport, side: Side) -> impl IntoView + use<> {
    let shown = shown(report, side);
    let pitches = shown.iter().map(|of| one(report, of)).collect_view();
    let rows = shown
        .iter()
        .map(|of| {
            let names: Vec<String> = of
                .players
                .iter()
                .filter_map(|(player, _)| report.player(*player).map(full_name))
                .collect();
            vec![
                stretch(of),
                phase_word(of.phase).to_owned(),
                of.name.clone().unwrap_or_else(|| "unknown".to_owned()),
                names.join(", "),
                of.cost.map_or_else(|| "–".to_owned(), |cost| decimal(cost, 2)),
                of.next_cost.map_or_else(|| "–".to_owned(), |cost| decimal(cost, 2)),
            ]
        })
        .collect();
    view! {
        <div class=shown_with(side)>
            <p class="only-print strong">{report.team_name(side).to_owned()}</p>
            <div class="small-pitches">{pitches}</div>
            <div class="chart-foot chart">
                <p class="chart-note">
                    "Attacking to the right. A lower fit is nearer; close to the next one, the name says little."
                </p>
                <ChartTable
                    what="Formations"
                    heads=vec!["Stretch", "When", "Formation", "Players", "Fit", "Next best"]
                    words=4
                    rows
                />
            </div>
        </div>
    }
}

fn one(report: &MatchReport, of: &FormationShown) -> AnyView {
    let Some(source) = &report.positions else { return ().into_any() };
    let scale = PitchScale::of(source.pitch);
    let players = of
        .players
        .iter()
        .map(|(player, [x, y])| {
            let at = [scale.x(*x), scale.y(*y)];
            view! {
                {mark(of.side, at, RADIUS, "full")}
                <text class="number" x=at[0] y=at[1] + 4.0 text-anchor="middle">
                    {shirt(report, *player)}
                </text>
            }
        })
        .collect_view();
    let name = of.name.clone().unwrap_or_else(|| format!("{} outfield players", of.players.len()));
    let fit = of
        .cost
        .zip(of.next_cost)
        .map(|(cost, next)| format!(" · fit {}, next {}", decimal(cost, 1), decimal(next, 1)));
    let summary = format!("{name} {}, {}", phase_word(of.phase), stretch(of));
    view! {
        <figure class="chart small-pitch">
            <PitchDrawing pitch=source.pitch summary>
                {players}
            </PitchDrawing>
            <figcaption>
                <strong>{name}</strong>
                " "
                {phase_word(of.phase)}
                <span class="text-3">{stretch(of)} {fit}</span>
            </figcaption>
        </figure>
    }
    .into_any()
}

/// `1'–45+2'`
fn stretch(of: &FormationShown) -> String {
    let last = match_report::Moment { secs: (of.to.secs - 1.0).max(0.0), ..of.to };
    [&of.from.minute(), "–", &last.minute()].concat()
}

/// When a figure counts, in words.
pub(super) const fn phase_word(phase: ReportPhase) -> &'static str {
    match phase {
        ReportPhase::All => "in play",
        ReportPhase::InPossession => "with the ball",
        ReportPhase::OutOfPossession => "without the ball",
    }
}
