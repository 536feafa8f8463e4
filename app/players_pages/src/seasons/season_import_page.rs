//! `/players/seasons/import/:id`: whose table it is, the run, what came of it.

use leptos::prelude::*;
use leptos_router::{hooks::use_params, params::Params};
use page_base::{error::AppError, wording};
use page_kit::{
    controls::Crumb,
    imports::{ImportShell, ImportStage, Phase, Warnings},
};
use uuid::Uuid;

use super::{
    outcome::Outcome,
    season_form::{Preview, SeasonForm, worth_knowing},
    season_view::{SeasonImportView, SettleSeason, find_season_import},
};

#[derive(Params, Clone, PartialEq)]
struct ImportParams {
    id: Option<Uuid>,
}

/// `/players/seasons/import/:id`
#[component]
pub fn SeasonImportPage() -> impl IntoView {
    let params = use_params::<ImportParams>();
    let id = move || params.get().ok().and_then(|params| params.id);
    let settle = ServerAction::<SettleSeason>::new();
    let import = Resource::new(
        move || (id(), settle.version().get()),
        |(id, _)| async move { find_season_import(id.ok_or(AppError::NotFound)?).await },
    );
    let on_done = Callback::new(move |()| import.refetch());
    let draw = move |import| view! { <ImportBody import settle on_done/> }.into_any();
    view! { <ImportShell title="Season import" crumbs import draw/> }
}

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new("/players", "Players"), Crumb::new("/players/seasons/import", "Seasons")]
}

#[component]
fn ImportBody(
    import: SeasonImportView,
    settle: ServerAction<SettleSeason>,
    /// The run is over: load what came of it.
    on_done: Callback<()>,
) -> impl IntoView {
    let meta = if import.phase == Phase::Open {
        wording::counted(import.rows, "row", "rows")
    } else {
        format!("{} {}", import.source, import.season)
    };
    let (file_name, phase, job_id) = (import.file_name.clone(), import.phase, import.job_id);
    let error = import.error.clone();
    view! {
        <ImportStage title=file_name meta crumbs=crumbs() phase job_id error on_done>
            {if phase == Phase::Done {
                view! { <Outcome import/> }.into_any()
            } else {
                view! {
                    <Warnings title="Worth knowing before you import" lines=worth_knowing(&import)/>
                    <SeasonForm import=import.clone() settle/>
                    <Preview import/>
                }
                .into_any()
            }}
        </ImportStage>
    }
}
