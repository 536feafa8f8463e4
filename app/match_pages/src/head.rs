//! What stands above every page of a match: teams, score, day and place, and the way to the other pages.

use football::MatchId;
use leptos::prelude::*;
use leptos_meta::Title;
use page_kit::controls::{Icon, Symbol, Tab, Tabs};
use serde::{Deserialize, Serialize};

/// What is said of a match above each of its pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchHead {
    /// Which match.
    pub id: MatchId,
    /// The home team.
    pub home: String,
    /// The away team.
    pub away: String,
    /// Goals of home and away; `None` where no events were given and nobody said.
    pub score: Option<[u16; 2]>,
    /// `League, round 14 · 30 Nov 2024 · Harbour Park`
    pub line: String,
    /// How much of the positions was seen and was plausible, 0 to 100; `None` without positions.
    pub quality: Option<u8>,
    /// Whether there are positions, and so a replay.
    pub has_positions: bool,
    /// Whether there are events.
    pub has_events: bool,
    /// Clips that were saved.
    pub clips: u64,
}

/// A page of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchTab {
    /// Charts and tables.
    Report,
    /// The match played again.
    Replay,
    /// Who played, and who he is among the players.
    LineUps,
    /// Moments that were kept.
    Clips,
    /// Files, quality, and what to take away.
    Data,
}

impl MatchTab {
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Report, "", "Report"),
        (Self::Replay, "/replay", "Replay"),
        (Self::LineUps, "/line-ups", "Line-ups"),
        (Self::Clips, "/clips", "Clips"),
        (Self::Data, "/data", "Data"),
    ];

    /// The address of the page.
    pub fn href(self, id: MatchId) -> String {
        let [(_, report, _), ..] = Self::ALL;
        let end = Self::ALL.iter().find(|(tab, ..)| *tab == self).map_or(report, |(_, end, _)| end);
        format!("/matches/{id}{end}")
    }
}

impl MatchHead {
    fn tabs(&self) -> Vec<Tab> {
        let there = |tab: &MatchTab| match tab {
            MatchTab::Replay => self.has_positions,
            _ => true,
        };
        let tab = |(tab, _, label): (MatchTab, &str, &str)| {
            let link = Tab::new(tab.href(self.id), label);
            if tab == MatchTab::Clips && self.clips > 0 {
                link.with_count(self.clips)
            } else {
                link
            }
        };
        MatchTab::ALL.into_iter().filter(|(tab, ..)| there(tab)).map(tab).collect()
    }
}

/// A page of a match: its head, its tabs, and what `children` draw below.
#[component]
pub fn MatchFrame(
    /// The match.
    head: MatchHead,
    /// Which of its pages this is.
    tab: MatchTab,
    /// Buttons at the right of the head.
    #[prop(optional, into)]
    actions: ViewFn,
    /// The page.
    children: Children,
) -> impl IntoView {
    let tabs = head.tabs();
    let current = tab.href(head.id);
    let MatchHead { home, away, score, line, quality, .. } = head;
    let title = format!("{home} – {away}");
    let score = score.map(|[home, away]| format!("{home}–{away}"));
    view! {
        <Title text=title.clone()/>
        <nav class="crumbs" aria-label="Breadcrumb">
            <ol>
                <li>
                    <a href="/matches">"Matches"</a>
                    <Icon symbol=Symbol::Right/>
                </li>
                <li>
                    <span aria-current="page">{title}</span>
                </li>
            </ol>
        </nav>
        <header class="page-head match-head">
            <h1>
                <span class="team-home">{home}</span>
                <span class="match-score">{score.unwrap_or_else(|| "–".to_owned())}</span>
                <span class="team-away">{away}</span>
            </h1>
            <p class="page-meta">{line}</p>
            {quality.map(|quality| view! { <span class="badge match-quality">"Data quality " {quality}</span> })}
            <div class="page-actions">{actions.run()}</div>
        </header>
        <Tabs label="Match" tabs current/>
        {children()}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> MatchHead {
        MatchHead {
            id: MatchId(7),
            home: "Harbour City".to_owned(),
            away: "Northgate".to_owned(),
            score: Some([2, 1]),
            line: String::new(),
            quality: Some(97),
            has_positions: false,
            has_events: true,
            clips: 12,
        }
    }

    #[test]
    fn a_match_without_positions_has_no_replay() {
        let of = |head: MatchHead| head.tabs().into_iter().map(|tab| tab.href).collect::<Vec<_>>();
        assert_eq!(
            of(head()),
            ["/matches/7", "/matches/7/line-ups", "/matches/7/clips", "/matches/7/data"]
        );
        assert!(
            of(MatchHead { has_positions: true, ..head() }).contains(&"/matches/7/replay".into())
        );
    }

    #[test]
    fn clips_are_counted_where_there_are_any() {
        let counts = |head: MatchHead| {
            head.tabs().into_iter().filter_map(|tab| tab.count).collect::<Vec<_>>()
        };
        assert_eq!(counts(head()), [12]);
        assert!(counts(MatchHead { clips: 0, ..head() }).is_empty());
    }
}
