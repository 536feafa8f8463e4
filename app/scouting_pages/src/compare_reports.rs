//! `/players/:id/reports/compare?left=1&right=2`: two reports on a player side by side. Sentences of one of
//! them only carry a word for it; what changed in the evidence stands in a table.

use football::PlayerId;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use page_base::error::AppError;
use page_kit::controls::{
    Badge, Button, Choice, Crumb, EmptyState, ErrorFallback, Icon, PageHead, Panel, Select, Symbol,
    TablePlaceholder,
};
use scouting_stats::{ReportKind, Verdict};
use serde::{Deserialize, Serialize};

use super::{
    report::{KindBadge, VerdictBadge},
    view::{PartView, SentenceView},
};

/// Two reports side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparisonView {
    /// The player's name.
    pub player_name: String,
    /// The left report; `None` when the player has fewer than two.
    pub reports: Option<(SideView, SideView)>,
    /// Headings, with the sentences of both.
    pub sections: Vec<(String, Vec<SidedSentence>, Vec<SidedSentence>)>,
    /// Rows of evidence that differ: what, at the left, at the right.
    pub evidence: Vec<(String, String, String)>,
    /// The numbers of the player's newest reports, newest first, with their writers.
    pub versions: Vec<(i32, String)>,
}

/// A sentence, and whether it stands in this report only.
pub type SidedSentence = (SentenceView, bool);

/// One of the two reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideView {
    /// Its number among the player's reports.
    pub version: i32,
    /// Which of the three wrote it.
    pub kind: ReportKind,
    /// Who wrote it and when.
    pub written: String,
    /// The advice.
    pub verdict: Verdict,
    /// `low`, `medium` or `high`.
    pub confidence: String,
}

/// The player's reports `left` and `right`; the newest two where they are not given.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when there is no such player or
/// report.
#[server(prefix = "/fn", endpoint = "scouting/compare_reports", output = page_base::wire::Json)]
pub async fn compare_reports(
    /// The player.
    player_id: PlayerId,
    /// The left report's number.
    left: Option<i32>,
    /// The right report's number.
    right: Option<i32>,
) -> Result<ComparisonView, AppError> {
    use page_base::request::{reader, respond, state};
    use store::{players, scouting};

    /// How many reports can be chosen.
    const VERSIONS: u32 = 50;

    respond(async {
        reader()?;
        let db = state().db;
        let player = players::find(&db, player_id).await?.ok_or(AppError::NotFound)?;
        let page = scouting::list_reports_on(&db, player_id, None, VERSIONS).await?;
        let versions: Vec<_> =
            page.items.into_iter().map(|report| (report.version, report.generator)).collect();
        let newest = |place: usize| versions.get(place).map(|(version, _)| *version);
        let mut view = ComparisonView {
            player_name: player.display_name().to_owned(),
            reports: None,
            sections: Vec::new(),
            evidence: Vec::new(),
            versions: versions.clone(),
        };
        let (Some(left), Some(right)) = (left.or(newest(1)), right.or(newest(0))) else {
            return Ok(view);
        };
        let left = scouting::find_version(&db, player_id, left).await?.ok_or(AppError::NotFound)?;
        let right =
            scouting::find_version(&db, player_id, right).await?.ok_or(AppError::NotFound)?;
        sided::fill(&mut view, &left, &right);
        Ok(view)
    })
    .await
}

#[cfg(feature = "ssr")]
mod sided {
    use scouting_stats::{Change, Evidence, ScoutingReport, Sentence, difference, short_date};

    use super::{ComparisonView, SideView, SidedSentence};
    use crate::view::from_stored::shown_sentence;

    pub(super) fn fill(view: &mut ComparisonView, left: &ScoutingReport, right: &ScoutingReport) {
        let difference = difference(left, right);
        view.reports = Some((side(left), side(right)));
        view.sections = difference
            .sections
            .into_iter()
            .map(|section| {
                let heading = section.kind.map_or("Why", |kind| kind.heading());
                (heading.to_owned(), shown(&section.left, left), shown(&section.right, right))
            })
            .collect();
        view.evidence = difference
            .evidence
            .into_iter()
            .map(|pair| (pair.metric, row(pair.left.as_ref()), row(pair.right.as_ref())))
            .collect();
    }

    fn side(report: &ScoutingReport) -> SideView {
        let recommendation = &report.report.recommendation;
        let day = short_date(report.created_at.date_naive());
        SideView {
            version: report.version,
            kind: report.writer.kind(),
            written: format!("{} · {day}", report.writer.name()),
            verdict: recommendation.verdict,
            confidence: recommendation.confidence.as_str().to_owned(),
        }
    }

    fn shown(sentences: &[(Sentence, Change)], report: &ScoutingReport) -> Vec<SidedSentence> {
        sentences
            .iter()
            .map(|(sentence, change)| {
                let parts = shown_sentence(sentence, report.writer.kind(), &report.evidence);
                (parts, *change == Change::Only)
            })
            .collect()
    }

