//! `/players/import/:id`: how a file is read, the run, what came of it.

use leptos::prelude::*;
use leptos_router::{hooks::use_params, params::Params};
use page_base::{error::AppError, wording};
use page_kit::{
    controls::Crumb,
    imports::{ImportShell, ImportStage, Phase, Warnings},
};
use uuid::Uuid;

use super::{
    import_view::{ImportView, SettleImport, find_import},
    mapping_form::MappingForm,
    outcome::Outcome,
    preview_table::Preview,
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
    let on_done = Callback::new(move |()| import.refetch());
    let draw = move |import| view! { <ImportBody import settle on_done/> }.into_any();
    view! { <ImportShell title="Import" crumbs import draw/> }
}

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new("/players", "Players"), Crumb::new("/players/import", "Import")]
}

#[component]
fn ImportBody(
    import: ImportView,
    settle: ServerAction<SettleImport>,
    /// The run is over: load what came of it.
    on_done: Callback<()>,
) -> impl IntoView {
    let meta = format!(
        "{}, {}, {}",
        wording::file_size(import.size_bytes),
        wording::counted(import.rows, "row", "rows"),
        import.reading.encoding
    );
    let (file_name, phase, job_id) = (import.file_name.clone(), import.phase, import.job_id);
    let error = import.error.clone();
    view! {
        <ImportStage title=file_name meta crumbs=crumbs() phase job_id error on_done>
            {if phase == Phase::Done {
                view! { <Outcome import/> }.into_any()
            } else {
                view! {
                    <Warnings title="Worth knowing before you import" lines=import.warnings.clone()/>
                    <MappingForm import=import.clone() settle/>
                    <Preview import/>
                }
                .into_any()
            }}
        </ImportStage>
    }
}
