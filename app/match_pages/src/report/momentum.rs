//! Threat by minute: the first team upwards, the second downwards.

use football::Side;
use leptos::prelude::*;
use match_report::{MatchReport, MinuteThreat, Moment, Momentum};
use page_kit::controls::Panel;

use super::{
    figures::{SIDES, colour, cut, decimal, place},
    marks::{mark, round},
    missing::missing,
    switches::period_word,
    table::ChartTable,
};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 176.0;
const LEFT: f64 = 8.0;
const RIGHT: f64 = 632.0;
/// Where no threat is, and how far up and down the most of it goes.
const MIDDLE: f64 = 80.0;
const REACH: f64 = 62.0;

/// The panel with the bars.
pub(super) fn momentum(report: &MatchReport, data: Option<&str>) -> AnyView {
    let Some(momentum) = &report.momentum else {
        return missing(
            "Momentum",
            "Threat by minute needs events. Add a file of events under Data.",
            data,
        );
    };
    let what = if momentum.has_carries { "passes and carries" } else { "passes" };
    let meta = format!("xT of {what} a minute · grid of K. Singh 2019");
    let (drawn, sums) = (drawing(report, momentum).into_any(), sums(report, momentum));
    let table = table(report, momentum).into_any();
    view! {
        <Panel title="Momentum" meta>
            <figure class="chart momentum">
                {drawn}
                <div class="chart-foot">
                    <p class="chart-note">{sums}</p>
                    {table}
                </div>
            </figure>
        </Panel>
    }
    .into_any()
}

fn sum(momentum: &Momentum, side: Side) -> f64 {
    momentum.minutes.iter().map(|minute| minute.xt[place(side)]).sum()
}

fn sums(report: &MatchReport, momentum: &Momentum) -> String {
    let one = |side: Side| {
        [&cut(report.team_name(side), 24), " ", &decimal(sum(momentum, side), 2), " xT"].concat()
    };
    [&one(Side::Home), " · ", &one(Side::Away)].concat()
}

fn drawing(report: &MatchReport, momentum: &Momentum) -> impl IntoView + use<> {
    let secs = report.secs().max(1.0);
    let x = |secs_in: f64| round(LEFT + (RIGHT - LEFT) * (secs_in / secs).clamp(0.0, 1.0));
    let start = |minute: &MinuteThreat| {
        let secs = f64::from(minute.minute) * 60.0;
        Moment { period: minute.period, secs }.elapsed_secs(&report.periods)
    };
    let most = momentum.minutes.iter().flat_map(|minute| minute.xt).fold(0.01, f64::max);
    let bars = momentum
        .minutes
        .iter()
        .flat_map(|minute| SIDES.map(|side| (minute, side)))
        .filter(|(minute, side)| minute.xt[place(*side)] > 0.0)
        .map(|(minute, side)| {
            let height = round(REACH * minute.xt[place(side)] / most);
            let y = if side == Side::Home { MIDDLE - 1.0 - height } else { MIDDLE + 1.0 };
            let (from, to) = (x(start(minute)), x(start(minute) + 60.0));
            let width = round((to - from - 1.0).max(0.5));
            view! { <rect class=["fill ", colour(side)].concat() x=from y=round(y) width=width height=height></rect> }
        })
        .collect_view();
    let goals = report.shots.iter().flat_map(|shots| &shots.shots).filter(|shot| shot.is_goal());
    let goals = goals
        .map(|shot| {
            let at = x(shot.moment.elapsed_secs(&report.periods));
            let y =
                if shot.side == Side::Home { MIDDLE - REACH - 10.0 } else { MIDDLE + REACH + 10.0 };
            view! {
                <line class="goal-line" x1=at x2=at y1=MIDDLE y2=y></line>
                {mark(shot.side, [at, y], 4.5, "full")}
            }
        })
        .collect_view();
    let words = report
        .periods
        .iter()
        .flat_map(|period| {
            let start = Moment { period: period.number, secs: 0.0 }.elapsed_secs(&report.periods);
            let last = report.periods.last().map(|last| last.number) == Some(period.number);
            let (first, secs) = (period.first_minute(), period.secs);
            (0..=3_u32)
                .filter(move |quarter| {
                    f64::from(*quarter) * 900.0 <= secs && (*quarter < 3 || last)
                })
                .map(move |quarter| (start + f64::from(quarter) * 900.0, first + quarter * 15))
        })
        .map(|(secs, minute)| {
            let at = x(secs);
            let anchor = if at < LEFT + 1.0 {
                "start"
            } else if at > RIGHT - 1.0 {
                "end"
            } else {
                "middle"
            };
            view! {
                <text x=at y=HEIGHT - 4.0 text-anchor=anchor>
                    {minute.to_string()}
                    "'"
                </text>
            }
        })
        .collect_view();
    let breaks = report
        .periods
        .iter()
        .skip(1)
        .map(|period| {
            let at = x(Moment { period: period.number, secs: 0.0 }.elapsed_secs(&report.periods));
            view! { <line class="break" x1=at x2=at y1="4" y2=HEIGHT - 18.0></line> }
        })
        .collect_view();
    let summary = format!("Threat by minute. {}.", sums(report, momentum));
    view! {
        <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=summary>
            <line class="zero" x1=LEFT x2=RIGHT y1=MIDDLE y2=MIDDLE></line>
            {breaks}
            {bars}
            {goals}
            {words}
        </svg>
    }
}

fn table(report: &MatchReport, momentum: &Momentum) -> impl IntoView + use<> {
    let rows = momentum
        .minutes
        .iter()
        .map(|minute| {
            let moment = Moment { period: minute.period, secs: f64::from(minute.minute) * 60.0 };
            let [home, away] = minute.xt.map(|xt| decimal(xt, 3));
            vec![moment.minute(), period_word(minute.period).to_owned(), home, away]
        })
        .collect();
    let heads = vec!["Minute", "Period", "Home", "Away"];
    let what = format!(
        "Threat by minute: {} at home, {} away",
        report.team_name(Side::Home),
        report.team_name(Side::Away)
    );
    view! { <ChartTable what heads words=2 rows/> }
}
