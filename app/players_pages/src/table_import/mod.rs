//! What the imports of all kinds of tables share: the list with its upload, and the rows that were not taken.

mod complaint;
mod list;
mod rejects;

pub(super) use complaint::complaint;
pub use list::ImportLine;
pub(super) use list::{ImportLists, Listed};
pub(super) use rejects::{RejectTable, RejectView, RejectsPanel};
