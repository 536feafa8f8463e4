//! Readers of tables that other people made: bytes in, domain types out.
//!
//! Pure: no files, no clock, no network. Whoever calls brings the bytes, in pieces of any size, and
//! stores what comes out.

pub mod career_table;
pub mod market_values;
pub mod player_table;
pub mod season_table;
