//! Where the shots were taken: the first team attacks to the right, the second to the left.

use football::{Pitch, Side};
use leptos::prelude::*;
use match_report::{MatchReport, ShotResult, ShotShown, Shots};
use page_kit::{
    charts::{PitchDrawing, PitchScale},
    controls::Panel,
};

use super::{
    figures::{cut, decimal, or_unknown, short_name},
    goals_race::shot_word,
    marks::{key_of, mark},
    missing::missing,
    table::ChartTable,
};

/// The radius of a certain goal, units: a shot's area is its share of that.
const CERTAIN: f64 = 13.0;
/// The smallest mark that can be seen.
const LEAST: f64 = 2.4;

/// The panel with the map.
pub(super) fn shot_map(report: &MatchReport, data: Option<&str>) -> AnyView {
    let Some(chart) = shot_chart(report) else {
        return missing("Shots", "Shots need events. Add a file of events under Data.", data);
    };
    view! {
        <Panel title="Shots" meta=directions(report) attr:id="shots">
            {chart}
        </Panel>
    }
    .into_any()
}

/// Who attacks which way: `Northgate ← → Harbour City`.
pub(crate) fn directions(report: &MatchReport) -> String {
    let [home, away] = [Side::Home, Side::Away].map(|side| cut(report.team_name(side), 18));
    format!("{away} ← → {home}")
}

/// The drawing with its key and table; `None` without events.
pub(crate) fn shot_chart(report: &MatchReport) -> Option<AnyView> {
    let (shots, source) = report.shots.as_ref().zip(report.events.as_ref())?;
    let summary = summary(report, shots);
    let (marks, pitch) = (marks(shots, source.pitch), source.pitch);
    let table = table(report, shots).into_any();
    let chart = view! {
        <figure class="chart">
            <PitchDrawing pitch summary>
                {marks}
            </PitchDrawing>
            <div class="chart-foot">
                {legend()}
                {table}
            </div>
        </figure>
    };
    Some(chart.into_any())
}

/// The radius of a shot's mark: its area is as large as its chance.
pub(super) fn radius(xg: Option<f64>) -> f64 {
    (CERTAIN * xg.unwrap_or(0.03).max(0.0).sqrt()).max(LEAST)
}

/// Goals above all others.
fn marks(shots: &Shots, pitch: Pitch) -> Vec<AnyView> {
    let scale = PitchScale::of(pitch);
    let mut taken: Vec<&ShotShown> = shots.taken().collect();
    taken.sort_by_key(|shot| shot.is_goal());
    let one = |shot: &ShotShown| {
        let [x, y] = shot.at?;
        let sign = if shot.side == Side::Home { 1.0 } else { -1.0 };
        let at = [scale.x(sign * x), scale.y(sign * y)];
        let fill = if shot.is_goal() { "full" } else { "pale" };
        Some(mark(shot.side, at, radius(shot.xg), fill))
    };
    taken.into_iter().filter_map(one).collect()
}

fn legend() -> impl IntoView {
    view! {
        <p class="chart-key">
            {key_of("full", "goal")}
            {key_of("pale", "no goal")}
            <span>
                <svg viewBox="0 0 30 18" class="key" aria-hidden="true">
                    <circle class="size" cx="5" cy="9" r=radius(Some(0.05))></circle>
                    <circle class="size" cx="20" cy="9" r=radius(Some(0.4))></circle>
                </svg>
                "xG 0.05, 0.40"
            </span>
        </p>
    }
}

fn summary(report: &MatchReport, shots: &Shots) -> String {
    let one = |side: Side| {
        let goals = shots
            .taken()
            .filter(|shot| shot.side == side && shot.result == ShotResult::Goal)
            .count();
        format!("{}: {} shots, {goals} goals.", report.team_name(side), shots.count(side))
    };
    [&one(Side::Home), " ", &one(Side::Away)].concat()
}

fn table(report: &MatchReport, shots: &Shots) -> impl IntoView + use<> {
    let rows = shots
        .taken()
        .map(|shot| {
            let distance = shot
                .at
                .zip(report.events.as_ref())
                .map(|([x, y], source)| (source.pitch.length_m / 2.0 - x).hypot(y));
            vec![
                shot.moment.minute(),
                report.team_name(shot.side).to_owned(),
                short_name(report, shot.player),
                shot_word(shot.result).to_owned(),
                if shot.header { "Head" } else { "Foot" }.to_owned(),
                distance.map_or_else(|| "unknown".to_owned(), |metres| decimal(metres, 1)),
                or_unknown(shot.xg, 2),
            ]
        })
        .collect();
    view! {
        <ChartTable
            what="Shots"
            heads=vec!["Minute", "Team", "Player", "Result", "With", "Distance, m", "xG"]
            words=5
            rows
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_the_chance_is_twice_the_area() {
        let area = |xg: f64| radius(Some(xg)).powi(2);
        assert!((area(0.8) / area(0.4) - 2.0).abs() < 1e-9);
        assert!((radius(Some(0.0)) - LEAST).abs() < 1e-9 && radius(None) >= LEAST);
    }
}
