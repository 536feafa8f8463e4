//! `/matches/:id`: the report of a match.

use football::MatchId;
use leptos::prelude::*;
use match_report::MatchReport;
use page_base::error::AppError;
use page_kit::controls::{Button, ButtonLink, Icon, Symbol};

use crate::{
    head::{MatchFrame, MatchHead, MatchTab},
    report::{Report, period_word},
    shell::{MatchPage, match_of_address},
};

/// A match with its report.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when there is no such match.
#[server(name = FindMatchReport, prefix = "/fn", endpoint = "matches/match_report", output = page_base::wire::Json)]
pub async fn match_report(
    /// The match.
    id: MatchId,
) -> Result<(MatchHead, MatchReport), AppError> {
    use page_base::request::{reader, respond, state};

    respond(async {
        reader()?;
        let db = state().db;
        Ok((crate::head::head_of(&db, id).await?, stored_report(&db, id).await?))
    })
    .await
}

/// The report as it is stored; of a match that has no files yet, one in which nothing is known.
#[cfg(feature = "ssr")]
pub(crate) async fn stored_report(
    db: &store::Database,
    id: MatchId,
) -> Result<MatchReport, page_base::error::Failure> {
    use store::{StoreError, matches};

    if let Some(stored) = matches::report_of(db, id, matches::ReportKind::Match).await? {
        let unreadable =
            |source| StoreError::Unreadable { what: "report of a match", source: Box::new(source) };
        return Ok(serde_json::from_value(stored.report).map_err(unreadable)?);
    }
    let found = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
    let mut report = match_report::of_match(None, None);
    for (team, name) in report.teams.iter_mut().zip([found.home, found.away]) {
        team.name = Some(name);
    }
    Ok(report)
}

/// `/matches/:id`
#[component]
pub fn MatchReportPage() -> impl IntoView {
    let id = match_of_address();
    let found = Resource::new(
        move || id.get(),
        |id| async move { match_report(id.ok_or(AppError::NotFound)?).await },
    );
    let draw = |(head, report)| view! { <ReportBody head report/> }.into_any();
    view! { <MatchPage found draw/> }
}

#[component]
pub(crate) fn ReportBody(head: MatchHead, report: MatchReport) -> impl IntoView {
    let id = head.id;
    let periods: Vec<_> = report.periods.iter().map(|period| period.number).collect();
    let periods = if head.has_positions { periods } else { Vec::new() };
    let has_data = head.has_data();
    let actions = move || has_data.then(|| view! { <Export id periods=periods.clone()/> });
    view! {
        <MatchFrame head tab=MatchTab::Report actions>
            <Report report data_href=MatchTab::Data.href(id)/>
        </MatchFrame>
    }
}

/// The way to another match beside this one, what can be taken away, and the page on paper.
#[component]
fn Export(id: MatchId, periods: Vec<u8>) -> impl IntoView {
    // The browser asks for a printer itself where there is no script.
    let print = move |_| {
        let _ = window().print();
    };
    let compare = ["/matches/compare?left=", &id.to_string()].concat();
    view! {
        <ButtonLink href=compare icon=Symbol::Compare>
            "Compare with …"
        </ButtonLink>
        <details class="menu">
            <summary class="button standard">
                <Icon symbol=Symbol::Download/>
                <span>"Export"</span>
            </summary>
            <Downloads id periods/>
        </details>
        <Button icon=Symbol::Report on:click=print>
            "Print"
        </Button>
    }
}

/// Links to all files that can be taken away.
#[component]
pub(crate) fn Downloads(
    /// The match.
    id: MatchId,
    /// The periods that there are positions of.
    periods: Vec<u8>,
) -> impl IntoView {
    let positions = periods
        .into_iter()
        .map(|number| {
            view! {
                <li>
                    <a href=format!("/api/v1/matches/{id}/frames/{number}") rel="external" download="">
                        {["Positions, ", period_word(number), ", Parquet"].concat()}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="downloads">
            <li>
                <a href=format!("/api/v1/matches/{id}/statistics.csv") rel="external" download="">
                    "Figures of players, CSV"
                </a>
            </li>
            {positions}
            <li>
                <a href=format!("/api/v1/matches/{id}/report") rel="external">
                    "Report, JSON"
                </a>
            </li>
        </ul>
    }
}
