//! `/matches/import/:id`: what the files are, which match it is, the run, and the way to the match.

mod files;
mod form;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params, use_query_map},
    params::Params,
};
use page_base::{error::AppError, wording};
use page_kit::{
    acting::when_done,
    controls::{ButtonKind, ButtonLink, Icon, Panel, Symbol},
    imports::{ImportShell, ImportStage, Phase, Refused, UploadForm},
};
use uuid::Uuid;

#[cfg(feature = "ssr")]
pub(crate) use self::view::files_of;
pub(crate) use self::{files::FileTable, view::FileView};
use self::{files::FilesPanel, form::StartForm};
pub use self::{
    form::ImportMatch,
    view::{MatchImportView, find_match_import},
};
use crate::shell::crumbs;

/// What the address of an import says shall follow its run.
const THEN: &str = "then";
/// The match is opened.
const THEN_OPEN: &str = "open";

/// The page of an import that was just started.
#[cfg(feature = "ssr")]
pub(crate) fn leading_on(id: Uuid) -> String {
    format!("/matches/import/{id}?{THEN}={THEN_OPEN}")
}

#[derive(Params, Clone, PartialEq)]
struct ImportParams {
    id: Option<Uuid>,
}

/// `/matches/import/:id`
#[component]
pub fn MatchImportPage() -> impl IntoView {
    let params = use_params::<ImportParams>();
    let id = move || params.get().ok().and_then(|params| params.id);
    let start = ServerAction::<ImportMatch>::new();
    let import =
        Resource::new(
            id,
            |id| async move { find_match_import(id.ok_or(AppError::NotFound)?).await },
        );
    when_done(start, move |()| import.refetch());
    // Whoever started the run or watched it is led on to the match; whoever comes later is shown the way. A short
    // run is over before the page hears of it: that it was started here stands in the address.
    let query = use_query_map();
    let watched = RwSignal::new(false);
    let lead_on = Signal::derive(move || {
        watched.get() || query.with(|query| query.get_str(THEN) == Some(THEN_OPEN))
    });
    let on_done = Callback::new(move |()| {
        watched.set(true);
        import.refetch();
    });
    let draw = move |import| view! { <ImportBody import start lead_on on_done/> }.into_any();
    view! { <ImportShell title="Import" crumbs import draw/> }
}

#[component]
pub(crate) fn ImportBody(
    import: MatchImportView,
    start: ServerAction<ImportMatch>,
    /// The match is opened as soon as it is there.
    #[prop(into)]
    lead_on: Signal<bool>,
    /// The run is over: load what came of it.
    on_done: Callback<()>,
) -> impl IntoView {
    let MatchImportView { id, ref title, phase, job_id, ref error, match_id, .. } = import;
    let bytes = import.files.iter().map(|file| file.size_bytes).sum();
    let files = wording::counted(import.files.len() as u64, "file", "files");
    let meta = [&files, ", ", &wording::file_size(bytes)].concat();
    let failed = error.is_some();
    let (title, error) = (title.clone(), error.clone());
    let body = match match_id {
        Some(match_id) => {
            let href = format!("/matches/{match_id}");
            let navigate = use_navigate();
            let there = href.clone();
            Effect::new(move || {
                if lead_on.get() {
                    // Going back from the match shall not lead to it again.
                    let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
                    navigate(&there, options);
                }
            });
            view! {
                <Panel title="The match is there">
                    <p>"Its report, line-ups and positions are kept. The files were read as they came."</p>
                    <div class="row import-buttons">
                        <ButtonLink href="/matches">"Import another match"</ButtonLink>
                        <ButtonLink href kind=ButtonKind::Primary>
                            "Open the match"
                        </ButtonLink>
                    </div>
                </Panel>
                <FilesPanel import/>
            }
            .into_any()
        }
        None => view! {
            <Refused what="The files were not taken"/>
            {failed.then(|| view! { <p>"Add a file below, or start again."</p> })}
            {import.problem.clone().map(|why| view! { <Missing why/> })}
            <FilesPanel import=import.clone()/>
            <StartForm import start/>
            <UploadForm
                action=format!("/matches/import/upload?import={id}")
                invitation="Add more files of this match"
                layout="They are read together with those above. A file that is there already is not added again."
                button="Add files"
                multiple=true
                kind=ButtonKind::Standard
            />
        }
        .into_any(),
    };
    let phase = if match_id.is_some() { Phase::Done } else { phase };
    view! {
        <ImportStage title meta crumbs=crumbs() phase job_id error on_done>
            {body}
        </ImportStage>
    }
}

/// What is missing or too much before the import can start, with its cure.
#[component]
fn Missing(why: String) -> impl IntoView {
    view! {
        <div class="notice warn">
            <Icon symbol=Symbol::Warning/>
            <div class="notice-body">
                <p class="notice-title">"It cannot start yet"</p>
                <p>{why}</p>
            </div>
        </div>
    }
}
