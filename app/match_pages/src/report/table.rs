//! The table of a chart, behind a word below it.

use leptos::prelude::*;

/// The same figures as a chart, opened by "Table". Works without script.
#[component]
pub(crate) fn ChartTable(
    /// What it holds, for assistive technology.
    #[prop(into)]
    what: String,
    /// The names of the columns; the first one names the row.
    heads: Vec<&'static str>,
    /// How many columns from the left are words; the others are numbers.
    words: usize,
    /// The rows, each as long as the heads.
    rows: Vec<Vec<String>>,
) -> impl IntoView {
    let class = move |column: usize| (column >= words).then_some("num");
    let heads = heads
        .into_iter()
        .enumerate()
        .map(|(column, head)| {
            view! {
                <th scope="col" class=class(column)>
                    {head}
                </th>
            }
        })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .enumerate()
                .map(|(column, cell)| match column {
                    0 => view! { <th scope="row">{cell}</th> }.into_any(),
                    _ => view! { <td class=class(column)>{cell}</td> }.into_any(),
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <details class="chart-table">
            <summary>"Table"</summary>
            <div class="table-frame" tabindex="0" role="group" aria-label=what>
                <table class="table dense">
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
