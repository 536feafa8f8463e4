//! Careers of players: transfers, seasons played and injuries, as imports brought them.
//!
//! Injuries are medical data. Whoever shows them asks first for an analyst; nothing here is read by
//! public pages, lists or reports.

mod exposure;
mod read;

pub use exposure::exposures;
pub use read::{CareerHeld, appearances_by_season, held, injuries, transfers};
