//! Where each player was: small pitches, five steps of one hue.

use std::fmt::Write as _;

use football::{Pitch, Side};
use leptos::prelude::*;
use match_report::{HEAT_COLUMNS, HEAT_ROWS, HeatUnit, MatchReport, PlayerHeat};
use page_kit::{
    charts::{PitchDrawing, PitchScale},
    controls::Panel,
};

use super::{
    figures::{SIDES, colour, full_name, per_cent, place, shown_with, whole},
    missing::missing,
    switches::team_switch,
    table::ChartTable,
};

/// From which share of the fullest cell on a cell has a step, lightest first.
const STEPS: [f64; 5] = [0.04, 0.15, 0.3, 0.5, 0.75];

/// The panel with a small pitch for each player.
pub(super) fn heatmaps(report: &MatchReport, data: Option<&str>) -> AnyView {
    let Some(heat) = &report.heatmaps else {
        return missing(
            "Heatmaps",
            "Heatmaps need positions or events. Add files under Data.",
            data,
        );
    };
    let what = match heat.unit {
        HeatUnit::Seconds => "time in play",
        HeatUnit::Actions => "actions on the ball",
    };
    let switch = team_switch("heat-team", report).into_any();
    let teams = SIDES.map(|side| of_team(report, side)).collect_view();
    view! {
        <Panel
            title="Heatmaps"
            meta=format!("{what} · cells of 5 m · attacking to the right")
            class="by-team"
            actions=move || switch
        >
            {teams}
        </Panel>
    }
    .into_any()
}

fn of_team(report: &MatchReport, side: Side) -> impl IntoView + use<> {
    let heat = report.heatmaps.as_ref();
    let own: Vec<&PlayerHeat> = heat
        .iter()
        .flat_map(|heat| &heat.players)
        .filter(|of| report.player(of.player).is_some_and(|player| player.side == side))
        .collect();
    let team = heat.and_then(|heat| heat.teams.get(place(side)));
    let whole_team =
        team.map(|team| small(report, side, &team.cells, "Whole team".to_owned(), None));
    let pitches = own
        .iter()
        .filter_map(|of| {
            let name = full_name(report.player(of.player)?);
            Some(small(report, side, &of.cells, name, Some(of.player)))
        })
        .collect_view();
    let rows = own
        .iter()
        .filter_map(|of| {
            let name = full_name(report.player(of.player)?);
            let sums = thirds(&of.cells);
            let all: f64 = sums.iter().sum::<f64>().max(1.0);
            let mut row = vec![name, whole(all)];
            row.extend(sums.map(|sum| per_cent(sum / all, 0)));
            Some(row)
        })
        .collect();
    let unit = match heat.map(|heat| heat.unit) {
        Some(HeatUnit::Actions) => "Actions",
        _ => "Seconds",
    };
    view! {
        <div class=shown_with(side)>
            <p class="only-print strong">{report.team_name(side).to_owned()}</p>
            <div class="small-pitches dense">{whole_team} {pitches}</div>
            <div class="chart-foot chart">
                <p class="chart-key">
                    "least"
                    <svg viewBox="0 0 70 12" class="heat-key" aria-hidden="true">
                        {key(side)}
                    </svg>
                    "most of this player"
                </p>
                <ChartTable
                    what="Where players were, by thirds of the pitch"
                    heads=vec!["Player", unit, "Own third", "Middle", "Last third"]
                    words=1
                    rows
                />
            </div>
        </div>
    }
}

fn key(side: Side) -> impl IntoView {
    (1..=5_i32)
        .map(|step| {
            let class = format!("heat {} step-{step}", colour(side));
            view! { <rect class=class x=(step - 1) * 14 width="13" height="12"></rect> }
        })
        .collect_view()
}

