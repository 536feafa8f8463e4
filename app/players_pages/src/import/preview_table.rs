//! The first rows of a file as they would be taken, and the first that would not.

use leptos::prelude::*;
use page_base::wording;
use page_kit::controls::{EmptyState, Panel, Unknown};

use super::import_view::{ImportView, RowView};
use crate::table_import::RejectTable;

/// What a dry run showed.
#[component]
pub(super) fn Preview(import: ImportView) -> impl IntoView {
    let is_valuations = import.reading.tables.chosen == "valuations";
    let career_heads = import.reading.career_heads.clone();
    let meta = format!("the first {} as they would be taken", import.first_rows.len());
    let rejected = (!import.first_rejects.is_empty()).then(|| {
        let meta = format!(
            "the first {} of {}",
            import.first_rejects.len(),
            wording::count(import.rejected)
        );
        view! {
            <Panel title="Rows that would be rejected" meta=meta flush=true>
                <RejectTable rejects=import.first_rejects/>
            </Panel>
        }
    });
    let rows = if import.first_rows.is_empty() {
        view! { <EmptyState why="No row can be read yet. Say what the columns mean and look again."/> }
            .into_any()
    } else {
        view! { <RowTable rows=import.first_rows is_valuations career_heads/> }.into_any()
    };
    view! {
        <Panel title="Rows" meta=meta flush=true>
            {rows}
        </Panel>
        {rejected}
    }
}

#[component]
fn RowTable(
    rows: Vec<RowView>,
    is_valuations: bool,
    /// What the cells of a table of careers are called; empty for other tables.
    career_heads: Vec<String>,
) -> impl IntoView {
    let is_career = !career_heads.is_empty();
    let heads: &[&str] = if is_career {
        &["Line"]
    } else if is_valuations {
        &["Line", "Player", "Value", "Day"]
    } else {
        &[
            "Line",
            "Name",
            "Born",
            "Pos",
            "Nations",
            "Club",
            "Height, cm",
            "Value",
            "Value of",
            "Id",
            "Notes",
        ]
    };
    let heads = heads
        .iter()
        .map(|head| (*head).to_owned())
        .chain(career_heads)
        .map(|head| {
            let class = (head == "Line").then_some("num");
            view! {
                <th scope="col" class=class>
                    {head}
                </th>
            }
        })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = if is_career {
                row.cells
            } else if is_valuations {
                vec![row.id, row.value, row.value_date]
            } else {
                vec![
                    row.name,
                    row.birth_date,
                    row.position,
                    row.nationalities,
                    row.club,
                    row.height_cm,
                    row.value,
                    row.value_date,
                    row.id,
                    row.notes,
                ]
            };
            let last = cells.len().saturating_sub(1);
            let cells = cells
                .into_iter()
                .enumerate()
                .map(|(place, cell)| {
                    // Notes and ids may be absent; a fact that is absent is unknown.
                    if !cell.is_empty() || (!is_valuations && !is_career && place + 1 >= last) {
                        view! { <td>{cell}</td> }.into_any()
                    } else {
                        view! {
                            <td>
                                <Unknown/>
                            </td>
                        }
                        .into_any()
                    }
                })
                .collect_view();
            view! {
                <tr>
                    <td class="num">{wording::count(row.line)}</td>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Rows of the file">
            <table class="table dense import-rows">
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
