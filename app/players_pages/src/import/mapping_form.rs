//! What each column means, to be corrected before the run.

#![expect(clippy::too_many_lines, reason = "one form, read from top to bottom")]

use leptos::{form::ActionForm, prelude::*};
use page_base::wording;
use page_kit::{
    acting::{failure, other_failure},
    controls::{Badge, Button, ButtonKind, Choice, Icon, Panel, Select, Symbol, TextField, Tone},
};

use super::import_view::{Choices, ColumnView, ImportView, SettleImport};
use crate::table_import::complaint;

/// The form: what is read how, and the two buttons that look again and that start.
#[component]
pub(super) fn MappingForm(import: ImportView, settle: ServerAction<SettleImport>) -> impl IntoView {
    let reading = import.reading;
    let failed = failure(settle);
    let problems = import.problems.clone();
    let on_field = move |field: &'static str| complaint(&problems, failed, field);
    let columns_error = on_field("columns");
    let (read, unread): (Vec<_>, Vec<_>) =
        reading.columns.into_iter().enumerate().partition(|(_, column)| !column.kind.is_empty());
    let unread_count = unread.len();
    let kinds = StoredValue::new(reading.kinds);
    let rows = |columns: Vec<(usize, ColumnView)>| {
        columns
            .into_iter()
            .map(|(place, column)| view! { <ColumnRow place column kinds/> })
            .collect_view()
    };
    let read = rows(read);
    let unread = rows(unread);
    let is_settled = import.problems.is_empty();
    let run_words = format!("Import {}", wording::counted(import.rows, "row", "rows"));
    view! {
        <Panel title="How the file is read" meta=format!("{}, {}", reading.layout, reading.encoding)>
            <ActionForm action=settle>
                {other_failure(failed, "Nothing was changed or started.")}
                <input type="hidden" name="id" value=import.id.to_string()/>
                <div class="fields import-fields">
                    <Select
                        name="table"
                        label="Table"
                        value=Signal::stored(reading.tables.chosen.clone())
                        choices=choices(reading.tables)
                    />
                    <Select
                        name="delimiter"
                        label="Cells are parted by"
                        value=Signal::stored(reading.delimiters.chosen.clone())
                        choices=choices(reading.delimiters)
                    />
                    <Select
                        name="legacy"
                        label="Lines outside UTF-8 are"
                        value=Signal::stored(reading.legacies.chosen.clone())
                        choices=choices(reading.legacies)
                    />
                    <TextField
                        name="provider"
                        label="Whose ids"
                        value=Signal::stored(reading.provider)
                        hint="For example transfermarkt."
                        error=on_field("provider")
                        optional=true
                    />
                    <TextField
                        name="value_source"
                        label="Who estimated the values"
                        value=Signal::stored(reading.value_source)
                        hint=format!("Values without a date count for {}.", wording::day(reading.as_of))
                        error=on_field("value_source")
                        optional=true
                    />
                </div>
                {move || {
                    columns_error
                        .get()
                        .map(|why| {
                            view! {
                                <p class="field-error" role="alert">
                                    <Icon symbol=Symbol::Warning/>
                                    <span>{why}</span>
                                </p>
                            }
                        })
                }}
                <ColumnTable rows=read.into_any()/>
                {(unread_count > 0)
                    .then(|| {
                        view! {
                            <details open=!is_settled>
                                <summary>
                                    {wording::counted(unread_count as u64, "column", "columns")}
                                    " not read"
                                </summary>
                                <ColumnTable rows=unread.into_any()/>
                            </details>
                        }
                    })}
                <div class="row import-buttons">
                    <Button submit=true name="intent" value="check" busy=settle.pending()>
                        "Look again"
                    </Button>
                    <Button
                        kind=ButtonKind::Primary
                        submit=true
                        name="intent"
                        value="run"
                        busy=settle.pending()
                    >
                        {run_words}
                    </Button>
                </div>
            </ActionForm>
        </Panel>
    }
}

fn choices(choices: Choices) -> Vec<Choice> {
    choices.all.into_iter().map(|(value, label)| Choice::new(value, label)).collect()
}

#[component]
fn ColumnTable(rows: AnyView) -> impl IntoView {
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Columns of the file">
            <table class="table dense import-columns">
                <thead>
                    <tr>
                        <th scope="col">"Column"</th>
                        <th scope="col">"First row"</th>
                        <th scope="col">"Means"</th>
                        <th scope="col">"Dates are"</th>
                        <th scope="col">"Guess"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn ColumnRow(
    place: usize,
    column: ColumnView,
    kinds: StoredValue<Vec<(String, String)>>,
) -> impl IntoView {
    let options = kinds.with_value(|kinds| {
        kinds
            .iter()
            .map(|(word, label)| {
                let selected = *word == column.kind;
                view! {
                    <option value=word.clone() selected=selected>
                        {label.clone()}
                    </option>
                }
            })
            .collect_view()
    });
    let label = format!("Meaning of {}", column.header);
    let order = column.holds_dates.then(|| {
        let month_first = column.month_first;
        view! {
            <select
                class="input"
                name=format!("orders[{place}]")
                aria-label=format!("Order of the dates in {}", column.header)
            >
                <option value="day_first" selected=!month_first>
                    "day, month, year"
                </option>
                <option value="month_first" selected=month_first>
                    "month, day, year"
                </option>
            </select>
        }
    });
    let guess = match (column.kind.is_empty(), column.confidence) {
        (true, _) => ().into_any(),
        (_, 90..) => view! { <Badge tone=Tone::Good>"sure"</Badge> }.into_any(),
        (_, 70..) => view! { <Badge>"likely"</Badge> }.into_any(),
        _ => view! { <Badge tone=Tone::Warn>"please check"</Badge> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{column.header.clone()}</th>
            <td class="import-example">{column.example.clone()}</td>
            <td>
                <select class="input" name=format!("columns[{place}]") aria-label=label>
                    <option value="" selected=column.kind.is_empty()>
                        "Not read"
                    </option>
                    {options}
                </select>
            </td>
            <td>{order}</td>
            <td>{guess}</td>
        </tr>
    }
}
