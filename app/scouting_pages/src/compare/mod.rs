//! `/players/compare`: up to six players side by side.

mod address;
#[cfg(feature = "ssr")]
mod from_store;
mod load;
mod page;
mod tables;
mod view;

pub use page::ComparePage;

/// Most players side by side: as many as there are kinds of lines in a radar.
const MOST: usize = page_kit::charts::MOST_SERIES;
