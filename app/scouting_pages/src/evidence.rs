//! Evidence marks and the table they lead to.

use leptos::{ev, prelude::*};
use page_kit::controls::Panel;

use super::view::{PartView, RowView, SentenceView};

/// Which row is lit: the one under the pointer or focus, else the one that was pressed.
#[derive(Clone, Copy)]
pub(super) struct Lit {
    over: RwSignal<Option<u16>>,
    pinned: RwSignal<Option<u16>>,
}

impl Lit {
    pub(super) fn new() -> Self {
        Self { over: RwSignal::new(None), pinned: RwSignal::new(None) }
    }

    fn is_lit(self, number: u16) -> bool {
        self.over.get() == Some(number) || self.pinned.get() == Some(number)
    }

    /// Pins the row, or lets it go when it was pinned.
    fn press(self, number: u16) {
        let pinned = self.pinned.get_untracked();
        self.pinned.set((pinned != Some(number)).then_some(number));
    }
}

fn label(number: u16) -> String {
    ["E", &number.to_string()].concat()
}

fn row_id(number: u16) -> String {
    ["evidence-", &number.to_string()].concat()
}

/// `E7`: a link to its row. Hover and focus light the row, a press pins it; without script the link
/// leads there.
#[component]
pub(super) fn EvidenceMark(
    /// 7 for `E7`.
    number: u16,
    /// Which row is lit.
    lit: Lit,
) -> impl IntoView {
    let press = move |event: ev::MouseEvent| {
        event.prevent_default();
        lit.press(number);
        if let Some(row) = document().get_element_by_id(&row_id(number)) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    };
    view! {
        <a
            class="evidence-mark"
            class:pinned=move || lit.pinned.get() == Some(number)
            href=["#", &row_id(number)].concat()
            aria-label=["Evidence ", &label(number)].concat()
            on:mouseenter=move |_| lit.over.set(Some(number))
            on:mouseleave=move |_| lit.over.set(None)
            on:focus=move |_| lit.over.set(Some(number))
            on:blur=move |_| lit.over.set(None)
            on:click=press
        >
            {label(number)}
        </a>
    }
}

/// Sentences with their marks.
#[component]
pub(super) fn Sentences(
    /// The sentences.
    sentences: Vec<SentenceView>,
    /// Which row is lit.
    lit: Lit,
) -> impl IntoView {
    let sentences = sentences
        .into_iter()
        .map(|parts| {
            let parts =
                parts.into_iter().map(|part| view! { <SentencePart part lit/> }).collect_view();
            view! { <span class="sentence">{parts}" "</span> }
        })
        .collect_view();
    view! { <p>{sentences}</p> }
}

#[component]
fn SentencePart(part: PartView, lit: Lit) -> impl IntoView {
    let marks =
        part.marks.into_iter().map(|number| view! { <EvidenceMark number lit/> }).collect_view();
    let words = if part.is_unchecked {
        view! {
            <span class="unchecked">{part.words}</span>
            <small class="unchecked-note">"not checked"</small>
        }
        .into_any()
    } else {
        part.words.into_any()
    };
    view! {
        {words}
        {marks}
    }
}

/// Every row, with its peers, source and date.
#[component]
pub(super) fn EvidenceTable(
    /// The rows.
    rows: Vec<RowView>,
    /// Which row is lit.
    lit: Lit,
    /// Columns it takes.
    class: &'static str,
) -> impl IntoView {
    let meta = [&rows.len().to_string(), " rows"].concat();
    let rows = rows.into_iter().map(|row| view! { <EvidenceRow row lit/> }).collect_view();
    view! {
        <Panel title="Evidence" meta class flush=true>
            <div class="table-frame evidence-frame" tabindex="0" role="region" aria-label="Evidence">
                <table class="table dense evidence-table">
                    <thead>
                        <tr>
                            <th scope="col">
                                <span class="sr-only">"Row"</span>
                            </th>
                            <th scope="col">"Metric"</th>
                            <th scope="col" class="num">
                                "Value"
                            </th>
                            <th scope="col" class="num">
                                <abbr title="Percentile among the peers">"Pct."</abbr>
                            </th>
                            <th scope="col">"Source, as of"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Panel>
    }
}

#[component]
fn EvidenceRow(row: RowView, lit: Lit) -> impl IntoView {
    let number = row.number;
    let note = (!row.note.is_empty()).then(|| view! { <small>{row.note}</small> });
    view! {
        <tr id=row_id(number) class:selected=move || lit.is_lit(number)>
            <td>
                <span class="evidence-mark plain">{label(number)}</span>
            </td>
            <th scope="row">{row.metric} {note}</th>
            <td class="num" class:unknown=row.is_unknown>
                {row.value}
            </td>
            <td class="num">{row.percentile}</td>
            <td class="text-2">{row.source}</td>
        </tr>
    }
}
