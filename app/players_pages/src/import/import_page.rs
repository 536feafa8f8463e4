//! `/players/import/:id`: how a file is read, the run, what came of it.

use leptos::prelude::*;
use leptos_router::{hooks::use_params, params::Params};
use page_base::{error::AppError, wording};
use page_kit::controls::Crumb;
use uuid::Uuid;

use super::{
    import_view::{ImportView, SettleImport, find_import},
    mapping_form::MappingForm,
    outcome::Outcome,
    preview_table::Preview,
};
use crate::table_import::{ImportShell, ImportStage, Phase, Warnings};

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
        bytes(import.size_bytes),
        wording::counted(import.rows, "row", "rows"),
        import.reading.encoding
    );
    let (file_name, phase, job_id) = (import.file_name.clone(), import.phase, import.job_id);
    let error = import.error.clone();
    view! {
        <ImportStage file_name meta crumbs=crumbs() phase job_id error on_done>
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
