//! Goals, cards and substitutions in their order.

use leptos::prelude::*;
use match_report::{MatchReport, TimelineEntry, TimelineKind};
use page_kit::controls::Panel;

use super::{
    figures::{full_name, place},
    marks::team_mark,
    missing::missing,
};

/// The panel with the list.
pub(super) fn timeline(report: &MatchReport, data: Option<&str>) -> AnyView {
    if report.timeline.is_empty() {
        let why = if report.events.is_some() {
            "No goal, card or substitution is told."
        } else {
            "Goals, cards and substitutions need events. Add a file of events under Data."
        };
        return missing("Timeline", why, data);
    }
    let meta = if report.events.is_some() { "from events" } else { "changes, from positions" };
    let mut score = [0_u16; 2];
    let entries = report
        .timeline
        .iter()
        .map(|entry| {
            let goal = matches!(
                entry.kind,
                TimelineKind::Goal | TimelineKind::Penalty | TimelineKind::OwnGoal
            );
            score[place(entry.side)] += u16::from(goal);
            let score = goal.then(|| format!("{}–{}", score[0], score[1]));
            one(report, entry, score)
        })
        .collect_view();
    view! {
        <Panel title="Timeline" meta attr:id="timeline">
            <ol class="match-timeline">{entries}</ol>
        </Panel>
    }
    .into_any()
}

fn one(
    report: &MatchReport,
    entry: &TimelineEntry,
    score: Option<String>,
) -> impl IntoView + use<> {
    let name = |player: Option<u16>| {
        let player = player.and_then(|player| report.player(player));
        player.map_or_else(|| "unknown player".to_owned(), full_name)
    };
    let told = match entry.kind {
        TimelineKind::Substitution => [&name(entry.other), " for ", &name(entry.player)].concat(),
        _ => name(entry.player),
    };
    let team = report.team_name(entry.side).to_owned();
    let class = if score.is_some() { "goal" } else { "" };
    view! {
        <li class=class>
            <span class="minute">{entry.moment.minute()}</span>
            {team_mark(entry.side)}
            <span class="sr-only">{team} ": "</span>
            <span class="what">{word(entry.kind)}</span>
            <span class="who">{told}</span>
            {score.map(|score| view! { <strong>{score}</strong> })}
        </li>
    }
}

/// What an entry is called.
pub(crate) const fn word(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Goal => "Goal",
        TimelineKind::Penalty => "Penalty",
        TimelineKind::OwnGoal => "Own goal",
        TimelineKind::Yellow => "Yellow card",
        TimelineKind::SecondYellow => "Second yellow",
        TimelineKind::Red => "Red card",
        TimelineKind::Substitution => "Change",
    }
}
