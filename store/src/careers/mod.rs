//! Careers of players: transfers, seasons played and injuries, as imports brought them.
//!
//! Injuries are medical data. Whoever shows them asks first for an analyst; pages for everybody, lists
//! and reports never read them.

mod exposure;
mod read;

pub use exposure::exposures;
pub use read::{CareerHeld, appearances_by_season, held, injuries, transfers};
