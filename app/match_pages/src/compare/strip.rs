//! What happened when, in small: the first team above the line, the second below, both matches on one clock.

use football::Side;
use leptos::prelude::*;
use match_report::{MatchReport, Moment, TimelineEntry, TimelineKind};
use page_kit::controls::{ButtonLink, EmptyState};

use super::load::ComparedMatch;
use crate::report::{ChartTable, full_name, key_of, mark, round, timeline_word};

const WIDTH: f64 = 462.0;
const HEIGHT: f64 = 74.0;
/// Where the line begins and ends.
const LINE: [f64; 2] = [10.0, 452.0];
/// The height of the line, and how far from it marks stand.
const MIDDLE: f64 = 32.0;
const OFF: f64 = 11.0;
/// Minutes beside goals stand at least so far apart.
const APART: f64 = 26.0;

/// The clock of both matches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Strip {
    secs: f64,
}

impl Strip {
    pub(super) fn of(reports: [&MatchReport; 2]) -> Self {
        let [left, right] = reports.map(MatchReport::secs);
        Self { secs: left.max(right).max(1.0) }
    }

    fn x(self, secs: f64) -> f64 {
        round(LINE[0] + (LINE[1] - LINE[0]) * (secs / self.secs).clamp(0.0, 1.0))
    }
}

