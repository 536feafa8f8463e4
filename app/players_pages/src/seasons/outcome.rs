//! What came of a season's import.

use leptos::prelude::*;
use page_base::wording;
use page_kit::{
    controls::{ButtonKind, ButtonLink, Panel, StatTile, Symbol},
    imports::Warnings,
};

use super::season_view::SeasonImportView;
use crate::table_import::RejectsPanel;

/// Tiles, what is worth knowing, the first rows that were not taken, and the way on.
#[component]
pub(super) fn Outcome(import: SeasonImportView) -> impl IntoView {
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
                href=format!("/api/v1/players/seasons/imports/{id}/rejects.csv")
                icon=Symbol::Download
                external=true
            >
                "Download reject file"
            </ButtonLink>
        }
    });
    let review = (outcome.doubtful > 0).then(|| {
        view! {
            <ButtonLink href="/players/review" kind=ButtonKind::Primary>
                {format!("Decide {}", wording::counted(outcome.doubtful, "doubtful pair", "doubtful pairs"))}
            </ButtonLink>
        }
    });
    view! {
        <Panel title="Result" meta=meta>
            <dl class="stats">
                <StatTile label="Accepted">{wording::count(outcome.accepted)}</StatTile>
                <StatTile label="Duplicates">{wording::count(outcome.duplicates)}</StatTile>
                <StatTile label="Rejected">{wording::count(outcome.rejected)}</StatTile>
                <StatTile label="Lost letters">{wording::count(outcome.lost_letters)}</StatTile>
                <StatTile label="Players">{wording::count(outcome.players)}</StatTile>
                <StatTile label="Lines written">{wording::count(outcome.changed)}</StatTile>
                <StatTile label="Known before">{wording::count(outcome.known)}</StatTile>
                <StatTile label="Matched">{wording::count(outcome.matched)}</StatTile>
                <StatTile label="Doubtful">{wording::count(outcome.doubtful)}</StatTile>
                <StatTile label="Unknown">{wording::count(outcome.unknown)}</StatTile>
                <StatTile label="Players added">{wording::count(outcome.players_added)}</StatTile>
            </dl>
            <div class="row import-buttons">
                {review}
                <ButtonLink href="/players">"Open players"</ButtonLink>
                <ButtonLink href="/players/seasons/import">"Import another season"</ButtonLink>
                {download}
            </div>
        </Panel>
        <Warnings title="Worth knowing" lines=outcome.warnings/>
        <RejectsPanel rejects=outcome.rejects refused/>
    }
    .into_any()
}