    /// "€100m, percentile 97 of 214, Test estimate, 16 Dec 2025"
    fn row(row: Option<&Evidence>) -> String {
        let Some(row) = row else { return "not there".to_owned() };
        let place = row.shown_percentile().map(|place| match row.n {
            Some(n) => format!("percentile {place} of {n}"),
            None => format!("percentile {place}"),
        });
        let source = format!("{}, {}", row.source, short_date(row.as_of));
        let parts = [Some(row.shown_value()), place, Some(source)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// `/players/:id/reports/compare`
#[component]
pub fn CompareReportsPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let wanted = move || {
        let player = params.with(|params| params.get("id")?.parse::<PlayerId>().ok());
        let version = |name| query.with(|query| query.get_str(name)?.parse::<i32>().ok());
        (player, version("left"), version("right"))
    };
    let compared = Resource::new(wanted, |(player, left, right)| async move {
        let player = player.ok_or(AppError::NotFound)?;
        Ok::<_, AppError>((player, compare_reports(player, left, right).await?))
    });
    view! {
        <Transition fallback=|| view! { <TablePlaceholder rows=12/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <PageHead title="Compare reports" crumbs=vec![Crumb::new("/players", "Players")]/>
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let (player, comparison) = compared.await?;
                    let href = format!("/players/{player}");
                    let title = ["Reports on ", &comparison.player_name, ", side by side"].concat();
                    let crumbs = vec![
                        Crumb::new("/players", "Players"),
                        Crumb::new(href, &comparison.player_name),
                    ];
                    Ok::<_, AppError>(view! {
                        <PageHead title crumbs/>
                        <div class="page-body">
                            <Comparison comparison/>
                        </div>
                    })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn Comparison(comparison: ComparisonView) -> impl IntoView {
    let ComparisonView { reports, sections, evidence, versions, .. } = comparison;
    let Some((left, right)) = reports else {
        return view! {
            <Panel title="Side by side">
                <EmptyState why="Two reports are needed. This player has fewer."/>
            </Panel>
        }
        .into_any();
    };
    let rows = sections
        .into_iter()
        .map(|(heading, left, right)| view! { <SectionRow heading left right/> })
        .collect_view();
    view! {
        <VersionForm versions left=left.version right=right.version/>
        <Panel title="Side by side" flush=true>
            <div class="table-frame" tabindex="0" role="region" aria-label="Sections side by side">
                <table class="table compare-table">
                    <thead>
                        <tr>
                            <th scope="col">"Section"</th>
                            <SideHead side=left/>
                            <SideHead side=right/>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Panel>
        <EvidenceChanges evidence/>
    }
    .into_any()
}

/// Chooses the two reports: a form that the browser sends as an address.
#[component]
fn VersionForm(versions: Vec<(i32, String)>, left: i32, right: i32) -> impl IntoView {
    let choices = || {
        let label = |(version, writer): &(i32, String)| {
            Choice::new(version.to_string(), [&version.to_string(), ", ", writer].concat())
        };
        versions.iter().map(label).collect::<Vec<_>>()
    };
    let chosen = |version: i32| Signal::stored(version.to_string());
    view! {
        <form method="get" class="row compare-form">
            <Select name="left" label="Left" choices=choices() value=chosen(left)/>
            <Select name="right" label="Right" choices=choices() value=chosen(right)/>
            <Button submit=true>"Compare"</Button>
        </form>
    }
}

#[component]
fn SideHead(side: SideView) -> impl IntoView {
    view! {
        <th scope="col">
            <span class="compare-side">
                {["Report ", &side.version.to_string()].concat()} <KindBadge kind=side.kind/>
                <VerdictBadge verdict=side.verdict/>
                <span class="text-2">{["confidence ", &side.confidence].concat()}</span>
            </span>
            <small class="text-3">{side.written}</small>
        </th>
    }
}

#[component]
fn SectionRow(
    heading: String,
    left: Vec<SidedSentence>,
    right: Vec<SidedSentence>,
) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{heading}</th>
            <td>
                <SidedSentences sentences=left/>
            </td>
            <td>
                <SidedSentences sentences=right/>
            </td>
        </tr>
    }
}

#[component]
fn SidedSentences(sentences: Vec<SidedSentence>) -> impl IntoView {
    if sentences.is_empty() {
        return view! { <span class="text-3">"nothing"</span> }.into_any();
    }
    let sentences = sentences
        .into_iter()
        .map(|(parts, is_only)| {
            let parts = parts.into_iter().map(|part| view! { <Part part/> }).collect_view();
            let mark = is_only.then(|| view! { <Badge icon=Symbol::Plus>"only here"</Badge> });
            view! {
                <li class:only=is_only>
                    {parts} " " {mark}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="compare-sentences">{sentences}</ul> }.into_any()
}

#[component]
fn Part(part: PartView) -> impl IntoView {
    let marks = part
        .marks
        .into_iter()
        .map(|number| view! { <span class="evidence-mark plain">{["E", &number.to_string()].concat()}</span> })
        .collect_view();
    let note =
        part.is_unchecked.then(|| view! { <small class="unchecked-note">"not checked"</small> });
    view! {
        {part.words}
        {note}
        {marks}
    }
}

#[component]
fn EvidenceChanges(evidence: Vec<(String, String, String)>) -> impl IntoView {
    if evidence.is_empty() {
        return view! {
            <p class="report-note">
                <Icon symbol=Symbol::Check/>
                "Both rest on the same evidence."
            </p>
        }
        .into_any();
    }
    let meta = [&evidence.len().to_string(), " rows differ"].concat();
    let rows = evidence
        .into_iter()
        .map(|(metric, left, right)| {
            view! {
                <tr>
                    <th scope="row">{metric}</th>
                    <td>{left}</td>
                    <td>{right}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel title="Evidence that differs" meta flush=true>
            <div class="table-frame" tabindex="0" role="region" aria-label="Evidence that differs">
                <table class="table dense compare-table">
                    <thead>
                        <tr>
                            <th scope="col">"Metric"</th>
                            <th scope="col">"Left"</th>
                            <th scope="col">"Right"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Panel>
    }
    .into_any()
}
