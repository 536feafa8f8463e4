//! A match at the head of its side: teams, score, occasion, quality, and what happened when.

use football::Side;
use leptos::prelude::*;
use page_base::wording;
use page_kit::controls::Badge;

use super::{
    load::ComparedMatch,
    strip::{Strip, strip_chart},
};
use crate::{
    head::{MatchTab, QualityBadge},
    report::{decimal, team_mark},
};

/// What tells the two matches apart in rows and titles: the teams; where they are the same, the day too, else the side.
pub(super) fn name_apart(two: &[ComparedMatch; 2]) -> [String; 2] {
    let teams = [two[0].teams(), two[1].teams()];
    if teams[0] != teams[1] {
        return teams;
    }
    let is_told_by_day = two[0].day != two[1].day;
    let named = |place: usize, side: &str| {
        let day = two[place].day.as_deref().unwrap_or("day unknown");
        [teams[place].as_str(), ", ", if is_told_by_day { day } else { side }].concat()
    };
    [named(0, "left"), named(1, "right")]
}

#[component]
pub(super) fn MatchPanel(of: ComparedMatch, name: String, strip: Strip) -> impl IntoView {
    let chart = strip_chart(&of, &name, strip);
    let minutes = [&decimal(of.report.secs() / 60.0, 0), " min"].concat();
    let ComparedMatch { head, is_from_video, report, .. } = of;
    let score = head.score.map_or_else(|| "–".to_owned(), |[home, away]| format!("{home}–{away}"));
    let tracking = if is_from_video { "tracking from video" } else { "tracking" };
    let events = report.events.as_ref();
    let events = events.map(|source| wording::counted(source.count, "event", "events"));
    let held = [
        Some(minutes).filter(|_| report.secs() > 0.0),
        Some(if head.has_positions { tracking } else { "no tracking" }.to_owned()),
        events.or(Some("no events".to_owned())),
    ];
    let held = held.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let href = MatchTab::Report.href(head.id);
    view! {
        <section class="panel compare-match" aria-label=name>
            <header class="panel-head">
                <h2>
                    <a href=href>
                        <span class="team-cell">{team_mark(Side::Home)} {head.home}</span>
                        " "
                        <span class="match-score">{score}</span>
                        " "
                        <span class="team-cell">{head.away} {team_mark(Side::Away)}</span>
                    </a>
                </h2>
                {head.quality.map(|quality| view! { <QualityBadge quality/> })}
                {is_from_video.then(|| view! { <Badge>"From video"</Badge> })}
            </header>
            <div class="panel-body">
                <p class="meta">{head.line}</p>
                <p class="meta">{held}</p>
                {chart}
            </div>
        </section>
    }
}
