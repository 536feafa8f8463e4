//! `/players/import`: bring a file, and what became of earlier ones.

use leptos::prelude::*;
use page_base::error::AppError;

use crate::table_import::{ImportLine, ImportLists, Listed};

const LISTED: Listed = Listed {
    title: "Import players",
    path: "/players/import",
    upload: "/players/import/upload",
    invitation: "Choose a table of players, market values or careers, or drop it here",
    layout: "CSV with comma, semicolon, tab or bar; UTF-8 or Windows encodings; plain or gzip. The headers \
             say which table it is: players, values, transfers, appearances, injuries, clubs or \
             competitions. You see how it is read before anything is written.",
    holds: "Table",
    counts: ["Accepted", "Duplicates", "Rejected"],
    none: "Nothing has been imported yet. Choose a file above.",
};

/// The newest imports, newest first.
///
/// # Errors
/// `SignInRequired`; `Forbidden` below an analyst.
#[server(prefix = "/fn", endpoint = "players/list_imports", output = page_base::wire::Json)]
pub async fn list_imports() -> Result<Vec<ImportLine>, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    /// As many as fit on a screen or two.
    const NEWEST: u32 = 50;

    respond(async {
        signed_in(Role::Analyst)?;
        let imports = store::imports::list(&state().db, NEWEST).await?;
        let lines = imports
            .into_iter()
            .map(|import| ImportLine {
                id: import.id,
                holds: import.reading.table.label().to_owned(),
                state: import.state.as_str().to_owned(),
                rows: import.preview.rows,
                counts: import
                    .summary
                    .map(|summary| [summary.accepted, summary.duplicates, summary.rejected]),
                created_at: import.created_at,
                file_name: import.file_name,
            })
            .collect();
        Ok::<_, Failure>(lines)
    })
    .await
}

/// `/players/import`
#[component]
pub fn ImportListPage() -> impl IntoView {
    view! { <ImportLists listed=&LISTED imports=Resource::new(|| (), |()| list_imports())/> }
}
