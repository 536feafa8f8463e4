//! When something recurs: cron patterns, their moments in a time zone, and what they say in plain words.
//!
//! Made for the server only. It carries the rules of every time zone, some hundred kilobytes that the
//! browser is never sent; pages show the words and moments that come from here.

mod error;
mod pattern;
mod reading;
#[cfg(test)]
mod tests;
mod ticks;
mod values;
mod zone;

pub use error::{Part, TimetableError};
pub use pattern::Pattern;
pub use ticks::{Due, Timetable};
pub use zone::Zone;
