//! `/players/seasons/import`: bring a season's table, and what became of earlier ones.

use leptos::prelude::*;
use page_base::error::AppError;

use crate::table_import::{ImportLine, ImportLists, Listed};

const LISTED: Listed = Listed {
    title: "Import seasons",
    path: "/players/seasons/import",
    upload: "/players/import/upload?kind=season",
    invitation: "Choose a table of a season, or drop it here",
    layout: "One row a player and club, one column a metric, as FBref prints them; CSV, plain or gzip. You \
             see how it is taken before anything is written.",
    holds: "Season",
    counts: ["Players", "Known", "Doubtful"],
    none: "No season has been imported yet. Choose a table above.",
};

/// The newest imports of seasons, newest first.
///
/// # Errors
/// `SignInRequired`; `Forbidden` below an analyst.
#[server(prefix = "/fn", endpoint = "players/list_season_imports", output = page_base::wire::Json)]
pub async fn list_season_imports() -> Result<Vec<ImportLine>, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    /// As many as fit on a screen or two.
    const NEWEST: u32 = 50;

    respond(async {
        signed_in(Role::Analyst)?;
        let imports = store::season_imports::list(&state().db, NEWEST).await?;
        let lines = imports
            .into_iter()
            .map(|import| ImportLine {
                id: import.id,
                holds: [import.settings.source, import.settings.season].join(" "),
                state: import.state.as_str().to_owned(),
                rows: import.preview.rows,
                counts: import.summary.map(|summary| {
                    [summary.players, summary.known + summary.matched, summary.doubtful]
                }),
                created_at: import.created_at,
                file_name: import.file_name,
            })
            .collect();
        Ok::<_, Failure>(lines)
    })
    .await
}

/// `/players/seasons/import`
#[component]
pub fn SeasonImportListPage() -> impl IntoView {
    view! { <ImportLists listed=&LISTED imports=Resource::new(|| (), |()| list_season_imports())/> }
}
