//! One import as its page shows it, and the server functions behind the page.

#![expect(
    clippy::too_many_arguments,
    reason = "a server function takes one argument for each field of its form"
)]

use std::collections::HashMap;

use backroom::JobId;
use chrono::{DateTime, Utc};
use football::FieldError;
use leptos::prelude::*;
use page_base::error::AppError;
use page_kit::imports::Phase;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::table_import::RejectView;

/// One import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportView {
    pub(super) id: Uuid,
    pub(super) file_name: String,
    pub(super) size_bytes: u64,
    pub(super) created_at: DateTime<Utc>,
    pub(super) phase: Phase,
    pub(super) job_id: Option<JobId>,
    /// Why the last run came to nothing.
    pub(super) error: Option<String>,
    pub(super) reading: ReadingView,
    /// What has to be settled before it can run.
    pub(super) problems: Vec<FieldError>,
    pub(super) rows: u64,
    pub(super) rejected: u64,
    pub(super) warnings: Vec<String>,
    pub(super) first_rows: Vec<RowView>,
    pub(super) first_rejects: Vec<RejectView>,
    pub(super) outcome: Option<OutcomeView>,
}

/// How the file is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct ReadingView {
    /// What was detected, in words: "UTF-8 with BOM".
    pub(super) encoding: String,
    pub(super) layout: String,
    /// The word and the name of the table.
    pub(super) tables: Choices,
    /// What the cells of a row of a table of careers are called; empty for other tables.
    pub(super) career_heads: Vec<String>,
    pub(super) provider: String,
    pub(super) value_source: String,
    pub(super) as_of: chrono::NaiveDate,
    /// Value and label of each choice, and the value chosen.
    pub(super) delimiters: Choices,
    pub(super) legacies: Choices,
    /// Every meaning a column can have.
    pub(super) kinds: Vec<(String, String)>,
    pub(super) columns: Vec<ColumnView>,
}

/// Things to choose from: value and label, and the value chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Choices {
    pub(super) all: Vec<(String, String)>,
    pub(super) chosen: String,
}

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct ColumnView {
    pub(super) header: String,
    /// The word of its meaning; empty when it is not read.
    pub(super) kind: String,
    pub(super) confidence: u8,
    pub(super) month_first: bool,
    pub(super) holds_dates: bool,
    /// Its cell in the first row.
    pub(super) example: String,
}

/// One row as it would be taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct RowView {
    pub(super) line: u64,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) birth_date: String,
    pub(super) position: String,
    pub(super) nationalities: String,
    pub(super) club: String,
    pub(super) height_cm: String,
    pub(super) value: String,
    pub(super) value_date: String,
    pub(super) notes: String,
    /// The cells of a row of a table of careers.
    pub(super) cells: Vec<String>,
}

/// What came of an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct OutcomeView {
    pub(super) rows: u64,
    pub(super) accepted: u64,
    pub(super) duplicates: u64,
    pub(super) rejected: u64,
    pub(super) players_added: u64,
    pub(super) players_changed: u64,
    pub(super) valuations_added: u64,
    pub(super) valuations_changed: u64,
    /// Rows of a table of careers added and changed; `None` for other tables.
    pub(super) career: Option<(u64, u64)>,
    pub(super) took_ms: u64,
    pub(super) rejects: Vec<RejectView>,
    pub(super) has_reject_file: bool,
}

/// One import with its preview.
///
/// # Errors
/// `SignInRequired`, `Forbidden` below an analyst, `NotFound`.
#[server(prefix = "/fn", endpoint = "players/find_import", output = page_base::wire::Json)]
pub async fn find_import(id: Uuid) -> Result<ImportView, AppError> {
    use backroom::Role;
    use page_base::request::{respond, signed_in, state};

    respond(async {
        signed_in(Role::Analyst)?;
        let db = state().db;
        let mut import = store::imports::find(&db, id).await?.ok_or(AppError::NotFound)?;
        let task = match import.job_id {
            Some(job) => store::queue::find_task(&db, job).await?,
            None => None,
        };
        // It may have ended between the two looks; what came of it is there once its task has ended.
        if import.summary.is_none() && task.as_ref().is_some_and(|task| task.state.is_final()) {
            import = store::imports::find(&db, id).await?.ok_or(AppError::NotFound)?;
        }
        Ok(view::of(import, task.as_ref()))
    })
    .await
}

