//! What the page asks the server for.

use football::MatchId;
use leptos::prelude::*;
use match_report::MatchReport;
use page_base::error::AppError;
use serde::{Deserialize, Serialize};

use crate::head::{MatchHead, MatchTab};

/// Two matches, and which may be chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchComparison {
    /// The match at the left and the one at the right, as far as they are chosen.
    pub(super) matches: [Option<ComparedMatch>; 2],
    /// Matches that may be chosen, the newest first; those that are, too.
    pub(super) choices: Vec<MatchChoice>,
    /// How many matches there are.
    pub(super) total: u64,
}

/// A match that is compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct ComparedMatch {
    /// What is said of it.
    pub(super) head: MatchHead,
    /// The day it was played.
    pub(super) day: Option<String>,
    /// Whether its positions are from a broadcast's picture.
    pub(super) is_from_video: bool,
    /// Of its report what is compared.
    pub(super) report: MatchReport,
}

/// A match that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MatchChoice {
    /// Which match.
    pub(super) id: MatchId,
    /// `30 Nov 2024 · Harbour City 2–1 Northgate`
    pub(super) label: String,
}

impl ComparedMatch {
    /// `Harbour City – Northgate`
    pub(super) fn teams(&self) -> String {
        [&self.head.home, " – ", &self.head.away].concat()
    }

    /// Where a panel of its report is.
    pub(super) fn report_href(&self, panel: &str) -> String {
        [&MatchTab::Report.href(self.head.id), "#", panel].concat()
    }

    /// Where files are added.
    pub(super) fn data_href(&self) -> String {
        MatchTab::Data.href(self.head.id)
    }
}

/// Two matches side by side, and those that may be chosen: whose team, competition or ground holds every word of `q`.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when one of the matches is not there.
#[server(prefix = "/fn", endpoint = "matches/compare_matches", output = page_base::wire::Json)]
pub async fn compare_matches(
    /// The match at the left.
    #[server(default)]
    left: Option<MatchId>,
    /// The match at the right.
    #[server(default)]
    right: Option<MatchId>,
    /// Parts of names of matches that may be chosen.
    #[server(default)]
    q: String,
) -> Result<MatchComparison, AppError> {
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };
    use store::matches::{self, MatchQuery};

    /// Matches that are offered.
    const OFFERED: u64 = 50;

    respond(async {
        reader()?;
        let db = state().db;
        let query = |text, limit| MatchQuery { text, limit, ..MatchQuery::default() };
        let listed = matches::list(&db, &query(q, OFFERED)).await?;
        let all = matches::list(&db, &query(String::new(), 1)).await?;
        let mut choices: Vec<_> = listed.items.iter().map(choice).collect();
        let mut compared = [None, None];
        for (place, id) in [left, right].into_iter().enumerate() {
            let Some(id) = id else { continue };
            let row = matches::find(&db, id).await?.ok_or(AppError::NotFound)?;
            if choices.iter().all(|known| known.id != id) {
                choices.insert(0, choice(&row));
            }
            let report = crate::report_page::stored_report(&db, id).await?;
            compared[place] = Some(ComparedMatch {
                day: row.played_on.map(page_base::wording::day),
                is_from_video: row.is_from_video,
                head: MatchHead::from(row),
                report: what_is_compared(report),
            });
        }
        Ok::<_, Failure>(MatchComparison { matches: compared, choices, total: all.total })
    })
    .await
}

#[cfg(feature = "ssr")]
fn choice(row: &store::matches::MatchRow) -> MatchChoice {
    let score =
        row.score.map_or_else(|| " – ".to_owned(), |[home, away]| format!(" {home}–{away} "));
    let teams = [row.home.as_str(), &score, &row.away].concat();
    let day = row.played_on.map_or_else(|| "day unknown".to_owned(), page_base::wording::day);
    let occasion = crate::head::occasion(row);
    let parts = [Some(day), Some(teams), occasion];
    let label = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    MatchChoice { id: row.id, label }
}

/// A report without what the page does not show: a tenth of it.
#[cfg(feature = "ssr")]
fn what_is_compared(report: MatchReport) -> MatchReport {
    let bare = |shown: match_report::FormationShown| match_report::FormationShown {
        players: Vec::new(),
        ..shown
    };
    MatchReport {
        passes: None,
        momentum: None,
        physical: Vec::new(),
        formations: report.formations.into_iter().map(bare).collect(),
        shapes: Vec::new(),
        heatmaps: None,
        set_pieces: Vec::new(),
        quality: None,
        offsets: Vec::new(),
        ..report
    }
}
