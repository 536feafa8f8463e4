//! What came of an import.

use leptos::prelude::*;
use page_base::wording;
use page_kit::controls::{ButtonLink, Panel, StatTile, Symbol};

use super::import_view::ImportView;
use crate::table_import::RejectsPanel;

/// Tiles, the first rows that were not taken, and the way on.
#[component]
pub(super) fn Outcome(import: ImportView) -> impl IntoView {
    let Some(outcome) = import.outcome else { return ().into_any() };
    let id = import.id;
    let meta = format!(
        "{} in {}",
        wording::counted(outcome.rows, "row", "rows"),
        wording::run_time(outcome.took_ms)
    );
    let refused = outcome.rejected + outcome.duplicates;
    let download = outcome.has_reject_file.then(|| {
        view! {
            <ButtonLink
                href=format!("/api/v1/players/imports/{id}/rejects.csv")
                icon=Symbol::Download
                external=true
            >
                "Download reject file"
            </ButtonLink>
        }
    });
    let written = match outcome.career {
        Some((added, changed)) => view! {
            <StatTile label="Added">{wording::count(added)}</StatTile>
            <StatTile label="Changed">{wording::count(changed)}</StatTile>
        }
        .into_any(),
        None => view! {
            <StatTile label="Players added">{wording::count(outcome.players_added)}</StatTile>
            <StatTile label="Players changed">{wording::count(outcome.players_changed)}</StatTile>
            <StatTile label="Values added">{wording::count(outcome.valuations_added)}</StatTile>
            <StatTile label="Values changed">
                {wording::count(outcome.valuations_changed)}
            </StatTile>
        }
        .into_any(),
    };
    view! {
        <Panel title="Result" meta=meta>
            <dl class="stats">
                <StatTile label="Accepted">{wording::count(outcome.accepted)}</StatTile>
                <StatTile label="Duplicates">{wording::count(outcome.duplicates)}</StatTile>
                <StatTile label="Rejected">{wording::count(outcome.rejected)}</StatTile>
                {written}
            </dl>
            <div class="row import-buttons">
                <ButtonLink href="/players">"Open players"</ButtonLink>
                <ButtonLink href="/players/import">"Import another file"</ButtonLink>
                {download}
            </div>
        </Panel>
        <RejectsPanel rejects=outcome.rejects refused/>
    }
    .into_any()
}
