//! What a job made: tables, names with values, links; and the same as it is written, for those who want to
//! look closely.

use leptos::prelude::*;
use page_base::wording;
use serde_json::Value;

use super::{
    detail::pretty,
    readable::{Readable, readable},
};

/// The result of a job.
#[component]
pub(super) fn Output(
    /// As its kind defines.
    result: Value,
) -> impl IntoView {
    let shown = drawn(readable(&result));
    view! {
        <h3>"Result"</h3>
        <div class="job-output">{shown}</div>
        <details>
            <summary class="button standard small">"Raw JSON"</summary>
            <pre class="mono">{pretty(&result)}</pre>
        </details>
    }
}

fn drawn(value: Readable) -> AnyView {
    match value {
        Readable::Nothing => "–".into_any(),
        Readable::Word(text) => text.into_any(),
        Readable::Link(href) => {
            let words = href.clone();
            view! { <a href=href>{words}</a> }.into_any()
        }
        Readable::Json(text) => view! { <span class="mono">{text}</span> }.into_any(),
        Readable::Facts(facts) => {
            let facts = facts
                .into_iter()
                .map(|(name, value)| {
                    view! {
                        <div>
                            <dt>{name}</dt>
                            <dd>{drawn(value)}</dd>
                        </div>
                    }
                })
                .collect_view();
            view! { <dl class="output-facts">{facts}</dl> }.into_any()
        }
        Readable::List { items, left_out } => {
            let items =
                items.into_iter().map(|item| view! { <li>{drawn(item)}</li> }).collect_view();
            view! { <ul class="output-list">{items}</ul> {rest(left_out)} }.into_any()
        }
        Readable::Table { columns, rows, left_out } => {
            let head = columns
                .into_iter()
                .map(|name| view! { <th scope="col">{name}</th> })
                .collect_view();
            let rows = rows
                .into_iter()
                .map(|cells| {
                    let cells = cells
                        .into_iter()
                        .map(|cell| view! { <td>{drawn(cell)}</td> })
                        .collect_view();
                    view! { <tr>{cells}</tr> }
                })
                .collect_view();
            view! {
                <div class="table-frame" tabindex="0" role="group" aria-label="Table of the result">
                    <table class="table">
                        <thead>
                            <tr>{head}</tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {rest(left_out)}
            }
            .into_any()
        }
    }
}

/// What is left out of a long list.
fn rest(left_out: usize) -> Option<AnyView> {
    (left_out > 0).then(|| {
        let words = [&wording::count(left_out as u64), " more stand in the raw JSON."].concat();
        view! { <p class="text-3">{words}</p> }.into_any()
    })
}