/// Settles how the file is read and, where `intent` is `run`, starts the import.
///
/// # Errors
/// `Invalid` when the mapping lacks something, `Conflict` when the import has been started.
#[server(prefix = "/fn", endpoint = "players/settle_import", output = page_base::wire::Json)]
pub async fn settle_import(
    /// The import.
    id: Uuid,
    /// `check` or `run`.
    intent: String,
    /// The word of the table: `players`, `transfers`.
    table: String,
    /// What parts the cells.
    delimiter: String,
    /// What lines outside UTF-8 are read as.
    legacy: String,
    /// Whose ids the id column holds.
    #[server(default)]
    provider: String,
    /// Who estimated values that name no source.
    #[server(default)]
    value_source: String,
    /// The meaning of each column, by its place.
    #[server(default)]
    columns: HashMap<String, String>,
    /// `month_first` or `day_first`, by the column's place.
    #[server(default)]
    orders: HashMap<String, String>,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};
    use table_feeds::player_table::{DateOrder, Delimiter, Legacy, TableKind};

    respond(async {
        let caller = signed_in(Role::Analyst)?;
        let state = state();
        let import = store::imports::find(&state.db, id).await?.ok_or(AppError::NotFound)?;
        let mut reading = import.reading.clone();
        if let Some(chosen) = Delimiter::ALL.into_iter().find(|known| known.label() == delimiter) {
            reading.delimiter = chosen;
        }
        if let Some(chosen) = Legacy::ALL.into_iter().find(|known| known.label() == legacy) {
            reading.legacy = chosen;
        }
        let provider = provider.trim().to_lowercase();
        reading.provider = (!provider.is_empty()).then_some(provider);
        value_source.trim().clone_into(&mut reading.value_source);
        for place in 0..reading.columns.len() {
            if let Some(word) = columns.get(&place.to_string()) {
                reading
                    .mean(place, word)
                    .map_err(|error| AppError::Invalid { fields: vec![error] })?;
            }
            if let Some(order) = orders.get(&place.to_string()) {
                reading.columns[place].date_order = if order == "month_first" {
                    DateOrder::MonthFirst
                } else {
                    DateOrder::DayFirst
                };
            }
        }
        // The other fields were filled in for the table that the page showed.
        if let Some(table) = TableKind::from_word(&table) {
            reading.read_as(table);
        }
        if reading != import.reading {
            store::imports::save_reading(&state.db, &state.uploads, &import, reading).await?;
        }
        if intent == "run" {
            let account = Some(caller.account_id);
            store::imports::start(&state.db, id, account, request_id()).await?;
        }
        leptos_axum::redirect(&format!("/players/import/{id}"));
        Ok(())
    })
    .await
}

/// From the store's words to the page's.
#[cfg(feature = "ssr")]
mod view {
    use backroom::TaskView;
    use page_base::wording;
    use store::imports::{Import, PreviewRow, Summary};
    use table_feeds::player_table::{ColumnKind, Delimiter, Legacy, TableKind};

    use super::{
        Choices, ColumnView, ImportView, OutcomeView, Phase, ReadingView, RejectView, RowView,
    };
    use page_kit::imports::why_open;

    /// Longest example shown, in characters.
    const LONGEST_EXAMPLE: usize = 40;

