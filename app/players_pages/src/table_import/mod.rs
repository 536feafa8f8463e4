//! What the imports of all kinds of tables share: the list with its upload, the stages of one import, and
//! the rows that were not taken.

mod list;
mod rejects;
mod stages;

pub use list::ImportLine;
pub(super) use list::{ImportLists, Listed};
pub(super) use rejects::{RejectTable, RejectView, RejectsPanel};
#[cfg(feature = "ssr")]
pub(super) use stages::why_open;
pub(super) use stages::{ImportShell, ImportStage, Phase, Warnings};
