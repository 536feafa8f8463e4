//! Rows of a file that are not taken.

use leptos::prelude::*;
use page_base::wording;
use page_kit::controls::{EmptyState, Panel};
use serde::{Deserialize, Serialize};

/// One row that is not taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct RejectView {
    line: u64,
    column: String,
    reason: String,
    is_duplicate: bool,
}

#[cfg(feature = "ssr")]
impl From<&store::imports::RejectedRow> for RejectView {
    fn from(row: &store::imports::RejectedRow) -> Self {
        Self {
            line: row.line,
            column: row.column.clone(),
            reason: row.reason.clone(),
            is_duplicate: row.is_duplicate,
        }
    }
}

/// The first rows that were not taken, out of `refused`.
#[component]
pub(crate) fn RejectsPanel(rejects: Vec<RejectView>, refused: u64) -> impl IntoView {
    let meta = if refused > 0 {
        ["the first ", &rejects.len().to_string(), " of ", &wording::count(refused)].concat()
    } else {
        String::new()
    };
    let rows = if rejects.is_empty() {
        view! { <EmptyState why="Every row was taken."/> }.into_any()
    } else {
        view! { <RejectTable rejects/> }.into_any()
    };
    view! {
        <Panel title="Rows that were not taken" meta=meta flush=true>
            {rows}
        </Panel>
    }
}

/// Rows that are not taken, with line, column and reason.
#[component]
pub(crate) fn RejectTable(rejects: Vec<RejectView>) -> impl IntoView {
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
