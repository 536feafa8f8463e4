//! What stands above every page of a match: teams, score, day and place, and the way to the other pages.

use football::{MatchId, Side};
use leptos::prelude::*;
use leptos_meta::Title;
use page_base::error::AppError;
use page_kit::controls::{Badge, Icon, Symbol, Tab, Tabs, Tone};
use serde::{Deserialize, Serialize};

use crate::report::team_mark;

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

/// What stands above the pages of a match.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when there is no such match.
#[server(name = FindMatchHead, prefix = "/fn", endpoint = "matches/match_head", output = page_base::wire::Json)]
pub async fn match_head(
    /// The match.
    id: MatchId,
) -> Result<MatchHead, AppError> {
    use page_base::request::{reader, respond, state};

    respond(async {
        reader()?;
        head_of(&state().db, id).await
    })
    .await
}

/// The head of a match as it is stored.
#[cfg(feature = "ssr")]
pub(crate) async fn head_of(
    db: &store::Database,
    id: MatchId,
) -> Result<MatchHead, page_base::error::Failure> {
    let found = store::matches::find(db, id).await?.ok_or(AppError::NotFound)?;
    Ok(MatchHead::from(found))
}

#[cfg(feature = "ssr")]
impl From<store::matches::MatchRow> for MatchHead {
    fn from(found: store::matches::MatchRow) -> Self {
        Self {
            line: line(&found),
            id: found.id,
            has_positions: found.recorded.is_some(),
            has_events: found.events_provider.is_some(),
            home: found.home,
            away: found.away,
            score: found.score,
            quality: found.quality,
            clips: found.clips,
        }
    }
}

/// `League, round 14 · 30 Nov 2024 · Harbour Park · simulated match`, as far as it is known.
#[cfg(feature = "ssr")]
fn line(found: &store::matches::MatchRow) -> String {
    let parts = [
        occasion(found),
        found.played_on.map(page_base::wording::day),
        found.venue.clone(),
        found.is_demo.then(|| "simulated match".to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// `League, round 14`, as far as it is known.
#[cfg(feature = "ssr")]
pub(crate) fn occasion(found: &store::matches::MatchRow) -> Option<String> {
    match (&found.competition, &found.round) {
        (Some(competition), Some(round)) => Some([competition, ", round ", round].concat()),
        (Some(competition), None) => Some(competition.clone()),
        (None, round) => round.as_ref().map(|round| ["Round ", round].concat()),
    }
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
    /// Whether any file told something of it.
    pub(crate) const fn has_data(&self) -> bool {
        self.has_positions || self.has_events
    }

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
    let title = [&home, " – ", &away].concat();
    // A match without a score has its teams parted by a dash.
    let score = score.map_or_else(|| "–".to_owned(), |[home, away]| format!("{home}–{away}"));
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
            <a class="page-back" href="/matches" aria-label="Back to Matches">
                <Icon symbol=Symbol::Left/>
            </a>
            <div class="page-title">
                <h1 tabindex="-1">
                    <span class="team-cell">{team_mark(Side::Home)} <span class="team-name">{home}</span></span>
                    " "
                    <span class="match-score">{score}</span>
                    " "
                    <span class="team-cell"><span class="team-name">{away}</span> {team_mark(Side::Away)}</span>
                </h1>
                <span class="meta">{line}</span>
            </div>
            <div class="actions">{quality.map(|quality| view! { <QualityBadge quality/> })} {actions.run()}</div>
        </header>
        <Tabs label="Match" tabs current/>
        {children()}
    }
}

/// How far positions can be trusted, as a badge.
#[component]
pub(crate) fn QualityBadge(
    /// 0 to 100.
    quality: u8,
) -> impl IntoView {
    // Below four fifths the report's own reasons are worth reading first.
    let (tone, icon) =
        if quality >= 80 { (Tone::Good, Symbol::Check) } else { (Tone::Warn, Symbol::Warning) };
    view! {
        <Badge tone icon>
            {["Data quality ", &quality.to_string()].concat()}
        </Badge>
    }
}

#[cfg(all(test, feature = "ssr"))]
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
    fn teams_have_a_mark_of_their_own_beside_the_score() {
        let html = |head: MatchHead| {
            Owner::new().with(|| {
                leptos_meta::provide_meta_context();
                view! { <MatchFrame head tab=MatchTab::Report>"."</MatchFrame> }.to_html()
            })
        };
        let known = html(head());
        assert!(known.contains("<circle") && known.contains("<rect") && known.contains("2–1"));
        assert!(known.contains("Data quality"));
        let unknown = html(MatchHead { score: None, quality: None, ..head() });
        assert!(!unknown.contains("2–1") && !unknown.contains("Data quality"));
    }

    #[test]
    fn the_line_says_what_is_known() {
        let found = store::matches::MatchRow {
            id: MatchId(7),
            home: String::new(),
            away: String::new(),
            score: None,
            competition: Some("League".to_owned()),
            round: Some("14".to_owned()),
            played_on: chrono::NaiveDate::from_ymd_opt(2024, 11, 30),
            venue: Some("Harbour Park".to_owned()),
            tracking_provider: None,
            events_provider: None,
            quality: None,
            recorded: None,
            is_from_video: false,
            is_demo: true,
            clips: 0,
        };
        let whole = "League, round 14 · 30 Nov 2024 · Harbour Park · simulated match";
        assert_eq!(line(&found), whole);
        let bare = store::matches::MatchRow {
            competition: None,
            played_on: None,
            venue: None,
            is_demo: false,
            ..found
        };
        assert_eq!(line(&bare), "Round 14");
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
