//! What came of an import.

use leptos::prelude::*;

use super::{import_view::ImportView, preview_table::RejectTable};
use crate::controls::{ButtonLink, EmptyState, Panel, StatTile, Symbol, wording};

/// Tiles, the first rows that were not taken, and the way on.
#[component]
pub(super) fn Outcome(import: ImportView) -> impl IntoView {
    let Some(outcome) = import.outcome else { return ().into_any() };
    let id = import.id;
    let seconds = format!("{}.{:02} s", outcome.took_ms / 1_000, outcome.took_ms % 1_000 / 10);
    let refused = outcome.rejected + outcome.duplicates;
    let rejects = if outcome.rejects.is_empty() {
        view! { <EmptyState why="Every row was taken."/> }.into_any()
    } else {
        view! { <RejectTable rejects=outcome.rejects.clone()/> }.into_any()
    };
    let meta = if refused > 0 {
        format!("the first {} of {}", outcome.rejects.len(), wording::count(refused))
    } else {
        String::new()
    };
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
        <Panel title="Result" meta=format!("{} in {seconds}", wording::counted(outcome.rows, "row", "rows"))>
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
        <Panel title="Rows that were not taken" meta=meta flush=true>
            {rejects}
        </Panel>
    }
    .into_any()
}
