//! `/players/:id/reports/write`: a person's own report, with the sections of the machines' reports and the
//! evidence beside it. What is typed is kept as a draft; without script by the button.

mod autosave;
mod form;
mod save;

use football::PlayerId;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use page_base::error::AppError;
use page_kit::{
    account::ForAnalysts,
    controls::{Crumb, ErrorFallback, PageHead, TablePlaceholder},
};

use self::{form::WriteForm, save::open_report_form};

/// `/players/:id/reports/write?from=2`
#[component]
pub fn WriteReportPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let wanted = move || {
        let player = params.with(|params| params.get("id")?.parse::<PlayerId>().ok());
        let from = query.with(|query| query.get_str("from")?.parse::<i32>().ok());
        (player, from)
    };
    let opened = Resource::new(wanted, |(player, from)| async move {
        open_report_form(player.ok_or(AppError::NotFound)?, from).await
    });
    view! {
        <Suspense fallback=|| view! { <TablePlaceholder rows=12/> }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <PageHead title="Write a report" crumbs=vec![Crumb::new("/players", "Players")]/>
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    let opened = opened.await?;
                    let href = format!("/players/{}", opened.player_id);
                    let title = ["Your report on ", &opened.player_name].concat();
                    let crumbs = vec![
                        Crumb::new("/players", "Players"),
                        Crumb::new(href, &opened.player_name),
                    ];
                    Ok::<_, AppError>(view! {
                        <PageHead title crumbs/>
                        <div class="page-body">
                            <ForAnalysts>
                                <WriteForm opened=opened.clone()/>
                            </ForAnalysts>
                        </div>
                    })
                })}
            </ErrorBoundary>
        </Suspense>
    }
}
