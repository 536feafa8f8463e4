//! What came of a season's import.

use leptos::prelude::*;

use super::season_view::{RejectLine, SeasonImportView};
use crate::controls::{ButtonKind, ButtonLink, EmptyState, Icon, Panel, StatTile, Symbol, wording};

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
    let refused_meta = if refused > 0 {
        format!("the first {} of {}", outcome.rejects.len(), wording::count(refused))
    } else {
        String::new()
    };
    let rejects = if outcome.rejects.is_empty() {
        view! { <EmptyState why="Every row was taken."/> }.into_any()
    } else {
        view! { <RejectTable rejects=outcome.rejects.clone()/> }.into_any()
    };
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
    let warnings = outcome.warnings.clone();
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
        <Told warnings/>
        <Panel title="Rows that were not taken" meta=refused_meta flush=true>
            {rejects}
        </Panel>
    }
    .into_any()
}

#[component]
fn Told(warnings: Vec<String>) -> impl IntoView {
    (!warnings.is_empty()).then(|| {
        let lines = warnings.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <div class="notice warn">
                <Icon symbol=Symbol::Warning/>
                <div class="notice-body">
                    <p class="notice-title">"Worth knowing"</p>
                    <ul class="import-warnings">{lines}</ul>
                </div>
            </div>
        }
    })
}

/// Rows that are not taken, with line, column and reason.
#[component]
pub(super) fn RejectTable(rejects: Vec<RejectLine>) -> impl IntoView {
    let rows = rejects
        .into_iter()
        .map(|reject| {
            let column =
                if reject.column.is_empty() { "whole row".to_owned() } else { reject.column };
            view! {
                <tr>
                    <td class="num">{wording::count(reject.line)}</td>
                    <td>{if reject.is_duplicate { "Duplicate" } else { "Rejected" }}</td>
                    <td>{column}</td>
                    <td>{reject.reason}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Rows that are not taken">
            <table class="table dense import-rows">
                <thead>
                    <tr>
                        <th scope="col" class="num">"Line"</th>
                        <th scope="col">"Verdict"</th>
                        <th scope="col">"Column"</th>
                        <th scope="col">"Reason"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
