//! How the chances of both teams added up, and the goals.

use std::fmt::Write as _;

use football::Side;
use leptos::prelude::*;
use match_report::{MatchReport, Moment, ShotResult, ShotShown, Shots, XgSource};
use page_base::wording;
use page_kit::controls::Panel;

use super::{
    figures::{SIDES, colour, cut, decimal, place, short_name},
    marks::{mark, round},
    missing::missing,
    table::ChartTable,
};

const WIDTH: f64 = 462.0;
const HEIGHT: f64 = 248.0;
/// Where the plot is in the drawing: from the left and the top, to the right and the bottom.
const PLOT: [f64; 4] = [28.0, 14.0, 326.0, 224.0];
/// Between the baselines of the two end labels.
const APART: f64 = 36.0;
/// The longest name at the end of a line, in letters.
const LONGEST: usize = 14;

/// Where the race draws what. Seconds and xG to units.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Race {
    secs: f64,
    highest: f64,
    /// The xG at which a line is drawn.
    pub(super) ticks: Vec<f64>,
}

impl Race {
    /// The scale for a match of so many seconds; of several matches, the longest and the highest.
    pub(crate) fn of(secs: f64, sums: [f64; 2]) -> Self {
        /// Steps that people read without reckoning.
        const STEPS: [f64; 5] = [0.1, 0.2, 0.5, 1.0, 2.0];
        let most = sums[0].max(sums[1]).max(0.4);
        let step = STEPS.into_iter().find(|step| step * 5.0 >= most).unwrap_or(5.0);
        let count = (most / step).ceil();
        let ticks = (0..=20_u8).map(f64::from).take_while(|tick| *tick <= count);
        Self {
            secs: secs.max(1.0),
            highest: count * step,
            ticks: ticks.map(|t| t * step).collect(),
        }
    }

    pub(super) fn x(&self, secs: f64) -> f64 {
        round(PLOT[0] + (PLOT[2] - PLOT[0]) * (secs / self.secs).clamp(0.0, 1.0))
    }

    pub(super) fn y(&self, xg: f64) -> f64 {
        round(PLOT[3] - (PLOT[3] - PLOT[1]) * xg / self.highest)
    }

    /// A team's line: level to each shot, up by its chance, level to the end of its match.
    pub(super) fn line(&self, report: &MatchReport, shots: &Shots, side: Side) -> String {
        let mut path = format!("M{} {}", self.x(0.0), self.y(0.0));
        for shot in shots.taken().filter(|shot| shot.side == side) {
            let (x, y) =
                (self.x(shot.moment.elapsed_secs(&report.periods)), self.y(shot.sums[place(side)]));
            // Writing to a string cannot fail.
            let _ = write!(path, "H{x}V{y}");
        }
        let _ = write!(path, "H{}", self.x(report.secs()));
        path
    }
}

/// The panel with the race.
pub(super) fn goals_race(report: &MatchReport, data: Option<&str>) -> AnyView {
    let Some(shots) = &report.shots else {
        return missing(
            "Expected goals",
            "Chances need events. Add a file of events under Data.",
            data,
        );
    };
    let from = match shots.xg_from {
        XgSource::Provider => "the provider's xG",
        XgSource::Model => "our model's xG",
    };
    let taken = u64::try_from(shots.taken().count()).unwrap_or(u64::MAX);
    let meta = [&wording::counted(taken, "shot", "shots"), " · ", from].concat();
    let chart = race_chart(report, shots, &Race::of(report.secs(), shots.sums()));
    view! {
        <Panel title="Expected goals" meta attr:id="xg">
            {chart}
        </Panel>
    }
    .into_any()
}

/// The drawing on a scale that another match may share, with what the chances are and its table.
pub(crate) fn race_chart(report: &MatchReport, shots: &Shots, race: &Race) -> AnyView {
    let (drawn, about) = (drawing(report, shots, race).into_any(), about(shots.xg_from));
    let table = table(report, shots).into_any();
    view! {
        <figure class="chart race">
            {drawn}
            <div class="chart-foot">
                <p class="chart-note">{about}</p>
                {table}
            </div>
        </figure>
    }
    .into_any()
}

/// What the chances are estimated with.
const fn about(source: XgSource) -> &'static str {
    match source {
        XgSource::Provider => "xG as the provider of the events gives it",
        XgSource::Model => "xG by distance, angle and header; a penalty: 0.70",
    }
}

fn drawing(report: &MatchReport, shots: &Shots, race: &Race) -> impl IntoView + use<> {
    let sums = shots.sums();
    let rows = race
        .ticks
        .iter()
        .map(|tick| {
            let y = race.y(*tick);
            view! {
                <line class="grid" x1=PLOT[0] x2=PLOT[2] y1=y y2=y></line>
                <text x=PLOT[0] - 6.0 y=y + 4.0 text-anchor="end">
                    {decimal(*tick, 1)}
                </text>
            }
        })
        .collect_view();
    let lines = SIDES
        .into_iter()
        .map(|side| {
            let class = ["race-line ", colour(side)].concat();
            view! { <path class=class d=race.line(report, shots, side)></path> }
        })
        .collect_view();
    let goals = shots
        .shots
        .iter()
        .filter(|shot| shot.is_goal())
        .map(|shot| goal(report, race, shot))
        .collect_view();
    let summary = format!(
        "{}: {} expected goals. {}: {} expected goals.",
        report.team_name(Side::Home),
        decimal(sums[0], 2),
        report.team_name(Side::Away),
        decimal(sums[1], 2)
    );
    view! {
        <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=summary>
            {rows}
            {minutes(report, race)}
            {lines}
            {goals}
            {end_labels(report, race, shots)}
        </svg>
    }
}