/// One small pitch; a player's name leads to his figures.
fn small(
    report: &MatchReport,
    side: Side,
    cells: &[u16],
    name: String,
    player: Option<u16>,
) -> AnyView {
    let summary = format!("Where {name} was");
    let title = match player {
        Some(player) => {
            let href = format!("?player={player}#player");
            view! { <a href=href>{name}</a> }.into_any()
        }
        None => name.into_any(),
    };
    view! {
        <figure class="chart small-pitch">
            {heat_pitch(report, side, cells, summary)}
            <figcaption>{title}</figcaption>
        </figure>
    }
    .into_any()
}

/// A pitch with the cells of somebody.
pub(super) fn heat_pitch(
    report: &MatchReport,
    side: Side,
    cells: &[u16],
    summary: String,
) -> AnyView {
    let source = report.positions.as_ref().or(report.events.as_ref());
    let pitch = source.map_or(Pitch::STANDARD, |source| source.pitch);
    let layers = paths(pitch, cells)
        .into_iter()
        .zip(1..=5_u8)
        .filter(|(path, _)| !path.is_empty())
        .map(|(path, step)| {
            let class = format!("heat {} step-{step}", colour(side));
            view! { <path class=class d=path></path> }
        })
        .collect_view();
    view! {
        <PitchDrawing pitch summary>
            {layers}
        </PitchDrawing>
    }
    .into_any()
}

/// The cells of each step as one path: neighbours in a row are joined.
fn paths(pitch: Pitch, cells: &[u16]) -> [String; 5] {
    let most = f64::from(cells.iter().copied().max().unwrap_or(0)).max(1.0);
    let step_of = |cell: u16| {
        let share = f64::from(cell) / most;
        STEPS.iter().rposition(|step| cell > 0 && share >= *step)
    };
    let scale = PitchScale::of(pitch);
    let at = |count: usize, of: usize, metres: f64| {
        let share = f64::from(u16::try_from(count).unwrap_or(0))
            / f64::from(u16::try_from(of).unwrap_or(1));
        (share - 0.5) * metres
    };
    let mut paths: [String; 5] = Default::default();
    for (row, cells) in cells.chunks(HEAT_COLUMNS).take(HEAT_ROWS).enumerate() {
        let top = scale.y(at(row + 1, HEAT_ROWS, pitch.width_m));
        let bottom = scale.y(at(row, HEAT_ROWS, pitch.width_m));
        let mut column = 0;
        while column < cells.len() {
            let step = step_of(cells[column]);
            let end = (column..cells.len())
                .find(|next| step_of(cells[*next]) != step)
                .unwrap_or(cells.len());
            if let Some(step) = step {
                let from = scale.x(at(column, HEAT_COLUMNS, pitch.length_m));
                let to = scale.x(at(end, HEAT_COLUMNS, pitch.length_m));
                // Writing to a string cannot fail.
                let _ = write!(paths[step], "M{from} {top}H{to}V{bottom}H{from}Z");
            }
            column = end;
        }
    }
    paths
}

/// What of the cells is in the own third, the middle one and the last.
fn thirds(cells: &[u16]) -> [f64; 3] {
    let mut sums = [0.0; 3];
    for (place, cell) in cells.iter().enumerate() {
        sums[(place % HEAT_COLUMNS) * 3 / HEAT_COLUMNS] += f64::from(*cell);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_drawn_by_steps_of_the_fullest_and_counted_by_thirds() {
        let mut cells = vec![0; HEAT_COLUMNS * HEAT_ROWS];
        cells[0] = 100;
        cells[1] = 100;
        cells[HEAT_COLUMNS - 1] = 20;
        let paths = paths(Pitch::STANDARD, &cells);
        // Two neighbours at the right touchline, ten metres long, as one.
        assert_eq!(paths[4], "M9 223.7H43V240.2H9Z");
        assert!(paths[1].starts_with("M349") && paths[0].is_empty() && paths[2].is_empty());
        assert!(
            (thirds(&cells)[0] - 200.0).abs() < 1e-9 && (thirds(&cells)[2] - 20.0).abs() < 1e-9
        );
    }
}
