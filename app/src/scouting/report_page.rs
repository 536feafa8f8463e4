//! `/players/:id/reports/:version`: one report; prints as it stands.

use football::PlayerId;
use leptos::prelude::*;
use leptos_router::{hooks::use_params, params::Params};

use super::{load::find_report, report::ReportBody};
use crate::{
    controls::{ButtonLink, Crumb, ErrorFallback, PageHead, Symbol, TablePlaceholder},
    error::AppError,
};

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
                    let crumbs = vec![
                        Crumb::new("/players", "Players"),
                        Crumb::new(format!("/players/{}", report.player_id), &report.player_name),
                    ];
                    let title = format!("Report {} on {}", report.version, report.player_name);
                    let markdown = format!("/api/v1/reports/{}.md", report.id);
                    Ok::<_, AppError>(
                        view! {
                            <PageHead title crumbs>
                                <ButtonLink href=markdown icon=Symbol::Download external=true>
                                    "Download Markdown"
                                </ButtonLink>
                            </PageHead>
                            <div class="page-body">
                                <ReportBody report versions/>
                            </div>
                        },
                    )
                })}
            </ErrorBoundary>
        </Transition>
    }
}