    pub(super) fn of(import: Import, task: Option<&TaskView>) -> ImportView {
        let phase = Phase::of(import.summary.is_some(), task);
        ImportView {
            id: import.id,
            file_name: import.file_name.clone(),
            size_bytes: u64::try_from(import.size_bytes).unwrap_or(0),
            created_at: import.created_at,
            phase,
            job_id: import.job_id,
            error: why_open(phase, import.state, import.error.clone(), task),
            problems: import.reading.problems(),
            rows: import.preview.rows,
            rejected: import.preview.rejected,
            warnings: import.preview.warnings.clone(),
            first_rows: import.preview.first_rows.iter().map(row).collect(),
            first_rejects: import.preview.first_rejects.iter().map(RejectView::from).collect(),
            outcome: import.summary.as_ref().map(|summary| outcome(summary, &import)),
            reading: reading(&import),
        }
    }

    fn reading(import: &Import) -> ReadingView {
        let reading = &import.reading;
        let columns = reading
            .columns
            .iter()
            .enumerate()
            .map(|(place, column)| ColumnView {
                header: column.header.clone(),
                kind: column.kind.map_or("", ColumnKind::as_str).to_owned(),
                confidence: column.confidence,
                month_first: column.date_order == table_feeds::player_table::DateOrder::MonthFirst,
                holds_dates: column.kind.is_some_and(ColumnKind::holds_dates),
                example: import
                    .preview
                    .examples
                    .get(place)
                    .map(|cell| cell.chars().take(LONGEST_EXAMPLE).collect())
                    .unwrap_or_default(),
            })
            .collect();
        let words = |word: &str| (word.to_owned(), word.to_owned());
        ReadingView {
            encoding: reading.encoding.label(reading.legacy),
            layout: reading.layout.label().to_owned(),
            tables: Choices {
                all: TableKind::ALL
                    .map(|table| (table.as_str().to_owned(), table.label().to_owned()))
                    .to_vec(),
                chosen: reading.table.as_str().to_owned(),
            },
            career_heads: store::imports::career_heads(reading.table)
                .iter()
                .map(|head| (*head).to_owned())
                .collect(),
            provider: reading.provider.clone().unwrap_or_default(),
            value_source: reading.value_source.clone(),
            as_of: reading.as_of,
            delimiters: Choices {
                all: Delimiter::ALL.map(|delimiter| words(delimiter.label())).to_vec(),
                chosen: reading.delimiter.label().to_owned(),
            },
            legacies: Choices {
                all: Legacy::ALL.map(|legacy| words(legacy.label())).to_vec(),
                chosen: reading.legacy.label().to_owned(),
            },
            kinds: ColumnKind::of(reading.table)
                .into_iter()
                .map(|kind| (kind.as_str().to_owned(), kind.label().to_owned()))
                .collect(),
            columns,
        }
    }

    fn row(row: &PreviewRow) -> RowView {
        RowView {
            line: row.line,
            id: row.id.clone(),
            name: row.name.clone(),
            birth_date: day(&row.birth_date),
            position: row.position.clone(),
            nationalities: row.nationalities.clone(),
            club: row.club.clone(),
            height_cm: row.height_cm.clone(),
            value: row.value_eur.map(football::euros).unwrap_or_default(),
            value_date: day(&row.value_date),
            notes: row.notes.join(", "),
            cells: row.cells.iter().map(|cell| day(cell)).collect(),
        }
    }

    /// A day as people write it; what is no day stays as it is.
    fn day(written: &str) -> String {
        written.parse::<chrono::NaiveDate>().map_or_else(|_| written.to_owned(), wording::day)
    }

    fn outcome(summary: &Summary, import: &Import) -> OutcomeView {
        OutcomeView {
            rows: summary.rows,
            accepted: summary.accepted,
            duplicates: summary.duplicates,
            rejected: summary.rejected,
            players_added: summary.players_added,
            players_changed: summary.players_changed,
            valuations_added: summary.valuations_added,
            valuations_changed: summary.valuations_changed,
            career: import
                .reading
                .table
                .is_career()
                .then_some((summary.career_added, summary.career_changed)),
            took_ms: summary.took_ms,
            rejects: summary.first_rejects.iter().map(RejectView::from).collect(),
            has_reject_file: import.reject_sha256.is_some(),
        }
    }
}
