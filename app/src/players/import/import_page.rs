//! `/players/import/:id`: how a file is read, the run, what came of it.

use leptos::prelude::*;
use leptos_router::{hooks::use_params, params::Params};
use uuid::Uuid;

use super::{
    import_view::{ImportView, Phase, SettleImport, find_import},
    mapping_form::MappingForm,
    outcome::Outcome,
    preview_table::Preview,
};
use crate::{
    controls::{Crumb, ErrorFallback, Icon, PageHead, Panel, Symbol, TablePlaceholder, wording},
    error::AppError,
    jobs::{TaskPanel, use_tasks},
    players::tell_status,
};

#[derive(Params, Clone, PartialEq)]
struct ImportParams {
    id: Option<Uuid>,
}

/// `/players/import/:id`
#[component]
pub fn ImportPage() -> impl IntoView {
    let params = use_params::<ImportParams>();
    let id = move || params.get().ok().and_then(|params| params.id);
    let settle = ServerAction::<SettleImport>::new();
    let import = Resource::new(
        move || (id(), settle.version().get()),
        |(id, _)| async move { find_import(id.ok_or(AppError::NotFound)?).await },
    );
    view! {
        <Suspense fallback=|| {
            view! {
                <PageHead title="Import" crumbs=crumbs()/>
                <TablePlaceholder/>
            }
        }>
            <ErrorBoundary fallback=|errors| {
                view! {
                    <PageHead title="Import" crumbs=crumbs()/>
                    <div class="page-body">
                        <ErrorFallback errors/>
                    </div>
                }
            }>
                {move || Suspend::new(async move {
                    tell_status(import.await).map(|view| {
                            view! { <ImportBody import=view settle on_done=move || import.refetch()/> }
                        })
                })}
            </ErrorBoundary>
        </Suspense>
    }
}

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new("/players", "Players"), Crumb::new("/players/import", "Import")]
}

#[component]
fn ImportBody(
    import: ImportView,
    settle: ServerAction<SettleImport>,
    /// The run is over: load what came of it.
    on_done: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    let meta = format!(
        "{}, {}, {}",
        bytes(import.size_bytes),
        wording::counted(import.rows, "row", "rows"),
        import.reading.encoding
    );
    let on_completed = Callback::new(move |()| on_done());
    let tasks = use_tasks();
    if let (Phase::Running, Some(job)) = (import.phase, import.job_id) {
        Effect::new(move || tasks.started(job));
    }
    let body = match (import.phase, import.job_id) {
        (Phase::Running, Some(job)) => view! {
            <Panel title="Import under way" meta="you may leave this page" flush=true>
                <TaskPanel task=Signal::stored(job) on_completed=on_completed/>
            </Panel>
        }
        .into_any(),
        (Phase::Done, _) => view! { <Outcome import=import.clone()/> }.into_any(),
        _ => view! {
            <FailedBefore error=import.error.clone()/>
            <Warnings warnings=import.warnings.clone()/>
            <MappingForm import=import.clone() settle/>
            <Preview import=import.clone()/>
        }
        .into_any(),
    };
    view! {
        <PageHead title=import.file_name meta=meta crumbs=crumbs()/>
        <div class="page-body import">{body}</div>
    }
}

#[component]
fn FailedBefore(error: Option<String>) -> impl IntoView {
    error.map(|why| {
        view! {
            <div class="notice" role="alert">
                <Icon symbol=Symbol::Failed/>
                <div class="notice-body">
                    <p class="notice-title">"The last run wrote nothing"</p>
                    <p>{why}</p>
                </div>
            </div>
        }
    })
}

#[component]
fn Warnings(warnings: Vec<String>) -> impl IntoView {
    (!warnings.is_empty()).then(|| {
        let lines = warnings.into_iter().map(|warning| view! { <li>{warning}</li> }).collect_view();
        view! {
            <div class="notice warn">
                <Icon symbol=Symbol::Warning/>
                <div class="notice-body">
                    <p class="notice-title">"Worth knowing before you import"</p>
                    <ul class="import-warnings">{lines}</ul>
                </div>
            </div>
        }
    })
}

/// The size of a file as people write it.
fn bytes(size: u64) -> String {
    match size {
        1_000_000.. => format!("{}.{} MB", size / 1_000_000, size % 1_000_000 / 100_000),
        1_000.. => format!("{} kB", size / 1_000),
        _ => format!("{size} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_are_short() {
        assert_eq!(bytes(858), "858 bytes");
        assert_eq!(bytes(12_345), "12 kB");
        assert_eq!(bytes(5_678_901), "5.6 MB");
    }
}
