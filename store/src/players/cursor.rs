//! Where a page begins, in a form that a client keeps and does not read.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::NaiveDate;
use football::{FieldError, PlayerSort};
use serde::{Deserialize, Serialize};

use crate::StoreError;

/// The column's value in the row beside which a page begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum SortValue {
    /// Euros, centimetres.
    Number(i64),
    /// A day.
    Day(NaiveDate),
    /// A word or folded name.
    Text(String),
    /// Unknown: the row stands among the last.
    Unknown,
}

/// The side of the row on which the page lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Side {
    /// The page begins after the row.
    After,
    /// The page ends before the row.
    Before,
}

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor {
    /// The order it belongs to, as [`PlayerSort`] writes it.
    #[serde(rename = "o")]
    pub(super) order: String,
    #[serde(rename = "s")]
    pub(super) side: Side,
    #[serde(rename = "v")]
    pub(super) value: SortValue,
    #[serde(rename = "i")]
    pub(super) id: i64,
    /// Number of that row, from 1, when the page was read. For people only: rows may have come since.
    #[serde(rename = "r")]
    pub(super) row: u64,
    /// How many players there were in all, where that was counted.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub(super) total: Option<u64>,
    /// The list shows names that differ by a slip from what was typed.
    #[serde(rename = "m", default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) similar: bool,
}

impl Cursor {
    pub(super) fn encode(&self) -> String {
        let json = serde_json::to_vec(self).expect("a cursor has no value that JSON cannot hold");
        URL_SAFE_NO_PAD.encode(json)
    }

    /// Reads a cursor and checks that it fits the order.
    pub(super) fn decode(text: &str, sort: PlayerSort) -> Result<Self, StoreError> {
        let cursor = URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|json| serde_json::from_slice::<Self>(&json).ok())
            // Postgres text cannot hold the character 0.
            .filter(|cursor| !matches!(&cursor.value, SortValue::Text(text) if text.contains('\0')))
            .ok_or_else(|| {
                invalid("This is not a cursor that a list gave. Start at the first page.")
            })?;
        if cursor.order != sort.to_string() {
            return Err(invalid(
                "This cursor belongs to another order. Start at the first page of the new order.",
            ));
        }
        Ok(cursor)
    }
}

/// The complaint about a cursor.
pub(super) fn invalid(message: &str) -> StoreError {
    StoreError::Invalid(vec![FieldError::new("cursor", message)])
}
