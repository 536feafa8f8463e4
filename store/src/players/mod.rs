//! Players: search, lists, changes and their undoing, value histories.
//!
//! Lists are read by keyset: a page begins after a row, not after a number of rows, so page 2,000
//! costs what page 1 costs and a row inserted meanwhile shifts nothing. How a search stays cheap at a
//! million players is told in `docs/decisions/0030-player-search.md`.

mod change;
mod conditions;
mod cursor;
mod history;
mod list;
mod order;
mod page;
mod provided;
mod purge;
mod row;
mod selection;
mod suggest;
mod valuations;
mod words;

pub use change::{Author, create, delete, find, find_many, restore, update};
pub use history::{HistoryEntry, history};
pub use list::{count, list};
pub use provided::{ProvidedPlayer, find_provided, refresh_value};
pub use purge::{KEPT_AFTER_DELETION, purge_deleted, settle_after_bulk_change};
pub use selection::{SelectedPlayer, Selection, count_selected, selected_after};
pub use suggest::{Suggestion, clubs, competitions, suggest};
pub use valuations::{record_valuation, valuations};
