//! `/players/:id/reports/:version`: one report; prints as it stands.

use football::PlayerId;
use leptos::prelude::*;
use leptos_router::{hooks::use_params, params::Params};
use page_base::error::AppError;
use page_kit::controls::{ButtonLink, Crumb, ErrorFallback, PageHead, Symbol, TablePlaceholder};
use scouting_stats::ReportKind;

use super::{load::find_report, report::ReportBody, steer::DeleteReport, view::ReportView};

#[derive(Params, Clone, PartialEq)]
struct ReportParams {
    id: Option<i64>,
    version: Option<i32>,
}

/// `/players/:id/reports/:version`
#[component]
pub fn ReportPage() -> impl IntoView {
    let params = use_params::<ReportParams>();
    let address = move || {
        let params = params.get().ok()?;
        params.id.map(PlayerId).zip(params.version)
    };
    let found = Resource::new(address, |address| async move {
        let (player, version) = address.ok_or(AppError::NotFound)?;
        find_report(player, version).await
    });
    view! {
        <Transition fallback=|| view! { <TablePlaceholder rows=12/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <PageHead title="Report" crumbs=vec![Crumb::new("/players", "Players")]/>
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let (report, versions) = found.await?;
                    Ok::<_, AppError>(view! { <Report report versions/> })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn Report(report: ReportView, versions: Vec<i32>) -> impl IntoView {
    let player = report.player_id;
    let above = format!("/players/{player}");
    let crumbs =
        vec![Crumb::new("/players", "Players"), Crumb::new(above.clone(), &report.player_name)];
    let title = format!("Report {} on {}", report.version, report.player_name);
    let markdown = format!("/api/v1/reports/{}.md", report.id);
    let compare = other_version(report.version, &versions).map(|other| {
        let (left, right) = (other.min(report.version), other.max(report.version));
        let href = format!("{above}/reports/compare?left={left}&right={right}");
        view! { <ButtonLink href=href>"Compare"</ButtonLink> }
    });
    let change = (report.kind == ReportKind::Person && report.may_change).then(|| {
        let href = format!("{above}/reports/write?from={}", report.version);
        view! {
            <DeleteReport report=report.id player/>
            <ButtonLink href=href>"Edit"</ButtonLink>
        }
    });
    view! {
        <PageHead title crumbs>
            {change} {compare}
            <ButtonLink href=markdown icon=Symbol::Download external=true>
                "Download Markdown"
            </ButtonLink>
        </PageHead>
        <div class="page-body printed-report">
            <ReportBody report versions/>
        </div>
    }
}

/// With which of the player's reports this one is compared first: the one before it, else the one after.
fn other_version(version: i32, versions: &[i32]) -> Option<i32> {
    let before = versions.iter().filter(|other| **other < version).max();
    before.or_else(|| versions.iter().filter(|other| **other > version).min()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_compared_with_the_one_before_it() {
        assert_eq!(other_version(3, &[4, 3, 1]), Some(1));
        assert_eq!(other_version(1, &[4, 3, 1]), Some(3));
        assert_eq!(other_version(1, &[1]), None);
    }
}
