//! The matches of the list.

use football::MatchId;
use leptos::prelude::*;
use page_base::error::AppError;
use page_kit::controls::{Checkbox, Unknown};
use serde::{Deserialize, Serialize};

/// A part of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchRows {
    /// The matches.
    pub rows: Vec<MatchSummary>,
    /// How many fit the question.
    pub total: u64,
    /// How many a page has.
    pub page_size: u64,
}

/// A match of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchSummary {
    /// Which match.
    pub id: MatchId,
    /// The home team.
    pub home: String,
    /// The away team.
    pub away: String,
    /// Goals of home and away.
    pub score: Option<[u16; 2]>,
    /// `30 Nov 2024`
    pub day: Option<String>,
    /// `League, round 14`
    pub competition: Option<String>,
    /// Whose positions there are.
    pub positions: Option<String>,
    /// Whose events there are.
    pub events: Option<String>,
    /// How far the positions can be trusted, 0 to 100.
    pub quality: Option<u8>,
    /// Clips that were saved.
    pub clips: u64,
    /// It was simulated.
    pub is_demo: bool,
}

/// Matches, the newest first: those of whom a team's, a competition's or a ground's name holds every word of `q`.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public.
#[server(prefix = "/fn", endpoint = "matches/list_matches", output = page_base::wire::Json)]
pub async fn list_matches(
    /// Parts of names; empty for all.
    #[server(default)]
    q: String,
    /// Which page, the first is 1.
    #[server(default)]
    page: u64,
) -> Result<MatchRows, AppError> {
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };
    use store::matches::{self, MatchQuery};

    /// Rows of a page.
    const PAGE: u64 = 50;

    respond(async {
        reader()?;
        let offset = page.saturating_sub(1).saturating_mul(PAGE);
        let query = MatchQuery { text: q, with_positions: false, offset, limit: PAGE };
        let found = matches::list(&state().db, &query).await?;
        let rows = found.items.into_iter().map(MatchSummary::from).collect();
        Ok::<_, Failure>(MatchRows { rows, total: found.total, page_size: PAGE })
    })
    .await
}

#[cfg(feature = "ssr")]
impl From<store::matches::MatchRow> for MatchSummary {
    fn from(found: store::matches::MatchRow) -> Self {
        Self {
            competition: crate::head::occasion(&found),
            id: found.id,
            home: found.home,
            away: found.away,
            score: found.score,
            day: found.played_on.map(page_base::wording::day),
            positions: found.tracking_provider,
            events: found.events_provider,
            quality: found.quality,
            clips: found.clips,
            is_demo: found.is_demo,
        }
    }
}

/// The matches. Where two can be chosen, each has a box, which the form around the table sends.
#[component]
pub(super) fn MatchTable(rows: Vec<MatchSummary>, can_choose: bool) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <MatchLine row can_choose/> }).collect_view();
    let pick = can_choose.then(|| {
        view! {
            <th scope="col">
                <span class="sr-only">"Compare"</span>
            </th>
        }
    });
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Matches">
            <table class="table stacked">
                <thead>
                    <tr>
                        {pick} <th scope="col">"Match"</th>
                        <th scope="col">"Score"</th>
                        <th scope="col">"Played"</th>
                        <th scope="col">"Competition"</th>
                        <th scope="col">"Positions"</th>
                        <th scope="col">"Events"</th>
                        <th scope="col" class="num">
                            "Data quality"
                        </th>
                        <th scope="col" class="num">
                            "Clips"
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn MatchLine(row: MatchSummary, can_choose: bool) -> impl IntoView {
    let teams = [&row.home, " – ", &row.away].concat();
    let pick = can_choose.then(|| {
        // Two meetings of the same teams differ by their day.
        let day = row.day.as_ref().map(|day| [", ", day].concat()).unwrap_or_default();
        view! {
            <td class="pick">
                <Checkbox
                    name="ids"
                    value=row.id.to_string()
                    label=["Compare ", &teams, &day].concat()
                    hide_label=true
                />
            </td>
        }
    });
    let demo = row.is_demo.then(|| view! { <span class="text-3">" simulated"</span> });
    let score = or_unknown(
        row.score.map(|[home, away]| format!("{home}–{away}")),
        "Events tell the score. Add them under Data.",
    );
    let day = or_unknown(row.day, "Nobody said the day when the match was imported.");
    let provider = |provider: Option<String>| provider.unwrap_or_else(|| "–".to_owned());
    // What is not there has no place in the second line on a phone.
    let sub = |there: bool, num: &str| [if there { "sub" } else { "" }, num].concat();
    let quality_class = sub(row.quality.is_some(), " num");
    let quality = row.quality.map_or_else(|| "–".to_owned(), |quality| quality.to_string());
    view! {
        <tr>
            {pick} <td class="lead">
                <a href=format!("/matches/{}", row.id)>{teams}</a>
                {demo}
            </td>
            <td class="end">{score}</td>
            <td class="sub">{day}</td>
            <td class="sub">{row.competition}</td>
            <td>{provider(row.positions)}</td>
            <td>{provider(row.events)}</td>
            <td class=quality_class data-label="quality">
                {quality}
            </td>
            <td class="num">{page_base::wording::count(row.clips)}</td>
        </tr>
    }
}

fn or_unknown(value: Option<String>, why: &'static str) -> AnyView {
    match value {
        Some(value) => value.into_any(),
        None => view! { <Unknown why=why/> }.into_any(),
    }
}
