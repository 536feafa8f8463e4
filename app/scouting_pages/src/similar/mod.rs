//! Who plays like a player, and why: the tab "Similar" of his page.

mod form;
#[cfg(feature = "ssr")]
mod from_store;
mod load;
mod panel;
mod rows;
mod view;

pub use panel::SimilarPanel;
