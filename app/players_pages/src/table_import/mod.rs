//! What the imports of all kinds of tables share: the list with its upload, and the rows that were not taken.

mod list;
mod rejects;

pub use list::ImportLine;
pub(super) use list::{ImportLists, Listed};
pub(super) use rejects::{RejectTable, RejectView, RejectsPanel};