/// Every fifteen minutes, and a line where a period ends.
fn minutes(report: &MatchReport, race: &Race) -> impl IntoView + use<> {
    let mut words = Vec::new();
    for period in &report.periods {
        let start = Moment { period: period.number, secs: 0.0 }.elapsed_secs(&report.periods);
        let first = period.first_minute();
        if start > 0.0 {
            let x = race.x(start);
            words.push(
                view! { <line class="break" x1=x x2=x y1=PLOT[1] y2=PLOT[3]></line> }.into_any(),
            );
        }
        for quarter in 0..=3_u32 {
            let secs = f64::from(quarter) * 900.0;
            let is_next = report.periods.iter().any(|of| of.first_minute() == first + quarter * 15);
            // The end of a period stands where the next one begins.
            if secs > period.secs || (quarter > 0 && is_next) {
                continue;
            }
            let x = race.x(start + secs);
            let minute = [&(first + quarter * 15).to_string(), "'"].concat();
            words.push(
                view! {
                    <text x=x y=HEIGHT - 6.0 text-anchor="middle">
                        {minute}
                    </text>
                }
                .into_any(),
            );
        }
    }
    words
}

fn goal(report: &MatchReport, race: &Race, shot: &ShotShown) -> impl IntoView + use<> {
    let (x, y) =
        (race.x(shot.moment.elapsed_secs(&report.periods)), race.y(shot.sums[place(shot.side)]));
    let own = if shot.result == ShotResult::OwnGoal { " (own goal)" } else { "" };
    let name = cut(&short_name(report, shot.player), 14);
    let label = [&name, " ", &shot.moment.minute(), own].concat();
    // The first team's names stand to the left above, the second's to the right below, where there is room.
    let is_left = (shot.side == Side::Home && x > PLOT[0] + 96.0) || x > PLOT[2] - 80.0;
    let anchor = if is_left { "end" } else { "start" };
    let to = if is_left { x - 7.0 } else { x + 7.0 };
    let down = if shot.side == Side::Home { y - 5.0 } else { (y + 15.0).min(PLOT[3] - 4.0) };
    view! {
        {mark(shot.side, [x, y], 4.5, "full")}
        <text class="goal-name" x=to y=down text-anchor=anchor>
            {label}
        </text>
    }
}

fn end_labels(report: &MatchReport, race: &Race, shots: &Shots) -> impl IntoView + use<> {
    let sums = shots.sums();
    let score = shots.shots.last().map_or([0, 0], |last| last.score);
    let mut heights = sums.map(|sum| race.y(sum));
    let upper = usize::from(heights[1] < heights[0]);
    let (low, high) = (PLOT[3] - APART, PLOT[1] + 4.0);
    heights[upper] = heights[upper].clamp(high, low);
    let lower = 1 - upper;
    heights[lower] = heights[lower].clamp(heights[upper] + APART, PLOT[3]);
    SIDES
        .into_iter()
        .map(|side| {
            let at = place(side);
            let class = ["end-name ", colour(side)].concat();
            let figures = format!("xG {}, goals {}", decimal(sums[at], 2), score[at]);
            view! {
                <text class=class x=PLOT[2] + 8.0 y=heights[at]>
                    {cut(report.team_name(side), LONGEST)}
                </text>
                <text class="end" x=PLOT[2] + 8.0 y=heights[at] + 15.0>
                    {figures}
                </text>
            }
        })
        .collect_view()
}

fn table(report: &MatchReport, shots: &Shots) -> impl IntoView + use<> {
    let rows = shots
        .shots
        .iter()
        .map(|shot| {
            vec![
                shot.moment.minute(),
                report.team_name(shot.side).to_owned(),
                short_name(report, shot.player),
                shot_word(shot.result).to_owned(),
                shot.xg.map_or_else(|| "–".to_owned(), |xg| decimal(xg, 2)),
                format!("{} – {}", decimal(shot.sums[0], 2), decimal(shot.sums[1], 2)),
                format!("{}–{}", shot.score[0], shot.score[1]),
            ]
        })
        .collect();
    view! {
        <ChartTable
            what="Expected goals, shot by shot"
            heads=vec!["Minute", "Team", "Player", "Result", "xG", "Sums", "Score"]
            words=4
            rows
        />
    }
}

/// What came of a shot.
pub(super) const fn shot_word(result: ShotResult) -> &'static str {
    match result {
        ShotResult::Goal => "Goal",
        ShotResult::Saved => "Saved",
        ShotResult::OffTarget => "Off target",
        ShotResult::Woodwork => "Woodwork",
        ShotResult::Blocked => "Blocked",
        ShotResult::OwnGoal => "Own goal",
        ShotResult::Unknown => "Not told",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_above_the_higher_sum() {
        assert_eq!(Race::of(5400.0, [1.67, 1.15]).ticks, [0.0, 0.5, 1.0, 1.5, 2.0]);
        assert_eq!(Race::of(5400.0, [0.0, 0.0]).ticks.len(), 5);
        let race = Race::of(5400.0, [1.67, 1.15]);
        assert_eq!((race.x(0.0), race.x(5400.0)), (PLOT[0], PLOT[2]));
        assert_eq!((race.y(0.0), race.y(2.0)), (PLOT[3], PLOT[1]));
    }
}
