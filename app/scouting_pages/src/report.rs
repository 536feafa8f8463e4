//! A report: advice, sections, evidence, what we do not know.

use leptos::prelude::*;
use page_kit::controls::{Badge, Panel, Symbol, Tone};
use scouting_stats::{ReportKind, Verdict};

use super::{
    evidence::{EvidenceMark, EvidenceTable, Lit, Sentences},
    view::{ReportView, UnknownView},
};

/// The three panels of a report.
#[component]
pub(super) fn ReportBody(
    /// The report.
    report: ReportView,
    /// The numbers of the player's newest reports, newest first.
    versions: Vec<i32>,
) -> impl IntoView {
    let lit = Lit::new();
    let player = report.player_id.0;
    let ReportView { rows, unknown, .. } = report.clone();
    view! {
        <div class="grid-12 report-grid" id="report">
            <ReportText report versions lit/>
            <EvidenceTable rows lit class="span-4"/>
            <UnknownList player unknown lit/>
        </div>
    }
}

#[component]
fn ReportText(report: ReportView, versions: Vec<i32>, lit: Lit) -> impl IntoView {
    let player = report.player_id;
    let current = report.version;
    let checked = report.checked;
    let sections = report
        .sections
        .into_iter()
        .map(|(heading, sentences)| {
            view! {
                <section class="report-section">
                    <h3>{heading}</h3>
                    <Sentences sentences lit/>
                </section>
            }
        })
        .collect_view();
    let question = (!report.question.is_empty())
        .then(|| view! { <p class="report-question">{report.question}</p> });
    let note =
        (!report.note.is_empty()).then(|| view! { <p class="report-aside">{report.note}</p> });
    view! {
        <Panel title="Report" meta=report.written class="span-5">
            <div class="report-lead">
                <KindBadge kind=report.kind/>
                <CheckedBadge checked is_all=report.is_all_checked/>
                <VersionLinks player=player.0 current versions/>
            </div>
            <div class="report-lead">
                <VerdictBadge verdict=report.verdict/>
                <span class="text-2">{["confidence ", &report.confidence].concat()}</span>
                {question}
            </div>
            {note}
            <section class="report-section">
                <h3>"Why"</h3>
                <Sentences sentences=report.why lit/>
            </section>
            {sections}
        </Panel>
    }
}

/// Which of the three wrote the report.
#[component]
pub(super) fn KindBadge(
    /// Who.
    kind: ReportKind,
) -> impl IntoView {
    view! { <Badge>{kind.label()}</Badge> }
}

/// How many of the numbers stand in the evidence. Of a machine's report it is all of them; a person may
/// know more than the evidence.
#[component]
fn CheckedBadge(checked: String, is_all: bool) -> impl IntoView {
    if is_all {
        return view! {
            <Badge tone=Tone::Good icon=Symbol::Check>
                {checked}
            </Badge>
        }
        .into_any();
    }
    view! { <Badge icon=Symbol::Info>{checked}</Badge> }.into_any()
}

/// The advice, in a word.
#[component]
pub(super) fn VerdictBadge(
    /// The advice.
    verdict: Verdict,
) -> impl IntoView {
    view! { <span class=["verdict ", verdict.as_str()].concat()>{verdict.label()}</span> }
}

/// Links to the player's reports.
#[component]
fn VersionLinks(player: i64, current: i32, versions: Vec<i32>) -> impl IntoView {
    let links = versions
        .into_iter()
        .map(|version| {
            let href = format!("/players/{player}/reports/{version}");
            let is_current = (version == current).then_some("page");
            view! {
                <a href=href aria-current=is_current>
                    {version}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="report-versions" aria-label="Versions of the report">
            <span class="text-3">"Version"</span>
            {links}
        </nav>
    }
}

/// Where a cure can be applied, for those that are a page of this house.
fn cure_href(cure: &str, player: i64) -> Option<String> {
    match cure {
        "Edit the player" => Some(format!("/players/{player}/edit")),
        "Import values" | "Import more players" => Some("/players/import".to_owned()),
        _ => None,
    }
}

#[component]
fn UnknownList(player: i64, unknown: Vec<UnknownView>, lit: Lit) -> impl IntoView {
    let meta = unknown.len().to_string();
    let items = unknown
        .into_iter()
        .map(|item| {
            let cure = if item.cure.is_empty() {
                view! { <span class="unknown">"unknown"</span> }.into_any()
            } else if let Some(href) = cure_href(&item.cure, player) {
                view! { <a href=href>{item.cure}</a> }.into_any()
            } else {
                view! { <span class="text-2">{item.cure}</span> }.into_any()
            };
            view! {
                <li>
                    <div class="unknown-head">
                        <span class="unknown-name">
                            {item.metric} " " <EvidenceMark number=item.number lit/>
                        </span>
                        {cure}
                    </div>
                    <p>{item.why}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <Panel title="What we do not know" meta class="span-3">
            <ul class="unknown-list">{items}</ul>
        </Panel>
    }
}