/// The strip of a match with its table; without entries, why.
pub(super) fn strip_chart(of: &ComparedMatch, name: &str, strip: Strip) -> AnyView {
    let report = &of.report;
    if report.timeline.is_empty() {
        let why = if report.events.is_some() {
            "No goal, card or change is told."
        } else {
            "Goals, cards and changes need events."
        };
        let data = of.data_href();
        return view! {
            <EmptyState why>
                <ButtonLink href=data>"Add files"</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let marks = report.timeline.iter().map(|entry| entry_mark(report, entry, strip)).collect_view();
    let end = strip.x(report.secs());
    let rows = report.timeline.iter().map(|entry| row(report, entry)).collect();
    view! {
        <figure class="chart strip">
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=summary(report, name)>
                {periods(report, strip)}
                <line class="zero" x1=LINE[0] x2=end y1=MIDDLE y2=MIDDLE></line>
                {marks}
                {goal_minutes(report, strip)}
            </svg>
            <div class="chart-foot">
                {key()}
                <ChartTable
                    what=["Timeline of ", name].concat()
                    heads=vec!["Minute", "Team", "What", "Player"]
                    words=4
                    rows
                />
            </div>
        </figure>
    }
    .into_any()
}

const fn is_goal(kind: TimelineKind) -> bool {
    matches!(kind, TimelineKind::Goal | TimelineKind::Penalty | TimelineKind::OwnGoal)
}

fn height(side: Side) -> f64 {
    if side == Side::Home { MIDDLE - OFF } else { MIDDLE + OFF }
}

fn entry_mark(report: &MatchReport, entry: &TimelineEntry, strip: Strip) -> AnyView {
    let x = strip.x(entry.moment.elapsed_secs(&report.periods));
    let y = height(entry.side);
    match entry.kind {
        kind if is_goal(kind) => mark(entry.side, [x, y], 5.0, "full"),
        TimelineKind::Yellow => card(x, y, "yellow"),
        TimelineKind::SecondYellow | TimelineKind::Red => card(x, y, "red"),
        _ => {
            let end = if entry.side == Side::Home { MIDDLE - 5.0 } else { MIDDLE + 5.0 };
            view! { <line class="strip-change" x1=x x2=x y1=MIDDLE y2=end></line> }.into_any()
        }
    }
}

/// A yellow card is hollow, a red one filled.
fn card(x: f64, y: f64, colour: &'static str) -> AnyView {
    let class = ["strip-card ", colour].concat();
    view! { <rect class=class x=round(x - 2.5) y=round(y - 4.0) width="5" height="8"></rect> }
        .into_any()
}

/// The minute of each goal, where there is room beside the one before.
fn goal_minutes(report: &MatchReport, strip: Strip) -> Vec<AnyView> {
    let mut last = [f64::NEG_INFINITY; 2];
    let mut minutes = Vec::new();
    for entry in report.timeline.iter().filter(|entry| is_goal(entry.kind)) {
        let x = strip.x(entry.moment.elapsed_secs(&report.periods));
        let place = usize::from(entry.side == Side::Away);
        if x - last[place] < APART {
            continue;
        }
        last[place] = x;
        let y = if entry.side == Side::Home { MIDDLE - OFF - 8.0 } else { MIDDLE + OFF + 16.0 };
        let minute = entry.moment.minute();
        minutes.push(
            view! {
                <text class="goal-name" x=x y=y text-anchor="middle">
                    {minute}
                </text>
            }
            .into_any(),
        );
    }
    minutes
}

/// Where periods begin and the last one ends.
fn periods(report: &MatchReport, strip: Strip) -> impl IntoView + use<> {
    report
        .periods
        .iter()
        .map(|period| {
            let begin = Moment { period: period.number, secs: 0.0 }.elapsed_secs(&report.periods);
            let x = strip.x(begin);
            let minute = [&period.first_minute().to_string(), "'"].concat();
            view! {
                <line class="break" x1=x x2=x y1="6" y2=MIDDLE + 26.0></line>
                <text x=x y=HEIGHT - 3.0 text-anchor="middle">
                    {minute}
                </text>
            }
        })
        .collect_view()
}

fn key() -> impl IntoView {
    view! {
        <p class="chart-key">
            {key_of("full", "goal")}
            <span>
                <svg viewBox="0 0 24 12" class="key" aria-hidden="true">
                    {card(6.0, 6.0, "yellow")}
                    {card(18.0, 6.0, "red")}
                </svg>
                "yellow, red card"
            </span>
            <span>
                <svg viewBox="0 0 8 12" class="key" aria-hidden="true">
                    <line class="strip-change" x1="4" x2="4" y1="2" y2="10"></line>
                </svg>
                "change"
            </span>
        </p>
    }
}

fn summary(report: &MatchReport, name: &str) -> String {
    let goals = |side: Side| {
        let minutes: Vec<_> = report
            .timeline
            .iter()
            .filter(|entry| entry.side == side && is_goal(entry.kind))
            .map(|entry| entry.moment.minute())
            .collect();
        let told = if minutes.is_empty() { "none".to_owned() } else { minutes.join(", ") };
        format!("{}: {told}.", report.team_name(side))
    };
    format!("{name}, goals. {} {}", goals(Side::Home), goals(Side::Away))
}

fn row(report: &MatchReport, entry: &TimelineEntry) -> Vec<String> {
    let name = |player: Option<u16>| {
        let player = player.and_then(|player| report.player(player));
        player.map_or_else(|| "unknown player".to_owned(), full_name)
    };
    let who = match entry.kind {
        TimelineKind::Substitution => [&name(entry.other), " for ", &name(entry.player)].concat(),
        _ => name(entry.player),
    };
    vec![
        entry.moment.minute(),
        report.team_name(entry.side).to_owned(),
        timeline_word(entry.kind).to_owned(),
        who,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_matches_share_the_longer_clock() {
        let of = |secs: f64| MatchReport {
            periods: vec![match_report::PeriodLength { number: 1, secs }],
            ..match_report::of_match(None, None)
        };
        let strip = Strip::of([&of(2700.0), &of(5400.0)]);

        assert_eq!((strip.x(0.0), strip.x(5400.0)), (LINE[0], LINE[1]));
        assert!((strip.x(2700.0) - 231.0).abs() < 0.01);
        assert!((Strip::of([&of(0.0), &of(0.0)]).secs - 1.0).abs() < 1e-9);
    }
}
